//! Owns taking in one event of a webhook, which is about an order or about a message of ours.

use crate::{
    lists::relist,
    lookups::refold,
    polling::{News, ProviderNow, reschedule},
};
use counterfoil_domain::{
    account::Environment,
    ids::{AccountId, OperationId, OrderId},
    message::MessageWord,
    operation::OperationKind,
    reference_id::ReferenceId,
};
use counterfoil_providers::meta::{MessageReport, Told, WebhookEvent};
use counterfoil_store::{MessageReportRow, NewEvidence, OperationRow, OrderRow, StoreError, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// What came of taking events in.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) orders: BTreeMap<OrderId, Environment>,
    pub(super) unknown: BTreeSet<String>,
    pub(super) new: u32,
    pub(super) messages: u32,
    pub(super) failed: u32,
    pub(super) unknown_messages: u32,
}

impl Tally {
    pub(super) fn add(&mut self, more: Self) {
        self.orders.extend(more.orders);
        self.unknown.extend(more.unknown);
        self.new += more.new;
        self.messages += more.messages;
        self.failed += more.failed;
        self.unknown_messages += more.unknown_messages;
    }
}

/// The webhook that an event is a part of, and when it was taken in.
pub(super) struct Whole {
    pub(super) account: AccountId,
    pub(super) is_signed: bool,
    /// Of its bytes.
    pub(super) hash: [u8; 32],
    pub(super) now_ms: i64,
    pub(super) provider_now: ProviderNow,
}

/// Takes in an event about an order or a message.
pub(super) fn take_event(
    tx: &Tx<'_>,
    whole: &Whole,
    event: WebhookEvent,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    match event.told {
        Told::Payment(record) => {
            let name = record.reference_id;
            let known = match ReferenceId::parse(&name) {
                Ok(name) => tx.order_of_account(whole.account, &name)?,
                Err(_) => None,
            };
            match known {
                Some(order) => take_payment(tx, whole, &order, event.part, tally)?,
                None => {
                    tally.unknown.insert(name);
                }
            }
        }
        Told::Message(report) => match operation_of(tx, whole.account, &report)? {
            Some(operation) => {
                let about = (&operation, report);
                take_message(tx, whole, about, event.part, tally)?;
            }
            None => tally.unknown_messages += 1,
        },
        Told::Notice(_) | Told::Configuration { .. } => {}
    }
    Ok(())
}

fn take_payment(
    tx: &Tx<'_>,
    whole: &Whole,
    order: &OrderRow,
    part: Vec<u8>,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    tally.orders.insert(order.id, order.environment);
    if keep(tx, whole, order, None, part)? {
        tally.new += 1;
        refold(tx, order, whole.now_ms)?;
        reschedule(tx, order, News::Reported, whole.provider_now)?;
    }
    Ok(())
}

/// The operation that a report is about: by the provider's id of its message, else by the label that
/// we gave it, which also comes back where the answer was lost (Meta, webhooks).
fn operation_of(
    tx: &Tx<'_>,
    account: AccountId,
    report: &MessageReport,
) -> Result<Option<OperationRow>, StoreError> {
    if let Some(id) = tx.operation_of_message(account, &report.message_id)? {
        return Ok(Some(tx.operation(id)?));
    }
    let label = report.label.as_deref();
    let Some(id) = label.and_then(|label| label.parse::<OperationId>().ok()) else {
        return Ok(None);
    };
    match tx.operation(id) {
        Ok(operation) => Ok((operation.account_id == account).then_some(operation)),
        Err(StoreError::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Keeps what became of a message. Where a signed one says that a status message changed nothing, the
/// order stands where it stood before; anything else is shown as reported and asks for a lookup.
fn take_message(
    tx: &Tx<'_>,
    whole: &Whole,
    (operation, report): (&OperationRow, MessageReport),
    part: Vec<u8>,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let order = tx.order(operation.order_id)?;
    tally.messages += 1;
    tally.orders.insert(order.id, order.environment);
    let has_failed = report.word == MessageWord::Failed;
    tally.failed += u32::from(has_failed);
    let row = MessageReportRow {
        operation: operation.id,
        word: report.word,
        is_signed: whole.is_signed,
        at_ms: report.at_ms.unwrap_or(whole.now_ms),
        error: report.error.map(|error| (error.code, error.words)),
    };
    if !tx.keep_message_report(&row)? {
        return Ok(());
    }
    tally.new += 1;
    keep(tx, whole, &order, Some(operation.id), part)?;
    if !has_failed {
        return Ok(());
    }
    let is_status = matches!(
        operation.kind,
        OperationKind::OrderStatus | OperationKind::Cancel
    );
    if is_status && whole.is_signed {
        let (code, words) = row.error.unwrap_or_default();
        tx.note_status_failed(operation.id, code, &words)?;
        relist(tx, &order, None, whole.now_ms)?;
    }
    reschedule(tx, &order, News::Reported, whole.provider_now)
}

/// Keeps the part of a webhook that is about an order; whether it is new.
fn keep(
    tx: &Tx<'_>,
    whole: &Whole,
    order: &OrderRow,
    operation_id: Option<OperationId>,
    part: Vec<u8>,
) -> Result<bool, StoreError> {
    let new = NewEvidence {
        order_id: order.id,
        account_id: order.account_id,
        environment: order.environment,
        operation_id,
        http_status: None,
        body: part,
        provider_date_ms: None,
        seen_at_ms: whole.now_ms,
    };
    tx.keep_webhook(whole.is_signed, whole.hash, &new)
}
