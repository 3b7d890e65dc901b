//! Owns the ways a lookup can be written differently, or be false.

use crate::{FaultKind, LookupShape};
use serde_json::{Value, json};

/// Makes a payment untrue where a fault asks for it.
pub(super) fn falsify(fault: &FaultKind, payment: &mut Value) {
    match fault {
        FaultKind::OtherReference => {
            let reference = payment["reference_id"].as_str().unwrap_or_default();
            payment["reference_id"] = json!(format!("{reference}-0"));
        }
        FaultKind::OtherAmount => each(payment, &mut |key, value| {
            if let ("value", Some(minor)) = (key, value.as_i64()) {
                *value = json!(minor + 100);
            }
        }),
        FaultKind::OtherCurrency => each(payment, &mut |key, value| {
            if key == "currency" {
                *value = json!("USD");
            }
        }),
        _ => {}
    }
}

/// Writes a payment in another shape.
pub(super) fn write_as(shape: LookupShape, payment: &mut Value) {
    match shape {
        LookupShape::Standard | LookupShape::OnPremisesErrors => {}
        LookupShape::TotalAmount => {
            if let Some(amount) = payment.as_object_mut().and_then(|it| it.remove("amount")) {
                payment["total_amount"] = amount;
            }
        }
        LookupShape::StringNumbers => each(payment, &mut |_, value| {
            if value.is_number() {
                *value = json!(value.to_string());
            }
        }),
        LookupShape::Capitals => each(payment, &mut |key, value| {
            if let ("status", Some(word)) = (key, value.as_str()) {
                *value = json!(word.to_uppercase());
            }
        }),
        LookupShape::UnknownWords => each(payment, &mut |key, value| {
            if key == "status" {
                *value = json!("queued_by_bank");
            }
        }),
    }
}

/// Visits every value with its key, innermost first; the elements of an array have the empty key.
pub(super) fn each(value: &mut Value, change: &mut impl FnMut(&str, &mut Value)) {
    match value {
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                each(member, change);
                change(key, member);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                each(element, change);
                change("", element);
            }
        }
        _ => {}
    }
}
