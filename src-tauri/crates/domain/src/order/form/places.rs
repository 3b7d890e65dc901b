//! Owns the places of a form: which field each of Meta's paths is typed in, and their order.

use super::check::FormFinding;
use super::payment::NOTES;
use crate::finding::{Finding, FindingCode};

/// Every field outside the rows with the path it ends up at, in the order of the form. What holds
/// for every item is typed once; its path is in [`ORIGIN`].
const BEFORE_ROWS: &[(&str, &str)] = &[
    ("to", "customerPhone"),
    ("reference_id", "referenceId"),
    (
        "payment_settings[0].payment_gateway.configuration_name",
        "payment.configurationName",
    ),
    ("payment_configuration", "payment.upiConfigurationName"),
    (
        "payment_settings[0].upi_intent_link.link",
        "payment.upiLink",
    ),
    (
        "payment_settings[0].payment_link.uri",
        "payment.paymentLink",
    ),
    ("order.expiration.timestamp", "expiresInMinutes"),
    ("order.expiration.description", "expiryText"),
    ("order.items", "items"),
];

/// A row's own fields, below `order.items[N]` and `items[N]`.
const ROW: &[(&str, &str)] = &[
    ("name", "name"),
    ("quantity", "quantity"),
    ("amount.value", "price"),
    ("sale_amount.value", "salePrice"),
    ("retailer_id", "retailerId"),
    ("image.link", "imageLink"),
    ("image", "imageLink"),
];

const AFTER_ROWS: &[(&str, &str)] = &[
    ("order.subtotal.value", "subtotal"),
    ("order.tax.value", "tax.amount"),
    ("order.tax.description", "tax.description"),
    ("order.shipping.value", "shipping.amount"),
    ("order.shipping.description", "shipping.description"),
    ("order.discount.value", "discount.amount"),
    ("order.discount.description", "discount.description"),
    ("order.discount.discount_program_name", "discountProgram"),
    ("total_amount.value", "total"),
    ("body.text", "bodyText"),
    ("footer.text", "footerText"),
    ("header.image", "headerLink"),
    ("header.image.link", "headerLink"),
    ("header.image.id", "headerMediaId"),
    ("biz_opaque_callback_data", "callbackData"),
    (
        "payment_settings[0].payment_link.success_url",
        "payment.successUrl",
    ),
    (
        "payment_settings[0].payment_link.cancel_url",
        "payment.cancelUrl",
    ),
    (
        "payment_settings[0].payment_gateway.razorpay.receipt",
        "payment.receipt",
    ),
    (NOTES, "payment.notes"),
    (
        "payment_settings[0].payment_gateway.preferred_payment_methods[0].method",
        "payment.preferredApp",
    ),
    (
        "preferred_payment_methods[0].method",
        "payment.preferredApp",
    ),
    (
        "payment_settings[0].payment_gateway.enabled_payment_options[0]",
        "payment.enabledOption",
    ),
    ("type", "goods"),
    ("beneficiaries", "address"),
    ("beneficiaries[0].name", "address.name"),
    ("beneficiaries[0].address_line1", "address.addressLine1"),
    ("beneficiaries[0].address_line2", "address.addressLine2"),
    ("beneficiaries[0].city", "address.city"),
    ("beneficiaries[0].state", "address.state"),
    ("beneficiaries[0].postal_code", "address.postalCode"),
    ("order.catalog_id", "catalogId"),
];

/// What every item says of its origin, below `order.items[N]`.
const ORIGIN: &[(&str, &str)] = &[
    ("country_of_origin", "origin.countryOfOrigin"),
    ("importer_name", "origin.importerName"),
    ("importer_address.address_line1", "origin.addressLine1"),
    ("importer_address.address_line2", "origin.addressLine2"),
    ("importer_address.city", "origin.city"),
    ("importer_address.zone_code", "origin.zoneCode"),
    ("importer_address.postal_code", "origin.postalCode"),
];

/// Where in the form those parts of an order are that it may have any number of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// In which row each item of the draft is, and whether that row says its own origin.
    pub(super) items: Vec<(usize, bool)>,
    /// The names of the notes, row by row.
    pub(super) notes: Vec<String>,
}

/// The path of an item of the draft.
pub(super) fn item(index: usize) -> String {
    format!("order.items[{index}]")
}

/// Puts findings where they are typed, in the order of the form. What every item repeats about its
/// origin is said once.
pub(super) fn placed(findings: Vec<Finding>, layout: &Layout) -> Vec<FormFinding> {
    let mut placed: Vec<(Place, FormFinding)> = Vec::new();
    for finding in findings {
        let (place, field) = place(&finding, layout);
        let is_new = !placed.iter().any(|(other, known)| {
            *other == place
                && known.finding.code == finding.code
                && known.finding.limit == finding.limit
        });
        if is_new {
            placed.push((place, FormFinding { field, finding }));
        }
    }
    // Stable, so that what is said about one field stays in the order of the rules.
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, found)| found).collect()
}

/// Where in the form something is: the part of it, the row, the field of the row. Notes come before
/// what follows them in [`AFTER_ROWS`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Before(usize),
    Row(usize, usize),
    After(usize, usize),
    Origin(usize),
    Whole,
}

fn place(finding: &Finding, layout: &Layout) -> (Place, String) {
    let path = finding.path.as_str();
    let whole = (Place::Whole, String::new());
    if finding.code == FindingCode::MoreFindings {
        return whole;
    }
    if let Some((at, field)) = named(BEFORE_ROWS, path) {
        return (Place::Before(at), field.to_owned());
    }
    if let Some((at, field)) = named(AFTER_ROWS, path) {
        return (Place::After(at, 0), field.to_owned());
    }
    if let Some((row, part)) = note(path, &layout.notes) {
        let at = named(AFTER_ROWS, NOTES).map_or(0, |(at, _)| at);
        let field = format!("payment.notes[{row}].{part}");
        return (Place::After(at, row + 1), field);
    }
    let Some((index, below)) = below_item(path) else {
        return whole;
    };
    let Some((row, has_own_origin)) = layout.items.get(index).copied() else {
        return whole;
    };
    match (named(ROW, below), named(ORIGIN, below)) {
        (Some((at, field)), _) => (Place::Row(row, at), format!("items[{row}].{field}")),
        (None, Some((at, field))) if has_own_origin => (
            Place::Row(row, ROW.len() + at),
            format!("items[{row}].{field}"),
        ),
        (None, Some((at, field))) => (Place::Origin(at), field.to_owned()),
        (None, None) => whole,
    }
}

/// The row of a note, and which part of it, of a path like `….payu.udf1`, `….razorpay.notes.store`
/// or, where the name itself is the matter, `….razorpay.notes[3]`.
fn note(path: &str, names: &[String]) -> Option<(usize, &'static str)> {
    let below = path.strip_prefix("payment_settings[0].payment_gateway.")?;
    if let Some(row) = below.strip_prefix("razorpay.notes[") {
        return Some((row.strip_suffix(']')?.parse().ok()?, "name"));
    }
    let (_, name) = below.split_once('.')?;
    let row = match name.strip_prefix("notes.") {
        Some(name) => names.iter().position(|known| known == name)?,
        // Of several rows of one name the last counts.
        None => names.iter().rposition(|known| known == name)?,
    };
    Some((row, "text"))
}

fn named(table: &[(&str, &'static str)], path: &str) -> Option<(usize, &'static str)> {
    let at = table.iter().position(|(meta, _)| *meta == path)?;
    Some((at, table[at].1))
}

/// The item's index and what follows, of a path like `order.items[3].name`.
fn below_item(path: &str) -> Option<(usize, &str)> {
    let (index, below) = path.strip_prefix("order.items[")?.split_once("].")?;
    Some((index.parse().ok()?, below))
}
