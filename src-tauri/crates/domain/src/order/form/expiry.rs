//! Owns the way between "30 minutes after sending" and the moment and words that an order carries.

use super::is_blank;
use crate::order::draft::Expiration;
use crate::order::limits::MAX_TIMESTAMP_DIGITS;

const MS_PER_S: i64 = 1_000;
const MS_PER_MINUTE: i64 = 60 * MS_PER_S;
const MINUTES_PER_HOUR: u32 = 60;
const MINUTES_PER_DAY: u32 = 24 * MINUTES_PER_HOUR;

/// When an order sent now expires: a whole second, and never one too early, because five minutes
/// are also the least that an order may have.
pub(super) fn expires_at_ms(minutes: u32, now_ms: i64) -> i64 {
    let at_ms = now_ms.saturating_add(i64::from(minutes) * MS_PER_MINUTE);
    match at_ms.rem_euclid(MS_PER_S) {
        0 => at_ms,
        beyond => at_ms.saturating_add(MS_PER_S - beyond),
    }
}

/// What an order sent now says about its expiry.
pub(super) fn expiration(minutes: u32, text: &str, now_ms: i64) -> Expiration {
    let seconds = expires_at_ms(minutes, now_ms) / MS_PER_S;
    Expiration {
        timestamp: seconds.to_string(),
        description: match is_blank(text) {
            true => words(minutes),
            false => text.to_owned(),
        },
    }
}

/// What the customer reads when nobody wrote anything else. In English, as the rest of a message
/// that the desk composes.
pub(super) fn words(minutes: u32) -> String {
    let (count, unit) = match minutes {
        whole if whole > 0 && whole % MINUTES_PER_DAY == 0 => (whole / MINUTES_PER_DAY, "day"),
        whole if whole > 0 && whole % MINUTES_PER_HOUR == 0 => (whole / MINUTES_PER_HOUR, "hour"),
        minutes => (minutes, "minute"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("Pay within {count} {unit}{plural}")
}

/// How many minutes after `made_at_ms` a draft expires, to the nearest; 0 when it expired before.
/// The nearest, because an order is kept a moment after its expiry was computed. `None` when the
/// timestamp says no moment.
pub(super) fn minutes(expiration: &Expiration, made_at_ms: i64) -> Option<u32> {
    let text = &expiration.timestamp;
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits || text.len() > MAX_TIMESTAMP_DIGITS {
        return None;
    }
    let at_ms = text.parse::<i64>().ok()? * MS_PER_S;
    let ahead_ms = at_ms.saturating_sub(made_at_ms).max(0);
    let nearest = ahead_ms.saturating_add(MS_PER_MINUTE / 2) / MS_PER_MINUTE;
    u32::try_from(nearest).ok()
}
