//! Owns what the sandbox calls now: the system's clock, or one that tests set by hand.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The last millisecond an HTTP date can name, the end of the year 9999.
const LAST_DATE_MS: i64 = 253_402_300_799_999;

/// Tells the time in milliseconds since 1970, UTC.
pub trait Clock: Send + Sync {
    /// Returns the present moment.
    fn now_ms(&self) -> i64;
}

/// The clock of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since_1970 = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
    }
}

/// A clock that stands still until it is moved, forwards or backwards.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// Starts at the given moment.
    pub fn new(now_ms: i64) -> Self {
        Self(AtomicI64::new(now_ms))
    }

    /// Moves on by the given span, or back when it is negative.
    pub fn advance_ms(&self, by_ms: i64) {
        self.0.fetch_add(by_ms, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Writes a moment as the `Date` header has it.
pub(crate) fn http_date(now_ms: i64) -> String {
    let since_1970 = now_ms.clamp(0, LAST_DATE_MS).unsigned_abs();
    httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(since_1970))
}
