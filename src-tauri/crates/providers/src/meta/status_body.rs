//! Owns the exact bytes that tell a customer about the status of an order: an `order_status` message,
//! or the same through an approved template (Meta, order status; order-status template).

use counterfoil_domain::{
    order_status::{StatusMessage, StatusRoute},
    phone::Phone,
};
use serde_json::{Value, json};

/// Writes a status message about the order of this reference id. `label` comes back in webhooks about
/// it, also where the answer to it was lost.
pub fn status_body(
    to: &Phone,
    reference_id: &str,
    message: &StatusMessage,
    label: &str,
) -> Vec<u8> {
    let mut order = json!({ "status": message.status().word() });
    if let Some(description) = message.description() {
        order["description"] = description.into();
    }
    let parameters = json!({ "reference_id": reference_id, "order": order });
    let (kind, content) = match message.route() {
        StatusRoute::Interactive { body } => ("interactive", interactive(body, parameters)),
        StatusRoute::Template {
            name,
            language,
            variables,
        } => ("template", template(name, language, variables, parameters)),
    };
    let mut whole = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": to.digits(),
        "biz_opaque_callback_data": label,
        "type": kind,
    });
    whole[kind] = content;
    whole.to_string().into_bytes()
}

fn interactive(body: &str, parameters: Value) -> Value {
    json!({
        "type": "order_status",
        "body": { "text": body },
        "action": { "name": "review_order", "parameters": parameters },
    })
}

fn template(name: &str, language: &str, variables: &[String], parameters: Value) -> Value {
    let mut components = Vec::new();
    if !variables.is_empty() {
        let texts = variables
            .iter()
            .map(|text| json!({ "type": "text", "text": text }));
        components.push(json!({ "type": "body", "parameters": texts.collect::<Vec<_>>() }));
    }
    components.push(json!({
        "type": "order_status",
        "parameters": [{ "type": "order_status", "order_status": parameters }],
    }));
    json!({
        "name": name,
        "language": { "policy": "deterministic", "code": language },
        "components": components,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use counterfoil_domain::order_status::OrderStatus;

    #[test]
    fn a_message_is_written_as_documented() {
        let route = StatusRoute::Interactive {
            body: "Part of your order has left our store.".to_owned(),
        };
        let message = StatusMessage::new(
            OrderStatus::PartiallyShipped,
            Some("Coffee sent, jaggery follows tomorrow"),
            route,
        );

        check(
            &message.unwrap(),
            json!({
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                "to": "919900000042",
                "biz_opaque_callback_data": "op-1",
                "type": "interactive",
                "interactive": {
                    "type": "order_status",
                    "body": { "text": "Part of your order has left our store." },
                    "action": {
                        "name": "review_order",
                        "parameters": {
                            "reference_id": "KP-2291.a_1",
                            "order": {
                                "status": "partially_shipped",
                                "description": "Coffee sent, jaggery follows tomorrow",
                            },
                        },
                    },
                },
            }),
        );
    }

    #[test]
    fn a_template_carries_the_status_beside_its_variables() {
        let route = StatusRoute::Template {
            name: "kaveri_order_update".to_owned(),
            language: "en_US".to_owned(),
            variables: vec!["Meera".to_owned()],
        };
        let message = StatusMessage::new(OrderStatus::Shipped, None, route);

        check(
            &message.unwrap(),
            json!({
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                "to": "919900000042",
                "biz_opaque_callback_data": "op-1",
                "type": "template",
                "template": {
                    "name": "kaveri_order_update",
                    "language": { "policy": "deterministic", "code": "en_US" },
                    "components": [
                        { "type": "body", "parameters": [{ "type": "text", "text": "Meera" }] },
                        {
                            "type": "order_status",
                            "parameters": [{
                                "type": "order_status",
                                "order_status": {
                                    "reference_id": "KP-2291.a_1",
                                    "order": { "status": "shipped" },
                                },
                            }],
                        },
                    ],
                },
            }),
        );
    }

    #[track_caller]
    fn check(message: &StatusMessage, expected: Value) {
        let to = Phone::parse("+919900000042").unwrap();
        let written = status_body(&to, "KP-2291.a_1", message, "op-1");
        let written: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(written, expected);
    }
}
