//! Owns the one clock that a desk and its sandbox go by in a test.

use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that stands until it is moved; the desk and the sandbox share it.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Starts at `now_ms`, UTC.
    pub fn at(now_ms: i64) -> Self {
        Self(AtomicI64::new(now_ms))
    }

    /// Moves on.
    pub fn advance_ms(&self, by_ms: i64) {
        self.0.fetch_add(by_ms, Ordering::SeqCst);
    }

    fn read(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl counterfoil_desk::Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.read()
    }
}

impl counterfoil_sandbox::Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.read()
    }
}
