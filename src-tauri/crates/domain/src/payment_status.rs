//! Owns the payment status: whether what the order collects has been collected.

use crate::stated::Stated;
use serde::{Deserialize, Serialize};

/// What the provider says of the whole payment. A failed attempt leaves it pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Not collected: never attempted, attempted in vain, or being attempted.
    Pending,
    /// Collected.
    Captured,
    /// Only where the business reports it to WhatsApp itself.
    Failed,
}

impl PaymentStatus {
    /// Reads a provider's word; an unknown one means pending and stays visible.
    pub fn read(word: &str) -> Stated<Self> {
        let documented = [
            ("captured", Self::Captured),
            ("pending", Self::Pending),
            ("failed", Self::Failed),
        ];
        Stated::read(word, &documented, Self::Pending)
    }

    /// A payment that was captured stays captured; refunds are told elsewhere.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Captured)
    }

    /// Whether later evidence may move a payment this way.
    pub const fn can_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Captured, _) | (_, Self::Pending) => false,
            (Self::Pending, Self::Captured | Self::Failed) | (Self::Failed, Self::Captured) => true,
            (Self::Failed, Self::Failed) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_does_not_matter_and_unknown_words_are_pending() {
        check("captured", PaymentStatus::Captured, true);
        check("CAPTURED", PaymentStatus::Captured, true);
        check("pending", PaymentStatus::Pending, true);
        check("authorised", PaymentStatus::Pending, false);

        #[track_caller]
        fn check(word: &str, meaning: PaymentStatus, known: bool) {
            assert_eq!(
                PaymentStatus::read(word),
                Stated {
                    meaning,
                    word: word.to_owned(),
                    known
                }
            );
        }
    }

    #[test]
    fn nothing_takes_a_capture_away() {
        for next in [
            PaymentStatus::Pending,
            PaymentStatus::Captured,
            PaymentStatus::Failed,
        ] {
            assert!(
                !PaymentStatus::Captured.can_become(next),
                "captured to {next:?}"
            );
        }
        assert!(PaymentStatus::Failed.can_become(PaymentStatus::Captured));
    }
}
