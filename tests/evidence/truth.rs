//! Owns which states are true of a history, or at least honest.

use crate::history::{BILLED_MINOR, History};
use counterfoil_domain::order_state::{OrderState, PaymentState};
use counterfoil_tests::truth::payment_after;

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
        Some(at_ms) => payment_after(&history.attempts, BILLED_MINOR, at_ms),
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
