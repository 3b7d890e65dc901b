//! Owns `parameters`: the reference id, the total, and what they must agree with.

use super::node::Node;
use super::settings::{self, Limit, Settings};
use super::{address, money, order};
use crate::refusal::Refusal;

const REFERENCE_ID_MAX: usize = 35;
/// UPI carries no more than five lakh rupees.
const UPI_MINOR_MAX: i64 = 50_000_000;

/// The bill, as far as the sandbox keeps it.
pub(super) struct Parameters {
    pub(super) reference_id: String,
    pub(super) amount_minor: i64,
    pub(super) currency: String,
    pub(super) settings: Settings,
}

/// Checks the parameters and everything in them.
pub(super) fn read(node: &Node, now_ms: i64) -> Result<Parameters, Refusal> {
    node.only(&[
        "reference_id",
        "type",
        "beneficiaries",
        "payment_type",
        "payment_configuration",
        "preferred_payment_methods",
        "payment_settings",
        "currency",
        "total_amount",
        "order",
    ])?;
    let reference_id = reference_id(&node.required("reference_id")?)?;
    node.required("type")?
        .one_of(&["digital-goods", "physical-goods"])?;
    if let Some(beneficiaries) = node.optional("beneficiaries")? {
        for beneficiary in beneficiaries.list(1..=usize::MAX)? {
            address::check_beneficiary(&beneficiary)?;
        }
    }
    let settings = settings::read(node)?;
    let currency = node.required("currency")?.one_of(&["INR"])?.to_owned();
    let total = node.required("total_amount")?;
    let amount_minor = money::positive_amount(&total)?;
    let order_minor = order::read(&node.required("order")?, now_ms)?;
    check_total(
        &total.required("value")?,
        amount_minor,
        order_minor,
        settings.limit,
    )?;
    Ok(Parameters {
        reference_id,
        amount_minor,
        currency,
        settings,
    })
}

fn reference_id(node: &Node) -> Result<String, Refusal> {
    let id = node.text(REFERENCE_ID_MAX)?;
    if !id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte))
    {
        return Err(node.invalid("must consist of A-Z, a-z, 0-9, _, . and -"));
    }
    if id == "." || id == ".." {
        return Err(node.invalid("must not be a dot segment, it could not be looked up"));
    }
    Ok(id.to_owned())
}

fn check_total(
    node: &Node,
    amount_minor: i64,
    order_minor: i64,
    limit: Limit,
) -> Result<(), Refusal> {
    if amount_minor != order_minor {
        let rule = format!("must be {order_minor}, subtotal + tax + shipping - discount");
        return Err(node.invalid(&rule));
    }
    if amount_minor > UPI_MINOR_MAX && limit == Limit::OfUpi {
        let rule = format!("must not exceed {UPI_MINOR_MAX}, which is what UPI carries");
        return Err(node.invalid(&rule));
    }
    Ok(())
}
