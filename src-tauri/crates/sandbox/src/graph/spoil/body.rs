//! Owns bodies that a careless reader chokes on.

use crate::graph::shape;
use serde_json::{Value, json};

/// How much padding a huge body has.
const HUGE_BYTES: usize = 10 * 1024 * 1024;
/// How deep a deep body is nested.
const DEEP_LEVELS: usize = 100_000;

/// Says that it is JSON and is not.
pub(super) const GARBAGE: &str = "for (;;); {not json";

pub(super) fn deep() -> String {
    format!("{}{}", "[".repeat(DEEP_LEVELS), "]".repeat(DEEP_LEVELS))
}

pub(super) fn huge(mut body: Value) -> String {
    body["padding"] = json!("x".repeat(HUGE_BYTES));
    body.to_string()
}

pub(super) fn of_other_types(mut body: Value) -> String {
    shape::each(&mut body, &mut |_, value| *value = another_type(value));
    body.to_string()
}

fn another_type(value: &Value) -> Value {
    match value {
        Value::Null | Value::Bool(_) => json!("null"),
        Value::Number(_) => json!([]),
        Value::String(text) => json!(text.len()),
        Value::Array(elements) => json!({ "0": elements }),
        Value::Object(members) => json!(members.len()),
    }
}

/// A reader that takes the last of two equal keys finds nothing but null.
pub(super) fn with_keys_twice(body: &Value) -> String {
    let Value::Object(members) = body else {
        return body.to_string();
    };
    let first = members
        .iter()
        .map(|(key, value)| format!("{}:{value}", json!(key)));
    let second = members.keys().map(|key| format!("{}:null", json!(key)));
    format!("{{{}}}", first.chain(second).collect::<Vec<_>>().join(","))
}

pub(super) fn with_huge_numbers(mut body: Value) -> String {
    shape::each(&mut body, &mut |key, value| {
        if value.is_number() || key == "id" {
            *value = json!(1e300);
        }
    });
    body.to_string()
}

pub(super) fn not_utf8(mut body: Value) -> Vec<u8> {
    body["padding"] = json!("?");
    let mut bytes = body.to_string().into_bytes();
    if let Some(mark) = bytes.iter_mut().rev().find(|byte| **byte == b'?') {
        *mark = 0xFF;
    }
    bytes
}
