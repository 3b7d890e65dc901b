//! Owns which clock the program goes by: the computer's, or one that a test sets.

#[cfg(feature = "fault-points")]
pub use shifted::{for_desk, for_sandbox};
#[cfg(not(feature = "fault-points"))]
pub use the_computers::{for_desk, for_sandbox};

#[cfg(not(feature = "fault-points"))]
mod the_computers {
    use std::sync::Arc;

    /// The desk's clock.
    pub fn for_desk() -> Arc<dyn counterfoil_desk::Clock> {
        Arc::new(counterfoil_desk::SystemClock)
    }

    /// The simulator's clock.
    pub fn for_sandbox() -> Arc<dyn counterfoil_sandbox::Clock> {
        Arc::new(counterfoil_sandbox::SystemClock)
    }
}

#[cfg(feature = "fault-points")]
mod shifted {
    use counterfoil_desk::{Clock, SystemClock, Wait};
    use std::{path::PathBuf, sync::Arc};

    /// Names a file that says by how many milliseconds the clock is ahead; read whenever somebody
    /// asks for the time.
    const VARIABLE: &str = "COUNTERFOIL_CLOCK_FILE";

    /// The computer's clock, ahead or behind as far as a file says.
    struct Shifted(Option<PathBuf>);

    /// The desk's clock.
    pub fn for_desk() -> Arc<dyn Clock> {
        Arc::new(Shifted::of_environment())
    }

    /// The simulator's clock.
    pub fn for_sandbox() -> Arc<dyn counterfoil_sandbox::Clock> {
        Arc::new(Shifted::of_environment())
    }

    impl Shifted {
        fn of_environment() -> Self {
            Self(std::env::var_os(VARIABLE).map(PathBuf::from))
        }

        fn ahead_ms(&self) -> i64 {
            let text = self.0.as_ref().map(std::fs::read_to_string);
            let ahead_ms = text.and_then(Result::ok).map(|text| text.trim().parse());
            ahead_ms.and_then(Result::ok).unwrap_or(0)
        }
    }

    impl Clock for Shifted {
        fn now_ms(&self) -> i64 {
            SystemClock.now_ms().saturating_add(self.ahead_ms())
        }

        fn elapsed_ms(&self) -> u64 {
            SystemClock.elapsed_ms()
        }

        fn sleep_ms(&self, ms: u64) -> Wait<'_> {
            Box::pin(async move { SystemClock.sleep_ms(ms).await })
        }
    }

    impl counterfoil_sandbox::Clock for Shifted {
        fn now_ms(&self) -> i64 {
            Clock::now_ms(self)
        }
    }
}
