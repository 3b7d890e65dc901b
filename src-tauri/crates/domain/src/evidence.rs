//! Owns what may be believed: where evidence came from and what that entitles it to.

use crate::payment::LookupAnswer;
use serde::{Deserialize, Serialize};

/// Where something that says something about an order came from. Trust has a direction
/// (money-protocol, section 2): only our own lookups may confirm, unlock or raise a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceSource {
    /// What a provider answered to one of our effects.
    OwnExchange,
    /// What a provider answered when we asked for the state of a payment.
    OwnLookup,
}

impl EvidenceSource {
    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OwnExchange => "own_exchange",
            Self::OwnLookup => "own_lookup",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::OwnExchange, Self::OwnLookup]
            .into_iter()
            .find(|source| source.word() == word)
    }

    /// Whether it may confirm an operation or mark a payment captured.
    pub const fn may_confirm(self) -> bool {
        matches!(self, Self::OwnLookup)
    }
}

/// One answer about one order, and the span over which it was seen unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Where it came from.
    pub source: EvidenceSource,
    /// When it was first seen, by our clock, UTC.
    pub first_at_ms: i64,
    /// When it was last seen unchanged, by our clock, UTC.
    pub last_at_ms: i64,
    /// What it says.
    pub answer: LookupAnswer,
}
