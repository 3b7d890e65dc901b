//! Owns how many lookups a business account may make: so many an hour, spread evenly, fewer where
//! the provider says that its allowance runs out, none while it asks us to wait.

use counterfoil_providers::meta::Usage;
use std::ops::RangeInclusive;

/// Calls an hour that a business account in use may make (Meta, rate limits).
pub const CALLS_PER_HOUR: u32 = 5_000;
/// What a person may choose instead: another program may need a part, or Meta may allow more.
pub const CALLS_PER_HOUR_RANGE: RangeInclusive<u32> = 5..=1_000_000;
/// Of these, so many in a hundred are kept for operations that move money.
const KEPT_PERCENT: u32 = 20;
/// What may be asked at once after a pause; within any hour it adds to the even flow.
const AT_ONCE_MAX: u64 = 60;
/// Up to this use, in percent of the provider's allowance, lookups flow freely; at the end of the
/// range none does, but for one a minute that learns when they may again.
const FREE_PERCENT: u32 = 75;
const FULL_PERCENT: u32 = 85;
const TRICKLE_PER_HOUR: u32 = 60;

const HOUR_MS: u64 = 3_600_000;
const MINUTE_MS: u64 = 60_000;
const MINUTES: usize = 60;

/// The allowance of one business account. It begins empty, so that nothing storms after a restart.
#[derive(Clone, Debug)]
pub(crate) struct Allowance {
    calls_per_hour: u32,
    usage: Usage,
    /// In parts of a call: each millisecond adds as many as calls are allowed an hour.
    credit: u64,
    credited_at_ms: u64,
    wait_until_ms: u64,
    /// How many were made in each of the last minutes, by the number of the minute.
    minutes: [(u64, u32); MINUTES],
}

impl Allowance {
    /// An allowance of so many calls an hour, from this moment on by [`crate::Clock::elapsed_ms`].
    pub(crate) fn new(calls_per_hour: u32, now_ms: u64) -> Self {
        Self {
            calls_per_hour,
            usage: Usage::default(),
            // The first lookup tells the provider's time; it need not wait.
            credit: HOUR_MS,
            credited_at_ms: now_ms,
            wait_until_ms: now_ms,
            minutes: [(0, 0); MINUTES],
        }
    }

    /// What lookups may use of it an hour, as things stand.
    pub(crate) fn lookups_per_hour(&self) -> u32 {
        let own = self.calls_per_hour - self.calls_per_hour / 100 * KEPT_PERCENT;
        let range = FULL_PERCENT - FREE_PERCENT;
        let left = FULL_PERCENT.saturating_sub(self.usage.percent).min(range);
        (own / range * left).max(TRICKLE_PER_HOUR.min(own))
    }

    /// How long to wait before the next lookup; 0 when it may leave now.
    pub(crate) fn wait_ms(&mut self, now_ms: u64) -> u64 {
        self.fill(now_ms);
        let asked = self.wait_until_ms.saturating_sub(now_ms);
        let missing = HOUR_MS.saturating_sub(self.credit);
        asked.max(missing.div_ceil(u64::from(self.lookups_per_hour()).max(1)))
    }

    /// Counts a call that leaves now, whether it was waited for or a person asked for it at once.
    pub(crate) fn spend(&mut self, now_ms: u64) {
        self.fill(now_ms);
        self.credit = self.credit.saturating_sub(HOUR_MS);
        let minute = now_ms / MINUTE_MS;
        let place = usize::try_from(minute).unwrap_or_default() % MINUTES;
        let (of, made) = self.minutes[place];
        self.minutes[place] = (minute, if of == minute { made + 1 } else { 1 });
    }

    /// How many were made in the past hour.
    pub(crate) fn spent_in_an_hour(&self, now_ms: u64) -> u32 {
        let minute = now_ms / MINUTE_MS;
        let counts = |(of, _): &&(u64, u32)| minute - *of < MINUTES as u64 && *of <= minute;
        let made = self.minutes.iter().filter(counts);
        made.map(|(_, made)| made).sum()
    }

    /// Heeds what an answer says about the allowance.
    pub(crate) fn heed(&mut self, usage: Usage, now_ms: u64) {
        self.fill(now_ms);
        self.usage = usage;
        self.hold(usage.regain_ms, now_ms);
    }

    /// Lets nothing leave for so long.
    pub(crate) fn hold(&mut self, for_ms: u64, now_ms: u64) {
        self.wait_until_ms = self.wait_until_ms.max(now_ms.saturating_add(for_ms));
    }

    /// How long the provider still asks us to wait.
    pub(crate) fn held_ms(&self, now_ms: u64) -> u64 {
        self.wait_until_ms.saturating_sub(now_ms)
    }

    /// Changes how many calls are allowed.
    pub(crate) fn set_calls_per_hour(&mut self, calls_per_hour: u32, now_ms: u64) {
        self.fill(now_ms);
        self.calls_per_hour = calls_per_hour;
    }

    fn fill(&mut self, now_ms: u64) {
        let passed_ms = now_ms.saturating_sub(self.credited_at_ms);
        let earned = passed_ms.saturating_mul(u64::from(self.lookups_per_hour()));
        self.credit = (self.credit.saturating_add(earned)).min(AT_ONCE_MAX * HOUR_MS);
        self.credited_at_ms = now_ms;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_hour_sees_more_than_the_allowance_and_a_twentieth() {
        let mut allowance = Allowance::new(CALLS_PER_HOUR, 0);
        let mut made = Vec::new();
        let mut now_ms = 0;
        while now_ms < 5 * HOUR_MS {
            // An hour of rest in between fills it up.
            if !(HOUR_MS..2 * HOUR_MS).contains(&now_ms) && allowance.wait_ms(now_ms) == 0 {
                allowance.spend(now_ms);
                made.push(now_ms);
            } else {
                now_ms += 10;
            }
        }

        let most = (0..made.len())
            .map(|first| made[first..].partition_point(|at_ms| *at_ms < made[first] + HOUR_MS))
            .max();
        assert!(
            (3_990..=4_200).contains(&most.unwrap_or_default()),
            "{most:?}"
        );
        let spent = allowance.spent_in_an_hour(now_ms);
        assert!((3_900..=4_070).contains(&spent), "{spent}");
    }

    #[test]
    fn the_fuller_the_provider_s_counters_the_slower() {
        let mut allowance = Allowance::new(CALLS_PER_HOUR, 0);
        let mut per_hour = |percent| {
            allowance.heed(
                Usage {
                    percent,
                    regain_ms: 0,
                },
                0,
            );
            allowance.lookups_per_hour()
        };

        assert_eq!(
            [0, 75, 80, 84].map(&mut per_hour),
            [4_000, 4_000, 2_000, 400]
        );
        assert_eq!([85, 100, 250].map(per_hour), [60, 60, 60]);
    }

    #[test]
    fn nothing_leaves_while_the_provider_asks_us_to_wait() {
        let mut allowance = Allowance::new(CALLS_PER_HOUR, 1_000);
        assert_eq!(allowance.wait_ms(1_000), 0, "the first need not wait");

        allowance.hold(30_000, 1_000);
        allowance.hold(5_000, 2_000);

        assert_eq!(allowance.wait_ms(1_000), 30_000);
        assert_eq!(allowance.held_ms(30_000), 1_000);
        assert_eq!(allowance.wait_ms(31_000), 0);
        let regain = Usage {
            percent: 100,
            regain_ms: 300_000,
        };
        allowance.heed(regain, 31_000);
        assert_eq!(allowance.wait_ms(31_000), 300_000);
    }

    #[test]
    fn an_allowance_of_nothing_still_ends() {
        let mut allowance = Allowance::new(0, 0);
        allowance.spend(0);

        assert_eq!(allowance.lookups_per_hour(), 0);
        assert_eq!(allowance.wait_ms(0), HOUR_MS);
    }
}
