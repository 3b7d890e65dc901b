//! Owns which UPI ids an account expects to be paid, and on whose word.

use super::Vpa;

/// A UPI id that an account expects to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedPayee {
    /// The UPI id.
    pub vpa: Vpa,
    /// Who says so.
    pub by: ExpectedBy,
}

/// On whose word a UPI id is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedBy {
    /// Somebody named it for the account.
    Person,
    /// The provider listed it last as the one of a payment configuration (Meta, payment
    /// configurations, `merchant_vpa`).
    Configuration,
}

impl ExpectedBy {
    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Configuration => "configuration",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "person" => Some(Self::Person),
            "configuration" => Some(Self::Configuration),
            _ => None,
        }
    }
}
