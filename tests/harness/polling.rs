//! Owns letting time pass for a desk that looks payments up by itself: from one rest of its
//! scheduler to the next, as fast as the machine can.

use crate::{desk::TestDesk, wait};
use std::time::Duration;

/// How long the scheduler is given to act on what was just done, in turns of the runtime.
const TURNS: usize = 16;

impl TestDesk {
    /// Lets so long pass. The scheduler must be running.
    pub async fn live_ms(&self, for_ms: i64) {
        let until_ms = self.clock().true_ms() + for_ms;
        loop {
            let rests_until_ms = self.rest().await;
            let left_ms = until_ms - self.clock().true_ms();
            if left_ms <= 0 {
                return;
            }
            let rest_ms = rests_until_ms.saturating_sub(self.clock().awake_ms());
            let rest_ms = i64::try_from(rest_ms).unwrap_or(i64::MAX);
            self.clock().advance_ms(rest_ms.min(left_ms));
        }
    }

    /// Waits until nothing is under way; until when that lasts, by the time the computer is awake.
    pub async fn rest(&self) -> u64 {
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
        }
        let resting = || {
            let rests_until_ms = self.desk().polling_rests_until_ms();
            rests_until_ms.filter(|until_ms| *until_ms > self.clock().awake_ms())
        };
        if let Some(until_ms) = resting() {
            return until_ms;
        }
        // The writer works on a thread of its own.
        for _ in 0..200 {
            tokio::time::sleep(Duration::from_micros(50)).await;
            if let Some(until_ms) = resting() {
                return until_ms;
            }
        }
        wait::until_some("the scheduler rests", async || resting()).await
    }
}
