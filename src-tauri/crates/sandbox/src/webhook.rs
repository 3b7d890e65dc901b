//! Owns the webhooks that tell of a status message that changed nothing. No document says where the
//! error stands in them, so each of the three places is used in turn.

use crate::refusal::title;
use crate::status::AcceptedStatus;
use serde_json::{Value, json};

/// What Meta would post about a status message that failed, if it did. `nth` decides the place.
pub(crate) fn error(told: &AcceptedStatus, waba_id: &str, nth: usize) -> Option<Value> {
    let code = told.failure?;
    let errors = json!([{
        "code": code,
        "title": title(code),
        "message": title(code),
        "error_data": { "details": "The status of the order was not changed" },
    }]);
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": "918000000001",
            "phone_number_id": told.phone_number_id,
        },
    });
    match nth % 3 {
        0 => {
            let mut status = json!({
                "id": told.message_id,
                "status": "failed",
                "timestamp": told.at_ms.div_euclid(1_000).to_string(),
                "errors": errors,
            });
            if let Some(opaque) = &told.biz_opaque_callback_data {
                status["biz_opaque_callback_data"] = json!(opaque);
            }
            value["statuses"] = json!([status]);
        }
        1 => value["messages"] = json!([{ "id": told.message_id, "errors": errors }]),
        _ => value["errors"] = errors,
    }
    let change = json!({ "field": "messages", "value": value });
    let entry = json!({ "id": waba_id, "changes": [change] });
    Some(json!({ "object": "whatsapp_business_account", "entry": [entry] }))
}
