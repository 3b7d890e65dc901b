//! Owns the decisions table: what a person decided where evidence could not.

use crate::{
    db::{Db, Tx, word},
    error::StoreError,
};
use counterfoil_domain::{
    decision::{Checked, Judgement},
    ids::OperationId,
    operation::OperationState,
};
use rusqlite::{OptionalExtension, named_params};

/// What a person decided about an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRow {
    /// What became of it.
    pub judgement: Judgement,
    /// What they looked at.
    pub checked: Checked,
    /// Why, in their words.
    pub reason: String,
    /// When, UTC.
    pub decided_at_ms: i64,
}

impl Db<'_> {
    /// What a person decided about an operation, if anything.
    pub fn decision(&self, id: OperationId) -> Result<Option<DecisionRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT judgement, checked, reason, decided_at_ms FROM decisions
             WHERE operation_id = :id",
        )?;
        let given = named_params! { ":id": id.to_string() };
        let found = statement.query_row(given, |row| {
            Ok(DecisionRow {
                judgement: word(row, "judgement", Judgement::from_word)?,
                checked: word(row, "checked", Checked::from_word)?,
                reason: row.get("reason")?,
                decided_at_ms: row.get("decided_at_ms")?,
            })
        });
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Writes a decision, and settles its operation with it.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`] when nothing is left to decide.
    pub fn decide(&self, id: OperationId, decision: &DecisionRow) -> Result<(), StoreError> {
        let from = self.operation(id)?.state;
        if !from.can_become(OperationState::Decided) {
            let to = OperationState::Decided;
            return Err(StoreError::IllegalMove { from, to });
        }
        self.prepare(
            "INSERT INTO decisions (operation_id, judgement, checked, reason, decided_at_ms)
             VALUES (:id, :judgement, :checked, :reason, :at)",
        )?
        .execute(named_params! {
            ":id": id.to_string(),
            ":judgement": decision.judgement.word(),
            ":checked": decision.checked.word(),
            ":reason": decision.reason,
            ":at": decision.decided_at_ms,
        })?;
        let (to, at_ms) = (OperationState::Decided, decision.decided_at_ms);
        self.move_to(id, to, &decision.reason, at_ms)
    }
}
