//! Owns `order`: its lines, its sums, and how long it may be paid.

use super::item::{self, Catalogue};
use super::money;
use super::node::Node;
use crate::refusal::Refusal;

const ITEMS_WITH_IMAGE_MAX: usize = 10;
const EXPIRATION_AHEAD_S: i64 = 300;
const EXPIRATION_DESCRIPTION_MAX: usize = 120;
/// More digits of seconds than any date needs.
const TIMESTAMP_DIGITS_MAX: usize = 12;

/// Checks the order and returns the total that its parts make.
pub(super) fn read(node: &Node, now_ms: i64) -> Result<i64, Refusal> {
    node.only(&[
        "status",
        "type",
        "catalog_id",
        "expiration",
        "items",
        "subtotal",
        "tax",
        "shipping",
        "discount",
    ])?;
    node.required("status")?.one_of(&["pending"])?;
    if let Some(kind) = node.optional("type")? {
        kind.one_of(&["quick_pay"])?;
    }
    let catalogue = catalogue(node)?;
    if let Some(expiration) = node.optional("expiration")? {
        check_expiration(&expiration, now_ms)?;
    }
    let items_minor = items(&node.required("items")?, catalogue)?;
    total(node, items_minor)
}

fn catalogue(node: &Node) -> Result<Catalogue, Refusal> {
    match node.optional("catalog_id")? {
        None => Ok(Catalogue::Absent),
        Some(id) => id.text(usize::MAX).map(|_| Catalogue::Named),
    }
}

fn check_expiration(node: &Node, now_ms: i64) -> Result<(), Refusal> {
    node.only(&["timestamp", "description"])?;
    let timestamp = node.required("timestamp")?;
    let digits = timestamp.any_text()?;
    let decimal = (1..=TIMESTAMP_DIGITS_MAX).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    let seconds: i64 = match digits.parse() {
        Ok(seconds) if decimal => seconds,
        _ => return Err(timestamp.invalid("must be a string of epoch seconds")),
    };
    if seconds * 1_000 < now_ms.saturating_add(EXPIRATION_AHEAD_S * 1_000) {
        let rule = format!("must be at least {EXPIRATION_AHEAD_S} seconds ahead");
        return Err(timestamp.invalid(&rule));
    }
    node.required("description")?
        .text(EXPIRATION_DESCRIPTION_MAX)?;
    Ok(())
}

fn items(node: &Node, catalogue: Catalogue) -> Result<i64, Refusal> {
    let elements = node.list(1..=usize::MAX)?;
    let items = elements
        .iter()
        .map(|element| item::read(element, catalogue))
        .collect::<Result<Vec<_>, _>>()?;
    if items.len() > ITEMS_WITH_IMAGE_MAX && items.iter().any(|item| item.has_image) {
        let rule = format!("must be at most {ITEMS_WITH_IMAGE_MAX} when any of them has an image");
        return Err(node.invalid(&rule));
    }
    let lines: Vec<i64> = items.iter().map(|item| item.line_minor).collect();
    money::sum(node, &lines)
}

fn total(node: &Node, items_minor: i64) -> Result<i64, Refusal> {
    let subtotal = node.required("subtotal")?;
    if money::amount(&subtotal)? != items_minor {
        let rule = format!("must be {items_minor}, the sum of sale_amount or amount by quantity");
        return Err(subtotal.required("value")?.invalid(&rule));
    }
    let tax_minor = money::described_amount(&node.required("tax")?)?;
    let shipping_minor = match node.optional("shipping")? {
        Some(shipping) => money::described_amount(&shipping)?,
        None => 0,
    };
    let charged_minor = money::sum(node, &[items_minor, tax_minor, shipping_minor])?;
    let Some(discount) = node.optional("discount")? else {
        return Ok(charged_minor);
    };
    let discount_minor = money::discount(&discount)?;
    if discount_minor > charged_minor {
        let value = discount.required("value")?;
        return Err(value.invalid("must not exceed subtotal, tax and shipping"));
    }
    Ok(charged_minor - discount_minor)
}
