//! Owns the refund status: whether money went back.

use crate::stated::Stated;
use serde::{Deserialize, Serialize};

/// One refund at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStatus {
    /// On its way, or a word we do not know.
    Pending,
    /// The money went back.
    Succeeded,
    /// It did not; a later success is still possible and then counts again.
    Failed,
}

impl RefundStatus {
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

    /// Meta writes a finished refund as `completed` in the answer and `success` in a lookup,
    /// Kaleyra as `processed`; letter case varies. Only an explicit word ends a refund.
    pub fn read(word: &str) -> Stated<Self> {
        let documented = [
            ("completed", Self::Succeeded),
            ("success", Self::Succeeded),
            ("processed", Self::Succeeded),
            ("failed", Self::Failed),
            ("pending", Self::Pending),
        ];
        Stated::read(word, &documented, Self::Pending)
    }

    /// No later evidence is expected.
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Succeeded)
    }

    /// Whether later evidence may move a refund this way (money-protocol, refunds).
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
    fn refund_words() {
        check("success", RefundStatus::Succeeded, true);
        check("completed", RefundStatus::Succeeded, true);
        check("Processed", RefundStatus::Succeeded, true);
        check("failed", RefundStatus::Failed, true);
        check("queued_by_bank", RefundStatus::Pending, false);

        #[track_caller]
        fn check(word: &str, meaning: RefundStatus, known: bool) {
            assert_eq!(
                RefundStatus::read(word),
                Stated {
                    meaning,
                    word: word.to_owned(),
                    known
                }
            );
        }
    }
}
