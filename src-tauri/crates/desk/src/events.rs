//! Owns what the desk tells without being asked: that something it was asked for may have changed.

use crate::desk::Desk;
use counterfoil_domain::{account::Environment, ids::OrderId};
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
    /// How looking payments up goes.
    PollingChanged,
    /// Nobody can say what: read again whatever is shown.
    EverythingChanged,
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
