//! Owns what a valid status message does: it is always answered with success, and a step that may not
//! be taken changes nothing and is told by a webhook later.

use super::{
    Visit,
    send::{accepted, commit, message_id},
};
use crate::TemplateStatus;
use crate::ledger::Fact;
use crate::refusal::Refusal;
use crate::status::{AcceptedStatus, failure};
use crate::token::sha256_hex;
use crate::wire::{SentStatus, SentTemplate};
use crate::world::World;
use serde_json::Value;

/// Commits and answers a status message.
pub(super) fn tell(
    world: &mut World,
    visit: &Visit,
    sent: SentStatus,
    body: &[u8],
    now_ms: i64,
) -> Result<Value, Refusal> {
    match &sent.template {
        Some(template) => check_template(visit, template)?,
        None if visit.behaviour.window_closed => return Err(Refusal::window_closed()),
        None => {}
    }
    let number = &visit.account.phone_number_id;
    let Some(order) = world.order(number, &sent.reference_id) else {
        return Err(Refusal::invalid(
            "reference_id",
            "is that of no order_details message of this business",
        ));
    };
    let failure = failure(
        world.standing(order),
        sent.status,
        world.payment(order, now_ms).is_being_paid(),
    );
    let message_id = message_id(world);
    let answer = accepted(&sent.envelope.to, &message_id);
    let told = AcceptedStatus {
        phone_number_id: number.clone(),
        reference_id: sent.reference_id,
        message_id,
        status: sent.status,
        template: sent.template.map(|template| template.name),
        biz_opaque_callback_data: sent.envelope.biz_opaque_callback_data,
        failure,
        body_sha256: sha256_hex(body),
        at_ms: now_ms,
    };
    commit(world, Fact::StatusTold(told))?;
    Ok(answer)
}

fn check_template(visit: &Visit, sent: &SentTemplate) -> Result<(), Refusal> {
    let mut templates = visit.behaviour.templates.iter();
    let known = templates.find(|one| (&one.name, &one.language) == (&sent.name, &sent.language));
    match known {
        Some(one) if one.status == TemplateStatus::Paused => Err(Refusal::template_paused()),
        Some(one) if one.status != TemplateStatus::Approved || !one.is_order_status => {
            Err(Refusal::template_missing())
        }
        Some(one) if one.variables != sent.variables => Err(Refusal::template_variables()),
        Some(_) => Ok(()),
        None => Err(Refusal::template_missing()),
    }
}
