//! Owns the message templates of a business account, as far as an order's status can be told through
//! them (Meta, template management, list; order-status template).

use super::{
    Meta, Target, Tries,
    credentials::{CheckFault, CheckSubject, answered, garbled, no_answer},
};
use crate::json::{self, JsonFault, Node};
use counterfoil_domain::Secret;

/// The most templates in one page, which is what is asked for.
pub(super) const PAGE_TEMPLATES: usize = 100;
/// The most pages that are read.
const MAX_PAGES: usize = 20;
/// The most components of one template.
const MAX_COMPONENTS: usize = 100;

/// A template that tells the status of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusTemplate {
    /// Its name.
    pub name: String,
    /// Its language, as `en_US`.
    pub language: String,
    /// Its text, with `{{1}}` or `{{name}}` where something stands for each customer.
    pub text: String,
    /// How many variables its text has.
    pub variables: usize,
}

impl Meta {
    /// Lists the approved templates that tell the status of an order, by name and language. Changes
    /// nothing.
    ///
    /// # Errors
    /// The provider declined or did not answer, or its answer cannot be read.
    pub async fn status_templates(
        &self,
        target: &Target,
        bearer: &Secret,
    ) -> Result<Vec<StatusTemplate>, CheckFault> {
        let (mut found, mut after) = (Vec::new(), None);
        for _ in 0..MAX_PAGES {
            let url = target
                .message_templates(after.as_deref())
                .map_err(|error| no_answer(error.to_string()))?;
            let answer = self.read(target, url, bearer, Tries::Few).await;
            let reply = answered(answer, CheckSubject::BusinessAccountId)?;
            let page = read(&reply.body).map_err(|fault| garbled(&fault))?;
            found.extend(page.templates);
            after = page.after;
            if after.is_none() {
                break;
            }
        }
        found.sort_by(|one, other| (&one.name, &one.language).cmp(&(&other.name, &other.language)));
        Ok(found)
    }
}

/// One page of the list.
#[derive(Debug, PartialEq, Eq)]
struct WirePage {
    templates: Vec<StatusTemplate>,
    /// Where the next page begins, if there is one.
    after: Option<String>,
}

fn read(body: &[u8]) -> Result<WirePage, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    let mut templates = Vec::new();
    for node in root.need("data")?.list(PAGE_TEMPLATES)? {
        templates.extend(template(&node)?);
    }
    let paging = root.get("paging");
    let after = paging
        .filter(|paging| paging.get("next").is_some())
        .and_then(|paging| paging.get("cursors")?.get("after")?.id().ok());
    Ok(WirePage { templates, after })
}

/// A template, if it is approved and tells the status of an order. Words are compared without regard
/// to case: some answers write `Approved`.
fn template(node: &Node<'_>) -> Result<Option<StatusTemplate>, JsonFault> {
    let is = |key: &str, word: &str| {
        let said = node.get(key).and_then(|said| said.words());
        said.is_some_and(|said| said.eq_ignore_ascii_case(word))
    };
    if !is("status", "APPROVED") || !is("sub_category", "ORDER_STATUS") {
        return Ok(None);
    }
    let components = match node.get("components") {
        Some(components) => components.list(MAX_COMPONENTS)?,
        None => Vec::new(),
    };
    let body = components.into_iter().find(|component| {
        let kind = component.get("type").and_then(|kind| kind.words());
        kind.is_some_and(|kind| kind.eq_ignore_ascii_case("BODY"))
    });
    let text = body.and_then(|body| body.get("text")?.words());
    let text = text.unwrap_or_default().to_owned();
    Ok(Some(StatusTemplate {
        name: node.need("name")?.text()?.to_owned(),
        language: node.need("language")?.text()?.to_owned(),
        variables: variables(&text),
        text,
    }))
}

/// How many variables a text has: the different names between `{{` and `}}`.
fn variables(text: &str) -> usize {
    let names = text.split("{{").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once("}}")?;
        Some(name.trim())
    });
    names.collect::<std::collections::BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn only_approved_order_status_templates_are_offered() {
        let one = |name: &str, status: &str, sub: Value, text: &str| {
            json!({ "name": name, "language": "en_US", "status": status, "sub_category": sub,
                "components": [{ "type": "HEADER" }, { "type": "BODY", "text": text }] })
        };
        let order = || json!("ORDER_STATUS");
        let page = json!({
            "data": [
                one("moved", "APPROVED", order(), "Hi {{1}}, order {{2}} of {{1}}"),
                one("plain", "Approved", json!("order_status"), "Your order"),
                one("waiting", "PENDING", order(), "x"),
                one("hello", "APPROVED", Value::Null, "x"),
            ],
            "paging": { "cursors": { "after": "QVF9" }, "next": "https://elsewhere.example/" },
        });

        let read = read(page.to_string().as_bytes()).unwrap();

        let found: Vec<_> = read
            .templates
            .iter()
            .map(|one| (one.name.as_str(), one.variables))
            .collect();
        assert_eq!(found, [("moved", 2), ("plain", 0)]);
        assert_eq!(read.after.as_deref(), Some("QVF9"));
    }

    #[test]
    fn the_last_page_has_no_next_and_a_list_nobody_can_read_is_a_fault() {
        let last = br#"{"data":[],"paging":{"cursors":{"after":"QVF9"}}}"#;
        assert_eq!(read(last).unwrap().after, None);
        for body in ["{}", r#"{"data":{}}"#] {
            read(body.as_bytes()).unwrap_err();
        }
        let nameless = r#"{"data":[{"status":"APPROVED","sub_category":"ORDER_STATUS"}]}"#;
        read(nameless.as_bytes()).unwrap_err();
    }
}
