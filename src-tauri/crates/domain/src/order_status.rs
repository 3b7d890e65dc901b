//! Owns the order status: what the business tells the customer about fulfilment.

mod message;

pub use message::{
    STATUS_BODY_CHARS_MAX, STATUS_DESCRIPTION_CHARS_MAX, StatusFault, StatusMessage, StatusRoute,
};

use crate::stated::Stated;
use serde::{Deserialize, Serialize};

/// Fulfilment as shown to the customer. Not to be mixed with payment, transaction or refund status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// The start state of every order.
    Pending,
    /// Being prepared.
    Processing,
    /// Part of it has left.
    PartiallyShipped,
    /// All of it has left.
    Shipped,
    /// Done.
    Completed,
    /// Withdrawn by the business; it can no longer be paid.
    Canceled,
}

impl OrderStatus {
    /// Every status, in the order of an ordinary life.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Processing,
        Self::PartiallyShipped,
        Self::Shipped,
        Self::Completed,
        Self::Canceled,
    ];

    /// The word to write. Samples and clients use the underscore although one table prints a
    /// hyphen (Meta, order status values).
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::PartiallyShipped => "partially_shipped",
            Self::Shipped => "shipped",
            Self::Completed => "completed",
            Self::Canceled => "canceled",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Reads a provider's word; an unknown one means pending and stays visible.
    pub fn read(word: &str) -> Stated<Self> {
        let documented = Self::ALL.map(|status| (status.word(), status));
        Stated::read(word, &documented, Self::Pending)
    }

    /// It cancels the order.
    pub const fn is_cancel(self) -> bool {
        matches!(self, Self::Canceled)
    }

    /// No status follows this one.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Completed | Self::Canceled)
    }

    /// Whether Meta allows the step. A violation answers 200 and comes back as error 2046 or 2047
    /// by webhook, so it is refused here. Cancelling also needs an unpaid order with no payment
    /// running, which only evidence can say. Repeating a status is undefined and refused.
    pub const fn can_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Completed | Self::Canceled, _) | (_, Self::Pending) => false,
            (Self::Processing, Self::Processing)
            | (Self::PartiallyShipped, Self::PartiallyShipped)
            | (Self::Shipped, Self::Shipped) => false,
            (Self::Pending | Self::Processing | Self::PartiallyShipped | Self::Shipped, _) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OrderStatus::*;

    #[test]
    fn every_step_follows_the_table() {
        for from in OrderStatus::ALL {
            for to in OrderStatus::ALL {
                let open = !matches!(from, Completed | Canceled);
                let expected = open && to != Pending && from != to;
                assert_eq!(from.can_become(to), expected, "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn both_spellings_are_read() {
        check("partially_shipped", PartiallyShipped, true);
        check("partially-shipped", PartiallyShipped, true);
        check("Partially Shipped", PartiallyShipped, true);
        check("lost_in_the_post", Pending, false);

        #[track_caller]
        fn check(word: &str, meaning: OrderStatus, known: bool) {
            assert_eq!(
                OrderStatus::read(word),
                Stated {
                    meaning,
                    word: word.to_owned(),
                    known
                }
            );
        }
    }
}
