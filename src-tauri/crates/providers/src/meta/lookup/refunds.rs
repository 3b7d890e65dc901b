//! Owns the reading of refunds, which stand in an attempt or in the payment, or in both.

use super::{
    amounts,
    payments::{Reader, optional_list, optional_moment},
};
use crate::json::{JsonFault, Node};
use counterfoil_domain::{
    payment::{RefundRecord, StatedAmount},
    refund_status::RefundStatus,
};

/// The most refunds one answer may hold.
pub(super) const MAX_REFUNDS: usize = 1000;

/// Adds the refunds that stand in `node` to `refunds`, each id once.
pub(super) fn collect(
    reader: &mut Reader,
    node: &Node<'_>,
    inherited: Option<&str>,
    gateway_payment_id: Option<&str>,
    refunds: &mut Vec<RefundRecord>,
) -> Result<(), JsonFault> {
    for node in optional_list(node, "refunds", MAX_REFUNDS)? {
        let node = node.object()?;
        reader.refunds += 1;
        if reader.refunds > MAX_REFUNDS {
            return Err(node.fault("is one too many"));
        }
        let refund = refund(reader, &node, inherited, gateway_payment_id)?;
        match refunds.iter_mut().find(|known| known.id == refund.id) {
            Some(known) => merge(reader, &node, known, refund)?,
            None => refunds.push(refund),
        }
    }
    Ok(())
}

fn refund(
    reader: &mut Reader,
    node: &Node<'_>,
    inherited: Option<&str>,
    gateway_payment_id: Option<&str>,
) -> Result<RefundRecord, JsonFault> {
    let currency = amounts::currency(node, inherited)?;
    let speed = node.get("speed_processed").and_then(|speed| speed.words());
    Ok(RefundRecord {
        id: node.need("id")?.id()?,
        amount: amounts::amount(reader, node, "amount", currency)?,
        status: RefundStatus::read(node.need("status")?.text()?),
        speed: speed.map(str::to_owned),
        gateway_payment_id: gateway_payment_id.map(str::to_owned),
        created_at_ms: optional_moment(node, "created_timestamp")?,
        updated_at_ms: optional_moment(node, "updated_timestamp")?,
    })
}

/// The same refund seen in two places of one answer. What one place leaves out the other fills in;
/// two amounts for one refund cannot both be true, and of two statuses the one that keeps the
/// money counted as gone is kept.
fn merge(
    reader: &mut Reader,
    node: &Node<'_>,
    known: &mut RefundRecord,
    other: RefundRecord,
) -> Result<(), JsonFault> {
    if differ(known.amount.as_ref(), other.amount.as_ref()) {
        return Err(node.fault("states another amount for a refund that is already listed"));
    }
    if known.status.meaning != other.status.meaning {
        reader.remark(&node.fault("states another status for a refund that is already listed"));
        if holds(other.status.meaning) > holds(known.status.meaning) {
            known.status = other.status;
        }
    }
    known.amount = known.amount.take().or(other.amount);
    known.speed = known.speed.take().or(other.speed);
    known.gateway_payment_id = known.gateway_payment_id.take().or(other.gateway_payment_id);
    known.created_at_ms = known.created_at_ms.or(other.created_at_ms);
    known.updated_at_ms = known.updated_at_ms.max(other.updated_at_ms);
    Ok(())
}

fn differ(one: Option<&StatedAmount>, other: Option<&StatedAmount>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one != other)
}

/// How firmly a status says that money went back.
const fn holds(status: RefundStatus) -> u8 {
    match status {
        RefundStatus::Failed => 0,
        RefundStatus::Pending => 1,
        RefundStatus::Succeeded => 2,
    }
}
