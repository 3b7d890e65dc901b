//! Owns the lines of an order.

use super::node::Node;
use super::{address, money};
use crate::refusal::Refusal;

const NAME_MAX: usize = 60;
const COUNTRY_MAX: usize = 100;
const IMPORTER_MAX: usize = 200;
const QUANTITY_MAX: i64 = 100;

/// Whether the order names a catalogue, which then says where its items come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Catalogue {
    Named,
    Absent,
}

/// What the order's own rules need of a line.
pub(super) struct Item {
    /// What one of it costs, the sale price if there is one, times how many.
    pub(super) line_minor: i64,
    pub(super) has_image: bool,
}

/// Checks one line.
pub(super) fn read(node: &Node, catalogue: Catalogue) -> Result<Item, Refusal> {
    node.only(&[
        "retailer_id",
        "name",
        "image",
        "amount",
        "sale_amount",
        "quantity",
        "country_of_origin",
        "importer_name",
        "importer_address",
    ])?;
    let has_image = check_picture(node, catalogue)?;
    node.required("name")?.text(NAME_MAX)?;
    let unit_minor = unit_price(node)?;
    let quantity = node.required("quantity")?.integer(1..=QUANTITY_MAX)?;
    check_origin(node, catalogue)?;
    Ok(Item {
        line_minor: money::times(node, unit_minor, quantity)?,
        has_image,
    })
}

fn check_picture(node: &Node, catalogue: Catalogue) -> Result<bool, Refusal> {
    let retailer_id = node.optional("retailer_id")?;
    if let Some(id) = &retailer_id {
        id.text(usize::MAX)?;
    }
    let Some(image) = node.optional("image")? else {
        return Ok(false);
    };
    image.only(&["link"])?;
    image.required("link")?.https_link()?;
    if retailer_id.is_some() {
        return Err(image.invalid("cannot be combined with retailer_id"));
    }
    if catalogue == Catalogue::Named {
        return Err(image.invalid("cannot be combined with catalog_id"));
    }
    Ok(true)
}

fn unit_price(node: &Node) -> Result<i64, Refusal> {
    let full_minor = money::positive_amount(&node.required("amount")?)?;
    let Some(sale) = node.optional("sale_amount")? else {
        return Ok(full_minor);
    };
    let sale_minor = money::positive_amount(&sale)?;
    if sale_minor >= full_minor {
        return Err(sale.required("value")?.invalid("must be lower than amount"));
    }
    Ok(sale_minor)
}

/// With a catalogue the three fields are optional, but still checked.
fn check_origin(node: &Node, catalogue: Catalogue) -> Result<(), Refusal> {
    let member = |key| match catalogue {
        Catalogue::Named => node.optional(key),
        Catalogue::Absent => node.required(key).map(Some),
    };
    if let Some(country) = member("country_of_origin")? {
        country.text(COUNTRY_MAX)?;
    }
    if let Some(importer) = member("importer_name")? {
        importer.text(IMPORTER_MAX)?;
    }
    if let Some(address) = member("importer_address")? {
        address::check_importer(&address)?;
    }
    Ok(())
}
