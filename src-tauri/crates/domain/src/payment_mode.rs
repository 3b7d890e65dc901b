//! Owns the ways an order can be paid, which decide who keeps the record of its payment.

use serde::{Deserialize, Serialize};

/// How an order is paid. Who can be asked about the payment follows from it
/// ([`crate::account::ProviderId::capabilities`]).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMode {
    /// Through a payment gateway that is linked to the business account.
    #[default]
    PaymentGateway,
    /// By a UPI link that a gateway made for this order.
    UpiIntentLink,
    /// To the UPI id of a payment configuration, the older way to collect by UPI.
    UpiConfiguration,
    /// On a page of a gateway.
    PaymentLink,
}

impl PaymentMode {
    /// Every mode, the one with the most capabilities first.
    pub const ALL: [Self; 4] = [
        Self::PaymentGateway,
        Self::UpiIntentLink,
        Self::UpiConfiguration,
        Self::PaymentLink,
    ];

    /// The word kept in the book, the same that serialising gives.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PaymentGateway => "payment_gateway",
            Self::UpiIntentLink => "upi_intent_link",
            Self::UpiConfiguration => "upi_configuration",
            Self::PaymentLink => "payment_link",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn the_word_is_the_one_that_serialising_gives() {
        for mode in PaymentMode::ALL {
            let word = serde_json::to_string(&mode).unwrap();
            assert_eq!(word, format!("{:?}", mode.word()));
            assert_eq!(PaymentMode::from_word(mode.word()), Some(mode));
        }
        assert_eq!(PaymentMode::from_word("cash"), None);
    }
}
