//! Owns refunds: the record of one that was made, and how far it is at any moment.

use crate::draw::Draw;
use serde::{Deserialize, Serialize};

/// How fast the caller wants the money to go back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speed {
    /// In days.
    #[default]
    Normal,
    /// At once, where the bank can.
    Instant,
}

/// A refund that was made. Its existence in the ledger means that money goes back, unless its fate
/// says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeRefund {
    /// The account of the order.
    pub phone_number_id: String,
    /// The order.
    pub reference_id: String,
    /// The id that lookups show.
    pub refund_id: String,
    /// The id in the answer; none of a refund that nobody here asked for.
    pub answered_id: Option<String>,
    /// What goes back, in the currency's smallest unit.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// The speed that was asked for.
    pub speed: Speed,
    /// SHA-256 of the exact bytes of the request, in hexadecimal; none of a foreign one.
    pub body_sha256: Option<String>,
    /// When it was made.
    pub at_ms: i64,
    /// What becomes of it.
    pub fate: RefundFate,
}

/// What becomes of a refund, with times counted from when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RefundFate {
    /// The money is back after this time.
    Settles {
        /// In milliseconds.
        after_ms: u64,
    },
    /// The gateway gives it up after this time.
    Fails {
        /// In milliseconds.
        after_ms: u64,
    },
    /// The gateway gives it up after this time, and the money goes back all the same after twice
    /// that time.
    FailsThenSettles {
        /// In milliseconds.
        after_ms: u64,
    },
    /// It stays on its way.
    StaysPending,
}

impl Default for RefundFate {
    fn default() -> Self {
        Self::Settles { after_ms: 5_000 }
    }
}

/// A refund that somebody else makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignRefund {
    /// What goes back, in the currency's smallest unit.
    pub amount_minor: i64,
    /// What becomes of it.
    #[serde(default)]
    pub fate: RefundFate,
}

/// How far a refund is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefundStatus {
    Pending,
    Failed,
    Success,
}

impl RefundStatus {
    /// The word that lookups use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Failed => "failed",
            Self::Success => "success",
        }
    }

    /// The word that the answer to a refund uses.
    pub(crate) fn answered(self) -> &'static str {
        match self {
            Self::Success => "completed",
            Self::Pending | Self::Failed => self.word(),
        }
    }
}

impl MadeRefund {
    /// Whether somebody else asked for it, as in the gateway's dashboard.
    pub fn is_foreign(&self) -> bool {
        self.answered_id.is_none()
    }

    /// Whether the money goes back in the end.
    pub fn moves_money(&self) -> bool {
        match self.fate {
            RefundFate::Settles { .. }
            | RefundFate::FailsThenSettles { .. }
            | RefundFate::StaysPending => true,
            RefundFate::Fails { .. } => false,
        }
    }

    /// How far it is at a moment, and when it got there.
    pub(crate) fn at(&self, now_ms: i64) -> (RefundStatus, i64) {
        let moment = |after_ms: u64| {
            let after_ms = i64::try_from(after_ms).unwrap_or(i64::MAX);
            self.at_ms.saturating_add(after_ms)
        };
        let steps = match self.fate {
            RefundFate::Settles { after_ms } => vec![(RefundStatus::Success, moment(after_ms))],
            RefundFate::Fails { after_ms } => vec![(RefundStatus::Failed, moment(after_ms))],
            RefundFate::FailsThenSettles { after_ms } => vec![
                (RefundStatus::Failed, moment(after_ms)),
                (RefundStatus::Success, moment(after_ms.saturating_mul(2))),
            ],
            RefundFate::StaysPending => vec![],
        };
        let reached = steps.into_iter().rfind(|(_, at_ms)| *at_ms <= now_ms);
        reached.unwrap_or((RefundStatus::Pending, self.at_ms))
    }
}

/// The id of the nth refund; its number is part of it, so no draw can make two alike.
pub(crate) fn refund_id(seed: u64, nth: usize) -> String {
    let drawn = Draw::named(seed, &["refund", &nth.to_string()]).base62(10);
    format!("rfnd_{drawn}{nth:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_is_on_its_way_until_its_fate_comes() {
        let made = |fate| MadeRefund {
            phone_number_id: "1".to_owned(),
            reference_id: "R-1".to_owned(),
            refund_id: "rfnd_1".to_owned(),
            answered_id: None,
            amount_minor: 100,
            currency: "INR".to_owned(),
            speed: Speed::Normal,
            body_sha256: None,
            at_ms: 1_000,
            fate,
        };
        let check = |fate, now_ms, status, since_ms| {
            assert_eq!(made(fate).at(now_ms), (status, since_ms), "{fate:?}");
        };
        let settles = RefundFate::Settles { after_ms: 10 };
        check(settles, 1_009, RefundStatus::Pending, 1_000);
        check(settles, 1_010, RefundStatus::Success, 1_010);
        let turns = RefundFate::FailsThenSettles { after_ms: 10 };
        check(turns, 1_019, RefundStatus::Failed, 1_010);
        check(turns, 1_020, RefundStatus::Success, 1_020);
        check(
            RefundFate::StaysPending,
            i64::MAX,
            RefundStatus::Pending,
            1_000,
        );
    }
}
