//! Owns the rules of when an order stops being payable (docs/limits.md, "Order").

use super::draft::Expiration;
use super::limits::{MAX_EXPIRATION_CHARS, MIN_EXPIRATION_S, USUAL_EXPIRATION_DAYS};
use crate::finding::{FindingCode, Findings};
use crate::money::MAX_MINOR;

const MS_PER_S: i64 = 1_000;
const MS_PER_DAY: i64 = 86_400 * MS_PER_S;
/// The last moment, in milliseconds, that the window's numbers hold exactly.
const MAX_TIME_MS: i64 = MAX_MINOR;
const TIMESTAMP_PATH: &str = "order.expiration.timestamp";

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
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        findings.say_limit(
            TIMESTAMP_PATH,
            FindingCode::NotAllowed,
            "epoch seconds, in digits",
        );
        return None;
    }
    let max_s = MAX_TIME_MS / MS_PER_S;
    let Some(seconds) = text.parse::<i64>().ok().filter(|seconds| *seconds <= max_s) else {
        findings.say_limit(TIMESTAMP_PATH, FindingCode::OutOfRange, 0..=max_s);
        return None;
    };

    let expires_at_ms = seconds * MS_PER_S;
    // Saturating is exact enough: a clock at either end of time is far from every limit.
    let ahead_ms = expires_at_ms.saturating_sub(now_ms);
    if ahead_ms < MIN_EXPIRATION_S * MS_PER_S {
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
