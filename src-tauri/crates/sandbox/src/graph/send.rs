//! Owns what a valid message does: the policies a send meets, and the order it commits.

use super::{Visit, check::check_terms, media::check_image, status};
use crate::draw::Draw;
use crate::ledger::Fact;
use crate::refusal::Refusal;
use crate::token::sha256_hex;
use crate::wire::{self, SentMessage, SentOrder, Settings};
use crate::world::World;
use crate::{AcceptedMessage, CustomerPlan, Fate, ReusedReference, UnknownConfiguration};
use http::{HeaderMap, header};
use serde_json::{Value, json};

/// Validates, commits and answers a send.
pub(super) fn accept(
    world: &mut World,
    visit: &Visit,
    headers: &HeaderMap,
    body: &[u8],
    now_ms: i64,
) -> Result<Value, Refusal> {
    check_content_type(headers)?;
    let order = match wire::read_message(body, now_ms)? {
        SentMessage::Order(order) => order,
        SentMessage::Status(sent) => return status::tell(world, visit, sent, body, now_ms),
    };
    check_terms(visit)?;
    check_image(world, visit, order.image_id.as_deref(), now_ms)?;
    let fate = fate(world, visit, &order)?;
    let message = message(world, visit, order, fate, sha256_hex(body), now_ms);
    let answer = accepted(&message.to, &message.message_id);
    commit(world, Fact::MessageAccepted(message))?;
    Ok(answer)
}

/// What an accepted message is answered with.
pub(super) fn accepted(to: &str, message_id: &str) -> Value {
    json!({
        "messaging_product": "whatsapp",
        "contacts": [{ "input": to, "wa_id": to.trim_start_matches('+') }],
        "messages": [{ "id": message_id }],
    })
}

/// Makes what a call does true.
pub(super) fn commit(world: &mut World, fact: Fact) -> Result<(), Refusal> {
    world.commit(fact).map_err(|error| {
        tracing::error!(%error, "Could not record a call");
        Refusal::unrecorded()
    })
}

pub(super) fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let kind = content_type
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if kind.trim().eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Refusal::parameter("Content-Type: must be application/json"))
}

fn fate(world: &World, visit: &Visit, order: &SentOrder) -> Result<Fate, Refusal> {
    let known = is_configured(world, visit, &order.settings);
    if !known && visit.behaviour.unknown_configuration == UnknownConfiguration::Refuse {
        return Err(Refusal::unknown_configuration());
    }
    let reused = world
        .order(&visit.account.phone_number_id, &order.reference_id)
        .is_some();
    match visit.behaviour.reused_reference {
        ReusedReference::Refuse if reused => Err(Refusal::invalid(
            "interactive.action.parameters.reference_id",
            "was already used for another order_details message of this business",
        )),
        ReusedReference::AcceptThenFailLater if reused => Ok(Fate::FailsLater),
        _ if known => Ok(Fate::Payable),
        _ => Ok(Fate::Unpayable),
    }
}

/// Whether the payment configuration an order names, if it names one, can take its payment.
fn is_configured(world: &World, visit: &Visit, settings: &Settings) -> bool {
    let Some(name) = &settings.configuration_name else {
        return true;
    };
    world
        .configuration(&visit.account.waba_id, name)
        .is_some_and(|one| one.is_active() && settings.mode.provider() == Some(one.provider))
}

fn message(
    world: &World,
    visit: &Visit,
    order: SentOrder,
    fate: Fate,
    body_sha256: String,
    now_ms: i64,
) -> AcceptedMessage {
    let phone_number_id = visit.account.phone_number_id.clone();
    let drawn = || {
        let name = ["customer", &visit.account.waba_id, &order.reference_id];
        CustomerPlan::drawn(Draw::named(world.seed, &name))
    };
    let customer = CustomerPlan::of_phone_number(&order.envelope.to, visit.behaviour.pay_after_ms)
        .unwrap_or_else(drawn);
    AcceptedMessage {
        message_id: message_id(world),
        phone_number_id,
        customer,
        fate,
        body_sha256,
        at_ms: now_ms,
        reference_id: order.reference_id,
        to: order.envelope.to,
        amount_minor: order.amount_minor,
        currency: order.currency,
        mode: order.settings.mode,
        configuration_name: order
            .settings
            .configuration_name
            .filter(|_| order.settings.mode.gateway().is_some()),
        biz_opaque_callback_data: order.envelope.biz_opaque_callback_data,
        receipt: order.settings.echoes.receipt,
        notes: order.settings.echoes.notes,
        echoes: order.settings.echoes.numbered,
    }
}

/// The number of the message is part of its id, so no draw can make two alike.
pub(super) fn message_id(world: &World) -> String {
    let nth = world.messages.len() + world.statuses.len() + 1;
    let drawn = Draw::named(world.seed, &["message", &nth.to_string()]).base62(28);
    format!("wamid.HBgM{drawn}{nth:06X}AA==")
}
