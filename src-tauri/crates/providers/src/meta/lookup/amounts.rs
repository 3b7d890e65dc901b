//! Owns the reading of amounts: whole minor units with `offset` 100, or nothing.

use super::payments::Reader;
use crate::json::{JsonFault, Node};
use counterfoil_domain::payment::StatedAmount;

/// Meta states every amount in hundredths (Meta, ground rules, money).
const OFFSET: i64 = 100;

/// The currency a record states, else the one it inherits.
pub(super) fn currency<'a>(
    node: &Node<'a>,
    inherited: Option<&'a str>,
) -> Result<Option<&'a str>, JsonFault> {
    match node.get("currency") {
        Some(currency) => currency.text().map(Some),
        None => Ok(inherited),
    }
}

/// What a payment was to collect: `amount` in this year's pages, `total_amount` in older ones.
pub(super) fn payment_amount(
    reader: &mut Reader,
    node: &Node<'_>,
    currency: Option<&str>,
) -> Result<Option<StatedAmount>, JsonFault> {
    let total = amount(reader, node, "total_amount", currency)?;
    if node.get("amount").is_none() {
        return Ok(total);
    }
    let own = amount(reader, node, "amount", currency)?;
    if let (Some(own), Some(total)) = (&own, &total)
        && own != total
    {
        reader.remark(&node.fault("states two different amounts; `amount` was read"));
    }
    Ok(own)
}

/// One amount. Something other than a whole number of minor units makes the whole answer
/// unreadable; another `offset` is a number we cannot place, so the amount alone is left out.
pub(super) fn amount(
    reader: &mut Reader,
    node: &Node<'_>,
    key: &str,
    inherited: Option<&str>,
) -> Result<Option<StatedAmount>, JsonFault> {
    let Some(node) = node.get(key) else {
        return Ok(None);
    };
    let node = node.object()?;
    let value = node.need("value")?;
    let minor = value.integer()?;
    if minor < 0 {
        return Err(value.fault("is below zero"));
    }
    let offset = node.need("offset")?;
    if offset.integer()? != OFFSET {
        reader.remark(&offset.fault("is not 100; the amount was left out"));
        return Ok(None);
    }
    let currency = currency(&node, inherited)?.map(str::to_owned);
    Ok(Some(StatedAmount { minor, currency }))
}
