//! Owns the status of orders: which steps a message may take, and what comes back when it may not.

use serde::{Deserialize, Serialize};

/// What a customer is told about fulfilment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fulfilment {
    /// The start of every order.
    Pending,
    /// Being prepared.
    Processing,
    /// A part has left.
    PartiallyShipped,
    /// All has left.
    Shipped,
    /// Done.
    Completed,
    /// Cancelled; it cannot be paid any more.
    Canceled,
}

/// A status message that was accepted, whether or not it changed anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedStatus {
    /// The account that sent it.
    pub phone_number_id: String,
    /// The order it is about.
    pub reference_id: String,
    /// The id in the answer.
    pub message_id: String,
    /// What it told.
    pub status: Fulfilment,
    /// The template it went through, if any.
    pub template: Option<String>,
    /// The caller's own label of the call.
    #[serde(default)]
    pub biz_opaque_callback_data: Option<String>,
    /// Why it changed nothing: an error that a webhook reports later, 2046 or 2047.
    pub failure: Option<u32>,
    /// SHA-256 of the exact bytes of the request, in hexadecimal.
    pub body_sha256: String,
    /// When it was accepted.
    pub at_ms: i64,
}

impl Fulfilment {
    pub(crate) const WORDS: [(&'static str, Self); 6] = [
        ("pending", Self::Pending),
        ("processing", Self::Processing),
        ("partially_shipped", Self::PartiallyShipped),
        ("shipped", Self::Shipped),
        ("completed", Self::Completed),
        ("canceled", Self::Canceled),
    ];

    /// Whether a message may take this step. Nothing follows an order that is over, nothing goes
    /// back to the start, and no status is told twice.
    pub(crate) fn may_become(self, next: Self) -> bool {
        !matches!(self, Self::Completed | Self::Canceled) && next != Self::Pending && next != self
    }
}

/// The code of the webhook that tells of a step that was not taken.
pub(crate) fn failure(now: Fulfilment, next: Fulfilment, is_being_paid: bool) -> Option<u32> {
    if !now.may_become(next) {
        Some(2046)
    } else if next == Fulfilment::Canceled && is_being_paid {
        Some(2047)
    } else {
        None
    }
}

/// Where an order stands after these messages about it, oldest first.
pub(crate) fn standing<'s>(statuses: impl Iterator<Item = &'s AcceptedStatus>) -> Fulfilment {
    statuses
        .filter(|told| told.failure.is_none())
        .last()
        .map_or(Fulfilment::Pending, |told| told.status)
}
