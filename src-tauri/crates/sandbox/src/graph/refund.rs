//! Owns what a valid refund does: the policies it meets, and the refund it commits.

use super::{
    Visit,
    send::{check_content_type, commit},
};
use crate::ledger::Fact;
use crate::refund::refund_id;
use crate::refusal::Refusal;
use crate::token::sha256_hex;
use crate::wire::{self, SentRefund};
use crate::world::World;
use crate::{AcceptedMessage, MadeRefund, Speed};
use http::HeaderMap;
use serde_json::{Value, json};

/// Validates, commits and answers a refund.
pub(super) fn make(
    world: &mut World,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
    now_ms: i64,
) -> Result<Value, Refusal> {
    check_content_type(headers)?;
    let sent = wire::read_refund(body)?;
    check(world, visit, &sent, now_ms)?;
    let nth = world.refunds.len() + 1;
    let refund_id = refund_id(world.seed, nth);
    let answered_id = if visit.behaviour.refunds.answers_other_id {
        refund_id.replace("rfnd_", "prfnd_")
    } else {
        refund_id.clone()
    };
    let made = MadeRefund {
        phone_number_id: visit.account.phone_number_id.clone(),
        reference_id: sent.reference_id,
        refund_id,
        answered_id: Some(answered_id.clone()),
        amount_minor: sent.amount_minor,
        currency: sent.currency,
        speed: sent.speed,
        body_sha256: Some(sha256_hex(body)),
        at_ms: now_ms,
        fate: visit.behaviour.refunds.fate,
    };
    let (status, _) = made.at(now_ms);
    let answer = json!({
        "id": answered_id,
        "status": status.answered(),
        "speed_processed": word(made.speed),
    });

    commit(world, Fact::RefundMade(made))?;
    Ok(answer)
}

/// What no document lists: how a refund is refused that no payment covers.
fn check(world: &World, visit: &Visit, sent: &SentRefund, now_ms: i64) -> Result<(), Refusal> {
    if world
        .configuration(&visit.account.waba_id, &sent.configuration_name)
        .is_none()
    {
        return Err(Refusal::unknown_configuration());
    }
    let order = world
        .order(&visit.account.phone_number_id, &sent.reference_id)
        .filter(|order| order.gateway_at(&sent.configuration_name).is_some())
        .ok_or_else(|| Refusal::invalid("reference_id", "is unknown"))?;
    if order.currency != sent.currency {
        return Err(Refusal::invalid("amount.currency", "is not the payment's"));
    }
    let captured_minor = captured_minor(world, order, now_ms);
    if captured_minor == 0 {
        return Err(Refusal::invalid("reference_id", "is not captured"));
    }
    let refunded_minor: i64 = world
        .refunds_of(&order.phone_number_id, &order.reference_id)
        .filter(|refund| refund.moves_money())
        .map(|refund| refund.amount_minor)
        .fold(0, i64::saturating_add);
    let left_minor = captured_minor.saturating_sub(refunded_minor);
    if visit.behaviour.refunds.capped && sent.amount_minor > left_minor {
        return Err(Refusal::invalid(
            "amount.value",
            "is more than what is left of the payment",
        ));
    }
    Ok(())
}

fn captured_minor(world: &World, order: &AcceptedMessage, now_ms: i64) -> i64 {
    let state = world.payment(order, now_ms);
    if state.is_captured() {
        order.amount_minor
    } else {
        0
    }
}

pub(super) fn word(speed: Speed) -> &'static str {
    match speed {
        Speed::Normal => "normal",
        Speed::Instant => "instant",
    }
}
