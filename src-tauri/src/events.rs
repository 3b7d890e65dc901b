//! Owns what the window is told without asking: that something it shows may have changed.

use crate::view::{number::Integer, start::EnvironmentView};
use counterfoil_desk::{Desk, DeskEvent};
use serde::Serialize;
use specta::Type;
use tauri::AppHandle;
use tauri_specta::Event;

/// Something in the book changed; the window asks again for what it shows.
#[derive(Clone, Debug, Serialize, Type, Event)]
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

/// Tells the window what changes, until the desk is gone.
pub fn follow(app: AppHandle, desk: &Desk) {
    let mut events = desk.events();
    tauri::async_runtime::spawn(async move {
        while let Some(event) = events.next().await {
            if let Err(error) = BookChanged::from(event).emit(&app) {
                tracing::warn!(%error, "Could not tell the window of a change");
            }
        }
    });
}

impl From<DeskEvent> for BookChanged {
    fn from(event: DeskEvent) -> Self {
        match event {
            DeskEvent::OrderChanged {
                order_id,
                environment,
            } => Self::Order {
                order_id: order_id.to_string(),
                environment: environment.into(),
            },
            DeskEvent::AccountsChanged => Self::Accounts,
            DeskEvent::EverythingChanged => Self::Anything,
        }
    }
}
