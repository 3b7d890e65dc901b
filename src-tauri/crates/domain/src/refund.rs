//! Owns the rules of refunds: what may still go back, which record proves which operation, and when
//! one did not happen (money-protocol, section 3).

mod brief;
mod claim;
mod disproof;
mod refundable;
mod standing;

pub use brief::RefundBrief;
pub use claim::{Awaiting, Claims, Seen, claims};
pub use disproof::{Doubted, Record, Silence, Verdict, verdict};
pub use refundable::{OwnRefund, Refundable, SeenRefund};
pub use standing::{KnownOfRefund, RefundStage, RefundStanding};

use serde::{Deserialize, Serialize};

/// How fast the money should go back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speed {
    /// In five to seven working days, as banks do it.
    #[default]
    Normal,
    /// At once where the bank can, for a fee; otherwise as usual.
    AtOnce,
}

impl Speed {
    /// Every speed.
    pub const ALL: [Self; 2] = [Self::Normal, Self::AtOnce];

    /// The word on the wire and in the book (Meta, refund).
    pub const fn word(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::AtOnce => "instant",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|speed| speed.word() == word)
    }
}

/// Why the money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The customer asked for it.
    CustomerRequest,
    /// It cannot be delivered, or not all of it.
    NotDelivered,
    /// What came was damaged or wrong.
    Damaged,
    /// It was paid twice.
    PaidTwice,
    /// It was paid after it could no longer be.
    PaidLate,
    /// Something was billed wrongly.
    BilledWrong,
    /// Something else, which the text says.
    Other,
}

impl Reason {
    /// Every reason, as a list shows them.
    pub const ALL: [Self; 7] = [
        Self::CustomerRequest,
        Self::NotDelivered,
        Self::Damaged,
        Self::PaidTwice,
        Self::PaidLate,
        Self::BilledWrong,
        Self::Other,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CustomerRequest => "customer_request",
            Self::NotDelivered => "not_delivered",
            Self::Damaged => "damaged",
            Self::PaidTwice => "paid_twice",
            Self::PaidLate => "paid_late",
            Self::BilledWrong => "billed_wrong",
            Self::Other => "other",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}
