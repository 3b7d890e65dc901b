//! Owns everything that is known of a refund, gathered for a person.

use super::{
    list::{record_of, rows_now, standing},
    promise, sum_of,
};
use crate::{
    actions::{BlockedBy, Permission, no_account, permission},
    complaints::complaint_about,
    desk::Desk,
    error::DeskError,
    polling::{PollShown, poll_shown},
};
use counterfoil_domain::{
    ids::OrderId,
    money::{Currency, Money},
    operation::{OperationKind, OperationState},
    phone::Phone,
    refund::{RefundStage, RefundStanding, Refundable},
};
use counterfoil_providers::meta::Complaint;
use counterfoil_store::{
    AlarmRow, Db, DecisionRow, OperationRow, RefundListRow, RefundPart, RefundRecordRow, RefundRow,
    StoreError,
};

/// A refund, ours or another's, with everything known of it.
#[derive(Clone, Debug)]
pub struct RefundShown {
    /// Its order.
    pub order: OrderId,
    /// Whose it is, and which.
    pub part: RefundPart,
    /// The currency of its order.
    pub currency: Currency,
    /// That order's name at the provider.
    pub reference_id: String,
    /// Who gets the money.
    pub customer: Phone,
    /// Their name, if the order had one.
    pub customer_name: Option<String>,
    /// The account's name.
    pub account_name: String,
    /// What goes back; `None` where the answers contradict each other.
    pub amount: Option<Money>,
    /// Its moment: when we prepared it, or when it was made elsewhere, UTC.
    pub at_ms: i64,
    /// Where it stands.
    pub standing: RefundStanding,
    /// The part of the list it is in.
    pub stage: RefundStage,
    /// The record that our lookups have shown of it.
    pub record: Option<RefundRecordRow>,
    /// What we know of it besides, where we made it.
    pub own: Option<OwnRefundShown>,
    /// What turned out otherwise, about it or its order.
    pub alarms: Vec<AlarmRow>,
    /// When its order is looked up next by itself, or why it is not.
    pub poll: PollShown,
}

/// What we know of a refund that we made.
#[derive(Clone, Debug)]
pub struct OwnRefundShown {
    /// Its operation.
    pub operation: OperationRow,
    /// What the provider said was wrong with it, if it did.
    pub complaint: Option<Complaint>,
    /// What it rests on, and what was asked for.
    pub refund: RefundRow,
    /// What a person decided about it.
    pub decision: Option<DecisionRow>,
    /// A person may settle it by hand.
    pub may_decide: bool,
    /// Until when the gateway promises that the money is back, UTC; `None` where it has not got it.
    pub promised_by_ms: Option<i64>,
    /// That is over, and the money is not back as far as lookups show.
    pub is_late: bool,
}

/// The refunds of one order, and what may still go back.
#[derive(Clone, Debug)]
pub struct RefundsOfOrder {
    /// The currency of everything here.
    pub currency: Currency,
    /// The worked sum.
    pub sum: Refundable,
    /// The refunds, newest first.
    pub refunds: Vec<RefundShown>,
    /// Whether another may be started.
    pub may_start: Permission,
    /// A lookup of its account lists refunds; otherwise those made elsewhere are invisible.
    pub lists_refunds: bool,
}

impl Desk {
    /// The refunds of an order, newest first, and what may still go back of it.
    ///
    /// # Errors
    /// There is no such order, or the book cannot be read.
    pub async fn refunds_of_order(&self, order: OrderId) -> Result<RefundsOfOrder, DeskError> {
        let desk = self.clone();
        let read = self.inner.store.read(move |db| of_order(db, order, &desk));
        Ok(read.await?)
    }
}

/// Gathers the refunds of an order.
pub(crate) fn of_order(
    db: &Db<'_>,
    id: OrderId,
    desk: &Desk,
) -> Result<RefundsOfOrder, StoreError> {
    let order = db.order(id)?;
    let account = db.account(order.account_id)?;
    let captured = db.order_state(&order)?.captured;
    let mut rows = rows_now(db, &order)?;
    rows.sort_by_key(|row| (std::cmp::Reverse(row.at_ms), row.part.clone()));
    let sum = sum_of(db, id, captured.map_or(0, Money::minor))?;
    let refunds: Vec<RefundShown> = rows
        .into_iter()
        .map(|row| shown(db, row, desk))
        .collect::<Result<_, _>>()?;
    let is_unresolved = |shown: &RefundShown| {
        let own = shown.own.as_ref();
        own.is_some_and(|own| own.refund.state.blocks_another(OperationKind::Refund))
    };
    let can = account.capabilities(order.payment_mode);
    let blocked = if db.book_lock()?.is_some() {
        Some(BlockedBy::BookLocked)
    } else if !can.refund {
        Some(BlockedBy::GatewayAlone)
    } else if captured.is_none() {
        Some(BlockedBy::NothingCaptured)
    } else if refunds.iter().any(is_unresolved) {
        Some(BlockedBy::RefundUnresolved)
    } else if sum.left_minor() <= 0 {
        Some(BlockedBy::NothingLeft)
    } else {
        no_account(
            db.is_account_in_use(account.id)?,
            account.access_token_set_at_ms.is_some(),
        )
    };
    Ok(RefundsOfOrder {
        currency: order.total.currency(),
        sum,
        refunds,
        may_start: permission(blocked),
        lists_refunds: can.lookup_lists_refunds,
    })
}

/// Gathers what is known of a refund in the list.
pub(super) fn shown(
    db: &Db<'_>,
    row: RefundListRow,
    desk: &Desk,
) -> Result<RefundShown, StoreError> {
    let order = db.order(row.order)?;
    let now_ms = desk.provider_now(order.account_id).ms;
    let account = db.account(order.account_id)?;
    let records = db.refund_records(row.order)?;
    let (own, record) = match &row.part {
        RefundPart::Own(operation) => {
            let refunds = db.refunds_of_order(row.order)?;
            let refund = refunds
                .into_iter()
                .find(|refund| refund.operation == *operation);
            let refund =
                refund.ok_or_else(|| StoreError::NotFound(format!("refund {operation}")))?;
            let record = record_of(&records, &refund).cloned();
            (Some(own(db, refund, record.as_ref(), now_ms)?), record)
        }
        RefundPart::Others(id) => {
            let record = records.into_iter().find(|record| record.refund_id == *id);
            (None, record)
        }
    };
    let minor = match &own {
        Some(own) => Some(own.refund.minor),
        None => record.as_ref().and_then(|record| record.minor),
    };
    let standing = match (&own, &record) {
        (Some(own), record) => standing(&own.refund, record.as_ref(), own.decision.as_ref()),
        (None, Some(record)) => RefundStanding::of_others(record.status),
        (None, None) => RefundStanding::Unknown,
    };
    let id = own.as_ref().map(|own| own.operation.id);
    let mut alarms = db.alarms_of_order(row.order)?;
    alarms.retain(|alarm| alarm.operation.is_none() || alarm.operation == id);
    Ok(RefundShown {
        order: order.id,
        part: row.part,
        currency: order.total.currency(),
        reference_id: order.reference_id.as_str().to_owned(),
        account_name: account.name,
        amount: minor.and_then(|minor| Money::new(minor, order.total.currency())),
        at_ms: row.at_ms,
        standing,
        stage: row.stage,
        record,
        own,
        alarms,
        poll: poll_shown(db, &order, now_ms)?,
        customer: order.customer,
        customer_name: order.customer_name,
    })
}

fn own(
    db: &Db<'_>,
    refund: RefundRow,
    record: Option<&RefundRecordRow>,
    now_ms: i64,
) -> Result<OwnRefundShown, StoreError> {
    let decision = db.decision(refund.operation)?;
    let is_open = standing(&refund, record, decision.as_ref()).stage() == RefundStage::OnItsWay;
    let promised_by_ms = refund
        .sent_at_ms
        .filter(|_| is_open)
        .map(promise::promised_by_ms);
    let operation = db.operation(refund.operation)?;
    Ok(OwnRefundShown {
        complaint: complaint_about(db, &operation)?,
        operation,
        decision,
        may_decide: refund.state.can_become(OperationState::Decided),
        promised_by_ms,
        is_late: promised_by_ms.is_some_and(|by_ms| by_ms <= now_ms),
        refund,
    })
}
