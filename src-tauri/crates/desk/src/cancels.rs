//! Owns cancelling an order: look up, cancel, look up; and what later lookups say of it
//! (money-protocol, section 4).

mod expired;
mod plan;

pub use expired::ExpiredLine;
pub use plan::{CancelPlan, CancelVerdict, OrdersSum, PlannedCancel};

use crate::{
    desk::Desk,
    error::DeskError,
    lookups::{LookedUp, fold_of},
    statuses::{Grounds, StatusSent},
};
use counterfoil_domain::{
    alarm::Alarm,
    cancel::{CancelStop, has_waited, stops_cancel},
    decision::{REASON_CHARS_MAX, reason},
    ids::OrderId,
    mutant::{self, Mutant},
    operation::OperationState,
    order_state::{OrderState, PaymentState},
    order_status::{OrderStatus, StatusMessage, StatusRoute},
};
use counterfoil_store::{Db, OrderRow, StatusMessageRow, StoreError, Tx};
use fail::fail_point;

/// What a person wants cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelAsked {
    /// The order.
    pub order: OrderId,
    /// What the customer reads under "Order cancelled".
    pub description: Option<String>,
    /// How it reaches them.
    pub route: StatusRoute,
    /// What a person read at the gateway, where the order cannot be looked up.
    pub gateway_says: Option<String>,
}

/// A cancel that left, or that may have.
#[derive(Clone, Debug)]
pub struct Cancelled {
    /// The message, with its outcome.
    pub sent: StatusSent,
    /// The lookup after it; `None` where nothing left, or nothing can be looked up. Without an answer
    /// nothing is concluded, and lookups go on.
    pub after: Option<Result<LookedUp, String>>,
}

impl Desk {
    /// Looks the payment of an order up, asks the provider to cancel it if nobody has paid or is
    /// paying, and looks it up again. What the provider accepts is a request; it counts as cancelled
    /// when lookups have contradicted nothing for a day.
    ///
    /// # Errors
    /// Nothing left when this errs, except [`DeskError::OutcomeNotKept`] and
    /// [`DeskError::EffectLost`].
    pub async fn cancel(&self, asked: CancelAsked) -> Result<Cancelled, DeskError> {
        let (status, id) = (OrderStatus::Canceled, asked.order);
        let message = StatusMessage::new(status, asked.description.as_deref(), asked.route)?;
        let (order, _) = self.tellable(id, &message).await?;
        let asked_of = order.clone();
        let read = self.inner.store.read(move |db| db.has_lookup(&asked_of));
        let has_lookup = read.await?;
        let grounds = if has_lookup {
            self.check_unpaid(id).await?;
            Grounds::Lookup {
                looked_up_ms: self.inner.clock.elapsed_ms(),
            }
        } else {
            let words = said(asked.gateway_says.as_deref())?;
            let read = self.inner.store.read(move |db| stops_now(db, &order));
            if let Some(stop) = read.await?.filter(|stop| *stop != CancelStop::NotKnown) {
                return Err(DeskError::NotCancelled(stop));
            }
            Grounds::Gateway(words)
        };
        fail_point!("cancel.before");
        let sent = self.tell(id, message, grounds).await?;
        fail_point!("cancel.between");
        let is_due = has_lookup
            && sent.operation.state.may_have_left()
            && !sent.operation.state.is_refusal()
            && !mutant::is(Mutant::NoSecondLookup);
        let after = match is_due {
            true => Some(
                self.look_up_order(id)
                    .await
                    .map_err(|error| error.to_string()),
            ),
            false => None,
        };
        Ok(Cancelled { sent, after })
    }

    /// Looks up whether nobody has paid an order or is paying it.
    ///
    /// # Errors
    /// [`DeskError::NotCancelled`] where somebody has or is, or nobody can tell.
    pub(crate) async fn check_unpaid(&self, id: OrderId) -> Result<LookedUp, DeskError> {
        let looked_up = self.look_up_order(id).await?;
        match looked_up.stops_cancel() {
            None => Ok(looked_up),
            Some(stop) => Err(DeskError::NotCancelled(stop)),
        }
    }
}

impl LookedUp {
    /// Why its order is not cancelled; `None` where it may be.
    pub fn stops_cancel(&self) -> Option<CancelStop> {
        // An answer that does not list the order says nothing, whatever earlier ones said.
        let is_silent = self.says_nothing.is_some() || !self.lists_order;
        stops_cancel(self.state.payment).or(is_silent.then_some(CancelStop::NotKnown))
    }
}

/// What a person says that the gateway shows.
fn said(words: Option<&str>) -> Result<String, DeskError> {
    words.and_then(reason).ok_or_else(|| {
        DeskError::Input(format!(
            "this order cannot be looked up: say in at most {REASON_CHARS_MAX} characters \
             what the gateway shows of this order"
        ))
    })
}

/// Why an order is not cancelled by everything the book keeps about it.
pub(crate) fn stops_now(db: &Db<'_>, order: &OrderRow) -> Result<Option<CancelStop>, StoreError> {
    let state = fold_of(db, order.id, &order.billed())?.state();
    Ok(stops_cancel(state.payment))
}

/// What an answer to a lookup says of a cancel, besides what it says of the payment.
pub(crate) struct Heard<'s> {
    /// What everything says together by now.
    pub(crate) state: &'s OrderState,
    /// The answer lists the order.
    pub(crate) lists_order: bool,
    /// When it was given, by the provider's clock, UTC; `None` where that is not known.
    pub(crate) at_ms: Option<i64>,
}

/// Takes in what an answer says of a cancel that left. Whether anything was settled or rung.
pub(crate) fn settle_cancel(
    tx: &Tx<'_>,
    order: &OrderRow,
    heard: &Heard<'_>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let messages = tx.status_messages(order.id)?;
    let is_cancel = |row: &&StatusMessageRow| {
        row.message.status() == OrderStatus::Canceled && row.sent_at_ms.is_some()
    };
    let Some(cancel) = messages.iter().rfind(is_cancel) else {
        return Ok(false);
    };
    if heard.state.payment.is_captured() {
        return paid_after_all(tx, order, cancel, heard.state, now_ms);
    }
    let is_clean = heard.lists_order
        && matches!(
            heard.state.payment,
            PaymentState::NotAttempted | PaymentState::AttemptFailed
        );
    let (true, Some(at_ms)) = (is_clean, heard.at_ms) else {
        return Ok(false);
    };
    tx.note_clean(cancel.operation, at_ms)?;
    let clean_at_ms = cancel.clean_at_ms.max(Some(at_ms));
    let is_over = has_waited(cancel.sent_at_ms, clean_at_ms) && !cancel.told().has_waited;
    if is_over && cancel.state == OperationState::Accepted && cancel.failed.is_none() {
        let why = "Lookups contradicted nothing for a day";
        tx.settle_operation(cancel.operation, OperationState::Confirmed, why, now_ms)?;
    }
    Ok(is_over)
}

/// The money came although the order was being cancelled. What a person does about it is a decision
/// of its own; a cancel that counted as done is also an alarm.
fn paid_after_all(
    tx: &Tx<'_>,
    order: &OrderRow,
    cancel: &StatusMessageRow,
    state: &OrderState,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let id = cancel.operation;
    match (cancel.state, &cancel.failed) {
        (OperationState::Accepted | OperationState::Unknown, Some((code, _))) => {
            let why = format!("The provider said that it changed nothing ({code}), and it is paid");
            tx.settle_operation(id, OperationState::Disproved, &why, now_ms)?;
            Ok(true)
        }
        (OperationState::Confirmed | OperationState::Decided, None) if cancel.told().is_told() => {
            let minor = state.captured.map_or(0, |captured| captured.minor());
            tx.raise_alarm(order.id, Alarm::PaidAfterCancel, Some(id), minor, now_ms)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}
