//! Owns the status messages: what each says, what a cancel among them rests on, and what came back.

use crate::{
    db::{Db, Tx, found, word, word_if_any},
    error::StoreError,
    operations::NewOperation,
};
use counterfoil_domain::{
    cancel::has_waited,
    decision::Judgement,
    fulfilment::{Fulfilment, StatusTold},
    ids::{OperationId, OrderId},
    operation::OperationState,
    order_status::StatusMessage,
};
use rusqlite::{Row, named_params};

/// A status message to be prepared.
#[derive(Clone, Debug)]
pub struct NewStatusMessage {
    /// Its operation: a cancel where it tells of one, otherwise an order status.
    pub operation: NewOperation,
    /// What it says and how it goes out.
    pub message: StatusMessage,
    /// The number of the answer that a cancel rests on.
    pub lookup_evidence_id: Option<i64>,
    /// What a person read at the gateway, where a cancel rests on that.
    pub gateway_says: Option<String>,
}

/// A status message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusMessageRow {
    /// Its operation.
    pub operation: OperationId,
    /// Where that stands.
    pub state: OperationState,
    /// What a person decided of that.
    pub judgement: Option<Judgement>,
    /// When it was prepared, UTC.
    pub prepared_at_ms: i64,
    /// What it says and how it goes out.
    pub message: StatusMessage,
    /// The number of the answer that a cancel rests on.
    pub lookup_evidence_id: Option<i64>,
    /// What a person read at the gateway, where a cancel rests on that.
    pub gateway_says: Option<String>,
    /// The provider's time when it left, UTC.
    pub sent_at_ms: Option<i64>,
    /// Of a cancel: the last lookup since that showed neither money nor an attempt, by the provider's
    /// time, UTC.
    pub clean_at_ms: Option<i64>,
    /// The code and words with which a signed webhook said that it changed nothing.
    pub failed: Option<(i64, String)>,
}

impl StatusMessageRow {
    /// It, as far as it says where the order stands.
    pub fn told(&self) -> StatusTold {
        StatusTold {
            status: self.message.status(),
            state: self.state,
            judgement: self.judgement,
            has_failed: self.failed.is_some(),
            has_waited: has_waited(self.sent_at_ms, self.clean_at_ms),
        }
    }
}

impl Db<'_> {
    /// The status messages about an order, oldest first.
    pub fn status_messages(&self, order: OrderId) -> Result<Vec<StatusMessageRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT status_messages.operation_id AS operation_id, state, judgement, prepared_at_ms,
                 message, lookup_evidence_id, gateway_says, sent_at_ms, clean_at_ms, failed_code,
                 failed_words
             FROM status_messages
             JOIN operations ON operations.id = status_messages.operation_id
             LEFT JOIN decisions ON decisions.operation_id = status_messages.operation_id
             WHERE status_messages.order_id = :order",
        )?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, read)?;
        let mut rows: Vec<_> = rows.collect::<Result<_, _>>()?;
        rows.sort_by_key(|row| (row.prepared_at_ms, row.operation));
        Ok(rows)
    }

    /// What the customer of an order was told, from its messages and never from a cache.
    pub fn fulfilment(&self, order: OrderId) -> Result<Fulfilment, StoreError> {
        let messages = self.status_messages(order)?;
        Ok(Fulfilment::of(messages.iter().map(StatusMessageRow::told)))
    }
}

impl Tx<'_> {
    /// First commit of a status message: its operation, what it says and what it rests on.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] while an earlier cancel may have happened, and
    /// [`StoreError::StatusBlocked`] while another message is on its way or has told an end; the
    /// database itself refuses both.
    pub fn prepare_status(&self, new: &NewStatusMessage) -> Result<(), StoreError> {
        self.prepare_operation(&new.operation)?;
        let message = serde_json::to_string(&new.message)
            .map_err(|error| StoreError::Defect(error.to_string()))?;
        let mut statement = self.prepare(
            "INSERT INTO status_messages (operation_id, order_id, status, message,
                 lookup_evidence_id, gateway_says)
             VALUES (:id, :order, :status, :message, :lookup, :gateway)",
        )?;
        let inserted = statement.execute(named_params! {
            ":id": new.operation.id.to_string(),
            ":order": new.operation.order_id.to_string(),
            ":status": new.message.status().word(),
            ":message": message,
            ":lookup": new.lookup_evidence_id,
            ":gateway": new.gateway_says,
        });
        match inserted {
            Ok(_) => Ok(()),
            Err(error) if StoreError::is_constraint(&error) => Err(StoreError::StatusBlocked),
            Err(error) => Err(error.into()),
        }
    }

    /// Second commit of a status message; `provider_ms` is the provider's time, UTC. Returns the exact
    /// bytes to send.
    pub fn mark_status_in_flight(
        &self,
        id: OperationId,
        now_ms: i64,
        provider_ms: i64,
    ) -> Result<Vec<u8>, StoreError> {
        self.prepare("UPDATE status_messages SET sent_at_ms = :sent WHERE operation_id = :id")?
            .execute(named_params! { ":id": id.to_string(), ":sent": provider_ms })?;
        self.mark_in_flight(id, now_ms)
    }

    /// Notes that a lookup since a cancel showed neither money nor an attempt, by the provider's time,
    /// UTC.
    pub fn note_clean(&self, id: OperationId, at_ms: i64) -> Result<(), StoreError> {
        self.prepare(
            "UPDATE status_messages SET clean_at_ms = max(coalesce(clean_at_ms, :at), :at)
             WHERE operation_id = :id",
        )?
        .execute(named_params! { ":id": id.to_string(), ":at": at_ms })?;
        Ok(())
    }

    /// Notes that a signed webhook said that a message changed nothing.
    pub fn note_status_failed(
        &self,
        id: OperationId,
        code: i64,
        words: &str,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE status_messages SET failed_code = :code, failed_words = :words
             WHERE operation_id = :id",
        )?;
        let given = named_params! { ":id": id.to_string(), ":code": code, ":words": words };
        found(statement.execute(given)?, || format!("status message {id}"))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StatusMessageRow> {
    let failed_code: Option<i64> = row.get("failed_code")?;
    let failed_words: Option<String> = row.get("failed_words")?;
    Ok(StatusMessageRow {
        operation: crate::db::parsed(row, "operation_id")?,
        state: word(row, "state", OperationState::from_word)?,
        judgement: word_if_any(row, "judgement", Judgement::from_word)?,
        prepared_at_ms: row.get("prepared_at_ms")?,
        message: word(row, "message", |json| serde_json::from_str(json).ok())?,
        lookup_evidence_id: row.get("lookup_evidence_id")?,
        gateway_says: row.get("gateway_says")?,
        sent_at_ms: row.get("sent_at_ms")?,
        clean_at_ms: row.get("clean_at_ms")?,
        failed: failed_code.map(|code| (code, failed_words.unwrap_or_default())),
    })
}
