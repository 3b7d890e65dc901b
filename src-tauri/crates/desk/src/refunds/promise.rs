//! Owns until when a gateway promises that money is back.

use crate::zone::in_india;
use chrono::{Datelike, Days, NaiveTime, TimeZone, Weekday};

/// A refund takes five to seven working days, also one at once where the bank cannot do that (Meta,
/// refund).
const WORKING_DAYS: u32 = 7;

/// The last millisecond of the day until which a refund sent at this moment is promised, UTC. Working days are
/// Monday to Friday in India; bank holidays are not known here.
pub(crate) fn promised_by_ms(sent_at_ms: i64) -> i64 {
    let sent = in_india(sent_at_ms);
    let mut day = sent.date_naive();
    let mut left = WORKING_DAYS;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else {
            return i64::MAX;
        };
        day = next;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    let midnight = next.and_time(NaiveTime::MIN);
    let end = sent.timezone().from_local_datetime(&midnight).earliest();
    end.map_or(i64::MAX, |end| end.timestamp_millis() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_do_not_count() {
        // Friday 20 November 2026, 16:00 in India.
        check(1_795_170_600_000, "2026-12-01 23:59");
        // Sunday 22 November 2026, 00:30 in India, which is Saturday in UTC.
        check(1_795_287_600_000, "2026-12-01 23:59");

        #[track_caller]
        fn check(sent_at_ms: i64, expected: &str) {
            let by = in_india(promised_by_ms(sent_at_ms));
            assert_eq!(by.format("%Y-%m-%d %H:%M").to_string(), expected);
        }
    }
}
