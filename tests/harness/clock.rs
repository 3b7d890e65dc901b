//! Owns the clocks that a desk and its sandbox go by in a test: the true time, which the sandbox
//! shows, and a computer's two, which may be set wrong or sleep.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tokio::sync::Notify;

/// Clocks that stand until they are moved; the desk and the sandbox share them.
#[derive(Debug)]
pub struct TestClock {
    /// The true time, UTC.
    true_ms: AtomicI64,
    /// How far the computer's clock is from it.
    wrong_by_ms: AtomicI64,
    /// How long the computer was awake.
    elapsed_ms: AtomicU64,
    moved: Notify,
}

impl TestClock {
    /// Starts at `now_ms`, UTC, set right.
    pub fn at(now_ms: i64) -> Self {
        Self {
            true_ms: AtomicI64::new(now_ms),
            wrong_by_ms: AtomicI64::new(0),
            elapsed_ms: AtomicU64::new(0),
            moved: Notify::new(),
        }
    }

    /// Moves on.
    pub fn advance_ms(&self, by_ms: i64) {
        let awake_ms = u64::try_from(by_ms).expect("time goes on");
        self.elapsed_ms.fetch_add(awake_ms, Ordering::SeqCst);
        self.sleep_through_ms(by_ms);
    }

    /// Moves on while the computer sleeps.
    pub fn sleep_through_ms(&self, by_ms: i64) {
        self.true_ms.fetch_add(by_ms, Ordering::SeqCst);
        self.moved.notify_waiters();
    }

    /// Sets the computer's clock anew, by so much from what it showed.
    pub fn jump_ms(&self, by_ms: i64) {
        self.wrong_by_ms.fetch_add(by_ms, Ordering::SeqCst);
        self.moved.notify_waiters();
    }

    /// The true time, UTC.
    pub fn true_ms(&self) -> i64 {
        self.true_ms.load(Ordering::SeqCst)
    }

    /// How long the computer was awake.
    pub fn awake_ms(&self) -> u64 {
        self.elapsed_ms.load(Ordering::SeqCst)
    }
}

impl counterfoil_desk::Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.true_ms() + self.wrong_by_ms.load(Ordering::SeqCst)
    }

    fn elapsed_ms(&self) -> u64 {
        self.awake_ms()
    }

    fn sleep_ms(&self, ms: u64) -> counterfoil_desk::clock::Wait<'_> {
        let until_ms = self.awake_ms().saturating_add(ms);
        Box::pin(async move {
            loop {
                let moved = self.moved.notified();
                if self.awake_ms() >= until_ms {
                    return;
                }
                moved.await;
            }
        })
    }
}

impl counterfoil_sandbox::Clock for TestClock {
    fn now_ms(&self) -> i64 {
        self.true_ms()
    }
}
