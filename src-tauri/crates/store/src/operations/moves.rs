//! Owns every change of an operation: three commits for each effect, and the settling afterwards.

use super::{NewOperation, OperationRow};
use crate::{
    activity::NewActivity,
    db::{Tx, parsed, word, word_if_any},
    error::StoreError,
};
use counterfoil_domain::{
    activity::Deed,
    decision::Judgement,
    ids::OperationId,
    mutant::{self, Mutant},
    operation::{OperationKind, OperationState, Outcome},
};
use fail::fail_point;
use rusqlite::{OptionalExtension, named_params};
use sha2::{Digest, Sha256};

impl Tx<'_> {
    /// First commit: what will leave, exactly. It is younger than every other operation on its
    /// target, also when the clock went backwards.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] while an earlier operation of the kind stands in the way; the
    /// database itself decides that. [`StoreError::EffectsLocked`] while the book is in doubt.
    pub fn prepare_operation(&self, new: &NewOperation) -> Result<(), StoreError> {
        self.refuse_locked()?;
        let hash: [u8; 32] = Sha256::digest(&new.request_body).into();
        let mut statement = self.prepare(
            "INSERT INTO operations (id, account_id, environment, kind, target, order_id,
                 amount_minor, request_body, request_hash, state, prepared_at_ms)
             VALUES (:id, :account, :environment, :kind, :order, :order, :amount, :body, :hash,
                 'prepared',
                 max(:now, coalesce((SELECT max(prepared_at_ms) + 1 FROM operations
                                     WHERE target = :order), :now)))",
        )?;
        let inserted = statement.execute(named_params! {
            ":id": new.id.to_string(),
            ":account": new.account_id.to_string(),
            ":environment": new.environment.word(),
            ":kind": new.kind.word(),
            ":order": new.order_id.to_string(),
            ":amount": new.amount_minor,
            ":body": new.request_body,
            ":hash": hash,
            ":now": new.prepared_at_ms,
        });
        fail_point!("prepare.inside");
        match inserted {
            Ok(_) => self.note(
                &self.operation(new.id)?,
                OperationState::Prepared,
                "Prepared",
                new.prepared_at_ms,
            ),
            Err(error) if StoreError::is_constraint(&error) => self.refuse_second(new, error),
            Err(error) => Err(error.into()),
        }
    }

    /// Second commit: from here on it may have left. Returns the exact bytes to send.
    ///
    /// # Errors
    /// [`StoreError::EffectsLocked`] while the book is in doubt.
    pub fn mark_in_flight(&self, id: OperationId, now_ms: i64) -> Result<Vec<u8>, StoreError> {
        self.refuse_locked()?;
        self.move_to(id, OperationState::InFlight, "About to be sent", now_ms)?;
        fail_point!("in_flight.inside");
        self.request_body(id)
    }

    /// Third commit: what came back.
    pub fn record_outcome(
        &self,
        id: OperationId,
        outcome: &Outcome,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let (code, words, provider_id) = match outcome {
            Outcome::Accepted { provider_id } => (None, None, Some(provider_id)),
            Outcome::Refused { code, words } => (Some(code), Some(words), None),
            Outcome::NotSent { why } | Outcome::Unknown { why } => (None, Some(why), None),
        };
        let why = match outcome {
            Outcome::Accepted { .. } => "The provider accepted it".to_owned(),
            Outcome::Refused { code, words } => {
                format!("The provider refused it ({code}): {words}")
            }
            Outcome::NotSent { why } => format!("Nothing was sent: {why}"),
            Outcome::Unknown { why } => format!("It may have happened: {why}"),
        };
        let operation = self.about_to_become(id, outcome.state())?;
        self.prepare(
            "UPDATE operations SET state = :to, outcome_at_ms = :now, outcome_code = :code,
                 outcome_words = :words, provider_id = :provider_id
             WHERE id = :id",
        )?
        .execute(named_params! {
            ":id": id.to_string(), ":to": outcome.state().word(), ":now": now_ms, ":code": code,
            ":words": words, ":provider_id": provider_id,
        })?;
        fail_point!("outcome.inside");
        self.note(&operation, outcome.state(), &why, now_ms)
    }

    /// Moves an operation to a state that settles it, with the reason in a sentence.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`] when it cannot take that step, or `state` does not settle: those
    /// have calls of their own.
    pub fn settle_operation(
        &self,
        id: OperationId,
        state: OperationState,
        why: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        match state {
            OperationState::Confirmed | OperationState::Disproved | OperationState::Withdrawn => {
                self.move_to(id, state, why, now_ms)
            }
            OperationState::Prepared
            | OperationState::InFlight
            | OperationState::Decided
            | OperationState::NotSent
            | OperationState::Refused
            | OperationState::Accepted
            | OperationState::Unknown => {
                let from = self.operation(id)?.state;
                Err(StoreError::IllegalMove { from, to: state })
            }
        }
    }

    /// After a start: whatever was in flight when the program ended may have happened. Returns
    /// those operations. Prepared ones are left for a person to send or withdraw.
    pub fn recover_operations(&self, now_ms: i64) -> Result<Vec<OperationId>, StoreError> {
        let lost = self.operations_in(
            "SELECT id FROM operations
             WHERE state = 'in_flight' AND state IN ('prepared', 'in_flight')
             ORDER BY prepared_at_ms",
        )?;
        let outcome = Outcome::Unknown {
            why: "the program ended while it was on its way".to_owned(),
        };
        let outcome = match outcome {
            Outcome::Unknown { why } if mutant::is(Mutant::LostIsNotSent) => {
                Outcome::NotSent { why }
            }
            outcome => outcome,
        };
        for id in &lost {
            self.record_outcome(*id, &outcome, now_ms)?;
        }
        Ok(lost)
    }

    /// After a restore: what a copy of the book calls prepared may have been sent since, so none of
    /// it may leave from here. Returns those operations.
    pub fn withdraw_prepared(
        &self,
        why: &str,
        now_ms: i64,
    ) -> Result<Vec<OperationId>, StoreError> {
        let prepared = self.operations_in(
            "SELECT id FROM operations
             WHERE state = 'prepared' AND state IN ('prepared', 'in_flight')
             ORDER BY prepared_at_ms",
        )?;
        for id in &prepared {
            self.move_to(*id, OperationState::Withdrawn, why, now_ms)?;
        }
        Ok(prepared)
    }

    /// Runs one of the two queries above. Each repeats the condition of the index
    /// `operations_begun` word for word, or the database would not use it.
    fn operations_in(&self, sql: &str) -> Result<Vec<OperationId>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let rows = statement.query_map([], |row| parsed(row, "id"))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Moves to a state that has no outcome: in flight, or settled.
    pub(crate) fn move_to(
        &self,
        id: OperationId,
        to: OperationState,
        why: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let operation = self.about_to_become(id, to)?;
        let moment = if to == OperationState::InFlight {
            "in_flight_at_ms"
        } else {
            "settled_at_ms"
        };
        let sql = format!("UPDATE operations SET state = :to, {moment} = :now WHERE id = :id");
        self.prepare(&sql)?
            .execute(named_params! { ":id": id.to_string(), ":to": to.word(), ":now": now_ms })?;
        self.note(&operation, to, why, now_ms)
    }

    /// The operation, which may take this step.
    fn about_to_become(
        &self,
        id: OperationId,
        to: OperationState,
    ) -> Result<OperationRow, StoreError> {
        let operation = self.operation(id)?;
        match operation.state {
            from if from.can_become(to) => Ok(operation),
            from => Err(StoreError::IllegalMove { from, to }),
        }
    }

    fn note(
        &self,
        operation: &OperationRow,
        state: OperationState,
        why: &str,
        at_ms: i64,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "INSERT INTO operation_events (operation_id, state, why, at_ms)
             VALUES (:id, :state, :why, :at)",
        )?;
        statement.execute(named_params! {
            ":id": operation.id.to_string(), ":state": state.word(), ":why": why, ":at": at_ms,
        })?;
        self.tell(operation, state, at_ms)
    }

    /// Appends the step to the activity. The words are ours alone: a provider's may name somebody.
    fn tell(
        &self,
        operation: &OperationRow,
        state: OperationState,
        at_ms: i64,
    ) -> Result<(), StoreError> {
        let by_person = match state {
            OperationState::Prepared | OperationState::Decided => true,
            // In a book in doubt the desk itself withdraws whatever is prepared.
            OperationState::Withdrawn => self.book_lock()?.is_none(),
            _ => false,
        };
        let (kind, state_words) = (operation.kind.word(), state.word().replace('_', " "));
        let words = format!("{kind} of {}: {state_words}", operation.reference_id);
        self.append_activity(&NewActivity {
            environment: Some(operation.environment),
            account: Some(operation.account_id),
            order: Some(operation.order_id),
            operation: Some(operation.id),
            evidence_hash: self.evidence_behind(operation, state)?,
            ..NewActivity::of(Deed::Operation, by_person, words, at_ms)
        })
    }

    /// The hash of what a change of state rests on: the answer to it, or to the last lookup.
    fn evidence_behind(
        &self,
        operation: &OperationRow,
        state: OperationState,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let sql = match state {
            OperationState::Accepted | OperationState::Refused | OperationState::Unknown => {
                "SELECT body_hash FROM evidence
                 WHERE order_id = :order AND operation_id = :operation
                 ORDER BY id DESC LIMIT 1"
            }
            OperationState::Confirmed | OperationState::Disproved => {
                "SELECT body_hash FROM lookup_runs
                 JOIN evidence ON evidence.id = lookup_runs.evidence_id
                 WHERE lookup_runs.order_id = :order AND :operation IS NOT NULL
                 ORDER BY lookup_runs.id DESC LIMIT 1"
            }
            OperationState::Prepared
            | OperationState::InFlight
            | OperationState::NotSent
            | OperationState::Decided
            | OperationState::Withdrawn => return Ok(None),
        };
        let given = named_params! {
            ":order": operation.order_id.to_string(), ":operation": operation.id.to_string(),
        };
        let mut statement = self.prepare(sql)?;
        Ok(statement
            .query_row(given, |row| row.get("body_hash"))
            .optional()?)
    }

    /// Names the operation that stands in the way, or gives the database's own refusal.
    fn refuse_second(&self, new: &NewOperation, error: rusqlite::Error) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "SELECT state, judgement FROM operations
             LEFT JOIN decisions ON decisions.operation_id = operations.id
             WHERE target = :order AND kind = :kind",
        )?;
        let given = named_params! { ":order": new.order_id.to_string(), ":kind": new.kind.word() };
        let rows = statement.query_map(given, |row| {
            let judgement = word_if_any(row, "judgement", Judgement::from_word)?;
            Ok((word(row, "state", OperationState::from_word)?, judgement))
        })?;
        for row in rows {
            let (state, judgement) = row?;
            let is_said = judgement == Some(Judgement::Happened) && new.kind == OperationKind::Send;
            if state.blocks_another(new.kind) || is_said {
                return Err(StoreError::Blocked {
                    kind: new.kind,
                    state,
                    has_lookup: self.has_lookup(&self.order(new.order_id)?)?,
                });
            }
        }
        Err(error.into())
    }
}
