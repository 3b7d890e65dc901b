//! Owns the zone of the business day: India Standard Time.

use chrono::{DateTime, FixedOffset};

const INDIA: FixedOffset =
    FixedOffset::east_opt(5 * 3_600 + 1_800).expect("five and a half hours are an offset");

/// A moment, milliseconds UTC, as India's clocks show it.
pub fn in_india(at_ms: i64) -> DateTime<FixedOffset> {
    DateTime::from_timestamp_millis(at_ms)
        .unwrap_or_default()
        .with_timezone(&INDIA)
}
