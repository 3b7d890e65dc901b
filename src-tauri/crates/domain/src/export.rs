//! Owns what can be exported: the kinds, their columns, and the words their rows can be chosen by.

mod columns;
mod period;

pub use columns::{COLUMNS_VERSION, Column, Holds};
pub use period::{CutOff, Date, Period, PeriodError, Span, Zone, date};

use crate::{
    activity::Deed, operation::OperationState, refund::RefundStanding, standing::Standing,
    transaction_status::TransactionStatus,
};
use serde::{Deserialize, Serialize};

/// What the rows of an export are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportKind {
    /// What was billed, and where each order stands.
    Orders,
    /// Every attempt to pay.
    Payments,
    /// Every refund, ours and others'.
    Refunds,
    /// Money in and out, one signed row each: what is matched with the gateway and the bank.
    Movements,
    /// Everything with an effect outside, and how it ended.
    Operations,
    /// Who did what.
    Activity,
}

/// Which way money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// It came from a customer.
    Payment,
    /// It went back to one.
    Refund,
}

impl ExportKind {
    /// Every kind, the one that is matched every day in front.
    pub const ALL: [Self; 6] = [
        Self::Movements,
        Self::Orders,
        Self::Payments,
        Self::Refunds,
        Self::Operations,
        Self::Activity,
    ];

    /// The word for files and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Payments => "payments",
            Self::Refunds => "refunds",
            Self::Movements => "movements",
            Self::Operations => "operations",
            Self::Activity => "activity",
        }
    }

    /// Reads the word for files and commands.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The words its rows can be chosen by.
    pub fn statuses(self) -> Vec<&'static str> {
        match self {
            Self::Orders => Standing::ALL.map(Standing::word).into(),
            Self::Payments => TransactionStatus::ALL.map(TransactionStatus::word).into(),
            Self::Refunds => (RefundStanding::ALL.into_iter())
                // Whether an unknown one probably did not happen is for a person to judge.
                .filter(|standing| *standing != RefundStanding::ProbablyNot)
                .map(RefundStanding::word)
                .collect(),
            Self::Movements => vec![Movement::Payment.word(), Movement::Refund.word()],
            Self::Operations => OperationState::ALL.map(OperationState::word).into(),
            Self::Activity => Deed::ALL.map(Deed::word).into(),
        }
    }

    /// The column that holds such a word.
    pub const fn status_column(self) -> &'static str {
        match self {
            Self::Movements => "movement",
            Self::Activity => "deed",
            Self::Orders | Self::Payments | Self::Refunds | Self::Operations => "status",
        }
    }
}

impl Movement {
    /// The word for files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Refund => "refund",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_back() {
        for kind in ExportKind::ALL {
            assert_eq!(ExportKind::from_word(kind.word()), Some(kind));
        }
        assert_eq!(ExportKind::from_word("settlements"), None);
    }

    #[test]
    fn the_column_of_the_status_is_a_column_of_words() {
        for kind in ExportKind::ALL {
            let mut columns = kind.columns().iter();
            let column = columns.find(|column| column.name == kind.status_column());
            assert_eq!(
                column.map(|column| column.holds),
                Some(Holds::Word),
                "{kind:?}"
            );
        }
    }
}
