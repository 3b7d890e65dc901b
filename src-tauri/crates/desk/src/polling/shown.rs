//! Owns what is shown of looking payments up: how each account stands, what is due, what comes.

use super::{job::JobShown, pace::PollTrouble};
use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    account::{Account, Environment},
    cadence::{self, Cadence, CancelWatched, LANES, PollEnd, PollReason, Subject},
    ids::{AccountId, OrderId},
};
use counterfoil_store::{Db, DuePoll, OrderRow, PollRow, StoreError};
use tokio::sync::watch;

/// The counts of an account end here: whoever shows one says that there may be more.
pub const POLLS_COUNTED_MAX: u32 = 10_000;
/// How many of the lookups that come next are shown.
const NEXT_MAX: usize = 10;

/// What came of lookups since the scheduler started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PollTally {
    /// Lookups that were answered.
    pub answered: u64,
    /// Those whose answer was another than the one before.
    pub changed: u64,
    /// Lookups without an answer.
    pub unanswered: u64,
    /// How long writing some of them down kept the writer at most, in milliseconds without the sync
    /// at the end.
    pub longest_write_ms: u64,
}

/// What the scheduler says of itself.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) is_paused: bool,
    pub(super) asking: usize,
    pub(super) job: Option<JobShown>,
    pub(super) tally: PollTally,
}

/// How looking payments up goes, in one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollingShown {
    /// A person paused it.
    pub is_paused: bool,
    /// Orders on their way or being written down.
    pub asking: usize,
    /// What a person asked for last.
    pub job: Option<JobShown>,
    /// What came of lookups since the start.
    pub tally: PollTally,
    /// Each account of the environment.
    pub accounts: Vec<AccountPollingShown>,
    /// The lookups that come next, the most overdue first.
    pub next: Vec<NextShown>,
}

/// A lookup that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextShown {
    /// The order.
    pub order: OrderId,
    /// Its name at the provider.
    pub reference_id: String,
    /// When, how often and why.
    pub poll: PollShown,
}

/// How one account is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountPollingShown {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// How many orders are looked up by themselves, counted up to [`POLLS_COUNTED_MAX`].
    pub watched: u64,
    /// How many of them are due now, counted as far.
    pub due: u64,
    /// How many are later than a lookup of their kind may be, counted as far.
    pub late: u64,
    /// In how many milliseconds the next one leaves, if any waits.
    pub next_in_ms: Option<u64>,
    /// How many lookups it may make an hour now.
    pub lookups_per_hour: u32,
    /// How many its business made in the past hour.
    pub spent_in_an_hour: u32,
    /// How long the provider still asks us to wait, in milliseconds.
    pub held_ms: u64,
    /// Since when it is in trouble, UTC, and what the trouble is.
    pub trouble: Option<(i64, PollTrouble)>,
    /// In how many milliseconds it is tried again, where it is in trouble.
    pub retry_in_ms: u64,
    /// When the last answer came, UTC.
    pub answered_at_ms: Option<i64>,
    /// How long that took.
    pub answered_after_ms: u64,
}

/// When an order is looked up next, and why then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollShown {
    /// It is looked up by itself.
    Due {
        /// In how many milliseconds; 0 when it is due.
        in_ms: u64,
        /// How far apart its lookups are now, in milliseconds.
        every_ms: u64,
        /// Why that often.
        why: PollReason,
    },
    /// It is not, any more or yet.
    Ended(PollEnd),
}

impl PollShown {
    fn due(due_at_ms: i64, every_ms: i64, why: PollReason, now_ms: i64) -> Self {
        let unsigned = |ms: i64| u64::try_from(ms).unwrap_or_default();
        Self::Due {
            in_ms: unsigned(due_at_ms.saturating_sub(now_ms)),
            every_ms: unsigned(every_ms),
            why,
        }
    }

    /// In how many milliseconds it is looked up; never, where it is not.
    const fn in_ms(&self) -> u64 {
        match self {
            Self::Due { in_ms, .. } => *in_ms,
            Self::Ended(_) => u64::MAX,
        }
    }
}

impl Shown {
    /// Counts a lookup that was made.
    pub(super) fn count(&mut self, is_answered: bool, is_changed: bool, is_job: bool) {
        self.tally.answered += u64::from(is_answered);
        self.tally.changed += u64::from(is_changed);
        self.tally.unanswered += u64::from(!is_answered);
        if is_job {
            self.count_job(is_answered, is_changed);
        }
    }

    /// Notes how long a write of lookups kept the writer.
    pub(super) fn note_write(&mut self, held_ms: u64) {
        self.tally.longest_write_ms = self.tally.longest_write_ms.max(held_ms);
    }

    /// Counts an order of the job that was asked about.
    pub(super) fn count_job(&mut self, is_answered: bool, is_changed: bool) {
        if let Some(job) = &mut self.job {
            job.count(is_answered, is_changed);
        }
    }
}

impl Desk {
    /// How looking payments up goes.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn polling(&self, environment: Environment) -> Result<PollingShown, DeskError> {
        let accounts = self.inner.store.read(|db| db.accounts()).await?;
        let (mut shown, mut next) = (Vec::new(), Vec::new());
        for account in accounts {
            if account.environment == environment {
                next.extend(self.next_of(account.id).await?);
                shown.push(self.account_polling(account).await?);
            }
        }
        next.sort_by_key(|one: &NextShown| one.poll.in_ms());
        next.truncate(NEXT_MAX);
        let state = self.inner.polling.shown();
        Ok(PollingShown {
            is_paused: state.is_paused,
            asking: state.asking,
            job: state.job,
            tally: state.tally,
            accounts: shown,
            next,
        })
    }

    async fn next_of(&self, account: AccountId) -> Result<Vec<NextShown>, DeskError> {
        let now_ms = self.provider_now(account).ms;
        Ok(self
            .inner
            .store
            .read(move |db| next_of(db, account, now_ms))
            .await?)
    }

    /// What came of lookups since the scheduler started.
    pub fn poll_tally(&self) -> PollTally {
        self.inner.polling.shown().tally
    }

    /// How many of the orders that a person asked to be looked up still wait.
    pub fn asked_orders_waiting(&self) -> usize {
        let job = self.inner.polling.shown().job;
        let waiting = job.filter(|job| !job.is_over);
        waiting.map_or(0, |job| (job.total - job.done) as usize)
    }

    /// Until when nothing leaves, by [`crate::Clock::elapsed_ms`]; `None` while something is under
    /// way. A schedule that is replayed moves its clock there.
    pub fn polling_rests(&self) -> watch::Receiver<Option<u64>> {
        self.inner.polling.rests.subscribe()
    }

    async fn account_polling(&self, account: Account) -> Result<AccountPollingShown, DeskError> {
        let now = self.provider_now(account.id);
        let id = account.id;
        let read = self.inner.store.read(move |db| counted(db, id, now.ms));
        let counted = read.await?;
        let elapsed_ms = self.inner.clock.elapsed_ms();
        let mut pace = self.inner.polling.pace();
        let wait_ms = pace.wait_ms(&account, elapsed_ms);
        let standing = pace.account(account.id).clone();
        let allowance = pace.allowance(&account, elapsed_ms);
        let until_due = counted
            .next_ms
            .map(|next_ms| u64::try_from(next_ms.saturating_sub(now.ms)).unwrap_or_default());
        Ok(AccountPollingShown {
            account: account.id,
            name: account.name.clone(),
            watched: counted.watched,
            due: counted.due,
            late: counted.late,
            next_in_ms: until_due.map(|until_due| until_due.max(wait_ms)),
            lookups_per_hour: allowance.lookups_per_hour(),
            spent_in_an_hour: allowance.spent_in_an_hour(elapsed_ms),
            held_ms: allowance.held_ms(elapsed_ms),
            retry_in_ms: standing.retry_in_ms(elapsed_ms),
            trouble: standing.trouble,
            answered_at_ms: standing.answered_at_ms,
            answered_after_ms: standing.answered_after_ms,
        })
    }
}

/// The lookups of an account that come next, the most overdue first.
fn next_of(db: &Db<'_>, account: AccountId, now_ms: i64) -> Result<Vec<NextShown>, StoreError> {
    let rows = u32::try_from(NEXT_MAX).unwrap_or(u32::MAX);
    let mut polls = Vec::new();
    for lane in 0..LANES {
        polls.extend(db.polls_due(account, lane, i64::MAX, rows)?);
    }
    polls.sort_by_key(|poll| poll.due_at_ms);
    polls.truncate(NEXT_MAX);
    let show = |poll: DuePoll| {
        Ok(NextShown {
            order: poll.order_id,
            reference_id: db.reference_of_order(poll.order_id)?,
            poll: PollShown::due(poll.due_at_ms, poll.every_ms, poll.why, now_ms),
        })
    };
    polls.into_iter().map(show).collect()
}

struct Counted {
    watched: u64,
    due: u64,
    late: u64,
    next_ms: Option<i64>,
}

fn counted(db: &Db<'_>, account: AccountId, now_ms: i64) -> Result<Counted, StoreError> {
    let mut counted = Counted {
        watched: 0,
        due: 0,
        late: 0,
        next_ms: None,
    };
    for lane in 0..LANES {
        counted.watched += db.count_polls_due(account, lane, i64::MAX, POLLS_COUNTED_MAX)?;
        counted.due += db.count_polls_due(account, lane, now_ms, POLLS_COUNTED_MAX)?;
        let late_ms = now_ms.saturating_sub(cadence::late_after_ms(lane));
        counted.late += db.count_polls_due(account, lane, late_ms, POLLS_COUNTED_MAX)?;
        let first = db.next_poll_ms(account, lane, i64::MIN)?;
        counted.next_ms = [counted.next_ms, first].into_iter().flatten().min();
    }
    let most = u64::from(POLLS_COUNTED_MAX);
    Ok(Counted {
        watched: counted.watched.min(most),
        due: counted.due.min(most),
        late: counted.late.min(most),
        ..counted
    })
}

/// When an order is looked up next, and why then.
pub(crate) fn poll_shown(
    db: &Db<'_>,
    order: &OrderRow,
    now_ms: i64,
) -> Result<PollShown, StoreError> {
    if let Some(PollRow {
        due_at_ms,
        every_ms,
        why,
        ..
    }) = db.poll(order.id)?
    {
        return Ok(PollShown::due(due_at_ms, every_ms, why, now_ms));
    }
    if !db.has_lookup(order)? {
        return Ok(PollShown::Ended(PollEnd::GatewayAlone));
    }
    let effects = db.effects_on_order(order.id)?;
    let state = db.order_state(order)?;
    let subject = Subject {
        send: effects.send,
        // It has ended, and looks as it does long after.
        sent_at_ms: i64::MIN,
        payment: state.payment,
        is_refund_pending: effects.awaits_refund || state.refunds.pending_minor > 0,
        unknown_since_ms: effects.is_provable.then_some(i64::MIN),
        expires_at_ms: order.expires_at_ms,
        cancel: effects.cancel.map(|_| CancelWatched {
            left_at_ms: i64::MIN,
            clean_at_ms: Some(i64::MAX),
        }),
        changed_at_ms: None,
        asked_at_ms: None,
        silent: 0,
    };
    match cadence::next(&subject, now_ms, 0) {
        Cadence::Ended(end) => Ok(PollShown::Ended(end)),
        Cadence::Due { .. } => Ok(PollShown::Ended(PollEnd::Quiet)),
    }
}
