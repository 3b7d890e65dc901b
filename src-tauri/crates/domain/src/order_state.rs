//! Owns the state of an order: a pure fold of its evidence, in whatever order it arrived.

mod attempts;
mod fold;
mod reading;
mod refunds;

pub use attempts::AttemptSeen;
pub use fold::{Fold, fold};
pub use reading::{Reading, read};
pub use refunds::{RefundInAnswers, SettledRefund};

use crate::money::Money;
use serde::{Deserialize, Serialize};

/// What we billed. A lookup is compared with it before it is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billed {
    /// The reference id as sent.
    pub reference_id: String,
    /// The total as sent.
    pub total: Money,
}

/// What is known about the payment of an order. The three pendings are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// No lookup of ours has been answered with anything about this order.
    NotKnown,
    /// The provider knows the order; nobody has tried to pay.
    NotAttempted,
    /// Every attempt failed; the customer may try again.
    AttemptFailed,
    /// An attempt is running.
    AttemptRunning,
    /// The provider uses a word that is in no document we know; it means pending until proven.
    UnknownWord,
    /// A webhook or an import says that the money came, and no lookup of ours has shown it.
    ReportedPaid,
    /// An answer under our reference id names another amount or currency, or contradicts itself.
    CannotTell,
    /// The money came, and it is the amount we billed.
    Captured,
    /// The money came, and it is not the amount we billed.
    CapturedOtherAmount,
}

impl PaymentState {
    /// Every state, from the one that says least to the one that says most.
    pub const ALL: [Self; 9] = [
        Self::NotKnown,
        Self::NotAttempted,
        Self::AttemptFailed,
        Self::AttemptRunning,
        Self::UnknownWord,
        Self::ReportedPaid,
        Self::CannotTell,
        Self::Captured,
        Self::CapturedOtherAmount,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotKnown => "not_known",
            Self::NotAttempted => "not_attempted",
            Self::AttemptFailed => "attempt_failed",
            Self::AttemptRunning => "attempt_running",
            Self::UnknownWord => "unknown_word",
            Self::ReportedPaid => "reported_paid",
            Self::CannotTell => "cannot_tell",
            Self::Captured => "captured",
            Self::CapturedOtherAmount => "captured_other_amount",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether one of our lookups has shown the money.
    pub const fn is_captured(self) -> bool {
        matches!(self, Self::Captured | Self::CapturedOtherAmount)
    }
}

/// Why nobody can tell whether the money came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// An amount is in another currency than we billed, or in none.
    OtherCurrency,
    /// The provider has another amount on record than we billed.
    OtherBill,
    /// A successful attempt of a payment that no answer calls captured.
    SuccessWithoutCapture,
    /// Captured, and none of the attempts it lists succeeded with an amount.
    CaptureWithoutSuccess,
    /// Two answers give one successful attempt different amounts.
    AmountsContradict,
}

impl Doubt {
    /// Every doubt, the one a person should see first in front.
    pub const ALL: [Self; 5] = [
        Self::OtherCurrency,
        Self::OtherBill,
        Self::SuccessWithoutCapture,
        Self::CaptureWithoutSuccess,
        Self::AmountsContradict,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OtherCurrency => "other_currency",
            Self::OtherBill => "other_bill",
            Self::SuccessWithoutCapture => "success_without_capture",
            Self::CaptureWithoutSuccess => "capture_without_success",
            Self::AmountsContradict => "amounts_contradict",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|doubt| doubt.word() == word)
    }
}

/// What a webhook or an import says, until a lookup of ours proves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reported {
    /// Its signature is the provider's.
    pub is_signed: bool,
    /// What it says came, if it says so.
    pub amount_minor: Option<i64>,
}

/// The refunds that our lookups have shown, each id once, whoever made them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundsSeen {
    /// What went back, in minor units of the order's currency.
    pub refunded_minor: i64,
    /// What is on its way back, in minor units of the order's currency.
    pub pending_minor: i64,
    /// How many refunds there are, failed ones included.
    pub times: u32,
    /// One of them names another currency, no amount, or two amounts: the sums leave it out.
    pub cannot_tell: bool,
}

impl RefundsSeen {
    /// No refund was shown.
    pub const NONE: Self = Self {
        refunded_minor: 0,
        pending_minor: 0,
        times: 0,
        cannot_tell: false,
    };
}

/// What all evidence about an order says together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderState {
    /// Where the payment stands.
    pub payment: PaymentState,
    /// Why nobody can tell, where that is so.
    pub doubt: Option<Doubt>,
    /// What came, by the successful attempts' own amounts.
    pub captured: Option<Money>,
    /// When it came, by the provider's account of the first successful attempt, UTC.
    pub captured_at_ms: Option<i64>,
    /// What was reported by others; it proves nothing.
    pub reported: Option<Reported>,
    /// The refunds that were shown.
    pub refunds: RefundsSeen,
    /// How many attempts to pay have been seen.
    pub attempts: u32,
    /// The gateway's reason for the last failed attempt, in its words.
    pub failure: Option<String>,
    /// The provider's word that is in no document we know, where the payment stands at one, or an
    /// attempt beside a capture does.
    pub unknown_word: Option<String>,
    /// The gateway payment id of the attempt that succeeded.
    pub gateway_payment_id: Option<String>,
    /// One of our lookups knew our reference id with our amount and currency. Proves the send.
    pub known_to_provider: bool,
    /// The latest answer lacks the capture an earlier one showed, which stays, or shows less.
    pub contradicted_later: bool,
}

impl OrderState {
    /// Before any evidence.
    pub const NOTHING_KNOWN: Self = Self {
        payment: PaymentState::NotKnown,
        doubt: None,
        captured: None,
        captured_at_ms: None,
        reported: None,
        refunds: RefundsSeen::NONE,
        attempts: 0,
        failure: None,
        unknown_word: None,
        gateway_payment_id: None,
        known_to_provider: false,
        contradicted_later: false,
    };
}

#[cfg(test)]
mod tests;
