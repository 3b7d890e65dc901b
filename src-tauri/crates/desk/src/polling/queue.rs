//! Owns what is asked next for one account: read a little ahead from the book, in the order of
//! urgency.

use super::provider_time::ProviderNow;
use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    cadence::{LANES, deadline_ms},
    ids::{AccountId, OrderId},
};
use counterfoil_store::{Db, DuePoll, StoreError};
use std::collections::{HashSet, VecDeque};

/// How many due lookups of a lane are read ahead.
const AHEAD: u32 = 64;
/// What was read ahead is read anew after this: others may have become more urgent.
const FRESH_MS: u64 = 5_000;
/// No order is due again sooner than this after it was asked about, in milliseconds.
const AGAIN_MS: i64 = 5_000;
/// Of four lookups that leave while both wait, three are about unknown outcomes.
const URGENT_IN_FOUR: usize = 3;

/// The next lookups of one account. Moments are by [`crate::Clock::elapsed_ms`] where not said.
#[derive(Debug, Default)]
pub(super) struct Queue {
    ready: VecDeque<DuePoll>,
    read_at_ms: u64,
    /// Nothing more is due before this moment of the provider's clock.
    dry_until_ms: i64,
}

/// What there is to ask.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// This order.
    Due(DuePoll),
    /// Nothing before this moment of the provider's clock; never, where there is none.
    Rest(Option<i64>),
}

impl Queue {
    /// Looks into the book again as soon as what was read ahead is used up: what is due changed.
    pub(super) fn refresh(&mut self) {
        self.dry_until_ms = i64::MIN;
    }

    /// Looks into the book again in time for what was just asked to be due once more.
    pub(super) fn expect_again(&mut self, now: ProviderNow) {
        let soonest_ms = now.ms.saturating_add(AGAIN_MS);
        self.dry_until_ms = self.dry_until_ms.min(soonest_ms);
    }

    /// The lookup that is due first, now or later: to learn the provider's time from its answer.
    pub(super) async fn first(
        desk: &Desk,
        account: AccountId,
        busy: &HashSet<OrderId>,
    ) -> Result<Option<DuePoll>, DeskError> {
        let rows = u32::try_from(busy.len()).unwrap_or(AHEAD) + 1;
        let read = desk
            .inner
            .store
            .read(move |db| due(db, account, i64::MAX, rows));
        let mut lanes = read.await?.into_iter().flatten();
        Ok(lanes.find(|due| !busy.contains(&due.order_id)))
    }

    /// The most urgent lookup that is due and not under way.
    pub(super) async fn next(
        &mut self,
        desk: &Desk,
        account: AccountId,
        busy: &HashSet<OrderId>,
        now: ProviderNow,
        elapsed_ms: u64,
    ) -> Result<Next, DeskError> {
        if elapsed_ms.saturating_sub(self.read_at_ms) > FRESH_MS {
            self.ready.clear();
        }
        if self.ready.is_empty() && self.dry_until_ms <= now.ms {
            self.read(desk, account, busy, now, elapsed_ms).await?;
        }
        Ok(match self.ready.pop_front() {
            Some(due) => Next::Due(due),
            None => Next::Rest((self.dry_until_ms < i64::MAX).then_some(self.dry_until_ms)),
        })
    }

    async fn read(
        &mut self,
        desk: &Desk,
        account: AccountId,
        busy: &HashSet<OrderId>,
        now: ProviderNow,
        elapsed_ms: u64,
    ) -> Result<(), DeskError> {
        let rows = AHEAD + u32::try_from(busy.len()).unwrap_or(AHEAD);
        let read = desk.inner.store.read(move |db| {
            Ok((
                due(db, account, now.ms, rows)?,
                next_ms(db, account, now.ms)?,
            ))
        });
        let (lanes, next_ms) = read.await?;
        let is_cut = lanes.iter().any(|due| due.len() >= rows as usize);
        let free = |due: Vec<DuePoll>| {
            due.into_iter()
                .filter(|due| !busy.contains(&due.order_id))
                .collect::<Vec<_>>()
        };
        let mut lanes = lanes.into_iter().map(free);
        let urgent = lanes.next().unwrap_or_default();
        let mut rest: Vec<_> = lanes.flatten().collect();
        rest.sort_by_key(|due| deadline_ms(due.due_at_ms, due.every_ms));
        self.ready = interleaved(urgent, rest);
        self.read_at_ms = elapsed_ms;
        self.dry_until_ms = match next_ms {
            _ if is_cut => i64::MIN,
            Some(next_ms) => next_ms,
            None => i64::MAX,
        };
        Ok(())
    }
}

/// What is due in each lane.
fn due(
    db: &Db<'_>,
    account: AccountId,
    now_ms: i64,
    rows: u32,
) -> Result<Vec<Vec<DuePoll>>, StoreError> {
    (0..LANES)
        .map(|lane| db.polls_due(account, lane, now_ms, rows))
        .collect()
}

/// When something is due next that is not due by now.
fn next_ms(db: &Db<'_>, account: AccountId, now_ms: i64) -> Result<Option<i64>, StoreError> {
    let mut next = None;
    for lane in 0..LANES {
        let of_lane = db.next_poll_ms(account, lane, now_ms)?;
        next = [next, of_lane].into_iter().flatten().min();
    }
    Ok(next)
}

/// Puts one of the rest after every three urgent ones, so that neither waits for the end of the
/// other.
fn interleaved(urgent: Vec<DuePoll>, rest: Vec<DuePoll>) -> VecDeque<DuePoll> {
    let mut queue = VecDeque::with_capacity(urgent.len() + rest.len());
    let (mut urgent, mut rest) = (urgent.into_iter(), rest.into_iter());
    loop {
        let before = queue.len();
        queue.extend(urgent.by_ref().take(URGENT_IN_FOUR));
        queue.extend(rest.next());
        if queue.len() == before {
            return queue;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use counterfoil_domain::cadence::PollReason;

    #[test]
    fn neither_the_urgent_nor_the_rest_starve() {
        check(&[1, 2, 3, 4], &[11, 12], &[1, 2, 3, 11, 4, 12]);
        check(&[], &[11, 12], &[11, 12]);
        check(&[1, 2, 3, 4], &[], &[1, 2, 3, 4]);
        check(&[], &[], &[]);

        #[track_caller]
        fn check(urgent: &[i64], rest: &[i64], expected: &[i64]) {
            let queue = interleaved(
                urgent.iter().copied().map(at).collect(),
                rest.iter().copied().map(at).collect(),
            );
            let found: Vec<_> = queue.iter().map(|due| due.due_at_ms).collect();
            assert_eq!(found, expected);
        }
    }

    fn at(due_at_ms: i64) -> DuePoll {
        DuePoll {
            order_id: OrderId::new(due_at_ms, [0; 10]),
            due_at_ms,
            every_ms: 1,
            why: PollReason::Waiting,
        }
    }
}
