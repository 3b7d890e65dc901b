//! Owns the message that tests begin with, and small changes of it.

use serde_json::{Value, json};

/// A message that uses every field but those that exclude another. Its customer never pays.
#[expect(clippy::too_many_lines, reason = "one whole body")]
pub fn full() -> Value {
    let importer = |line1: &str| {
        json!({
            "address_line1": line1, "address_line2": "Yard B", "city": "Mysuru", "zone_code": "KA",
            "postal_code": "570002", "country_code": "IN",
        })
    };
    json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "919900000004",
        "type": "interactive",
        "biz_opaque_callback_data": "req-7f3c1a",
        "interactive": {
            "type": "order_details",
            "header": { "type": "image", "image": { "id": "1188223344556677" } },
            "body": { "text": "Your order is ready. Please check and pay." },
            "footer": { "text": "Kaveri Provisions, Mysuru" },
            "action": {
                "name": "review_and_pay",
                "parameters": {
                    "reference_id": "KP-2291.a_1",
                    "type": "physical-goods",
                    "beneficiaries": [{
                        "name": "Meera Iyer", "address_line1": "14, Third Cross",
                        "address_line2": "Near the water tank", "city": "Mysuru",
                        "state": "Karnataka", "country": "India", "postal_code": "570001",
                    }],
                    "payment_settings": [{
                        "type": "payment_gateway",
                        "payment_gateway": {
                            "type": "razorpay",
                            "configuration_name": "kaveri-live-rzp",
                            "razorpay": {
                                "receipt": "INV-2291",
                                "notes": { "store": "mysuru-02", "channel": "desk" },
                            },
                            "preferred_payment_methods": [{ "method": "phonepe" }],
                            "enabled_payment_options": ["upi"],
                        },
                    }],
                    "currency": "INR",
                    "total_amount": { "value": 97_915, "offset": 100 },
                    "order": {
                        "status": "pending",
                        "type": "quick_pay",
                        "expiration": {
                            "timestamp": "1798765200",
                            "description": "Prices are held for 30 minutes",
                        },
                        "items": [
                            {
                                "name": "Filter coffee 500 g",
                                "amount": { "value": 45_000, "offset": 100 },
                                "sale_amount": { "value": 39_900, "offset": 100 },
                                "quantity": 2,
                                "image": { "link": "https://img.example.in/coffee.jpg" },
                                "country_of_origin": "India",
                                "importer_name": "Kaveri Provisions LLP",
                                "importer_address": importer("7 Mill Road"),
                            },
                            {
                                "name": "Jaggery 1 kg",
                                "retailer_id": "SKU-9",
                                "amount": { "value": 12_500, "offset": 100 },
                                "quantity": 1,
                                "country_of_origin": "India",
                                "importer_name": "Kaveri Provisions LLP",
                                "importer_address": importer("9 Mill Road"),
                            },
                        ],
                        "subtotal": { "value": 92_300, "offset": 100 },
                        "tax": { "value": 4_615, "offset": 100, "description": "GST 5%" },
                        "shipping": { "value": 6_000, "offset": 100, "description": "Courier" },
                        "discount": {
                            "value": 5_000, "offset": 100, "description": "Festival offer",
                            "discount_program_name": "DASARA",
                        },
                    },
                },
            },
        },
    })
}

/// A bill of one item without anything optional.
pub fn simple(reference_id: &str, to: &str, amount_minor: i64) -> Value {
    let mut body = full();
    let parameters = &mut body["interactive"]["action"]["parameters"];
    let mut item = parameters["order"]["items"][1].clone();
    item["amount"]["value"] = json!(amount_minor);
    parameters["order"] = json!({
        "status": "pending",
        "items": [item],
        "subtotal": { "value": amount_minor, "offset": 100 },
        "tax": { "value": 0, "offset": 100 },
    });
    parameters["total_amount"]["value"] = json!(amount_minor);
    parameters["reference_id"] = json!(reference_id);
    body["to"] = json!(to);
    body
}

/// The settings of an order that is paid by a UPI link.
pub fn upi_intent(link: &str) -> Value {
    json!([{ "type": "upi_intent_link", "upi_intent_link": { "link": link } }])
}

/// Has an order paid by UPI to the address of a payment configuration.
pub fn legacy_upi(body: &mut Value, configuration: &str) {
    remove(body, ".payment_settings");
    set(body, ".payment_type", json!("upi"));
    set(body, ".payment_configuration", json!(configuration));
}

/// Has an order paid on a page.
pub fn payment_link(body: &mut Value) {
    let links = json!({
        "uri": "https://rzp.io/i/Kv81xQ",
        "success_url": "https://kaveri.example.in/paid",
        "cancel_url": "https://kaveri.example.in/cancelled",
    });
    let settings = json!([{ "type": "payment_link", "payment_link": links }]);
    set(body, ".payment_type", json!("upi"));
    set(body, ".payment_settings", settings);
}

/// Writes out a path; one that begins with a dot is inside the parameters.
pub fn whole(path: &str) -> String {
    if path.starts_with('.') {
        return format!("interactive.action.parameters{path}");
    }
    path.to_owned()
}

pub fn set(body: &mut Value, path: &str, value: Value) {
    let (parent, key) = parent(body, path);
    match key.parse::<usize>() {
        Ok(index) => parent[index] = value,
        Err(_) => parent[key.as_str()] = value,
    }
}

pub fn remove(body: &mut Value, path: &str) {
    let (parent, key) = parent(body, path);
    parent.as_object_mut().unwrap().remove(&key).unwrap();
}

fn parent<'a>(body: &'a mut Value, path: &str) -> (&'a mut Value, String) {
    let pointer = whole(path).replace(['.', '['], "/").replace(']', "");
    let pointer = format!("/{pointer}");
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    (body.pointer_mut(parent).unwrap(), key.to_owned())
}
