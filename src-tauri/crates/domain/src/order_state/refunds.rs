//! Owns the refunds that our lookups have shown, as all answers together show them. A refund only
//! goes on (pending, failed, succeeded; a failure may still turn into a success).

use super::{Billed, RefundsSeen, reading::Amount};
use crate::{payment::RefundRecord, refund_status::RefundStatus};
use std::collections::{BTreeMap, BTreeSet};

/// Every refund in all answers, by its id.
#[derive(Clone, Debug, Default)]
pub(super) struct Refunds(BTreeMap<String, Refund>);

#[derive(Clone, Debug, Default)]
struct Refund {
    went: Went,
    /// What went back in each answer that says so, in minor units; `None` for another currency. More
    /// than one is a contradiction.
    amounts: BTreeSet<Option<i64>>,
    /// When it went back, by the earliest answer that says so and when, UTC.
    back_at_ms: Option<i64>,
    /// When it was made, by the earliest answer that says when, UTC.
    created_at_ms: Option<i64>,
    /// The gateway payment ids of the attempts it was listed in; `None` for the payment itself.
    listed_in: BTreeSet<Option<String>>,
}

/// A refund in all answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundInAnswers {
    /// The gateway's refund id.
    pub id: String,
    /// Whether it went back.
    pub status: RefundStatus,
    /// What it moves, in minor units of the order's currency; `None` where no answer says so, or they
    /// contradict each other.
    pub minor: Option<i64>,
    /// When it was made, if the provider says so, UTC.
    pub created_at_ms: Option<i64>,
}

/// A refund that went back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledRefund {
    /// The gateway's refund id.
    pub id: String,
    /// What went back, in minor units of the order's currency.
    pub minor: i64,
    /// When, if the provider says so, UTC.
    pub at_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Went {
    #[default]
    Pending,
    Failed,
    Back,
}

impl Refunds {
    /// Adds a refund as one answer shows it. An absent amount proves nothing.
    pub fn add(&mut self, billed: &Billed, record: &RefundRecord) {
        let refund = self.0.entry(record.id.clone()).or_default();
        refund.went = refund.went.max(match record.status.meaning {
            RefundStatus::Pending => Went::Pending,
            RefundStatus::Failed => Went::Failed,
            RefundStatus::Succeeded => Went::Back,
        });
        if record.status.meaning == RefundStatus::Succeeded {
            let times = [
                refund.back_at_ms,
                record.updated_at_ms.or(record.created_at_ms),
            ];
            refund.back_at_ms = times.into_iter().flatten().min();
        }
        refund.created_at_ms = [refund.created_at_ms, record.created_at_ms]
            .into_iter()
            .flatten()
            .min();
        refund.listed_in.insert(record.gateway_payment_id.clone());
        Amount::of(billed, record.amount.as_ref()).note(&mut refund.amounts);
    }

    /// Those that lower what came: one on an attempt that did not succeed lowers nothing
    /// (money-protocol, section 3).
    fn counted(&self, unpaid: &BTreeSet<String>) -> impl Iterator<Item = (&String, &Refund)> {
        let is_of_unpaid = |id: &Option<String>| id.as_ref().is_some_and(|id| unpaid.contains(id));
        self.0
            .iter()
            .filter(move |(_, refund)| !refund.listed_in.iter().all(is_of_unpaid))
    }

    /// Each of them. `unpaid` are the gateway payment ids of attempts that did not succeed.
    pub fn each(&self, unpaid: &BTreeSet<String>) -> Vec<RefundInAnswers> {
        self.counted(unpaid)
            .map(|(id, refund)| RefundInAnswers {
                id: id.clone(),
                status: refund.went.status(),
                minor: refund.minor(),
                created_at_ms: refund.created_at_ms,
            })
            .collect()
    }

    /// What they come to.
    pub fn seen(&self, unpaid: &BTreeSet<String>) -> RefundsSeen {
        let mut seen = RefundsSeen::NONE;
        for (_, refund) in self.counted(unpaid) {
            seen.times = seen.times.saturating_add(1);
            let Some(amount) = refund.minor() else {
                seen.cannot_tell |= refund.went != Went::Failed;
                continue;
            };
            let sum = match refund.went {
                Went::Back => &mut seen.refunded_minor,
                Went::Pending => &mut seen.pending_minor,
                Went::Failed => continue,
            };
            match sum.checked_add(amount) {
                Some(more) => *sum = more,
                None => seen.cannot_tell = true,
            }
        }
        seen
    }

    /// Those that went back with a clear amount.
    pub fn settled(&self, unpaid: &BTreeSet<String>) -> Vec<SettledRefund> {
        let back = self
            .counted(unpaid)
            .filter(|(_, refund)| refund.went == Went::Back);
        back.filter_map(|(id, refund)| {
            Some(SettledRefund {
                id: id.clone(),
                minor: refund.minor()?,
                at_ms: refund.back_at_ms,
            })
        })
        .collect()
    }
}

impl Went {
    const fn status(self) -> RefundStatus {
        match self {
            Self::Pending => RefundStatus::Pending,
            Self::Failed => RefundStatus::Failed,
            Self::Back => RefundStatus::Succeeded,
        }
    }
}

impl Refund {
    /// What it moves, if every answer that says so agrees.
    fn minor(&self) -> Option<i64> {
        let mut amounts = self.amounts.iter();
        match (amounts.next(), amounts.next()) {
            (Some(Some(minor)), None) => Some(*minor),
            _ => None,
        }
    }
}
