//! Owns the refunds of ours, with what each rests on, and the refund records that our lookups have
//! shown.

use crate::{
    db::{Db, Tx, parsed, word},
    error::StoreError,
    operations::NewOperation,
};
use counterfoil_domain::{
    ids::{OperationId, OrderId},
    operation::OperationState,
    refund::{Reason, Speed},
    refund_status::RefundStatus,
};
use rusqlite::{Row, named_params};
use std::collections::BTreeSet;

/// A refund to be prepared.
#[derive(Clone, Debug)]
pub struct NewRefund {
    /// Its operation, with what it reserves.
    pub operation: NewOperation,
    /// The one confirmation that it comes from.
    pub intent: String,
    /// What the lookup before it showed to be captured, in minor units.
    pub captured_minor: i64,
    /// The number of that lookup's answer.
    pub lookup_evidence_id: i64,
    /// How fast the money should go back.
    pub speed: Speed,
    /// Why it goes back.
    pub reason: Reason,
    /// More about it, in a person's words.
    pub reason_text: Option<String>,
    /// The refund ids that the lookup showed.
    pub before: BTreeSet<String>,
}

/// A refund of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRow {
    /// Its operation.
    pub operation: OperationId,
    /// Where that stands.
    pub state: OperationState,
    /// When it was prepared, UTC.
    pub prepared_at_ms: i64,
    /// What it reserves, in minor units of the order's currency.
    pub minor: i64,
    /// What the lookup before it showed to be captured, in minor units.
    pub captured_minor: i64,
    /// The number of that lookup's answer.
    pub lookup_evidence_id: i64,
    /// How fast the money should go back.
    pub speed: Speed,
    /// Why it goes back.
    pub reason: Reason,
    /// More about it, in a person's words.
    pub reason_text: Option<String>,
    /// The refund id in the answer, where there was one.
    pub answered_id: Option<String>,
    /// The provider's time when it left, UTC.
    pub sent_at_ms: Option<i64>,
    /// Since when its amount is free again although only a person said that it did not happen, UTC.
    pub released_at_ms: Option<i64>,
    /// Lookups in a row that showed the payment and nothing that could be it.
    pub silent_lookups: u32,
    /// The last of them, by the provider's time, UTC.
    pub silent_to_ms: Option<i64>,
}

/// A refund in our own lookups, as all of them together show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRecordRow {
    /// The gateway's refund id.
    pub refund_id: String,
    /// What it moves, in minor units; `None` where the answers contradict each other.
    pub minor: Option<i64>,
    /// Whether it went back: the most that any lookup has shown.
    pub status: RefundStatus,
    /// When it was made, by the provider, UTC.
    pub created_at_ms: Option<i64>,
    /// The first and the last lookup that showed it failed, by the provider's time, UTC.
    pub failed_ms: Option<(i64, i64)>,
    /// The refund of ours that it is; `None` where somebody else made it.
    pub operation: Option<OperationId>,
    /// It is proven to be that one, and not only probably.
    pub is_proven: bool,
}

impl Db<'_> {
    /// The refunds of ours on an order, oldest first.
    pub fn refunds_of_order(&self, order: OrderId) -> Result<Vec<RefundRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT operation_id, state, prepared_at_ms, amount_minor, captured_minor,
                 lookup_evidence_id, speed, reason, reason_text, provider_id, sent_at_ms,
                 released_at_ms, silent_lookups, silent_to_ms
             FROM refunds JOIN operations ON operations.id = refunds.operation_id
             WHERE refunds.order_id = :order ORDER BY operation_id",
        )?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The refund ids that were there before one of ours was sent.
    pub fn refund_ids_before(&self, id: OperationId) -> Result<BTreeSet<String>, StoreError> {
        let mut statement =
            self.prepare("SELECT refund_id FROM refund_before WHERE operation_id = :id")?;
        let given = named_params! { ":id": id.to_string() };
        let rows = statement.query_map(given, |row| row.get("refund_id"))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a refund was prepared for this intent.
    fn is_asked(&self, intent: &str) -> Result<bool, StoreError> {
        let mut statement = self.prepare(
            "SELECT EXISTS (SELECT 1 FROM refunds
                            WHERE intent = :intent AND intent IS NOT NULL)",
        )?;
        Ok(statement.query_row(named_params! { ":intent": intent }, |row| row.get(0))?)
    }

    /// The refunds that our lookups have shown on an order, by their ids.
    pub fn refund_records(&self, order: OrderId) -> Result<Vec<RefundRecordRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT refund_id, minor, status, created_at_ms, failed_first_ms, failed_last_ms,
                 operation_id, is_proven
             FROM refund_records WHERE order_id = :order ORDER BY refund_id",
        )?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, record)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// First commit of a refund: its operation and what it rests on.
    ///
    /// # Errors
    /// [`StoreError::AlreadyAsked`] when its intent has been taken in before,
    /// [`StoreError::Blocked`] while an earlier refund of the order may have happened, and
    /// [`StoreError::MoreThanLeft`]; the database itself refuses all three.
    pub fn prepare_refund(&self, new: &NewRefund) -> Result<(), StoreError> {
        if self.is_asked(&new.intent)? {
            return Err(StoreError::AlreadyAsked);
        }
        self.prepare_operation(&new.operation)?;
        let mut statement = self.prepare(
            "INSERT INTO refunds (operation_id, order_id, captured_minor, lookup_evidence_id, speed,
                 reason, reason_text, intent)
             VALUES (:id, :order, :captured, :evidence, :speed, :reason, :text, :intent)",
        )?;
        let inserted = statement.execute(named_params! {
            ":id": new.operation.id.to_string(),
            ":order": new.operation.order_id.to_string(),
            ":captured": new.captured_minor,
            ":evidence": new.lookup_evidence_id,
            ":speed": new.speed.word(),
            ":reason": new.reason.word(),
            ":text": new.reason_text,
            ":intent": new.intent,
        });
        match inserted {
            Ok(_) => {}
            Err(error) if StoreError::is_constraint(&error) => {
                return Err(StoreError::MoreThanLeft);
            }
            Err(error) => return Err(error.into()),
        }
        for refund_id in &new.before {
            self.prepare(
                "INSERT INTO refund_before (operation_id, refund_id) VALUES (:id, :refund)",
            )?
            .execute(named_params! {
                ":id": new.operation.id.to_string(), ":refund": refund_id,
            })?;
        }
        Ok(())
    }

    /// Second commit of a refund; `provider_ms` is the provider's time, UTC. Returns the exact bytes
    /// to send.
    pub fn mark_refund_in_flight(
        &self,
        id: OperationId,
        now_ms: i64,
        provider_ms: i64,
    ) -> Result<Vec<u8>, StoreError> {
        self.prepare("UPDATE refunds SET sent_at_ms = :sent WHERE operation_id = :id")?
            .execute(named_params! { ":id": id.to_string(), ":sent": provider_ms })?;
        self.mark_in_flight(id, now_ms)
    }

    /// Writes a refund as our lookups show it now. What is the same is not written again.
    pub fn keep_refund_record(
        &self,
        order: OrderId,
        row: &RefundRecordRow,
    ) -> Result<(), StoreError> {
        let (first_ms, last_ms) = row.failed_ms.unzip();
        self.prepare(
            "INSERT INTO refund_records (order_id, refund_id, minor, status, created_at_ms,
                 failed_first_ms, failed_last_ms, operation_id, is_proven)
             VALUES (:order, :refund, :minor, :status, :created, :first, :last, :operation, :proven)
             ON CONFLICT (order_id, refund_id) DO UPDATE SET minor = excluded.minor,
                 status = excluded.status, created_at_ms = excluded.created_at_ms,
                 failed_first_ms = excluded.failed_first_ms,
                 failed_last_ms = excluded.failed_last_ms, operation_id = excluded.operation_id,
                 is_proven = excluded.is_proven
             WHERE (minor, status, created_at_ms, failed_first_ms, failed_last_ms, operation_id,
                       is_proven)
                 IS NOT (excluded.minor, excluded.status, excluded.created_at_ms,
                       excluded.failed_first_ms, excluded.failed_last_ms, excluded.operation_id,
                       excluded.is_proven)",
        )?
        .execute(named_params! {
            ":order": order.to_string(),
            ":refund": row.refund_id,
            ":minor": row.minor,
            ":status": RefundStatus::word(row.status),
            ":created": row.created_at_ms,
            ":first": first_ms,
            ":last": last_ms,
            ":operation": row.operation.map(|id| id.to_string()),
            ":proven": row.is_proven,
        })?;
        Ok(())
    }

    /// Frees what a person decided not to have happened, or takes that back.
    pub fn release_refund(
        &self,
        id: OperationId,
        released_at_ms: Option<i64>,
    ) -> Result<(), StoreError> {
        self.prepare("UPDATE refunds SET released_at_ms = :released WHERE operation_id = :id")?
            .execute(named_params! { ":id": id.to_string(), ":released": released_at_ms })?;
        Ok(())
    }

    /// Notes how many lookups in a row showed nothing that could be this refund, and when the last
    /// one did, by the provider's time, UTC.
    pub fn note_silence(
        &self,
        id: OperationId,
        lookups: u32,
        to_ms: Option<i64>,
    ) -> Result<(), StoreError> {
        self.prepare(
            "UPDATE refunds SET silent_lookups = :lookups, silent_to_ms = :to
             WHERE operation_id = :id",
        )?
        .execute(named_params! { ":id": id.to_string(), ":lookups": lookups, ":to": to_ms })?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<RefundRow> {
    Ok(RefundRow {
        operation: parsed(row, "operation_id")?,
        state: word(row, "state", OperationState::from_word)?,
        prepared_at_ms: row.get("prepared_at_ms")?,
        minor: row.get("amount_minor")?,
        captured_minor: row.get("captured_minor")?,
        lookup_evidence_id: row.get("lookup_evidence_id")?,
        speed: word(row, "speed", Speed::from_word)?,
        reason: word(row, "reason", Reason::from_word)?,
        reason_text: row.get("reason_text")?,
        answered_id: row.get("provider_id")?,
        sent_at_ms: row.get("sent_at_ms")?,
        released_at_ms: row.get("released_at_ms")?,
        silent_lookups: row.get("silent_lookups")?,
        silent_to_ms: row.get("silent_to_ms")?,
    })
}

fn record(row: &Row<'_>) -> rusqlite::Result<RefundRecordRow> {
    let first_ms: Option<i64> = row.get("failed_first_ms")?;
    let operation: Option<String> = row.get("operation_id")?;
    Ok(RefundRecordRow {
        refund_id: row.get("refund_id")?,
        minor: row.get("minor")?,
        status: word(row, "status", RefundStatus::from_word)?,
        created_at_ms: row.get("created_at_ms")?,
        failed_ms: first_ms.zip(row.get("failed_last_ms")?),
        operation: operation.map(|_| parsed(row, "operation_id")).transpose()?,
        is_proven: row.get("is_proven")?,
    })
}
