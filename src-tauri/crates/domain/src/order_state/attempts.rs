//! Owns the attempts to pay, as all answers together show them. An attempt only goes on (pending,
//! failed, succeeded; a failure may still turn into a success), so the farthest sight of it is the
//! latest, and no clock is asked.

use super::reading::Amount;
use crate::{stated::Stated, transaction_status::TransactionStatus};
use std::collections::{BTreeMap, BTreeSet};

/// What tells one attempt from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The gateway's payment id; an attempt may get it after it began.
    pub payment_id: Option<String>,
    /// The gateway's order id, which several attempts may share.
    pub order_id: Option<String>,
    /// When it began, UTC.
    pub created_at_ms: Option<i64>,
    /// Which one of those that nothing else tells apart.
    pub nth: usize,
}

/// One attempt in one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub key: Key,
    pub status: Stated<TransactionStatus>,
    /// What it moved, by its own account.
    pub came: Amount,
    pub failure: Option<String>,
    /// How the customer paid, in the provider's word.
    pub method: Option<String>,
    pub changed_at_ms: Option<i64>,
}

/// An attempt to pay, as all answers together show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptSeen {
    /// The gateway's payment id.
    pub gateway_payment_id: Option<String>,
    /// The gateway's order id, which several attempts may share.
    pub gateway_order_id: Option<String>,
    /// How it ended, if it did.
    pub status: TransactionStatus,
    /// The provider's word for that.
    pub word: String,
    /// What it moved or was to move, by its own account, in minor units of the order's currency;
    /// `None` where answers do not say, contradict each other or name another currency.
    pub minor: Option<i64>,
    /// How the customer paid, in the provider's word.
    pub method: Option<String>,
    /// The gateway's reason for a failure, in its words.
    pub failure: Option<String>,
    /// When it began, UTC.
    pub began_at_ms: Option<i64>,
    /// When it last changed, UTC.
    pub changed_at_ms: Option<i64>,
    /// When it succeeded, UTC.
    pub succeeded_at_ms: Option<i64>,
}

impl Sight {
    /// How far it has gone. An unknown word means pending and is the last that is believed of
    /// that, because it must stay visible.
    pub fn progress(&self) -> (u8, bool, &str) {
        let went = match self.status.meaning {
            TransactionStatus::Pending => 0,
            TransactionStatus::Failed => 1,
            TransactionStatus::Succeeded => 2,
        };
        (went, !self.status.known, &self.status.word)
    }
}

/// One attempt in all answers.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    farthest: Sight,
    /// What it moved in each answer that calls it successful and says so, in minor units; `None` for
    /// another currency. More than one is a contradiction.
    came: BTreeSet<Option<i64>>,
    /// When it succeeded, by the earliest answer that calls it successful and says when, UTC.
    succeeded_at_ms: Option<i64>,
}

/// Every attempt in all answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempts(BTreeMap<Key, Attempt>);

impl Attempts {
    /// Adds an attempt as one answer shows it.
    pub fn add(&mut self, sight: &Sight) {
        let mut seen = Attempt {
            farthest: sight.clone(),
            came: BTreeSet::new(),
            succeeded_at_ms: None,
        };
        if seen.meaning() == TransactionStatus::Succeeded {
            sight.came.note(&mut seen.came);
            seen.succeeded_at_ms = sight.changed_at_ms.or(sight.key.created_at_ms);
        }
        match self.0.get_mut(&sight.key) {
            Some(known) => known.join(&seen),
            None => {
                self.0.insert(sight.key.clone(), seen);
            }
        }
    }

    /// The attempts. One that was seen before it had a payment id is the one with the same order id
    /// and the same beginning, if there is exactly one.
    pub fn all(&self) -> Vec<Attempt> {
        let (named, nameless): (Vec<_>, Vec<_>) = self
            .0
            .values()
            .cloned()
            .partition(|attempt| attempt.farthest.key.payment_id.is_some());
        let mut all = named.clone();
        for attempt in nameless {
            let place = |named: &Attempt| {
                let (a, b) = (&named.farthest.key, &attempt.farthest.key);
                a.order_id == b.order_id && a.created_at_ms == b.created_at_ms
            };
            let mut places = (0..named.len()).filter(|at| named.get(*at).is_some_and(&place));
            match (places.next(), places.next()) {
                (Some(only), None) if attempt.farthest.key.nth == 0 => {
                    if let Some(named) = all.get_mut(only) {
                        named.join(&attempt);
                    }
                }
                _ => all.push(attempt),
            }
        }
        all
    }
}

impl Attempt {
    /// How it ended, if it did.
    pub fn meaning(&self) -> TransactionStatus {
        self.farthest.status.meaning
    }

    /// The word it stands at, if no document lists it.
    pub fn unknown_word(&self) -> Option<&str> {
        let status = &self.farthest.status;
        (!status.known).then_some(status.word.as_str())
    }

    /// The gateway's payment id.
    pub fn payment_id(&self) -> Option<&str> {
        self.farthest.key.payment_id.as_deref()
    }

    /// Why it failed, and when.
    pub fn failure(&self) -> (Option<i64>, Option<&str>) {
        (
            self.farthest.changed_at_ms,
            self.farthest.failure.as_deref(),
        )
    }

    /// What it moved in each answer that calls it successful and says so, in minor units; `None` for
    /// another currency.
    pub fn came(&self) -> &BTreeSet<Option<i64>> {
        &self.came
    }

    /// When it succeeded, if it did and an answer says when, UTC. A later change of it, such as a
    /// refund, does not count.
    pub fn succeeded_at_ms(&self) -> Option<i64> {
        self.succeeded_at_ms
    }

    /// What a person may know of it.
    pub fn seen(self) -> AttemptSeen {
        let mut came = self.came.iter();
        let minor = match (came.next(), came.next()) {
            (None, _) => self.farthest.came.minor(),
            (Some(only), None) => *only,
            (Some(_), Some(_)) => None,
        };
        let Sight { key, status, .. } = self.farthest;
        AttemptSeen {
            gateway_payment_id: key.payment_id,
            gateway_order_id: key.order_id,
            status: status.meaning,
            word: status.word,
            minor,
            method: self.farthest.method,
            failure: self.farthest.failure,
            began_at_ms: key.created_at_ms,
            changed_at_ms: self.farthest.changed_at_ms,
            succeeded_at_ms: self.succeeded_at_ms,
        }
    }

    fn join(&mut self, other: &Self) {
        self.came.extend(&other.came);
        let times = [self.succeeded_at_ms, other.succeeded_at_ms];
        self.succeeded_at_ms = times.into_iter().flatten().min();
        let payment_id = self.farthest.key.payment_id.clone();
        if rank(&other.farthest) > rank(&self.farthest) {
            self.farthest = other.farthest.clone();
            if payment_id.is_some() {
                self.farthest.key.payment_id = payment_id;
            }
        }
    }
}

/// Orders the sights of one attempt, so that they fold the same way in whatever order they come.
fn rank(sight: &Sight) -> impl Ord {
    (
        sight.progress(),
        sight.changed_at_ms,
        sight.failure.as_deref(),
        sight.method.as_deref(),
        sight.came.minor(),
    )
}
