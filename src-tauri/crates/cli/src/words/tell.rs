//! Owns what a person reads about status messages and cancels.

use super::{refusal, sandbox_mark};
use counterfoil_desk::{Cancelled, StatusSent};
use counterfoil_domain::{fulfilment::Late, operation::OperationState};
use counterfoil_store::OrderRow;

/// A status message and its outcome.
pub fn told(sent: &StatusSent) -> String {
    let reference = sent.order.reference_id.as_str();
    let sentence = match sent.operation.state {
        OperationState::Accepted | OperationState::Confirmed => {
            format!("The message about `{reference}` was sent; it is not confirmed yet.")
        }
        _ => outcome(sent, "message"),
    };
    format!("{}{sentence}", sandbox_mark(sent.order.environment))
}

/// A cancel, its outcome, and what the lookup after it found.
pub fn cancelled(cancelled: &Cancelled) -> String {
    let sent = &cancelled.sent;
    let reference = sent.order.reference_id.as_str();
    let sentence = match (sent.operation.state, &cancelled.after) {
        (_, Some(Ok(after))) if after.state.payment.is_captured() => format!(
            "`{reference}` was paid at the last second. Fulfil it (`order fulfil {reference}`) or \
             give the money back (`refund start {reference}`)."
        ),
        (OperationState::Accepted | OperationState::Confirmed, Some(Ok(_))) => format!(
            "The cancel of `{reference}` was sent, and nobody has paid. It counts as cancelled when \
             lookups have contradicted nothing for a day."
        ),
        (OperationState::Accepted | OperationState::Confirmed, _) => format!(
            "The cancel of `{reference}` was sent. The lookup after it was not answered; look it up \
             again: `order look-up {reference}`."
        ),
        _ => outcome(sent, "cancel"),
    };
    format!("{}{sentence}", sandbox_mark(sent.order.environment))
}

/// What was not accepted.
fn outcome(sent: &StatusSent, what: &str) -> String {
    let (operation, reference) = (&sent.operation, sent.order.reference_id.as_str());
    let words = operation
        .outcome_words
        .as_deref()
        .unwrap_or("no reason given");
    match operation.state {
        OperationState::Refused if sent.is_window_closed() => format!(
            "The {what} about `{reference}` was refused: the customer wrote more than 24 hours ago. \
             Nothing was sent; send it by template (`--template`)."
        ),
        OperationState::Refused => format!(
            "The {what} about `{reference}` was refused ({}): {words}. Nothing was sent.",
            refusal(sent.complaint.as_ref())
        ),
        OperationState::NotSent => {
            format!("The {what} about `{reference}` was not sent: {words}. Nothing left.")
        }
        _ => format!(
            "We don't know yet whether the {what} about `{reference}` went out: {words}. No lookup \
             can show it; look at the chat, then settle it (`refund decide {}`).",
            operation.id
        ),
    }
}

/// A decision to fulfil what was paid late.
pub fn fulfilled(order: &OrderRow, late: Late) -> String {
    let reference = order.reference_id.as_str();
    let next = match late {
        Late::AfterExpiry => format!("Tell the customer: `order tell {reference}`."),
        Late::AfterCancel => {
            "WhatsApp cannot open it again if it was cancelled; write to the customer.".to_owned()
        }
    };
    format!(
        "{}Kept the money of `{reference}`, which came {}. {next}",
        sandbox_mark(order.environment),
        late.words()
    )
}
