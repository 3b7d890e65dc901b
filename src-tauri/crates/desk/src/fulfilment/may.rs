//! Owns what a customer may be told now, and whether an order may be cancelled. Whoever shows it
//! computes nothing; the desk and the book refuse what is not allowed all the same.

use crate::actions::{BlockedBy, Permission, no_account, permission};
use counterfoil_domain::{
    account::Account,
    cancel::{CancelStop, stops_cancel},
    fulfilment::Fulfilment,
    ids::OperationId,
    order_state::PaymentState,
    order_status::OrderStatus,
};

/// What a customer may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MayTell {
    /// Whether they may be told anything.
    pub tell: Permission,
    /// Whether the order may be cancelled.
    pub cancel: Permission,
    /// What may be told next, a cancel not among it.
    pub next: Vec<OrderStatus>,
    /// The message that is prepared, if one is.
    pub prepared: Option<OperationId>,
}

/// What is known of an order when a person asks.
pub(crate) struct Known<'k> {
    pub(crate) fulfilment: &'k Fulfilment,
    pub(crate) payment: PaymentState,
    pub(crate) account: &'k Account,
    pub(crate) is_account_in_use: bool,
    pub(crate) has_reached: bool,
    pub(crate) is_locked: bool,
    pub(crate) prepared: Option<OperationId>,
}

impl Known<'_> {
    pub(crate) fn may_tell(&self) -> MayTell {
        let mut next = self.fulfilment.next();
        next.retain(|status| !status.is_cancel());
        let tell = self
            .nobody_is_told()
            .or(next.is_empty().then_some(BlockedBy::NothingFollows));
        MayTell {
            tell: permission(tell),
            cancel: permission(self.nobody_is_told().or_else(|| self.no_cancel())),
            next,
            prepared: self.prepared,
        }
    }

    fn nobody_is_told(&self) -> Option<BlockedBy> {
        let has_token = self.account.access_token_set_at_ms.is_some();
        if self.is_locked {
            Some(BlockedBy::BookLocked)
        } else if !self.has_reached {
            Some(BlockedBy::NothingSent)
        } else if self.fulfilment.is_busy() {
            Some(BlockedBy::BeingTold)
        } else {
            no_account(self.is_account_in_use, has_token)
        }
    }

    fn no_cancel(&self) -> Option<BlockedBy> {
        if self.fulfilment.forbids(OrderStatus::Canceled).is_some() {
            return Some(BlockedBy::NothingFollows);
        }
        match stops_cancel(self.payment)? {
            CancelStop::Paid => Some(BlockedBy::Paid),
            CancelStop::AttemptRunning => Some(BlockedBy::BeingPaid),
            CancelStop::ReportedPaid | CancelStop::CannotTell => Some(BlockedBy::MayBePaid),
            // It is looked up first in any case.
            CancelStop::NotKnown => None,
        }
    }
}
