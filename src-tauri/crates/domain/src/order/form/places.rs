//! Owns the places of a form: which field each of Meta's paths is typed in, and their order.

use super::check::FormFinding;
use crate::finding::{Finding, FindingCode};

/// Every field outside the rows with the path it ends up at, in the order of the form. What holds
/// for every item is typed once; its path is in [`ORIGIN`].
const BEFORE_ROWS: &[(&str, &str)] = &[
    ("to", "customerPhone"),
    ("reference_id", "referenceId"),
    (
        "payment_settings[0].payment_gateway.configuration_name",
        "configurationName",
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
];

const AFTER_ROWS: &[(&str, &str)] = &[
    ("order.subtotal.value", "subtotal"),
    ("order.tax.value", "tax.amount"),
    ("order.tax.description", "tax.description"),
    ("order.shipping.value", "shipping.amount"),
    ("order.shipping.description", "shipping.description"),
    ("order.discount.value", "discount.amount"),
    ("order.discount.description", "discount.description"),
    ("total_amount.value", "total"),
    ("body.text", "bodyText"),
    ("footer.text", "footerText"),
    ("type", "goods"),
    ("beneficiaries", "address"),
    ("beneficiaries[0].name", "address.name"),
    ("beneficiaries[0].address_line1", "address.addressLine1"),
    ("beneficiaries[0].address_line2", "address.addressLine2"),
    ("beneficiaries[0].city", "address.city"),
    ("beneficiaries[0].state", "address.state"),
    ("beneficiaries[0].postal_code", "address.postalCode"),
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

/// The path of an item of the draft.
pub(super) fn item(index: usize) -> String {
    format!("order.items[{index}]")
}

/// Puts findings where they are typed, in the order of the form. What every item repeats about its
/// origin is said once. `rows` says in which row of the form each item of the draft is.
pub(super) fn placed(findings: Vec<Finding>, rows: &[usize]) -> Vec<FormFinding> {
    let mut placed: Vec<(Place, FormFinding)> = Vec::new();
    for finding in findings {
        let (place, field) = place(&finding, rows);
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

/// Where in the form something is: the part of it, the row, the field of the row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Before(usize),
    Row(usize, usize),
    After(usize),
    Origin(usize),
    Whole,
}

fn place(finding: &Finding, rows: &[usize]) -> (Place, String) {
    let path = finding.path.as_str();
    let whole = (Place::Whole, String::new());
    if finding.code == FindingCode::MoreFindings {
        return whole;
    }
    if let Some((at, field)) = named(BEFORE_ROWS, path) {
        return (Place::Before(at), field.to_owned());
    }
    if let Some((at, field)) = named(AFTER_ROWS, path) {
        return (Place::After(at), field.to_owned());
    }
    let Some((index, below)) = below_item(path) else {
        return whole;
    };
    match (
        named(ROW, below),
        named(ORIGIN, below),
        rows.get(index).copied(),
    ) {
        (Some((at, field)), _, Some(row)) => (Place::Row(row, at), format!("items[{row}].{field}")),
        (_, Some((at, field)), _) => (Place::Origin(at), field.to_owned()),
        (_, None, _) => whole,
    }
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
