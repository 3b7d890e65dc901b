//! Owns cancelling an order: when a cancel may leave, and when nothing contradicts one that did
//! (money-protocol, section 4). No provider reports a cancelled order, so all that can be seen is
//! that nobody has paid since.

use crate::order_state::PaymentState;
use serde::{Deserialize, Serialize};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// How long after a cancel lookups must have contradicted nothing, in milliseconds.
pub const WAITS_MS: [i64; 4] = [MINUTE_MS, 10 * MINUTE_MS, 60 * MINUTE_MS, DAY_MS];

/// How long a cancelled order is looked up, in milliseconds.
pub const WATCHED_MS: i64 = 7 * DAY_MS;

/// Why an order is not cancelled, by the lookup made just before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelStop {
    /// No lookup of ours says anything about it.
    NotKnown,
    /// The customer is paying, or may be.
    AttemptRunning,
    /// Somebody else says that it was paid.
    ReportedPaid,
    /// The answers contradict each other or what was billed.
    CannotTell,
    /// It is paid.
    Paid,
}

impl CancelStop {
    /// Why, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotKnown => "no lookup of ours says that this order is unpaid",
            Self::AttemptRunning => "the customer is paying, or may be",
            Self::ReportedPaid => "it is reported as paid, and no lookup has shown that yet",
            Self::CannotTell => "the provider's answers contradict each other or the bill",
            Self::Paid => "the order is paid",
        }
    }
}

/// Why an order that stands so is not cancelled; `None` where it may be.
pub const fn stops_cancel(payment: PaymentState) -> Option<CancelStop> {
    match payment {
        PaymentState::NotAttempted | PaymentState::AttemptFailed => None,
        PaymentState::NotKnown => Some(CancelStop::NotKnown),
        // A word that no document lists means pending.
        PaymentState::AttemptRunning | PaymentState::UnknownWord => {
            Some(CancelStop::AttemptRunning)
        }
        PaymentState::ReportedPaid => Some(CancelStop::ReportedPaid),
        PaymentState::CannotTell => Some(CancelStop::CannotTell),
        PaymentState::Captured | PaymentState::CapturedOtherAmount => Some(CancelStop::Paid),
    }
}

/// Where a cancel stands that left, or may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelStanding {
    /// The provider accepted it, which proves nothing.
    Requested,
    /// Nobody knows whether it happened.
    Unknown,
    /// Nothing contradicts it.
    Cancelled,
}

impl CancelStanding {
    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Requested, Self::Unknown, Self::Cancelled]
            .into_iter()
            .find(|standing| standing.word() == word)
    }
}

/// What may be said of a cancel that the provider accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancelProof {
    /// It was paid at the last second: a person fulfils or refunds.
    PaidAfterAll,
    /// The next lookup that must contradict nothing is due then, UTC.
    Waiting {
        /// When.
        due_ms: i64,
    },
    /// Cancelled, and nothing contradicts it.
    NothingContradicts,
}

/// Whether the waits of a cancel are over that left at that moment, when the last lookup of ours was
/// answered that showed neither money nor an attempt. All moments are the provider's.
pub fn has_waited(left_ms: Option<i64>, last_clean_ms: Option<i64>) -> bool {
    left_ms.is_some_and(|left_ms| {
        CancelProof::of(left_ms, PaymentState::NotAttempted, last_clean_ms)
            == CancelProof::NothingContradicts
    })
}

impl CancelProof {
    /// Of a cancel that left at that moment, how the payment stands now, and when the last lookup of
    /// ours was answered that showed neither money nor an attempt. All moments are the provider's.
    ///
    /// A lookup stands for every wait before it: a payment that came earlier would still be shown.
    pub fn of(left_ms: i64, payment: PaymentState, last_clean_ms: Option<i64>) -> Self {
        if matches!(
            payment,
            PaymentState::Captured | PaymentState::CapturedOtherAmount
        ) {
            return Self::PaidAfterAll;
        }
        let is_open = |wait_ms: &i64| {
            last_clean_ms.is_none_or(|at_ms| at_ms < left_ms.saturating_add(*wait_ms))
        };
        match WAITS_MS.into_iter().find(is_open) {
            Some(wait_ms) => Self::Waiting {
                due_ms: left_ms.saturating_add(wait_ms),
            },
            None => Self::NothingContradicts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use PaymentState::{AttemptFailed, Captured, CapturedOtherAmount, NotAttempted};

    const LEFT_MS: i64 = 1_000_000;

    #[test]
    fn only_what_is_known_to_be_unpaid_and_not_being_paid_is_cancelled() {
        for payment in PaymentState::ALL {
            let may_be = matches!(payment, NotAttempted | AttemptFailed);
            assert_eq!(stops_cancel(payment).is_none(), may_be, "{payment:?}");
        }
    }

    #[test]
    fn a_cancel_is_believed_after_the_last_wait_and_not_before() {
        check(None, waiting(MINUTE_MS));
        check(Some(MINUTE_MS - 1), waiting(MINUTE_MS));
        check(Some(MINUTE_MS), waiting(10 * MINUTE_MS));
        check(Some(11 * MINUTE_MS), waiting(60 * MINUTE_MS));
        check(Some(DAY_MS - 1), waiting(DAY_MS));
        check(Some(DAY_MS), CancelProof::NothingContradicts);

        #[track_caller]
        fn check(clean_after_ms: Option<i64>, expected: CancelProof) {
            let clean_ms = clean_after_ms.map(|after_ms| LEFT_MS + after_ms);
            assert_eq!(CancelProof::of(LEFT_MS, NotAttempted, clean_ms), expected);
        }
    }

    #[test]
    fn money_that_came_contradicts_it_whenever_it_is_seen() {
        for payment in [Captured, CapturedOtherAmount] {
            for clean_ms in [None, Some(LEFT_MS + 2 * DAY_MS)] {
                let proof = CancelProof::of(LEFT_MS, payment, clean_ms);
                assert_eq!(proof, CancelProof::PaidAfterAll, "{payment:?}");
            }
        }
    }

    fn waiting(after_ms: i64) -> CancelProof {
        CancelProof::Waiting {
            due_ms: LEFT_MS + after_ms,
        }
    }
}
