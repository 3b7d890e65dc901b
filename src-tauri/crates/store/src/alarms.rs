//! Owns the alarms table: what turned out otherwise than the book had it.

use crate::{
    activity::NewActivity,
    db::{Db, Tx, parsed, word},
    error::StoreError,
};
use counterfoil_domain::{
    activity::Deed,
    alarm::Alarm,
    ids::{OperationId, OrderId},
};
use rusqlite::named_params;

/// Something that turned out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmRow {
    /// What.
    pub alarm: Alarm,
    /// Which operation; `None` where it is about the order as a whole.
    pub operation: Option<OperationId>,
    /// What it is about, in minor units of the order's currency.
    pub minor: i64,
    /// When it was seen first, UTC.
    pub raised_at_ms: i64,
    /// When a person said that they have seen it, UTC.
    pub acknowledged_at_ms: Option<i64>,
}

impl Db<'_> {
    /// The alarms about an order.
    pub fn alarms_of_order(&self, order: OrderId) -> Result<Vec<AlarmRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT kind, operation_id, minor, raised_at_ms, acknowledged_at_ms FROM alarms
             WHERE order_id = :order ORDER BY kind, operation_id",
        )?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, |row| {
            let operation: String = row.get("operation_id")?;
            let operation = (!operation.is_empty()).then(|| parsed(row, "operation_id"));
            Ok(AlarmRow {
                alarm: word(row, "kind", Alarm::from_word)?,
                operation: operation.transpose()?,
                minor: row.get("minor")?,
                raised_at_ms: row.get("raised_at_ms")?,
                acknowledged_at_ms: row.get("acknowledged_at_ms")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Raises an alarm. One that a person has seen rings again only when it got worse.
    pub fn raise_alarm(
        &self,
        order: OrderId,
        alarm: Alarm,
        operation: Option<OperationId>,
        minor: i64,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "INSERT INTO alarms (order_id, kind, operation_id, minor, raised_at_ms)
             VALUES (:order, :kind, :operation, :minor, :now)
             ON CONFLICT (order_id, kind, operation_id) DO UPDATE SET
                 minor = excluded.minor, raised_at_ms = excluded.raised_at_ms,
                 acknowledged_at_ms = NULL
             WHERE excluded.minor > minor",
        )?;
        let rung = statement.execute(named_params! {
            ":order": order.to_string(),
            ":kind": alarm.word(),
            ":operation": operation.map(|id| id.to_string()).unwrap_or_default(),
            ":minor": minor,
            ":now": now_ms,
        })?;
        if rung == 0 {
            return Ok(());
        }
        let row = self.order(order)?;
        let words = format!("alarm of {}: {}", row.reference_id, alarm.word());
        self.append_activity(&NewActivity {
            environment: Some(row.environment),
            account: Some(row.account_id),
            order: Some(order),
            operation,
            ..NewActivity::of(Deed::Alarm, false, words, now_ms)
        })
    }

    /// Notes that a person has seen the alarms about an order.
    pub fn acknowledge_alarms(&self, order: OrderId, now_ms: i64) -> Result<(), StoreError> {
        self.prepare(
            "UPDATE alarms SET acknowledged_at_ms = :now
             WHERE order_id = :order AND acknowledged_at_ms IS NULL",
        )?
        .execute(named_params! { ":order": order.to_string(), ":now": now_ms })?;
        Ok(())
    }
}
