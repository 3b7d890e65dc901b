//! Owns finding what a provider said was wrong with an effect, in the answer that is kept.

use counterfoil_domain::operation::OperationState;
use counterfoil_providers::meta::Complaint;
use counterfoil_store::{Db, OperationRow, StoreError};

/// The longest answer that is searched for a complaint; Meta's have less than a thousand bytes.
const ANSWER_BYTES_MAX: u32 = 64 * 1024;

/// What the provider said was wrong; `None` where it did not answer, or took what was asked. It says
/// nothing of what happened: the operation's state does.
pub(crate) fn complaint_about(
    db: &Db<'_>,
    operation: &OperationRow,
) -> Result<Option<Complaint>, StoreError> {
    match operation.state {
        OperationState::Refused
        | OperationState::Unknown
        | OperationState::Disproved
        | OperationState::Decided => {}
        OperationState::Prepared
        | OperationState::InFlight
        | OperationState::NotSent
        | OperationState::Accepted
        | OperationState::Confirmed
        | OperationState::Withdrawn => return Ok(None),
    }
    let answer = db.answer_to(operation.order_id, operation.id, ANSWER_BYTES_MAX)?;
    let complaint = answer.and_then(|body| Complaint::in_answer(&body));
    Ok(complaint.or_else(|| kept_with(operation)))
}

/// What the operation itself keeps of a refusal.
pub(crate) fn kept_with(operation: &OperationRow) -> Option<Complaint> {
    let code = operation.outcome_code.as_deref()?;
    Some(Complaint::kept(code, operation.outcome_words.as_deref()))
}
