//! Owns what the desk tells without being asked: that something it was asked for may have changed.

use crate::desk::Desk;
use counterfoil_domain::{
    account::Environment,
    ids::{BatchId, OrderId},
    order_state::PaymentState,
};
use counterfoil_store::OrderRow;
use serde::Serialize;
use tokio::sync::broadcast::{self, error::RecvError};

/// How many events wait for a receiver that is slow; it is told when it missed some.
const EVENTS_MAX: usize = 256;

/// What changed. It is told after the commit, so that whoever asks then sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeskEvent {
    /// An order: its send, its payment, or when it was last looked up.
    OrderChanged {
        /// The order.
        order_id: OrderId,
        /// Its environment.
        environment: Environment,
    },
    /// An account was added, edited or removed, or its credentials were.
    AccountsChanged,
    /// A lookup that nobody waits for brought news of a payment.
    PaymentNews {
        /// The order.
        order_id: OrderId,
        /// Its environment.
        environment: Environment,
        /// What it brought.
        news: PaymentNews,
    },
    /// How telling many customers at once goes.
    BatchChanged {
        /// The batch.
        id: BatchId,
        /// Its environment.
        environment: Environment,
    },
    /// A part of the book was exported.
    Exported,
    /// How looking payments up goes.
    PollingChanged,
    /// Nobody can say what: read again whatever is shown.
    EverythingChanged,
}

/// News of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentNews {
    /// The money came, as billed.
    Paid,
    /// The money came, as billed, after its order had expired or was being cancelled.
    PaidLate,
    /// The money came, and it is not what we billed.
    AmountDiffers,
    /// The answers contradict each other or the bill.
    CannotTell,
    /// A send that nobody knew the end of is proven.
    Proven,
}

impl PaymentNews {
    /// What a lookup brought, from where the payment stood to where it stands; the worst where it is
    /// more than one thing.
    pub(crate) fn of(was: PaymentState, is: PaymentState, proved_unknown: bool) -> Option<Self> {
        let changed = match is {
            _ if is == was => None,
            PaymentState::CapturedOtherAmount => Some(Self::AmountDiffers),
            PaymentState::CannotTell => Some(Self::CannotTell),
            PaymentState::Captured => Some(Self::Paid),
            _ => None,
        };
        changed.or(proved_unknown.then_some(Self::Proven))
    }

    /// Whether a person must act on it.
    pub const fn needs_a_person(self) -> bool {
        matches!(
            self,
            Self::PaidLate | Self::AmountDiffers | Self::CannotTell
        )
    }
}

/// Receives what the desk tells from the moment on at which it was asked for.
#[derive(Debug)]
pub struct Events(broadcast::Receiver<DeskEvent>);

impl Events {
    /// Waits for the next event; `None` when the desk is gone. A receiver that missed some is told
    /// that everything changed.
    pub async fn next(&mut self) -> Option<DeskEvent> {
        match self.0.recv().await {
            Ok(event) => Some(event),
            Err(RecvError::Lagged(_)) => Some(DeskEvent::EverythingChanged),
            Err(RecvError::Closed) => None,
        }
    }
}

/// Where events are told; nobody need listen.
#[derive(Clone, Debug)]
pub(crate) struct Announcer(broadcast::Sender<DeskEvent>);

impl Announcer {
    pub(crate) fn new() -> Self {
        Self(broadcast::Sender::new(EVENTS_MAX))
    }
}

impl Desk {
    /// Everything that changes from now on.
    pub fn events(&self) -> Events {
        Events(self.inner.announcer.0.subscribe())
    }

    pub(crate) fn announce(&self, event: DeskEvent) {
        // The only error is that nobody listens.
        let _ = self.inner.announcer.0.send(event);
    }

    pub(crate) fn announce_order(&self, order: &OrderRow) {
        self.announce(DeskEvent::OrderChanged {
            order_id: order.id,
            environment: order.environment,
        });
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn the_worst_of_the_news_is_told_and_no_news_is_none() {
        use PaymentState::{AttemptRunning, CannotTell, Captured, CapturedOtherAmount, NotKnown};

        check(AttemptRunning, Captured, true, Some(PaymentNews::Paid));
        check(
            Captured,
            CapturedOtherAmount,
            false,
            Some(PaymentNews::AmountDiffers),
        );
        check(NotKnown, CannotTell, true, Some(PaymentNews::CannotTell));
        check(NotKnown, AttemptRunning, true, Some(PaymentNews::Proven));
        check(NotKnown, AttemptRunning, false, None);
        check(Captured, Captured, false, None);

        #[track_caller]
        fn check(was: PaymentState, is: PaymentState, proved: bool, told: Option<PaymentNews>) {
            assert_eq!(PaymentNews::of(was, is, proved), told, "{was:?} to {is:?}");
        }
    }

    #[tokio::test]
    async fn a_slow_receiver_is_told_that_it_missed_some() {
        let announcer = Announcer::new();
        let mut events = Events(announcer.0.subscribe());

        for _ in 0..=EVENTS_MAX {
            announcer.0.send(DeskEvent::AccountsChanged).unwrap();
        }

        assert_eq!(events.next().await, Some(DeskEvent::EverythingChanged));
        assert_eq!(events.next().await, Some(DeskEvent::AccountsChanged));
        drop(announcer);
        for _ in 0..EVENTS_MAX - 1 {
            events.next().await.unwrap();
        }
        assert_eq!(events.next().await, None, "the desk is gone");
    }
}
