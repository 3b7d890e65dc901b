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
        Amount::of(billed, record.amount.as_ref()).note(&mut refund.amounts);
    }

    /// What they come to.
    pub fn seen(&self) -> RefundsSeen {
        let mut seen = RefundsSeen {
            times: u32::try_from(self.0.len()).unwrap_or(u32::MAX),
            ..RefundsSeen::NONE
        };
        for refund in self.0.values() {
            let mut amounts = refund.amounts.iter();
            let amount = match (amounts.next(), amounts.next()) {
                (Some(Some(minor)), None) => *minor,
                _ => {
                    seen.cannot_tell |= refund.went != Went::Failed;
                    continue;
                }
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
}
