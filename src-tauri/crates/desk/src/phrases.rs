//! Owns what customers are told, in the words that were used last.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::order_status::OrderStatus;
use serde::{Deserialize, Serialize};

/// What customers are told with a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Phrase {
    /// The text of the message.
    pub text: String,
    /// The note beside the status.
    pub note: String,
    /// The template that was used last, by its name and language.
    pub template: Option<(String, String)>,
}

impl Phrase {
    /// Until somebody used another.
    pub fn first(status: OrderStatus) -> Self {
        let (text, note) = match status {
            OrderStatus::Pending => ("About your order.", ""),
            OrderStatus::Processing => ("Thank you, your payment has reached us.", ""),
            OrderStatus::PartiallyShipped => ("Part of your order is on its way.", ""),
            OrderStatus::Shipped => ("Your order is on its way.", ""),
            OrderStatus::Completed => ("Your order is complete. Thank you.", ""),
            OrderStatus::Canceled => (
                "We have cancelled your order.",
                "The time to pay is over. Reply here and we will send a new request.",
            ),
        };
        Self {
            text: text.to_owned(),
            note: note.to_owned(),
            template: None,
        }
    }
}

impl Desk {
    /// What customers were told last with this status.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn phrase(&self, status: OrderStatus) -> Result<Phrase, DeskError> {
        let read = self.inner.store.read(move |db| db.preference(name(status)));
        let kept = read.await?;
        let kept = kept.and_then(|json| serde_json::from_str(&json).ok());
        Ok(kept.unwrap_or_else(|| Phrase::first(status)))
    }

    /// Remembers what customers are told with this status.
    ///
    /// # Errors
    /// The book cannot be written.
    pub async fn remember_phrase(
        &self,
        status: OrderStatus,
        phrase: &Phrase,
    ) -> Result<(), DeskError> {
        let value = serde_json::to_string(phrase)
            .map_err(|error| DeskError::Input(format!("it cannot be kept: {error}")))?;
        let write = self
            .inner
            .store
            .write(move |tx| tx.keep_preference(name(status), &value));
        Ok(write.await?)
    }
}

const fn name(status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Pending => "phrase_pending",
        OrderStatus::Processing => "phrase_processing",
        OrderStatus::PartiallyShipped => "phrase_partially_shipped",
        OrderStatus::Shipped => "phrase_shipped",
        OrderStatus::Completed => "phrase_completed",
        OrderStatus::Canceled => "phrase_canceled",
    }
}
