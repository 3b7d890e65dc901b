//! Owns what a person and the shell learn about operations.

use super::{more, time};
use crate::exit::Code;
use counterfoil_domain::{account::Environment, operation::OperationState};
use counterfoil_store::OperationRow;

/// What an outcome means for the shell.
pub fn code_of_outcome(state: OperationState) -> Code {
    match state {
        OperationState::Accepted | OperationState::Confirmed => Code::Done,
        OperationState::Refused | OperationState::NotSent | OperationState::Withdrawn => {
            Code::NothingHappened
        }
        OperationState::Prepared
        | OperationState::InFlight
        | OperationState::Unknown
        | OperationState::Disproved
        | OperationState::Decided => Code::Unknown,
    }
}

/// A page of operations.
pub fn operation_list(
    environment: Environment,
    rows: &[OperationRow],
    next: Option<&str>,
) -> String {
    if rows.is_empty() {
        return format!("No {} operations.", super::environment(environment));
    }
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let words = row
                .outcome_words
                .as_deref()
                .or(row.provider_id.as_deref())
                .unwrap_or("");
            let (at, kind) = (time(row.prepared_at_ms), row.kind.word());
            format!(
                "{at}  {}  {kind:<6} {:<10} {:<24} {words}",
                row.id,
                row.state.word(),
                row.reference_id
            )
        })
        .collect();
    lines.extend(more(next));
    lines.join("\n")
}
