//! Owns amounts on the wire: an integer of the smallest unit, and its fixed offset.

use super::node::Node;
use crate::refusal::Refusal;

/// The largest integer that every JSON reader keeps exact, 2^53 - 1.
const AMOUNT_MAX: i64 = (1 << 53) - 1;
const DESCRIPTION_MAX: usize = 60;

/// Reads an amount of zero or more.
pub(super) fn amount(node: &Node) -> Result<i64, Refusal> {
    node.only(&["value", "offset"])?;
    value(node, 0)
}

/// Reads an amount of more than zero.
pub(super) fn positive_amount(node: &Node) -> Result<i64, Refusal> {
    node.only(&["value", "offset"])?;
    value(node, 1)
}

/// Reads an amount with a description.
pub(super) fn described_amount(node: &Node) -> Result<i64, Refusal> {
    node.only(&["value", "offset", "description"])?;
    description(node, "description")?;
    value(node, 0)
}

/// Reads the discount, which may also name a program.
pub(super) fn discount(node: &Node) -> Result<i64, Refusal> {
    node.only(&["value", "offset", "description", "discount_program_name"])?;
    description(node, "description")?;
    description(node, "discount_program_name")?;
    value(node, 0)
}

/// Adds amounts, none of which is negative, and refuses a sum that JSON could not carry.
pub(super) fn sum(node: &Node, amounts: &[i64]) -> Result<i64, Refusal> {
    amounts
        .iter()
        .try_fold(0_i64, |sum, amount| sum.checked_add(*amount))
        .filter(|sum| *sum <= AMOUNT_MAX)
        .ok_or_else(|| node.invalid("adds up to more than 2^53 - 1"))
}

/// Multiplies a unit price, and refuses a product that JSON could not carry.
pub(super) fn times(node: &Node, unit: i64, quantity: i64) -> Result<i64, Refusal> {
    unit.checked_mul(quantity)
        .filter(|product| *product <= AMOUNT_MAX)
        .ok_or_else(|| node.invalid("adds up to more than 2^53 - 1"))
}

fn value(node: &Node, least: i64) -> Result<i64, Refusal> {
    let value = node.required("value")?.integer(least..=AMOUNT_MAX)?;
    let offset = node.required("offset")?;
    offset
        .integer(100..=100)
        .map_err(|_| offset.invalid("must be the integer 100"))?;
    Ok(value)
}

fn description(node: &Node, key: &str) -> Result<(), Refusal> {
    if let Some(text) = node.optional(key)? {
        text.text(DESCRIPTION_MAX)?;
    }
    Ok(())
}
