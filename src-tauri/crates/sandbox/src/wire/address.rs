//! Owns the two addresses of an order: who imported an item, and whom it goes to.

use super::node::Node;
use crate::refusal::Refusal;

const NAME_MAX: usize = 200;
const LINE_MAX: usize = 100;
const CITY_MAX: usize = 120;

/// Checks an item's `importer_address`.
pub(super) fn check_importer(node: &Node) -> Result<(), Refusal> {
    node.only(&[
        "address_line1",
        "address_line2",
        "city",
        "zone_code",
        "postal_code",
        "country_code",
    ])?;
    check_lines(node)?;
    node.required("city")?.text(CITY_MAX)?;
    if let Some(zone) = node.optional("zone_code")? {
        zone.exactly(2, u8::is_ascii_alphabetic, "letters")?;
    }
    node.required("postal_code")?
        .exactly(6, u8::is_ascii_digit, "digits")?;
    node.required("country_code")?.one_of(&["IN"])?;
    Ok(())
}

/// Checks one of the order's `beneficiaries`. No limit is documented for city and state.
pub(super) fn check_beneficiary(node: &Node) -> Result<(), Refusal> {
    node.only(&[
        "name",
        "address_line1",
        "address_line2",
        "city",
        "state",
        "country",
        "postal_code",
    ])?;
    node.required("name")?.text(NAME_MAX)?;
    check_lines(node)?;
    node.required("city")?.text(usize::MAX)?;
    node.required("state")?.text(usize::MAX)?;
    node.required("country")?.one_of(&["India"])?;
    node.required("postal_code")?
        .exactly(6, u8::is_ascii_digit, "digits")?;
    Ok(())
}

fn check_lines(node: &Node) -> Result<(), Refusal> {
    node.required("address_line1")?.text(LINE_MAX)?;
    if let Some(line) = node.optional("address_line2")? {
        line.text(LINE_MAX)?;
    }
    Ok(())
}
