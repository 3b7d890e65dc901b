//! Owns the lists that an order stands in: what a person must look at, and what makes up the figures
//! of a day.

use crate::{
    cancel::CancelStanding,
    fulfilment::{Fulfilment, Late},
    money::Money,
    operation::OperationState,
    order_state::{OrderState, PaymentState, SettledRefund},
    order_status::OrderStatus,
};
use serde::{Deserialize, Serialize};

/// A list of orders. The risks come first, the worst in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderList {
    /// Something turned out otherwise than the book had it, and no person has seen that yet.
    Alarm,
    /// Nobody knows whether an effect on it happened.
    OutcomeUnknown,
    /// The money that came, or the bill on record, is not what we billed.
    AmountDiffers,
    /// It was paid after it expired or was cancelled, and nobody has decided what becomes of it.
    PaidLate,
    /// Others say that the money came, and no lookup has shown it.
    ReportedPaid,
    /// The provider declined the send, or nothing left.
    SendFailed,
    /// It was paid, and its customer has not been told so.
    NotTold,
    /// A refund is on its way.
    RefundPending,
    /// It was asked for and no money came; by the moment it expires.
    Unpaid,
    /// A cancel of it left or may have, and is not proven.
    CancelSent,
    /// It was cancelled, and nothing contradicts that.
    Cancelled,
    /// Money came; by the moment it did.
    Collected,
    /// Money went back; by the moment it did, once for each refund.
    Refunded,
}

/// How an order stands in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The list.
    pub list: OrderList,
    /// The refund it stands for, where an order stands in a list more than once.
    pub part: Option<String>,
    /// Its moment in the list, UTC; `None` for the moment at which it got there.
    pub at_ms: Option<i64>,
    /// What it adds to the sum of the list.
    pub amount: Money,
}

/// What is known of an order, as far as its lists follow from it.
#[derive(Clone, Copy, Debug)]
pub struct KnownOfOrder<'k> {
    /// The provider can be asked for the state of its payment.
    pub has_lookup: bool,
    /// Its last send; one that a person decided not to have happened is disproved here.
    pub send: Option<OperationState>,
    /// Nobody knows whether an effect on it happened.
    pub is_outcome_unknown: bool,
    /// Something turned out otherwise, and no person has seen that yet.
    pub has_alarm: bool,
    /// What the evidence says of it.
    pub state: &'k OrderState,
    /// The refunds that went back.
    pub refunds: &'k [SettledRefund],
    /// What its customer was told.
    pub fulfilment: Fulfilment,
    /// Its money came late, and nobody has decided what becomes of it.
    pub late: Option<Late>,
}

/// The moment of an unpaid order that never expires. A span may still end after it.
pub const NEVER_MS: i64 = i64::MAX - 1;

impl OrderList {
    /// Every list.
    pub const ALL: [Self; 13] = [
        Self::Alarm,
        Self::OutcomeUnknown,
        Self::AmountDiffers,
        Self::PaidLate,
        Self::ReportedPaid,
        Self::SendFailed,
        Self::NotTold,
        Self::RefundPending,
        Self::Unpaid,
        Self::CancelSent,
        Self::Cancelled,
        Self::Collected,
        Self::Refunded,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Alarm => "alarm",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::AmountDiffers => "amount_differs",
            Self::PaidLate => "paid_late",
            Self::ReportedPaid => "reported_paid",
            Self::SendFailed => "send_failed",
            Self::NotTold => "not_told",
            Self::RefundPending => "refund_pending",
            Self::Unpaid => "unpaid",
            Self::CancelSent => "cancel_sent",
            Self::Cancelled => "cancelled",
            Self::Collected => "collected",
            Self::Refunded => "refunded",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.word() == word)
    }
}

/// The lists that an order stands in which asks for `total`.
pub fn lists_of(
    total: Money,
    expires_at_ms: Option<i64>,
    known: &KnownOfOrder<'_>,
) -> Vec<Membership> {
    let KnownOfOrder { state, refunds, .. } = *known;
    let mut lists = Vec::new();
    let mut stand = |list, at_ms, amount| {
        lists.push(Membership {
            list,
            part: None,
            at_ms,
            amount,
        });
    };
    if known.has_alarm {
        stand(OrderList::Alarm, None, total);
    }
    if known.is_outcome_unknown {
        stand(OrderList::OutcomeUnknown, None, total);
    }
    match (state.payment, state.captured) {
        (PaymentState::Captured | PaymentState::CapturedOtherAmount, Some(captured)) => {
            stand(OrderList::Collected, state.captured_at_ms, captured);
            if state.payment == PaymentState::CapturedOtherAmount {
                stand(OrderList::AmountDiffers, None, captured);
            }
            let refunds = state.refunds;
            let back_minor = refunds.refunded_minor.saturating_add(refunds.pending_minor);
            if known.late.is_some() {
                stand(OrderList::PaidLate, state.captured_at_ms, captured);
            } else if state.payment == PaymentState::Captured
                && is_untold(&known.fulfilment)
                && back_minor < captured.minor()
            {
                stand(OrderList::NotTold, state.captured_at_ms, captured);
            }
        }
        (PaymentState::CannotTell, _) => stand(OrderList::AmountDiffers, None, total),
        (PaymentState::ReportedPaid, _) => stand(OrderList::ReportedPaid, None, total),
        _ => {}
    }
    if !state.payment.is_captured() {
        match (known.fulfilment.cancel(), asked(known)) {
            (Some(CancelStanding::Requested | CancelStanding::Unknown), _) => {
                stand(OrderList::CancelSent, None, total);
            }
            (Some(CancelStanding::Cancelled), _) => stand(OrderList::Cancelled, None, total),
            (None, Asked::Yes) => stand(
                OrderList::Unpaid,
                Some(expires_at_ms.unwrap_or(NEVER_MS)),
                total,
            ),
            (None, Asked::Failed) => stand(OrderList::SendFailed, None, total),
            (None, Asked::No) => {}
        }
    }
    let pending = Money::new(state.refunds.pending_minor, total.currency());
    if let Some(pending) = pending.filter(|pending| pending.minor() > 0) {
        stand(OrderList::RefundPending, None, pending);
    }
    lists.extend(refunds.iter().filter_map(|refund| {
        Some(Membership {
            list: OrderList::Refunded,
            part: Some(refund.id.clone()),
            at_ms: refund.at_ms,
            amount: Money::new(refund.minor, total.currency())?,
        })
    }));
    lists
}

/// Whether the customer who paid was told nothing since (Meta, order status: to be sent after every
/// payment).
fn is_untold(fulfilment: &Fulfilment) -> bool {
    fulfilment.told() == OrderStatus::Pending && fulfilment.may_be().is_none()
}

enum Asked {
    Yes,
    Failed,
    No,
}

/// Whether the customer was asked to pay, as far as that can be seen: of an order that nobody can look
/// up nobody may say that it is unpaid.
const fn asked(known: &KnownOfOrder<'_>) -> Asked {
    match (known.send, known.state.payment) {
        (Some(OperationState::Refused | OperationState::NotSent), PaymentState::NotKnown) => {
            Asked::Failed
        }
        (
            None
            | Some(OperationState::Prepared | OperationState::Withdrawn | OperationState::Disproved),
            PaymentState::NotKnown,
        ) => Asked::No,
        (_, PaymentState::NotKnown) if !known.has_lookup => Asked::No,
        _ => Asked::Yes,
    }
}

#[cfg(test)]
mod tests;
