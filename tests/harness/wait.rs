//! Owns waiting for a condition with a bound.

use std::time::{Duration, Instant};

/// Longer than anything a test waits for takes, even on a busy machine.
const BOUND: Duration = Duration::from_secs(30);

/// How long one look is apart from the next.
const PAUSE: Duration = Duration::from_millis(2);

/// Waits until a condition holds; fails the test when it does not come true.
pub async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    until_some(what, async || holds().await.then_some(())).await;
}

/// Waits until there is something; fails the test when nothing comes.
pub async fn until_some<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let give_up = Instant::now() + BOUND;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < give_up, "waited in vain until {what}");
        tokio::time::sleep(PAUSE).await;
    }
}

/// Makes sure that a condition holds all the while.
pub async fn stays_for(while_it_lasts: Duration, what: &str, holds: impl AsyncFn() -> bool) {
    let end = Instant::now() + while_it_lasts;
    while Instant::now() < end {
        assert!(holds().await, "it does not stay so: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}
