//! Owns what really happened, told from what the customer was told to do and from nothing else.

use crate::history::{BILLED_MINOR, History};
use counterfoil_domain::order_state::{OrderState, PaymentState};
use counterfoil_sandbox::{Attempt, Outcome};

/// Whether a state is the true one, or at least says that it cannot tell.
pub fn is_honest(history: &History, state: &OrderState) -> bool {
    // A capture beside a word that nobody knows is shown with that word.
    let is_qualified = state.payment.is_captured() && state.unknown_word.is_some();
    allowed(history).contains(&state.payment) || (history.has_unknown_words && is_qualified)
}

/// The states a history may end in: the true one first, then those that say they cannot tell.
pub fn allowed(history: &History) -> Vec<PaymentState> {
    let truth = match history.last_true_ms {
        None => PaymentState::NotKnown,
        Some(at_ms) => true_at(&history.attempts, at_ms),
    };
    let mut allowed = vec![truth];
    if history.is_reported && !truth.is_captured() {
        // What others report is neither believed nor dropped.
        allowed.insert(0, PaymentState::ReportedPaid);
    }
    if history.has_unknown_words {
        // A capture in words that nobody knows is not seen.
        allowed.push(PaymentState::UnknownWord);
        if history.is_reported {
            allowed.push(PaymentState::ReportedPaid);
        }
    }
    if history.is_contradicted {
        allowed.push(PaymentState::CannotTell);
        allowed.push(PaymentState::CapturedOtherAmount);
    }
    allowed
}

/// Where the payment stood so long after it was sent.
fn true_at(attempts: &[Attempt], at_ms: u64) -> PaymentState {
    let begun = || attempts.iter().filter(|one| one.starts_after_ms <= at_ms);
    let has_ended = |one: &&Attempt| one.ends_after_ms.is_some_and(|end_ms| end_ms <= at_ms);
    let paid = begun()
        .filter(has_ended)
        .filter(|one| one.outcome == Outcome::Pays)
        .count();
    match i64::try_from(paid).unwrap_or(i64::MAX) * BILLED_MINOR {
        BILLED_MINOR => PaymentState::Captured,
        more if more > 0 => PaymentState::CapturedOtherAmount,
        _ if begun().any(|one| !has_ended(&one)) => PaymentState::AttemptRunning,
        _ if begun().next().is_some() => PaymentState::AttemptFailed,
        _ => PaymentState::NotAttempted,
    }
}
