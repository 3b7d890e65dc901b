//! Owns telling many customers at once: what is told, and how far it is.

use crate::order_status::{OrderStatus, StatusFault, StatusMessage, StatusRoute};
use serde::{Deserialize, Serialize};

/// The most orders in one batch.
pub const BATCH_ORDERS_MAX: usize = 5_000;

/// What every customer of a batch is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchMessage {
    /// What they are told.
    pub message: StatusMessage,
    /// The template it goes through where the customer wrote too long ago (Meta, error 131047).
    pub fallback: Option<StatusRoute>,
}

/// Whether a batch goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// It goes on.
    Running,
    /// It waits for a person.
    Paused,
    /// Nothing of it waits any more, or a person ended it.
    Ended,
}

/// How far one order of a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchOrderState {
    /// Its turn has not come.
    Waiting,
    /// The provider accepted the message.
    Told,
    /// It is paid: it was not cancelled, or its money crossed the cancel.
    Paid,
    /// It must not be told that, as it stands.
    LeftAlone,
    /// The customer wrote too long ago, and no template was given.
    WindowClosed,
    /// The provider declined it otherwise.
    Refused,
    /// Nobody knows whether it was told.
    Unknown,
    /// The batch was ended before its turn.
    CalledOff,
}

impl BatchMessage {
    /// What is told by a message of this route, and by template where that is refused.
    ///
    /// # Errors
    /// A text does not fit.
    pub fn new(
        status: OrderStatus,
        description: Option<&str>,
        route: StatusRoute,
        fallback: Option<StatusRoute>,
    ) -> Result<Self, StatusFault> {
        if let Some(fallback) = &fallback {
            StatusMessage::new(status, description, fallback.clone())?;
        }
        Ok(Self {
            message: StatusMessage::new(status, description, route)?,
            fallback,
        })
    }

    /// The same by template, if one was given.
    pub fn by_fallback(&self) -> Option<StatusMessage> {
        let (status, description) = (self.message.status(), self.message.description());
        StatusMessage::new(status, description, self.fallback.clone()?).ok()
    }
}

impl BatchState {
    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Ended => "ended",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Running, Self::Paused, Self::Ended]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

impl BatchOrderState {
    /// Every state, in the order in which they are counted.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Told,
        Self::Paid,
        Self::LeftAlone,
        Self::WindowClosed,
        Self::Refused,
        Self::Unknown,
        Self::CalledOff,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Told => "told",
            Self::Paid => "paid",
            Self::LeftAlone => "left_alone",
            Self::WindowClosed => "window_closed",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::CalledOff => "called_off",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn words_read_back() {
        for state in BatchOrderState::ALL {
            assert_eq!(BatchOrderState::from_word(state.word()), Some(state));
        }
        assert_eq!(BatchState::from_word("paused"), Some(BatchState::Paused));
    }

    #[test]
    fn a_fallback_says_the_same_another_way() {
        let body = "It was cancelled.".to_owned();
        let template = StatusRoute::Template {
            name: "order_update".to_owned(),
            language: "en_US".to_owned(),
            variables: Vec::new(),
        };
        let (status, note) = (OrderStatus::Canceled, Some("expired"));
        let route = StatusRoute::Interactive { body };
        let batch = BatchMessage::new(status, note, route.clone(), Some(template.clone())).unwrap();
        let again = batch.by_fallback().unwrap();
        assert_eq!((again.status(), again.description()), (status, note));
        assert_eq!(again.route(), &template);
        let alone = BatchMessage::new(status, None, route, None).unwrap();
        assert_eq!(alone.by_fallback(), None);
    }
}
