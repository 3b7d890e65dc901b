//! Owns the rules of an order's lines (docs/limits.md, "Items").

use super::addresses;
use super::draft::{ItemDraft, OrderDraft};
use super::limits::{
    MAX_IMPORTER_NAME_CHARS, MAX_ITEM_NAME_CHARS, MAX_ITEMS_WITH_IMAGE, MAX_ORIGIN_CHARS,
    PRICE_MINOR, QUANTITIES,
};
use crate::finding::{FindingCode, Findings};

/// Judges every line, and how many there may be.
pub(super) fn items(findings: &mut Findings, draft: &OrderDraft) {
    let has_image = draft.items.iter().any(|item| item.image_link.is_some());
    if draft.items.is_empty() {
        findings.say("order.items", FindingCode::Required);
    } else if has_image && draft.items.len() > MAX_ITEMS_WITH_IMAGE {
        findings.say_limit("order.items", FindingCode::TooMany, MAX_ITEMS_WITH_IMAGE);
    }

    let has_catalog = draft.catalog_id.is_some();
    for (index, item) in draft.items.iter().enumerate() {
        let path = format!("order.items[{index}]");
        self::item(findings, &path, item);
        image(findings, &path, item, has_catalog);
        prices(findings, &path, item);
        origin(findings, &path, item, has_catalog);
    }
}

fn item(findings: &mut Findings, path: &str, item: &ItemDraft) {
    if let Some(retailer_id) = &item.retailer_id {
        findings.filled(format!("{path}.retailer_id"), retailer_id);
    }
    findings.text(format!("{path}.name"), &item.name, MAX_ITEM_NAME_CHARS);
}

fn image(findings: &mut Findings, path: &str, item: &ItemDraft, has_catalog: bool) {
    let Some(link) = &item.image_link else { return };

    findings.https(format!("{path}.image.link"), link);
    let conflicts = [
        (item.retailer_id.is_some(), "retailer_id"),
        (has_catalog, "catalog_id"),
    ];
    for (_, other) in conflicts.into_iter().filter(|(is_given, _)| *is_given) {
        findings.say_limit(format!("{path}.image"), FindingCode::Conflict, other);
    }
}

fn prices(findings: &mut Findings, path: &str, item: &ItemDraft) {
    let sale_path = format!("{path}.sale_amount.value");

    findings.number(
        format!("{path}.amount.value"),
        item.amount_minor,
        PRICE_MINOR,
    );
    if item.sale_amount_minor.is_some() {
        findings.number(sale_path.as_str(), item.sale_amount_minor, PRICE_MINOR);
    }
    if let (Some(amount), Some(sale_amount)) = (item.amount_minor, item.sale_amount_minor)
        && sale_amount >= amount
    {
        findings.say_limit(sale_path, FindingCode::SaleNotLower, amount);
    }
    findings.number(format!("{path}.quantity"), item.quantity, QUANTITIES);
}

/// Without a catalogue, the law wants origin and importer on every line.
fn origin(findings: &mut Findings, path: &str, item: &ItemDraft, has_catalog: bool) {
    let at = |field: &str| format!("{path}.{field}");
    let (country, name) = (
        item.country_of_origin.as_deref(),
        item.importer_name.as_deref(),
    );
    let mut needed = |is_given: bool, field: &str| {
        if !is_given && !has_catalog {
            findings.say(at(field), FindingCode::Required);
        }
    };

    needed(country.is_some(), "country_of_origin");
    needed(name.is_some(), "importer_name");
    needed(item.importer_address.is_some(), "importer_address");
    findings.text_if_any(at("country_of_origin"), country, MAX_ORIGIN_CHARS);
    findings.text_if_any(at("importer_name"), name, MAX_IMPORTER_NAME_CHARS);
    if let Some(address) = &item.importer_address {
        addresses::importer(findings, &at("importer_address"), address);
    }
}
