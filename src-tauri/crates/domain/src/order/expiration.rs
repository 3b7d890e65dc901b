//! Owns the rules of when an order stops being payable (docs/limits.md, "Order").

use super::draft::Expiration;
use super::limits::{
    MAX_EXPIRATION_CHARS, MAX_TIMESTAMP_DIGITS, MIN_EXPIRATION_S, USUAL_EXPIRATION_DAYS,
};
use crate::finding::{FindingCode, Findings};

const MS_PER_S: i64 = 1_000;
const MS_PER_DAY: i64 = 86_400 * MS_PER_S;
const TIMESTAMP_PATH: &str = "order.expiration.timestamp";

/// Whether an order that can be paid until then may still be sent: WhatsApp wants some time left.
pub const fn leaves_time_to_pay(expires_at_ms: i64, now_ms: i64) -> bool {
    expires_at_ms.saturating_sub(now_ms) >= MIN_EXPIRATION_S * MS_PER_S
}

/// Judges both parts; says when the order expires, in epoch milliseconds.
pub(super) fn expiration(
    findings: &mut Findings,
    expiration: &Expiration,
    now_ms: i64,
) -> Option<i64> {
    let expires_at_ms = timestamp(findings, &expiration.timestamp, now_ms);
    let description_path = "order.expiration.description";
    findings.text(
        description_path,
        &expiration.description,
        MAX_EXPIRATION_CHARS,
    );
    expires_at_ms
}

fn timestamp(findings: &mut Findings, text: &str, now_ms: i64) -> Option<i64> {
    if !findings.filled(TIMESTAMP_PATH, text) {
        return None;
    }
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds: Option<i64> = text.parse().ok();
    let Some(seconds) = seconds.filter(|_| is_digits && text.len() <= MAX_TIMESTAMP_DIGITS) else {
        let words = format!("epoch seconds, in 1 to {MAX_TIMESTAMP_DIGITS} digits");
        findings.say_limit(TIMESTAMP_PATH, FindingCode::NotAllowed, words.as_str());
        return None;
    };

    let expires_at_ms = seconds * MS_PER_S;
    // Saturating is exact enough: a clock at either end of time is far from every limit.
    let ahead_ms = expires_at_ms.saturating_sub(now_ms);
    if !leaves_time_to_pay(expires_at_ms, now_ms) {
        findings.say_limit(TIMESTAMP_PATH, FindingCode::TooSoon, MIN_EXPIRATION_S);
    } else if ahead_ms > USUAL_EXPIRATION_DAYS * MS_PER_DAY {
        findings.say_limit(
            TIMESTAMP_PATH,
            FindingCode::ExpiresLate,
            USUAL_EXPIRATION_DAYS,
        );
    }
    Some(expires_at_ms)
}
