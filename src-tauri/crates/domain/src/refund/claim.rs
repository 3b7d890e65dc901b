//! Owns which refund record in a lookup belongs to which refund of ours.

use crate::mutant::{self, Mutant};
use std::collections::{BTreeMap, BTreeSet};

/// A record may be this much older than the provider's clock was when we sent: their servers differ.
const SKEW_MS: i64 = 60_000;

/// A refund of ours that may have happened and has no record yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaiting<Id> {
    /// The operation.
    pub id: Id,
    /// What was asked for, in minor units.
    pub minor: i64,
    /// The refund ids that a lookup showed before it was sent.
    pub before: BTreeSet<String>,
    /// The provider's time when it was sent, UTC.
    pub sent_at_ms: i64,
    /// The refund id in the answer, where there was one.
    pub answered_id: Option<String>,
}

/// A refund record of the order's currency in our own lookups, which belongs to no operation yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The gateway's refund id.
    pub id: String,
    /// What it moves, in minor units; `None` where answers contradict each other.
    pub minor: Option<i64>,
    /// When it was made, by the provider, UTC.
    pub created_at_ms: Option<i64>,
}

/// What follows from the records and the operations of one order together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims<Id> {
    /// These operations are proven, each by this record: its id is the one in the answer, or nothing
    /// else can be meant.
    pub proven: Vec<(Id, String)>,
    /// These belong together as far as anyone can tell: neither is counted a second time, and nothing
    /// is proven by it.
    pub probable: Vec<(Id, String)>,
    /// No record there could be one of these, whatever it leaves open.
    pub silent: Vec<Id>,
}

/// Pairs records with refunds of ours. A record proves one only if it was not there before, is not
/// older than the request, moves just as much, and there are as many such records as there are such
/// operations; otherwise nobody can tell (money-protocol, section 3, claiming).
pub fn claims<Id: Clone + Ord>(awaiting: &[Awaiting<Id>], seen: &[Seen]) -> Claims<Id> {
    let mut claims = Claims {
        proven: Vec::new(),
        probable: Vec::new(),
        silent: Vec::new(),
    };
    let mut open: Vec<&Awaiting<Id>> = Vec::new();
    let mut free: Vec<&Seen> = seen.iter().collect();
    for operation in awaiting {
        match free.iter().position(|record| operation.is_named(record)) {
            Some(at) => {
                let record = free.swap_remove(at);
                claims
                    .proven
                    .push((operation.id.clone(), record.id.clone()));
            }
            None => open.push(operation),
        }
    }
    // What was answered certainly exists, so a record is rather its than an unanswered one's.
    open.sort_by_key(|operation| operation.answered_id.is_none());
    let mut by_amount: BTreeMap<i64, Vec<&Awaiting<Id>>> = BTreeMap::new();
    for operation in open {
        if !free.iter().any(|record| operation.cannot_exclude(record)) {
            claims.silent.push(operation.id.clone());
        }
        by_amount
            .entry(operation.minor)
            .or_default()
            .push(operation);
    }
    for (minor, operations) in by_amount {
        let records: Vec<&Seen> = free
            .iter()
            .copied()
            .filter(|record| record.minor == Some(minor))
            .filter(|record| operations.iter().any(|operation| operation.may_be(record)))
            .collect();
        claims.pair(&operations, &records);
    }
    claims
}

impl<Id: Clone + Ord> Claims<Id> {
    /// Pairs what is of one amount.
    fn pair(&mut self, operations: &[&Awaiting<Id>], records: &[&Seen]) {
        let all_fit = operations
            .iter()
            .all(|operation| records.iter().all(|record| operation.may_be(record)));
        let is_clear = operations.len() == records.len() && all_fit;
        let mut free = records.to_vec();
        for operation in operations {
            // A record never stands for one that it cannot be: it would be counted nowhere.
            let Some(at) = free.iter().position(|record| operation.may_be(record)) else {
                continue;
            };
            let pair = (operation.id.clone(), free.remove(at).id.clone());
            if is_clear && operation.answered_id.is_none() {
                self.proven.push(pair);
            } else {
                self.probable.push(pair);
            }
        }
    }
}

impl<Id> Awaiting<Id> {
    /// Whether a record has the id that the answer had.
    fn is_named(&self, record: &Seen) -> bool {
        self.answered_id.as_ref() == Some(&record.id)
            && record.minor == Some(self.minor)
            && !self.before.contains(&record.id)
    }

    /// Whether a record is of this refund as far as its id, its amount and its moment say.
    fn may_be(&self, record: &Seen) -> bool {
        record.minor.is_some() && record.created_at_ms.is_some() && self.cannot_exclude(record)
    }

    /// Whether nothing in a record says that it is not of this refund.
    fn cannot_exclude(&self, record: &Seen) -> bool {
        if mutant::is(Mutant::ClaimByAmountOnly) {
            return record.minor == Some(self.minor);
        }
        let from_ms = self.sent_at_ms.saturating_sub(SKEW_MS);
        record.minor.is_none_or(|minor| minor == self.minor)
            && record.created_at_ms.is_none_or(|at_ms| at_ms >= from_ms)
            && !self.before.contains(&record.id)
    }
}

#[cfg(test)]
mod tests;
