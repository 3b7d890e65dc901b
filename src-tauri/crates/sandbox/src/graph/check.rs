//! Owns the calls that prove a credential: the number itself, and its payment configurations.

use super::Visit;
use crate::draw::Draw;
use crate::world::World;
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

/// Answers `GET /{V}/{WABA}/payment_configurations`. Selecting fields makes the list come back
/// empty, as it does in production.
pub(super) fn configurations(world: &World, visit: &Visit, has_fields: bool) -> Value {
    if has_fields {
        return json!({ "data": [] });
    }
    let waba_id = &visit.account.waba_id;
    let names = world.configurations(waba_id);
    let listed: Vec<Value> = names
        .iter()
        .map(|name| listed(world, waba_id, name))
        .collect();
    json!({ "data": [{ "payment_configurations": listed }] })
}

fn listed(world: &World, waba_id: &str, name: &str) -> Value {
    let mut draw = Draw::named(world.seed, &["configuration", waba_id, name]);
    let created_s = CONFIGURED_AT_S + draw.below(1_000_000);
    json!({
        "configuration_name": name,
        "merchant_category_code": { "code": "5411", "description": "Grocery stores" },
        "purpose_code": { "code": "00", "description": "Default" },
        "status": "Active",
        "provider_mid": format!("acc_{}", draw.base62(14)),
        "provider_name": "RazorPay",
        "created_timestamp": created_s,
        "updated_timestamp": created_s + draw.below(1_000_000),
    })
}
