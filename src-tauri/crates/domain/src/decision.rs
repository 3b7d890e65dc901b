//! Owns what a person decides where evidence could not settle an operation (money-protocol, sections
//! 1 and 2): it is written down beside the evidence and never takes its place.

use serde::{Deserialize, Serialize};

/// What a person says became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// It happened.
    Happened,
    /// It did not happen.
    DidNotHappen,
}

/// What a person looked at before deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// The gateway's own dashboard.
    GatewayDashboard,
    /// The customer's bank or card statement.
    CustomersBank,
    /// The business's own bank or settlement statement.
    OwnBank,
    /// The customer's WhatsApp, or what they say of it.
    CustomersPhone,
    /// The provider's or the gateway's support.
    Support,
}

/// The longest reason that is kept, in characters.
pub const REASON_CHARS_MAX: usize = 500;

impl Judgement {
    /// Every judgement.
    pub const ALL: [Self; 2] = [Self::Happened, Self::DidNotHappen];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::DidNotHappen => "did_not_happen",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

impl Checked {
    /// Everything a person may have looked at, as a list shows it.
    pub const ALL: [Self; 5] = [
        Self::GatewayDashboard,
        Self::CustomersBank,
        Self::OwnBank,
        Self::CustomersPhone,
        Self::Support,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::GatewayDashboard => "gateway_dashboard",
            Self::CustomersBank => "customers_bank",
            Self::OwnBank => "own_bank",
            Self::CustomersPhone => "customers_phone",
            Self::Support => "support",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// A reason in a person's words: one that says something, on one line and not too long.
pub fn reason(words: &str) -> Option<String> {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_said = words.chars().any(char::is_alphanumeric);
    (is_said && words.chars().count() <= REASON_CHARS_MAX).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_says_something() {
        check(
            "  the dashboard\n shows rfnd_1 ",
            Some("the dashboard shows rfnd_1"),
        );
        check("", None);
        check(" .\t", None);
        check(
            &"a".repeat(REASON_CHARS_MAX),
            Some(&"a".repeat(REASON_CHARS_MAX)),
        );
        check(&"a".repeat(REASON_CHARS_MAX + 1), None);

        #[track_caller]
        fn check(words: &str, expected: Option<&str>) {
            assert_eq!(reason(words).as_deref(), expected);
        }
    }
}
