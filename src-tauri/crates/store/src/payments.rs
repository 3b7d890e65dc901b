//! Owns the payments table, the cache of every attempt to pay.

use crate::{
    db::{Db, Tx, word},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment, ids::OrderId, order_state::AttemptSeen,
    transaction_status::TransactionStatus,
};
use rusqlite::{Row, named_params};

/// An attempt to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRow {
    /// Which attempt of its order, from 1.
    pub number: u32,
    /// When it began; where nobody says so, when it last changed or the order was created, UTC.
    pub at_ms: i64,
    /// How it ended, if it did.
    pub status: TransactionStatus,
    /// The provider's word for that.
    pub word: String,
    /// By its own account, in minor units of the order's currency.
    pub minor: Option<i64>,
    /// How the customer paid, in the provider's word.
    pub method: Option<String>,
    /// The gateway's reason for a failure, in its words.
    pub failure: Option<String>,
    /// The gateway's order id.
    pub gateway_order_id: Option<String>,
    /// The gateway's payment id.
    pub gateway_payment_id: Option<String>,
    /// When it succeeded, by the provider, UTC.
    pub succeeded_at_ms: Option<i64>,
}

impl PaymentRow {
    /// The attempts of an order that was created then, UTC.
    pub fn of_order(attempts: Vec<AttemptSeen>, created_at_ms: i64) -> Vec<Self> {
        (1..)
            .zip(attempts)
            .map(|(number, seen)| Self::of(number, seen, created_at_ms))
            .collect()
    }

    fn of(number: u32, seen: AttemptSeen, created_at_ms: i64) -> Self {
        let began_at_ms = seen.began_at_ms.or(seen.changed_at_ms);
        Self {
            number,
            at_ms: began_at_ms.unwrap_or(created_at_ms),
            status: seen.status,
            word: seen.word,
            minor: seen.minor,
            method: seen.method,
            failure: seen.failure,
            gateway_order_id: seen.gateway_order_id,
            gateway_payment_id: seen.gateway_payment_id,
            succeeded_at_ms: seen.succeeded_at_ms,
        }
    }
}

impl Db<'_> {
    /// The attempts to pay an order, the first one in front.
    pub fn payments_of_order(&self, order: OrderId) -> Result<Vec<PaymentRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT number, at_ms, status, word, minor, method, failure, gateway_order_id,
                 gateway_payment_id, succeeded_at_ms
             FROM payments WHERE order_id = :order ORDER BY number",
        )?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Keeps just these attempts of an order. What is the same is not written again.
    pub fn keep_payments(
        &self,
        order: OrderId,
        environment: Environment,
        rows: &[PaymentRow],
    ) -> Result<(), StoreError> {
        let before = self.payments_of_order(order)?;
        if before == rows {
            return Ok(());
        }
        if before.len() > rows.len() {
            let last = rows.last().map_or(0, |row| row.number);
            self.prepare("DELETE FROM payments WHERE order_id = :order AND number > :last")?
                .execute(named_params! { ":order": order.to_string(), ":last": last })?;
        }
        for row in rows.iter().filter(|row| !before.contains(row)) {
            self.keep_payment(order, environment, row)?;
        }
        Ok(())
    }

    fn keep_payment(
        &self,
        order: OrderId,
        environment: Environment,
        row: &PaymentRow,
    ) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO payments (order_id, number, environment, at_ms, status, word, minor, method,
                 failure, gateway_order_id, gateway_payment_id, succeeded_at_ms)
             VALUES (:order, :number, :environment, :at, :status, :word, :minor, :method, :failure,
                 :gateway_order, :gateway_payment, :succeeded_at)
             ON CONFLICT (order_id, number) DO UPDATE SET
                 at_ms = excluded.at_ms, status = excluded.status, word = excluded.word,
                 minor = excluded.minor, method = excluded.method, failure = excluded.failure,
                 gateway_order_id = excluded.gateway_order_id,
                 gateway_payment_id = excluded.gateway_payment_id,
                 succeeded_at_ms = excluded.succeeded_at_ms",
        )?
        .execute(named_params! {
            ":order": order.to_string(), ":number": row.number,
            ":environment": environment.word(), ":at": row.at_ms,
            ":status": row.status.word(), ":word": row.word, ":minor": row.minor,
            ":method": row.method, ":failure": row.failure,
            ":gateway_order": row.gateway_order_id, ":gateway_payment": row.gateway_payment_id,
            ":succeeded_at": row.succeeded_at_ms,
        })?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<PaymentRow> {
    Ok(PaymentRow {
        number: row.get("number")?,
        at_ms: row.get("at_ms")?,
        status: word(row, "status", TransactionStatus::from_word)?,
        word: row.get("word")?,
        minor: row.get("minor")?,
        method: row.get("method")?,
        failure: row.get("failure")?,
        gateway_order_id: row.get("gateway_order_id")?,
        gateway_payment_id: row.get("gateway_payment_id")?,
        succeeded_at_ms: row.get("succeeded_at_ms")?,
    })
}
