//! Owns the transaction status: how one attempt to pay ended, if it did.

use crate::stated::Stated;
use serde::{Deserialize, Serialize};

/// One attempt to pay. A payment has at most one that succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransactionStatus {
    /// Running, or a word we do not know.
    Pending,
    /// The money came.
    Succeeded,
    /// This attempt is over without money.
    Failed,
}

impl TransactionStatus {
    /// Every status.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Succeeded, Self::Failed];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Reads a provider's word; an unknown one means pending and stays visible.
    pub fn read(word: &str) -> Stated<Self> {
        let documented = [
            ("success", Self::Succeeded),
            ("failed", Self::Failed),
            ("pending", Self::Pending),
        ];
        Stated::read(word, &documented, Self::Pending)
    }

    /// A success stays; a failure may still turn into one, because gateways report late.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded)
    }

    /// Whether later evidence may move an attempt this way.
    pub const fn can_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Pending, Self::Succeeded | Self::Failed) | (Self::Failed, Self::Succeeded) => {
                true
            }
            (Self::Succeeded, _) | (_, Self::Pending) | (Self::Failed, Self::Failed) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_explicit_word_ends_an_attempt() {
        check("success", TransactionStatus::Succeeded, true);
        check("FAILED", TransactionStatus::Failed, true);
        check("pending", TransactionStatus::Pending, true);
        check("queued_by_bank", TransactionStatus::Pending, false);

        #[track_caller]
        fn check(word: &str, meaning: TransactionStatus, known: bool) {
            let expected = Stated {
                meaning,
                word: word.to_owned(),
                known,
            };
            assert_eq!(TransactionStatus::read(word), expected);
        }
    }

    #[test]
    fn a_failed_attempt_may_still_succeed_and_a_success_stays() {
        use TransactionStatus::*;
        assert!(Failed.can_become(Succeeded));
        assert!(!Succeeded.can_become(Failed));
        assert!(!Failed.can_become(Pending));
    }
}
