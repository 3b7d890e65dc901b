//! Owns the answer to a list of message templates.

use super::Visit;
use crate::Template;
use serde_json::{Value, json};

/// Answers `GET /{V}/{WABA}/message_templates`. Everything fits on one page.
pub(super) fn list(visit: &Visit) -> Value {
    let listed: Vec<Value> = visit.behaviour.templates.iter().map(listed).collect();
    json!({ "data": listed, "paging": { "cursors": { "before": "QVF0", "after": "QVF9" } } })
}

fn listed(template: &Template) -> Value {
    let sub_category = if template.is_order_status {
        json!("ORDER_STATUS")
    } else {
        Value::Null
    };
    let variables = (1..=template.variables).map(|number| format!("{{{{{number}}}}}"));
    let text: Vec<String> = std::iter::once("About your order".to_owned())
        .chain(variables)
        .collect();
    json!({
        "id": format!("7744{:08}", template.name.len()),
        "name": template.name,
        "language": template.language,
        "status": template.status.word(),
        "category": "UTILITY",
        "sub_category": sub_category,
        "parameter_format": "POSITIONAL",
        "components": [{ "type": "BODY", "text": text.join(" ") }],
    })
}
