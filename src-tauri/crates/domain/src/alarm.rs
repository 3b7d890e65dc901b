//! Owns what must be said aloud because it turned out otherwise than the book had it.

use serde::{Deserialize, Serialize};

/// What turned out otherwise (money-protocol, sections 1 and 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// It was proven not to have happened, and happened after all.
    HappenedAfterAll,
    /// A person decided that it did not happen, and it did.
    DecidedWrongly,
    /// A person decided that it happened, and the gateway gave it up.
    GivenUpAfterAll,
    /// More went back than came.
    OverRefunded,
    /// It counted as cancelled, and the money came.
    PaidAfterCancel,
}

impl Alarm {
    /// Every alarm.
    pub const ALL: [Self; 5] = [
        Self::HappenedAfterAll,
        Self::DecidedWrongly,
        Self::GivenUpAfterAll,
        Self::OverRefunded,
        Self::PaidAfterCancel,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HappenedAfterAll => "happened_after_all",
            Self::DecidedWrongly => "decided_wrongly",
            Self::GivenUpAfterAll => "given_up_after_all",
            Self::OverRefunded => "over_refunded",
            Self::PaidAfterCancel => "paid_after_cancel",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}
