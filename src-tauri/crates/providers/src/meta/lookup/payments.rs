//! Owns the reading of payments and their attempts (Meta, payment lookup, fields).

use super::{amounts, refunds};
use crate::json::{JsonFault, Node};
use counterfoil_domain::{
    payment::{PaymentRecord, RefundRecord, TransactionRecord},
    payment_status::PaymentStatus,
    transaction_status::TransactionStatus,
};
use std::collections::BTreeSet;

/// The most payments one answer may hold.
pub(super) const MAX_PAYMENTS: usize = 100;

/// The most attempts to pay one answer may hold.
pub(super) const MAX_TRANSACTIONS: usize = 1000;

/// Reads one answer, and keeps what has to be said about it.
#[derive(Default)]
pub(super) struct Reader {
    remarks: Vec<String>,
    transactions: usize,
    pub(super) refunds: usize,
}

impl Reader {
    /// What was left out and why.
    pub(super) fn remarks(self) -> Vec<String> {
        self.remarks
    }

    /// Says that something was left out.
    pub(super) fn remark(&mut self, fault: &JsonFault) {
        self.remarks.push(fault.to_string());
    }

    /// Every payment of an answer. Two about one reference id contradict each other.
    pub(super) fn payments(&mut self, root: &Node<'_>) -> Result<Vec<PaymentRecord>, JsonFault> {
        let mut seen = BTreeSet::new();
        let mut payments = Vec::new();
        for node in root.need("payments")?.list(MAX_PAYMENTS)? {
            let node = node.object()?;
            let payment = self.payment(&node)?;
            if !seen.insert(payment.reference_id.clone()) {
                return Err(node.fault("repeats the reference id of another payment"));
            }
            payments.push(payment);
        }
        Ok(payments)
    }

    fn payment(&mut self, node: &Node<'_>) -> Result<PaymentRecord, JsonFault> {
        let currency = amounts::currency(node, None)?;
        let mut refunds = Vec::new();
        let mut transactions = Vec::new();
        for attempt in optional_list(node, "transactions", MAX_TRANSACTIONS)? {
            let attempt = attempt.object()?;
            self.transactions += 1;
            if self.transactions > MAX_TRANSACTIONS {
                return Err(attempt.fault("is one too many"));
            }
            transactions.push(self.transaction(&attempt, currency, &mut refunds)?);
        }
        refunds::collect(self, node, currency, None, &mut refunds)?;
        Ok(PaymentRecord {
            reference_id: node.need("reference_id")?.text()?.to_owned(),
            status: PaymentStatus::read(node.need("status")?.text()?),
            amount: amounts::payment_amount(self, node, currency)?,
            transactions,
            refunds,
        })
    }

    fn transaction(
        &mut self,
        node: &Node<'_>,
        inherited: Option<&str>,
        refunds: &mut Vec<RefundRecord>,
    ) -> Result<TransactionRecord, JsonFault> {
        let currency = amounts::currency(node, inherited)?;
        let gateway_payment_id = optional_id(node, "pg_transaction_id")?;
        refunds::collect(self, node, currency, gateway_payment_id.as_deref(), refunds)?;
        Ok(TransactionRecord {
            gateway_order_id: optional_id(node, "id")?,
            gateway_payment_id,
            status: TransactionStatus::read(node.need("status")?.text()?),
            amount: amounts::amount(self, node, "amount", currency)?,
            method: method(node),
            failure: failure(node),
            created_at_ms: optional_moment(node, "created_timestamp")?,
            updated_at_ms: optional_moment(node, "updated_timestamp")?,
        })
    }
}

/// Reads what an event of a webhook says about a payment: the status stands in the event, and there
/// is one attempt (Meta, payment status webhooks).
pub(in crate::meta) fn read_report(
    event: &Node<'_>,
    payment: &Node<'_>,
    remarks: &mut Vec<String>,
) -> Result<PaymentRecord, JsonFault> {
    let mut reader = Reader::default();
    let currency = amounts::currency(payment, None)?;
    let mut refunds = Vec::new();
    let mut transactions = Vec::new();
    if let Some(attempt) = payment.get("transaction") {
        transactions.push(reader.transaction(&attempt.object()?, currency, &mut refunds)?);
    }
    refunds::collect(&mut reader, payment, currency, None, &mut refunds)?;
    let record = PaymentRecord {
        reference_id: payment.need("reference_id")?.text()?.to_owned(),
        status: PaymentStatus::read(event.need("status")?.text()?),
        amount: amounts::payment_amount(&mut reader, payment, currency)?,
        transactions,
        refunds,
    };
    remarks.append(&mut reader.remarks);
    Ok(record)
}

/// The elements of a list that may be missing.
pub(super) fn optional_list<'a>(
    node: &Node<'a>,
    key: &str,
    max: usize,
) -> Result<Vec<Node<'a>>, JsonFault> {
    node.get(key)
        .map_or_else(|| Ok(Vec::new()), |list| list.list(max))
}

/// Epoch seconds, as a number or as text, in milliseconds (Meta, ground rules for every call).
pub(in crate::meta) fn optional_moment(
    node: &Node<'_>,
    key: &str,
) -> Result<Option<i64>, JsonFault> {
    /// The last second of the year 9999.
    const MAX_SECONDS: i64 = 253_402_300_799;
    let Some(node) = node.get(key) else {
        return Ok(None);
    };
    let seconds = node.integer()?;
    match seconds.checked_mul(1000) {
        Some(millis) if (0..=MAX_SECONDS).contains(&seconds) => Ok(Some(millis)),
        Some(_) | None => Err(node.fault("is no moment in epoch seconds")),
    }
}

fn optional_id(node: &Node<'_>, key: &str) -> Result<Option<String>, JsonFault> {
    node.get(key).map(|id| id.id()).transpose()
}

fn method(node: &Node<'_>) -> Option<String> {
    let method = node.get("method")?;
    let word = method.words().or_else(|| method.get("type")?.words());
    word.map(str::to_owned)
}

fn failure(node: &Node<'_>) -> Option<String> {
    let error = node.get("error")?;
    let of = |key| error.get(key).and_then(|words| words.words());
    of("reason").or_else(|| of("code")).map(str::to_owned)
}
