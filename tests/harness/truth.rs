//! Owns what really happened to a payment, told from what the customer was told to do and from
//! nothing else.

use counterfoil_domain::order_state::PaymentState;
use counterfoil_sandbox::{Attempt, Outcome};

/// Where the payment of so much stood so long after it was sent.
pub fn payment_after(attempts: &[Attempt], billed_minor: i64, at_ms: u64) -> PaymentState {
    let begun = || attempts.iter().filter(|one| one.starts_after_ms <= at_ms);
    let has_ended = |one: &&Attempt| one.ends_after_ms.is_some_and(|end_ms| end_ms <= at_ms);
    let paid = begun()
        .filter(has_ended)
        .filter(|one| one.outcome == Outcome::Pays)
        .count();
    match i64::try_from(paid).unwrap_or(i64::MAX) * billed_minor {
        came if came == billed_minor => PaymentState::Captured,
        more if more > 0 => PaymentState::CapturedOtherAmount,
        _ if begun().any(|one| !has_ended(&one)) => PaymentState::AttemptRunning,
        _ if begun().next().is_some() => PaymentState::AttemptFailed,
        _ => PaymentState::NotAttempted,
    }
}
