//! Owns what may be believed: where evidence came from and what that entitles it to.

use crate::payment::LookupAnswer;
use serde::{Deserialize, Serialize};

/// Where something that says something about an order came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceSource {
    /// What a provider answered to one of our effects.
    OwnExchange,
    /// What a provider answered when we asked for the state of a payment.
    OwnLookup,
    /// A webhook whose signature is the provider's.
    SignedWebhook,
    /// A webhook nobody vouches for: imported without a signature, or pasted.
    UnsignedWebhook,
}

/// What evidence is entitled to. Trust has a direction (money-protocol, section 2): only our own
/// lookups may confirm, disprove, unlock, mark captured or raise a balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// It says nothing about the payment.
    Nothing,
    /// It is shown as reported and not verified, and asks for a lookup.
    UnsignedReport,
    /// It is shown as reported, may lower a balance and lock, and asks for a lookup.
    SignedReport,
    /// It may settle what is open.
    Proof,
}

impl EvidenceSource {
    /// Every source.
    pub const ALL: [Self; 4] = [
        Self::OwnExchange,
        Self::OwnLookup,
        Self::SignedWebhook,
        Self::UnsignedWebhook,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OwnExchange => "own_exchange",
            Self::OwnLookup => "own_lookup",
            Self::SignedWebhook => "signed_webhook",
            Self::UnsignedWebhook => "unsigned_webhook",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.word() == word)
    }

    /// What it is entitled to.
    pub const fn trust(self) -> Trust {
        match self {
            Self::OwnExchange => Trust::Nothing,
            Self::OwnLookup => Trust::Proof,
            Self::SignedWebhook => Trust::SignedReport,
            Self::UnsignedWebhook => Trust::UnsignedReport,
        }
    }

    /// Whether it may confirm an operation or mark a payment captured.
    pub const fn may_confirm(self) -> bool {
        matches!(self.trust(), Trust::Proof)
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
