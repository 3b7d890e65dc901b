//! Owns letting time pass for a desk that looks payments up by itself: from one rest of its
//! scheduler to the next, as fast as the machine can.

use crate::desk::TestDesk;

/// How long the scheduler is given to notice what was just done, in turns of the runtime.
const TURNS: usize = 4;

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
    async fn rest(&self) -> u64 {
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
        }
        let mut rests = self.desk().polling_rests();
        let awake_ms = self.clock().awake_ms();
        let rests = rests
            .wait_for(|until_ms| until_ms.is_some_and(|until_ms| until_ms > awake_ms))
            .await;
        rests
            .ok()
            .and_then(|until_ms| *until_ms)
            .unwrap_or(u64::MAX)
    }
}
