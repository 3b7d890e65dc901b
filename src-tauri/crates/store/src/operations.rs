//! Owns the operations table and its events: the journal of every effect outside.

use crate::{
    db::{Db, Page, Tx, parsed, word},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment,
    ids::{AccountId, OperationId, OrderId},
    operation::{OperationKind, OperationState, Outcome},
};
use fail::fail_point;
use rusqlite::{OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};

const COLUMNS: &str = "id, account_id, environment, kind, order_id, request_body, state, \
                       outcome_code, outcome_words, provider_id, prepared_at_ms, in_flight_at_ms, \
                       outcome_at_ms, settled_at_ms";

/// An operation to be prepared.
#[derive(Clone, Debug)]
pub struct NewOperation {
    /// Its id.
    pub id: OperationId,
    /// The account it acts for.
    pub account_id: AccountId,
    /// That account's environment.
    pub environment: Environment,
    /// What it does.
    pub kind: OperationKind,
    /// The order it acts on.
    pub order_id: OrderId,
    /// The exact bytes that will leave.
    pub request_body: Vec<u8>,
    /// Now, UTC.
    pub prepared_at_ms: i64,
}

/// An operation as the book keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationRow {
    /// Its id.
    pub id: OperationId,
    /// The account it acts for.
    pub account_id: AccountId,
    /// That account's environment.
    pub environment: Environment,
    /// What it does.
    pub kind: OperationKind,
    /// The order it acts on.
    pub order_id: OrderId,
    /// The exact bytes that leave or left.
    pub request_body: Vec<u8>,
    /// Where it stands.
    pub state: OperationState,
    /// The provider's code when it declined.
    pub outcome_code: Option<String>,
    /// The provider's words, or what was seen instead of an answer.
    pub outcome_words: Option<String>,
    /// The provider's id for what it made.
    pub provider_id: Option<String>,
    /// When it was prepared, UTC.
    pub prepared_at_ms: i64,
    /// When it was put in flight, UTC.
    pub in_flight_at_ms: Option<i64>,
    /// When its outcome was recorded, UTC.
    pub outcome_at_ms: Option<i64>,
    /// When it was confirmed, disproved, decided or withdrawn, UTC.
    pub settled_at_ms: Option<i64>,
}

/// A line of an operation's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationEventRow {
    /// The state it moved to.
    pub state: OperationState,
    /// Why, in a sentence.
    pub why: String,
    /// When, UTC.
    pub at_ms: i64,
}

impl Db<'_> {
    /// The operation.
    pub fn operation(&self, id: OperationId) -> Result<OperationRow, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM operations WHERE id = :id");
        let mut statement = self.sql.prepare_cached(&sql)?;
        let found = statement
            .query_row(named_params! { ":id": id.to_string() }, read)
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("operation {id}")))
    }

    /// A page of operations, newest first.
    pub fn operations(
        &self,
        environment: Environment,
        page: &Page,
    ) -> Result<Vec<OperationRow>, StoreError> {
        self.page_of_operations("", environment, page)
    }

    /// A page of the operations nobody knows the end of, newest first.
    pub fn unresolved_operations(
        &self,
        environment: Environment,
        page: &Page,
    ) -> Result<Vec<OperationRow>, StoreError> {
        let unresolved = "state IN ('prepared', 'in_flight', 'unknown') AND";
        self.page_of_operations(unresolved, environment, page)
    }

    fn page_of_operations(
        &self,
        filter: &str,
        environment: Environment,
        page: &Page,
    ) -> Result<Vec<OperationRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM operations
             WHERE {filter} environment = :environment AND (prepared_at_ms, id) < (:at, :id)
             ORDER BY prepared_at_ms DESC, id DESC LIMIT :rows"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let (at_ms, id) = page.start();
        let given = named_params! {
            ":environment": environment.word(), ":at": at_ms, ":id": id, ":rows": page.limit(),
        };
        let rows = statement.query_map(given, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every operation on an order, oldest first.
    pub fn operations_of_order(&self, order: OrderId) -> Result<Vec<OperationRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM operations WHERE target = :order
             ORDER BY prepared_at_ms, id LIMIT 1000"
        );
        let mut statement = self.sql.prepare_cached(&sql)?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The life of an operation, oldest line first.
    pub fn operation_events(&self, id: OperationId) -> Result<Vec<OperationEventRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT state, why, at_ms FROM operation_events WHERE operation_id = :id ORDER BY id",
        )?;
        let rows = statement.query_map(named_params! { ":id": id.to_string() }, |row| {
            Ok(OperationEventRow {
                state: word(row, "state", OperationState::from_word)?,
                why: row.get("why")?,
                at_ms: row.get("at_ms")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many operations stand in each state, in the order of [`OperationState::ALL`].
    pub fn count_operations(&self) -> Result<Vec<(OperationState, u64)>, StoreError> {
        let mut statement = self
            .sql
            .prepare_cached("SELECT state, count(*) AS many FROM operations GROUP BY state")?;
        let rows = statement.query_map([], |row| {
            let many = row.get::<_, i64>("many")?.unsigned_abs();
            Ok((word(row, "state", OperationState::from_word)?, many))
        })?;
        let mut counts: Vec<_> = rows.collect::<Result<_, _>>()?;
        counts.sort();
        Ok(counts)
    }
}

impl Tx<'_> {
    /// First commit: what will leave, exactly.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] while an earlier operation of the kind stands in the way; the
    /// database itself decides that.
    pub fn prepare_operation(&self, new: &NewOperation) -> Result<(), StoreError> {
        let hash: [u8; 32] = Sha256::digest(&new.request_body).into();
        let inserted = self.sql.execute(
            "INSERT INTO operations (id, account_id, environment, kind, target, order_id,
                 request_body, request_hash, state, prepared_at_ms)
             VALUES (:id, :account, :environment, :kind, :order, :order, :body, :hash, 'prepared',
                 :now)",
            named_params! {
                ":id": new.id.to_string(),
                ":account": new.account_id.to_string(),
                ":environment": new.environment.word(),
                ":kind": new.kind.word(),
                ":order": new.order_id.to_string(),
                ":body": new.request_body,
                ":hash": hash,
                ":now": new.prepared_at_ms,
            },
        );
        fail_point!("prepare.inside");
        match inserted {
            Ok(_) => self.note(
                new.id,
                OperationState::Prepared,
                "Prepared",
                new.prepared_at_ms,
            ),
            Err(error) if StoreError::is_constraint(&error) => Err(self.blocker(new, error)),
            Err(error) => Err(error.into()),
        }
    }

    /// Second commit: from here on it may have left. Returns the exact bytes to send.
    pub fn mark_in_flight(&self, id: OperationId, now_ms: i64) -> Result<Vec<u8>, StoreError> {
        self.move_to(id, OperationState::InFlight, "About to be sent", now_ms)?;
        fail_point!("in_flight.inside");
        Ok(self.operation(id)?.request_body)
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
        self.sql.execute(
            "UPDATE operations SET outcome_code = :code, outcome_words = :words,
                 provider_id = :provider_id
             WHERE id = :id",
            named_params! {
                ":id": id.to_string(), ":code": code, ":words": words, ":provider_id": provider_id,
            },
        )?;
        fail_point!("outcome.inside");
        self.move_to(id, outcome.state(), &why, now_ms)
    }

    /// Moves an operation to a state that settles it, with the reason in a sentence.
    ///
    /// # Errors
    /// [`StoreError::IllegalMove`] when it cannot take that step.
    pub fn settle_operation(
        &self,
        id: OperationId,
        state: OperationState,
        why: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.move_to(id, state, why, now_ms)
    }

    /// After a start: whatever was in flight when the program ended may have happened. Returns
    /// those operations. Prepared ones are left for a person to send or withdraw.
    pub fn recover_operations(&self, now_ms: i64) -> Result<Vec<OperationId>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT id FROM operations WHERE state = 'in_flight' ORDER BY prepared_at_ms",
        )?;
        let rows = statement.query_map([], |row| parsed(row, "id"))?;
        let lost: Vec<OperationId> = rows.collect::<Result<_, _>>()?;
        let why = "the program ended while it was on its way".to_owned();
        for id in &lost {
            self.record_outcome(*id, &Outcome::Unknown { why: why.clone() }, now_ms)?;
        }
        Ok(lost)
    }

    fn move_to(
        &self,
        id: OperationId,
        to: OperationState,
        why: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let from = self.operation(id)?.state;
        if !from.can_become(to) {
            return Err(StoreError::IllegalMove { from, to });
        }
        let moment = match to {
            OperationState::InFlight => "in_flight_at_ms",
            OperationState::NotSent
            | OperationState::Refused
            | OperationState::Accepted
            | OperationState::Unknown => "outcome_at_ms",
            OperationState::Prepared
            | OperationState::Confirmed
            | OperationState::Disproved
            | OperationState::Decided
            | OperationState::Withdrawn => "settled_at_ms",
        };
        let sql = format!("UPDATE operations SET state = :to, {moment} = :now WHERE id = :id");
        self.sql
            .prepare_cached(&sql)?
            .execute(named_params! { ":id": id.to_string(), ":to": to.word(), ":now": now_ms })?;
        self.note(id, to, why, now_ms)
    }

    fn note(
        &self,
        id: OperationId,
        state: OperationState,
        why: &str,
        at_ms: i64,
    ) -> Result<(), StoreError> {
        let mut statement = self.sql.prepare_cached(
            "INSERT INTO operation_events (operation_id, state, why, at_ms)
             VALUES (:id, :state, :why, :at)",
        )?;
        statement.execute(named_params! {
            ":id": id.to_string(), ":state": state.word(), ":why": why, ":at": at_ms,
        })?;
        Ok(())
    }

    /// Names the operation that stands in the way, or gives the database's own refusal.
    fn blocker(&self, new: &NewOperation, error: rusqlite::Error) -> StoreError {
        let others = self.operations_of_order(new.order_id).unwrap_or_default();
        let blocking = others
            .iter()
            .find(|other| other.kind == new.kind && other.state.blocks_another(new.kind));
        match blocking {
            Some(other) => StoreError::Blocked {
                kind: new.kind,
                state: other.state,
            },
            None => error.into(),
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<OperationRow> {
    Ok(OperationRow {
        id: parsed(row, "id")?,
        account_id: parsed(row, "account_id")?,
        environment: word(row, "environment", Environment::from_word)?,
        kind: word(row, "kind", OperationKind::from_word)?,
        order_id: parsed(row, "order_id")?,
        request_body: row.get("request_body")?,
        state: word(row, "state", OperationState::from_word)?,
        outcome_code: row.get("outcome_code")?,
        outcome_words: row.get("outcome_words")?,
        provider_id: row.get("provider_id")?,
        prepared_at_ms: row.get("prepared_at_ms")?,
        in_flight_at_ms: row.get("in_flight_at_ms")?,
        outcome_at_ms: row.get("outcome_at_ms")?,
        settled_at_ms: row.get("settled_at_ms")?,
    })
}
