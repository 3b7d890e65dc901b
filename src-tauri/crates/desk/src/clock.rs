//! Owns where the time comes from, so that a schedule can be replayed.

use std::{pin::Pin, sync::LazyLock, time::Duration, time::Instant};

/// A wait that somebody's clock decides about.
pub type Wait<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Tells the time. A schedule that is replayed brings a clock of its own.
pub trait Clock: Send + Sync {
    /// Now, in milliseconds UTC, as this computer is set. It may jump.
    fn now_ms(&self) -> i64;

    /// Milliseconds since some moment. It never goes back, and may stand still while the computer
    /// sleeps.
    fn elapsed_ms(&self) -> u64;

    /// Waits as long by the same measure.
    fn sleep_ms(&self, ms: u64) -> Wait<'_>;
}

/// The computer's clock. It may jump; nothing that moves money may depend on it alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
    }

    fn elapsed_ms(&self) -> u64 {
        u64::try_from(START.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn sleep_ms(&self, ms: u64) -> Wait<'_> {
        Box::pin(tokio::time::sleep(Duration::from_millis(ms)))
    }
}
