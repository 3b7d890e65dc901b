//! Owns reading one answer or report: what it says about what we billed, and nothing else.

use super::{
    Billed,
    attempts::{Key, Sight},
};
use crate::{
    money::{Currency, Money},
    payment::{LookupAnswer, PaymentRecord, RefundRecord, StatedAmount, TransactionRecord},
    payment_status::PaymentStatus,
    transaction_status::TransactionStatus,
};
use std::collections::{BTreeMap, BTreeSet};

/// What one answer says about what we billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub(super) is_captured: bool,
    /// The payment's own word, if no document lists it.
    pub(super) unknown_word: Option<String>,
    pub(super) bill: Amount,
    pub(super) attempts: Vec<Sight>,
    pub(super) refunds: Vec<RefundRecord>,
}

/// An amount in an answer. An absent one proves nothing; one in another currency, or in none, is
/// never money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Absent,
    OtherCurrency,
    Stated(Money),
}

impl Amount {
    pub fn of(billed: &Billed, stated: Option<&StatedAmount>) -> Self {
        match stated {
            None => Self::Absent,
            Some(stated) => in_currency(billed, stated).map_or(Self::OtherCurrency, Self::Stated),
        }
    }

    /// Notes what it says beside what others say of the same: minor units, or `None` for another
    /// currency.
    pub fn note(self, said: &mut BTreeSet<Option<i64>>) {
        match self {
            Self::Absent => {}
            Self::OtherCurrency => {
                said.insert(None);
            }
            Self::Stated(money) => {
                said.insert(Some(money.minor()));
            }
        }
    }

    fn or(self, other: Self) -> Self {
        match self {
            Self::Absent => other,
            Self::OtherCurrency | Self::Stated(_) => self,
        }
    }

    /// Minor units, where it is money in the currency billed.
    pub fn minor(self) -> Option<i64> {
        match self {
            Self::Absent | Self::OtherCurrency => None,
            Self::Stated(money) => Some(money.minor()),
        }
    }
}

/// Reads everything that is said about what we billed: a webhook may tell of one payment more than
/// once.
pub fn read(billed: &Billed, answer: &LookupAnswer) -> impl Iterator<Item = Reading> {
    let payments = match answer {
        LookupAnswer::Payments(payments) => payments.as_slice(),
        LookupAnswer::Declined { .. } | LookupAnswer::Unreadable { .. } => &[],
    };
    payments
        .iter()
        .filter(|record| record.reference_id == billed.reference_id)
        .map(|record| read_one(billed, record))
}

fn read_one(billed: &Billed, record: &PaymentRecord) -> Reading {
    Reading {
        is_captured: record.status.meaning == PaymentStatus::Captured,
        unknown_word: (!record.status.known).then(|| record.status.word.clone()),
        bill: Amount::of(billed, record.amount.as_ref()),
        attempts: sights(billed, record),
        refunds: record.refunds.clone(),
    }
}

impl Reading {
    /// The refunds it lists.
    pub fn refunds(&self) -> &[RefundRecord] {
        &self.refunds
    }

    /// Whether it says that the money came.
    pub fn says_paid(&self) -> bool {
        let succeeded = |sight: &Sight| sight.status.meaning == TransactionStatus::Succeeded;
        self.is_captured || self.attempts.iter().any(succeeded)
    }

    /// What it says came, in minor units, where nothing about it is in doubt.
    pub fn came_minor(&self) -> Option<i64> {
        let successes: Vec<_> = self
            .attempts
            .iter()
            .filter(|sight| sight.status.meaning == TransactionStatus::Succeeded)
            .collect();
        if successes.is_empty() {
            return self.bill.minor().filter(|_| self.is_captured);
        }
        successes.iter().try_fold(0_i64, |sum, sight| {
            sum.checked_add(sight.came.or(self.bill).minor()?)
        })
    }
}

/// The attempts of an answer, each gateway payment once. Attempts that nothing tells apart are
/// numbered from the one that went farthest: attempts only go on and become more, so the first of
/// them only goes on, and the second, whatever their order in the answer is.
fn sights(billed: &Billed, record: &PaymentRecord) -> Vec<Sight> {
    let mut alike: BTreeMap<_, Vec<Sight>> = BTreeMap::new();
    for attempt in &record.transactions {
        let sight = sight(billed, attempt);
        alike.entry(sight.key.clone()).or_default().push(sight);
    }
    let mut sights = Vec::new();
    for mut group in alike.into_values() {
        group.sort_by(|a, b| b.progress().cmp(&a.progress()));
        if group
            .first()
            .is_some_and(|sight| sight.key.payment_id.is_some())
        {
            group.truncate(1);
        }
        sights.extend(group.into_iter().enumerate().map(|(nth, mut sight)| {
            sight.key.nth = nth;
            sight
        }));
    }
    sights
}

fn sight(billed: &Billed, attempt: &TransactionRecord) -> Sight {
    Sight {
        key: Key {
            payment_id: attempt.gateway_payment_id.clone(),
            order_id: attempt.gateway_order_id.clone(),
            created_at_ms: attempt.created_at_ms,
            nth: 0,
        },
        status: attempt.status.clone(),
        came: Amount::of(billed, attempt.amount.as_ref()),
        failure: attempt.failure.clone(),
        method: attempt.method.clone(),
        changed_at_ms: attempt.updated_at_ms.or(attempt.created_at_ms),
    }
}

/// The stated amount as money, if its currency is the one we billed. A missing currency is not.
fn in_currency(billed: &Billed, amount: &StatedAmount) -> Option<Money> {
    let currency = billed.total.currency();
    let word = amount.currency.as_deref()?;
    word.eq_ignore_ascii_case(Currency::code(currency))
        .then_some(())?;
    Money::new(amount.minor, currency)
}
