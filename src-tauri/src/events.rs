//! Owns what the window is told without asking: that something it shows may have changed.

use crate::view::{number::Integer, start::EnvironmentView};
use counterfoil_desk::{Desk, DeskEvent};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::time::Duration;
use tauri::AppHandle;
use tauri_specta::Event;

/// Changes within this time are told together.
const TOGETHER: Duration = Duration::from_millis(150);
/// More changes than these are told as one.
const TOLD_MAX: usize = 20;

/// Something in the book changed; the window asks again for what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type, Event)]
#[serde(
    tag = "what",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum BookChanged {
    /// An order, its operations or its payment.
    Order {
        /// Which.
        order_id: String,
        /// Of which environment.
        environment: EnvironmentView,
    },
    /// An account was added, changed or removed.
    Accounts,
    /// How telling many customers at once goes.
    Batches,
    /// A part of the book was exported: the activity has a line more.
    Exports,
    /// How looking payments up goes.
    Polling,
    /// Anything: some changes were not told one by one.
    Anything,
}

/// The window was asked to close while something is on its way.
#[derive(Clone, Debug, Serialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct CloseAsked {
    /// Requests that left and whose answers are awaited.
    pub on_their_way: Integer,
    /// Lookups that are running; they only read.
    pub lookups: Integer,
}

/// Somebody clicked on news that the system showed.
#[derive(Clone, Debug, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct NewsOpened {
    /// The order it was about; none where it was about several.
    pub order_id: Option<String>,
    /// The environment it was about.
    pub environment: EnvironmentView,
}

/// Tells the window what changes, until the desk is gone. What comes in quick succession is told
/// together: lookups may change many orders a second, and the window asks again for each it is told.
pub fn follow(app: AppHandle, desk: &Desk) {
    let mut events = desk.events();
    tauri::async_runtime::spawn(async move {
        while let Some(first) = events.next().await {
            let mut changes = Changes::default();
            changes.add(first);
            let end = tokio::time::sleep(TOGETHER);
            tokio::pin!(end);
            loop {
                tokio::select! {
                    () = &mut end => break,
                    event = events.next() => match event {
                        Some(event) => changes.add(event),
                        None => break,
                    },
                }
            }
            for change in changes.told() {
                if let Err(error) = change.emit(&app) {
                    tracing::warn!(%error, "Could not tell the window of a change");
                }
            }
        }
    });
}

/// Changes that are told together, each once.
#[derive(Default)]
struct Changes(Vec<BookChanged>);

impl Changes {
    fn add(&mut self, event: DeskEvent) {
        if let Some(change) = BookChanged::of(event)
            && !self.0.contains(&change)
        {
            self.0.push(change);
        }
    }

    /// What the window is told: beyond a few, that anything may have changed.
    fn told(self) -> Vec<BookChanged> {
        if self.0.len() > TOLD_MAX {
            vec![BookChanged::Anything]
        } else {
            self.0
        }
    }
}

impl BookChanged {
    /// What an event makes stale; news of a payment comes beside the change itself.
    fn of(event: DeskEvent) -> Option<Self> {
        match event {
            DeskEvent::OrderChanged {
                order_id,
                environment,
            } => Some(Self::Order {
                order_id: order_id.to_string(),
                environment: environment.into(),
            }),
            DeskEvent::AccountsChanged => Some(Self::Accounts),
            DeskEvent::BatchChanged { .. } => Some(Self::Batches),
            DeskEvent::Exported => Some(Self::Exports),
            DeskEvent::PollingChanged => Some(Self::Polling),
            DeskEvent::EverythingChanged => Some(Self::Anything),
            DeskEvent::PaymentNews { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use counterfoil_domain::{account::Environment, ids::OrderId};

    #[test]
    fn a_change_is_told_once_and_a_flood_as_one() {
        let mut few = Changes::default();
        for event in [order(1), DeskEvent::PollingChanged, order(1)] {
            few.add(event);
            few.add(event);
        }
        let expected = [order(1), DeskEvent::PollingChanged].map(BookChanged::of);
        let told: Vec<_> = few.told().into_iter().map(Some).collect();
        assert_eq!(told, expected);

        let mut flood = Changes::default();
        for number in 0..100 {
            flood.add(order(number));
        }
        assert_eq!(flood.told(), [BookChanged::Anything]);
    }

    fn order(number: i64) -> DeskEvent {
        DeskEvent::OrderChanged {
            order_id: OrderId::new(number, [0; 10]),
            environment: Environment::Sandbox,
        }
    }
}
