//! Owns where the time comes from, so that a schedule can be replayed.

/// Tells the time. A schedule that is replayed brings a clock of its own.
pub trait Clock: Send + Sync {
    /// Now, in milliseconds UTC.
    fn now_ms(&self) -> i64;
}

/// The computer's clock. It may jump; nothing that moves money may depend on it alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
    }
}
