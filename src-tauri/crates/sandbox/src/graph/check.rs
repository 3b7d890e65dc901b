//! Owns the calls that prove a credential: the number itself, and its payment configurations.

use super::Visit;
use crate::draw::Draw;
use crate::refusal::Refusal;
use crate::world::World;
use crate::{Configuration, Provider, Terms};
use serde_json::{Value, json};

/// A moment before any order, in epoch seconds, at which configurations were made.
const CONFIGURED_AT_S: u64 = 1_700_000_000;

/// Answers `GET /{V}/{PNID}`.
pub(super) fn phone(world: &World, visit: &Visit) -> Value {
    let id = &visit.account.phone_number_id;
    let number = Draw::named(world.seed, &["display phone number", id]).digits(9);
    let (head, tail) = number.split_at(4);
    json!({
        "id": id,
        "display_phone_number": format!("+91 9{head} {tail}"),
        "verified_name": visit.account.name,
    })
}

/// Refuses a business that has not accepted the terms of payments.
pub(super) fn check_terms(visit: &Visit) -> Result<(), Refusal> {
    match visit.behaviour.terms {
        Terms::Accepted => Ok(()),
        Terms::NotAccepted => Err(Refusal::terms(134_011)),
        Terms::NotAcceptedAsAccessDenied => Err(Refusal::terms(131_005)),
    }
}

/// Answers `GET /{V}/{WABA}/payment_configurations`. Selecting fields makes the list come back
/// empty, as it does in production.
pub(super) fn configurations(
    world: &World,
    visit: &Visit,
    has_fields: bool,
) -> Result<Value, Refusal> {
    check_terms(visit)?;
    if has_fields {
        return Ok(json!({ "data": [] }));
    }
    let waba_id = &visit.account.waba_id;
    let listed: Vec<Value> = world
        .configurations(waba_id)
        .into_iter()
        .map(|configuration| listed(world, waba_id, configuration))
        .collect();
    Ok(json!({ "data": [{ "payment_configurations": listed }] }))
}

fn listed(world: &World, waba_id: &str, configuration: &Configuration) -> Value {
    let name = &configuration.name;
    let mut draw = Draw::named(world.seed, &["configuration", waba_id, name]);
    let created_s = CONFIGURED_AT_S + draw.below(1_000_000);
    let at_provider = draw.base62(14);
    let mut listed = json!({
        "configuration_name": name,
        "merchant_category_code": { "code": "5411", "description": "Grocery stores" },
        "purpose_code": { "code": "00", "description": "Default" },
        "status": configuration.status.word(),
        "provider_name": configuration.provider.word(),
        "created_timestamp": created_s,
        "updated_timestamp": created_s + draw.below(1_000_000),
    });
    if configuration.provider == Provider::UpiVpa {
        let address = format!("{}@exbank", at_provider.to_lowercase());
        listed["merchant_vpa"] = json!(address);
    } else {
        listed["provider_mid"] = json!(format!("acc_{at_provider}"));
    }
    listed
}
