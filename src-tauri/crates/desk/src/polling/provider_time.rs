//! Owns what the provider's clock shows. Orders expire and attempts begin by it, while this
//! computer's may be set wrong, jump, or lie asleep (money-protocol, section 9).

use crate::clock::Clock;

/// This computer's two clocks part by more than this when it slept or was set anew, in milliseconds.
const PARTED_MS: u64 = 5_000;
/// An answer whose `Date` is this far from where it should be is not believed at once: a cache or a
/// proxy may have written it.
const ODD_MS: u64 = 60_000;

/// The provider's moment, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProviderNow {
    /// UTC.
    pub(crate) ms: i64,
    /// An answer has told it, and this computer's clocks have agreed since.
    pub(crate) is_known: bool,
}

/// The provider's clock, as its answers told it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ProviderTime {
    told: Option<Told>,
}

#[derive(Clone, Copy, Debug)]
struct Told {
    provider_ms: i64,
    wall_ms: i64,
    elapsed_ms: u64,
    /// The next answer may say anything.
    is_doubted: bool,
}

impl ProviderTime {
    /// What it shows now. What is not known is guessed, rather too early than too late: nothing
    /// becomes due by a guess.
    pub(crate) fn now(&self, clock: &dyn Clock) -> ProviderNow {
        let Some(told) = self.told else {
            return ProviderNow {
                ms: clock.now_ms(),
                is_known: false,
            };
        };
        let by_elapsed = told.passed_ms(clock);
        let by_wall = clock.now_ms().saturating_sub(told.wall_ms);
        ProviderNow {
            ms: told.provider_ms.saturating_add(by_elapsed),
            is_known: !told.is_doubted && by_wall.abs_diff(by_elapsed) <= PARTED_MS,
        }
    }

    /// Learns it from the `Date` of an answer that has just come.
    pub(crate) fn learn(&mut self, date_ms: i64, clock: &dyn Clock) {
        let now = self.now(clock);
        let is_odd = now.is_known && now.ms.abs_diff(date_ms) > ODD_MS;
        match &mut self.told {
            Some(told) if is_odd => told.is_doubted = true,
            told => {
                *told = Some(Told {
                    provider_ms: date_ms,
                    wall_ms: clock.now_ms(),
                    elapsed_ms: clock.elapsed_ms(),
                    is_doubted: false,
                });
            }
        }
    }
}

impl Told {
    fn passed_ms(&self, clock: &dyn Clock) -> i64 {
        let passed = clock.elapsed_ms().saturating_sub(self.elapsed_ms);
        i64::try_from(passed).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Wait;

    /// The wall's clock, and the one that only goes on.
    struct Clocks(i64, u64);

    impl Clock for Clocks {
        fn now_ms(&self) -> i64 {
            self.0
        }

        fn elapsed_ms(&self) -> u64 {
            self.1
        }

        fn sleep_ms(&self, _: u64) -> Wait<'_> {
            unreachable!("nothing waits here")
        }
    }

    const DAY_MS: i64 = 86_400_000;
    const THERE_MS: i64 = 1_798_761_600_000;

    #[test]
    fn a_wrong_wall_clock_does_not_matter_once_the_provider_has_told() {
        let mut time = ProviderTime::default();
        check(&time, Clocks(5, 0), 5, false);

        time.learn(THERE_MS, &Clocks(5, 0));

        check(&time, Clocks(5, 0), THERE_MS, true);
        check(&time, Clocks(90_005, 90_000), THERE_MS + 90_000, true);
    }

    #[test]
    fn after_a_jump_or_a_sleep_it_is_not_known_until_the_next_answer() {
        let mut time = ProviderTime::default();
        time.learn(THERE_MS, &Clocks(0, 0));

        check(&time, Clocks(DAY_MS, 1_000), THERE_MS + 1_000, false);
        check(&time, Clocks(-DAY_MS, 1_000), THERE_MS + 1_000, false);
        check(&time, Clocks(5_000, 1_000), THERE_MS + 1_000, true);

        time.learn(THERE_MS + DAY_MS, &Clocks(DAY_MS, 1_000));
        check(&time, Clocks(DAY_MS, 1_000), THERE_MS + DAY_MS, true);
    }

    #[test]
    fn one_odd_date_is_not_believed_and_two_are() {
        let mut time = ProviderTime::default();
        time.learn(THERE_MS, &Clocks(0, 0));

        time.learn(0, &Clocks(1_000, 1_000));
        check(&time, Clocks(1_000, 1_000), THERE_MS + 1_000, false);

        time.learn(THERE_MS + 2_000, &Clocks(2_000, 2_000));
        check(&time, Clocks(2_000, 2_000), THERE_MS + 2_000, true);
    }

    #[track_caller]
    fn check(time: &ProviderTime, clocks: Clocks, ms: i64, is_known: bool) {
        assert_eq!(time.now(&clocks), ProviderNow { ms, is_known });
    }
}
