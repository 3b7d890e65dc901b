//! Owns the order_states table: the cached fold of each order's evidence. It can be rebuilt, so
//! nothing that guards money reads it.

use crate::{
    db::{Db, Tx, word, word_if_any},
    error::StoreError,
    orders::OrderRow,
};
use counterfoil_domain::{
    ids::OrderId,
    money::Money,
    order_state::{Doubt, OrderState, PaymentState, RefundsSeen, Reported},
};
use rusqlite::{OptionalExtension, Row, named_params};

impl Db<'_> {
    /// The cached state of an order; before any evidence, that nothing is known.
    pub fn order_state(&self, order: &OrderRow) -> Result<OrderState, StoreError> {
        let cached = self.cached_state(order.id, order.total)?;
        Ok(cached.unwrap_or(OrderState::NOTHING_KNOWN))
    }

    /// The cached state of the order with this total, if one is cached.
    pub fn cached_state(
        &self,
        order: OrderId,
        total: Money,
    ) -> Result<Option<OrderState>, StoreError> {
        let mut statement = self.prepare(
            "SELECT payment, doubt, captured_minor, captured_at_ms, reported, reported_minor, refunded_minor,
                 refund_pending_minor, refunds, refunds_in_doubt, attempts, failure, unknown_word,
                 gateway_payment_id, known_to_provider, contradicted_later
             FROM order_states WHERE order_id = :order",
        )?;
        let found = statement
            .query_row(named_params! { ":order": order.to_string() }, |row| {
                read(row, total)
            })
            .optional()?;
        Ok(found)
    }
}

impl Tx<'_> {
    /// Caches what the fold of an order's evidence says.
    pub fn cache_order_state(&self, order: OrderId, state: &OrderState) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO order_states (order_id, payment, doubt, captured_minor, captured_at_ms, reported,
                     reported_minor, refunded_minor, refund_pending_minor, refunds,
                     refunds_in_doubt, attempts, failure, unknown_word, gateway_payment_id,
                     known_to_provider, contradicted_later)
                 VALUES (:order, :payment, :doubt, :captured, :captured_at, :reported, :reported_minor,
                     :refunded, :refund_pending, :refunds, :refunds_in_doubt, :attempts, :failure,
                     :unknown_word, :gateway_payment_id, :known, :contradicted)
                 ON CONFLICT (order_id) DO UPDATE SET
                     payment = excluded.payment, doubt = excluded.doubt,
                     captured_minor = excluded.captured_minor,
                     captured_at_ms = excluded.captured_at_ms,
                     reported = excluded.reported, reported_minor = excluded.reported_minor,
                     refunded_minor = excluded.refunded_minor,
                     refund_pending_minor = excluded.refund_pending_minor,
                     refunds = excluded.refunds, refunds_in_doubt = excluded.refunds_in_doubt,
                     attempts = excluded.attempts, failure = excluded.failure,
                     unknown_word = excluded.unknown_word,
                     gateway_payment_id = excluded.gateway_payment_id,
                     known_to_provider = excluded.known_to_provider,
                     contradicted_later = excluded.contradicted_later",
        )?
        .execute(named_params! {
            ":order": order.to_string(),
            ":payment": state.payment.word(),
            ":doubt": state.doubt.map(Doubt::word),
            ":captured": state.captured.map(Money::minor),
            ":captured_at": state.captured_at_ms,
            ":reported": state.reported.map(|reported| reported_word(reported.is_signed)),
            ":reported_minor": state.reported.and_then(|reported| reported.amount_minor),
            ":refunded": state.refunds.refunded_minor,
            ":refund_pending": state.refunds.pending_minor,
            ":refunds": state.refunds.times,
            ":refunds_in_doubt": state.refunds.cannot_tell,
            ":attempts": state.attempts,
            ":failure": state.failure,
            ":unknown_word": state.unknown_word,
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
    let reported: Option<String> = row.get("reported")?;
    let amount_minor = row.get("reported_minor")?;
    Ok(OrderState {
        payment: word(row, "payment", PaymentState::from_word)?,
        doubt: word_if_any(row, "doubt", Doubt::from_word)?,
        captured: captured.and_then(|minor| Money::new(minor, total.currency())),
        captured_at_ms: row.get("captured_at_ms")?,
        reported: reported.map(|word| Reported {
            is_signed: word == reported_word(true),
            amount_minor,
        }),
        refunds: RefundsSeen {
            refunded_minor: row.get("refunded_minor")?,
            pending_minor: row.get("refund_pending_minor")?,
            times: row.get("refunds")?,
            cannot_tell: row.get("refunds_in_doubt")?,
        },
        attempts: row.get("attempts")?,
        failure: row.get("failure")?,
        unknown_word: row.get("unknown_word")?,
        gateway_payment_id: row.get("gateway_payment_id")?,
        known_to_provider: row.get("known_to_provider")?,
        contradicted_later: row.get("contradicted_later")?,
    })
}

const fn reported_word(is_signed: bool) -> &'static str {
    if is_signed { "signed" } else { "unsigned" }
}
