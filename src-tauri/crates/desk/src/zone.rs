//! Owns the zones of the business day: India's and Brazil's. Neither has summer time.

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};
use counterfoil_domain::money::Currency;

const INDIA: FixedOffset =
    FixedOffset::east_opt(5 * 3_600 + 1_800).expect("five and a half hours are an offset");
const BRASILIA: FixedOffset = FixedOffset::west_opt(3 * 3_600).expect("three hours are an offset");

/// A business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// When it begins, UTC.
    pub from_ms: i64,
    /// When the next one begins, UTC.
    pub to_ms: i64,
    /// Its zone: `IST` or `BRT`.
    pub zone: &'static str,
}

/// A moment, milliseconds UTC, as India's clocks show it.
pub fn in_india(at_ms: i64) -> DateTime<FixedOffset> {
    at(at_ms, INDIA)
}

/// The business day of this moment, milliseconds UTC, where this currency is used.
pub fn business_day(currency: Currency, at_ms: i64) -> Day {
    let (offset, zone) = match currency {
        Currency::Inr => (INDIA, "IST"),
        Currency::Brl => (BRASILIA, "BRT"),
    };
    let midnight = at(at_ms, offset)
        .with_time(NaiveTime::MIN)
        .earliest()
        .unwrap_or_default();
    let from_ms = midnight.timestamp_millis();
    Day {
        from_ms,
        to_ms: from_ms + TimeDelta::days(1).num_milliseconds(),
        zone,
    }
}

fn at(at_ms: i64, offset: FixedOffset) -> DateTime<FixedOffset> {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .with_timezone(&offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_the_zone_s_midnight() {
        // 2026-11-20T18:29:59.999Z is the last millisecond of the day in India.
        check(Currency::Inr, 1_795_199_399_999, 1_795_113_000_000);
        check(Currency::Inr, 1_795_199_400_000, 1_795_199_400_000);
        // 2026-11-20T02:59:59.999Z is the last of the 19th in Brasília.
        check(Currency::Brl, 1_795_143_599_999, 1_795_057_200_000);
        check(Currency::Brl, 1_795_143_600_000, 1_795_143_600_000);

        #[track_caller]
        fn check(currency: Currency, at_ms: i64, from_ms: i64) {
            let day = business_day(currency, at_ms);
            assert_eq!(
                (day.from_ms, day.to_ms - day.from_ms),
                (from_ms, 86_400_000)
            );
        }
    }
}
