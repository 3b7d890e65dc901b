//! Owns the order_states table: the cached fold of each order's evidence. It can be rebuilt, so
//! nothing that guards money reads it.

use crate::{
    db::{Db, Tx, word},
    error::StoreError,
    orders::OrderRow,
};
use counterfoil_domain::{
    ids::OrderId,
    money::Money,
    order_state::{OrderState, PaymentState},
};
use rusqlite::{OptionalExtension, Row, named_params};

impl Db<'_> {
    /// The cached state of an order.
    pub fn order_state(&self, order: &OrderRow) -> Result<OrderState, StoreError> {
        let mut statement = self.prepare(
            "SELECT payment, captured_minor, attempts, failure, gateway_payment_id,
                 known_to_provider, contradicted_later
             FROM order_states WHERE order_id = :order",
        )?;
        let found = statement
            .query_row(named_params! { ":order": order.id.to_string() }, |row| {
                read(row, order.total)
            })
            .optional()?;
        Ok(found.unwrap_or(OrderState::NOTHING_KNOWN))
    }
}

impl Tx<'_> {
    /// Caches what the fold of an order's evidence says.
    pub fn cache_order_state(&self, order: OrderId, state: &OrderState) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO order_states (order_id, payment, captured_minor, attempts, failure,
                     gateway_payment_id, known_to_provider, contradicted_later)
                 VALUES (:order, :payment, :captured, :attempts, :failure, :gateway_payment_id,
                     :known, :contradicted)
                 ON CONFLICT (order_id) DO UPDATE SET
                     payment = excluded.payment, captured_minor = excluded.captured_minor,
                     attempts = excluded.attempts, failure = excluded.failure,
                     gateway_payment_id = excluded.gateway_payment_id,
                     known_to_provider = excluded.known_to_provider,
                     contradicted_later = excluded.contradicted_later",
        )?
        .execute(named_params! {
            ":order": order.to_string(),
            ":payment": state.payment.word(),
            ":captured": state.captured.map(Money::minor),
            ":attempts": state.attempts,
            ":failure": state.failure,
            ":gateway_payment_id": state.gateway_payment_id,
            ":known": state.known_to_provider,
            ":contradicted": state.contradicted_later,
        })?;
        Ok(())
    }
}

/// Reads the columns of a cached state; amounts are in the currency of `total`.
pub(crate) fn read(row: &Row<'_>, total: Money) -> rusqlite::Result<OrderState> {
    let captured: Option<i64> = row.get("captured_minor")?;
    Ok(OrderState {
        payment: word(row, "payment", PaymentState::from_word)?,
        captured: captured.and_then(|minor| Money::new(minor, total.currency())),
        attempts: row.get("attempts")?,
        failure: row.get("failure")?,
        gateway_payment_id: row.get("gateway_payment_id")?,
        known_to_provider: row.get("known_to_provider")?,
        contradicted_later: row.get("contradicted_later")?,
    })
}
