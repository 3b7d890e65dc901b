//! Owns the operations table and its events, the journal of every effect outside: what it says.
//! `moves` writes it, `unresolved` lists what waits for a person.

mod moves;
mod unresolved;

pub use unresolved::UnresolvedOperationRow;

use crate::{
    db::{Cursor, Db, Page, parsed, word, word_if_any},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment,
    cadence::CancelWatched,
    decision::Judgement,
    ids::{AccountId, OperationId, OrderId},
    operation::{OperationKind, OperationState},
};
use rusqlite::{OptionalExtension, Row, named_params};

// The exact bytes are not among them: they are large, and read one at a time.
const COLUMNS: &str = "operations.id AS id, operations.account_id AS account_id, \
                       operations.environment AS environment, kind, order_id, state, \
                       outcome_code, outcome_words, provider_id, prepared_at_ms, in_flight_at_ms, \
                       outcome_at_ms, settled_at_ms, \
                       (SELECT reference_id FROM orders WHERE orders.id = order_id) AS reference_id";

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
    /// What a refund reserves, in minor units of the order's currency; none of any other kind.
    pub amount_minor: Option<i64>,
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
    /// That order's name at the provider.
    pub reference_id: String,
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

impl OperationRow {
    /// Where the next page begins.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            at_ms: self.prepared_at_ms,
            id: self.id.to_string(),
        }
    }
}

/// Where the effects on an order stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectsOnOrder {
    /// Its last send; `None` when none was ever prepared.
    pub send: Option<OperationState>,
    /// What a person decided of that.
    pub judgement: Option<Judgement>,
    /// When that was prepared, UTC.
    pub sent_at_ms: Option<i64>,
    /// Nobody knows the outcome of one of them.
    pub is_unknown: bool,
    /// Nobody knows the outcome of one that a lookup can prove.
    pub is_provable: bool,
    /// The provider has a refund of it, or a person's word on one has yet to be seen in lookups.
    pub awaits_refund: bool,
    /// A cancel of it that left or may have, and has not failed.
    pub cancel: Option<CancelWatched>,
}

/// What leaves or left, as a list shows it, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// The operation it belongs to.
    pub operation: OperationId,
    /// When it left, or when it was prepared if it never did, UTC.
    pub at_ms: i64,
    /// How many bytes it has.
    pub length: u64,
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
        let mut statement = self.prepare(&sql)?;
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
        let sql = format!(
            "SELECT {COLUMNS} FROM operations
             WHERE environment = :environment AND (prepared_at_ms, id) < (:at, :id)
             ORDER BY prepared_at_ms DESC, id DESC LIMIT :rows"
        );
        let mut statement = self.prepare(&sql)?;
        let (at_ms, id) = page.start();
        let given = named_params! {
            ":environment": environment.word(), ":at": at_ms, ":id": id, ":rows": page.limit(),
        };
        let rows = statement.query_map(given, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The operations on an order, oldest first, at most 1,000.
    pub fn operations_of_order(&self, order: OrderId) -> Result<Vec<OperationRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM operations WHERE target = :order
             ORDER BY prepared_at_ms, id LIMIT 1000"
        );
        let mut statement = self.prepare(&sql)?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where the effects on an order stand.
    pub fn effects_on_order(&self, order: OrderId) -> Result<EffectsOnOrder, StoreError> {
        let mut statement = self.prepare(
            "SELECT
                 (SELECT state FROM operations WHERE target = :order AND kind = 'send'
                  ORDER BY prepared_at_ms DESC, id DESC LIMIT 1) AS send,
                 (SELECT judgement FROM operations
                  LEFT JOIN decisions ON decisions.operation_id = operations.id
                  WHERE target = :order AND kind = 'send'
                  ORDER BY prepared_at_ms DESC, id DESC LIMIT 1) AS judgement,
                 EXISTS (SELECT 1 FROM operations
                         LEFT JOIN refunds ON refunds.operation_id = operations.id
                         WHERE target = :order AND kind = 'refund'
                           AND (state = 'accepted'
                                OR state = 'decided' AND released_at_ms IS NULL))
                     AS awaits_refund,
                 (SELECT max(prepared_at_ms) FROM operations
                  WHERE target = :order AND kind = 'send') AS sent_at_ms,
                 EXISTS (SELECT 1 FROM operations
                         WHERE target = :order AND state = 'unknown') AS is_unknown,
                 EXISTS (SELECT 1 FROM operations
                         WHERE target = :order AND state = 'unknown'
                           AND kind IN ('send', 'refund')) AS is_provable,
                 (SELECT sent_at_ms FROM status_messages
                  JOIN operations ON operations.id = status_messages.operation_id
                  WHERE status_messages.order_id = :order AND status = 'canceled' AND failed_code IS NULL
                    AND state IN ('in_flight', 'unknown', 'accepted', 'confirmed', 'decided')
                    AND NOT EXISTS (SELECT 1 FROM decisions
                                    WHERE decisions.operation_id = operations.id
                                      AND judgement = 'did_not_happen')
                  ORDER BY operation_id DESC LIMIT 1) AS cancel_left_at_ms,
                 (SELECT max(clean_at_ms) FROM status_messages
                  WHERE order_id = :order) AS cancel_clean_at_ms",
        )?;
        let given = named_params! { ":order": order.to_string() };
        Ok(statement.query_row(given, |row| {
            let left_at_ms: Option<i64> = row.get("cancel_left_at_ms")?;
            let clean_at_ms = row.get("cancel_clean_at_ms")?;
            Ok(EffectsOnOrder {
                send: word_if_any(row, "send", OperationState::from_word)?,
                sent_at_ms: row.get("sent_at_ms")?,
                judgement: word_if_any(row, "judgement", Judgement::from_word)?,
                is_unknown: row.get("is_unknown")?,
                is_provable: row.get("is_provable")?,
                awaits_refund: row.get("awaits_refund")?,
                cancel: left_at_ms.map(|left_at_ms| CancelWatched {
                    left_at_ms,
                    clean_at_ms,
                }),
            })
        })?)
    }

    /// The exact bytes of an operation.
    pub fn request_body(&self, id: OperationId) -> Result<Vec<u8>, StoreError> {
        let mut statement = self.prepare("SELECT request_body FROM operations WHERE id = :id")?;
        let given = named_params! { ":id": id.to_string() };
        let found = statement
            .query_row(given, |row| row.get("request_body"))
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("operation {id}")))
    }

    /// What left or will leave about an order, at most `most`, newest first.
    pub fn requests_of_order(
        &self,
        order: OrderId,
        most: u32,
    ) -> Result<Vec<RequestRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT id, coalesce(in_flight_at_ms, prepared_at_ms) AS at_ms,
                 length(request_body) AS length
             FROM operations WHERE target = :order
             ORDER BY prepared_at_ms DESC, id DESC LIMIT :most",
        )?;
        let given = named_params! { ":order": order.to_string(), ":most": most };
        let rows = statement.query_map(given, |row| {
            let length: i64 = row.get("length")?;
            Ok(RequestRow {
                operation: parsed(row, "id")?,
                at_ms: row.get("at_ms")?,
                length: length.unsigned_abs(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The life of an operation, oldest line first.
    pub fn operation_events(&self, id: OperationId) -> Result<Vec<OperationEventRow>, StoreError> {
        let mut statement = self.prepare(
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
    /// Reads every operation: for a person or a test that asks once, not for a screen.
    pub fn count_operations(&self) -> Result<Vec<(OperationState, u64)>, StoreError> {
        let mut statement =
            self.prepare("SELECT state, count(*) AS many FROM operations GROUP BY state")?;
        let rows = statement.query_map([], |row| {
            let many = row.get::<_, i64>("many")?.unsigned_abs();
            Ok((word(row, "state", OperationState::from_word)?, many))
        })?;
        let mut counts: Vec<_> = rows.collect::<Result<_, _>>()?;
        counts.sort();
        Ok(counts)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<OperationRow> {
    Ok(OperationRow {
        id: parsed(row, "id")?,
        account_id: parsed(row, "account_id")?,
        environment: word(row, "environment", Environment::from_word)?,
        kind: word(row, "kind", OperationKind::from_word)?,
        order_id: parsed(row, "order_id")?,
        reference_id: row.get("reference_id")?,
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
