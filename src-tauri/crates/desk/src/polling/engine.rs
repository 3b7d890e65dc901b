//! Owns the scheduler: one task that asks as fast as every account allows, hears the answers, and
//! writes them in batches.
//!
//! It asks nothing twice at once, keeps no credential, and writes nothing but what a lookup of a
//! person writes. What it has not written when the program ends was never concluded from.

use super::{
    PollUntil, PollingOptions, ProviderNow,
    job::Waiting,
    queue::{Next, Queue},
    writing::{Batch, Item, Written},
};
use crate::{
    desk::Desk,
    error::DeskError,
    events::{DeskEvent, Events},
    lookups::{Answered, Asked},
};
use counterfoil_domain::{
    account::{Account, Environment},
    ids::{AccountId, OrderId},
};
use counterfoil_providers::meta::{Silence, Tries};
use std::collections::{HashMap, HashSet};
use tokio::{
    sync::mpsc,
    task::{self, JoinHandle, JoinSet},
};
use tokio_util::sync::CancellationToken;

/// It looks up at least this often: this computer may have slept or its clock been set.
const HEARTBEAT_MS: u64 = 15_000;
/// The wait after the book could not be read or written.
const BOOK_WAIT_MS: u64 = 5_000;

/// What a person tells the scheduler.
#[derive(Debug)]
pub(super) enum Command {
    /// Something changed; look at everything again.
    Refresh,
    /// Look these up before what is due.
    LookUp(Vec<(AccountId, OrderId)>),
    /// Look no more of them up.
    CancelJob,
}

/// The scheduler.
pub(super) struct Engine {
    desk: Desk,
    options: PollingOptions,
    commands: mpsc::Receiver<Command>,
    events: Events,
    stop: CancellationToken,
    accounts: Vec<AccountQueue>,
    job: Waiting,
    asking: JoinSet<Result<Asked, DeskError>>,
    /// What each of them asks about.
    about: HashMap<task::Id, About>,
    /// Orders on their way or not yet written down.
    busy: HashSet<OrderId>,
    batch: Batch,
    writing: Option<JoinHandle<Written>>,
    is_stale: bool,
}

/// One account, and what waits for it.
struct AccountQueue {
    account: Account,
    queue: Queue,
    asking: usize,
    /// Moments may have been guessed since the provider's time was last known.
    has_guesses: bool,
}

/// What a lookup that is on its way asks about.
struct About {
    order: OrderId,
    account: AccountId,
    environment: Environment,
    is_job: bool,
}

/// How a look at everything ended.
struct Look {
    /// When to look again, from now.
    wait_ms: u64,
    /// Nothing is left that could be asked without waiting for an account to recover.
    is_done: bool,
}

impl Engine {
    pub(super) fn new(
        desk: Desk,
        options: PollingOptions,
        commands: mpsc::Receiver<Command>,
        stop: CancellationToken,
    ) -> Self {
        Self {
            events: desk.events(),
            desk,
            options,
            commands,
            stop,
            accounts: Vec::new(),
            job: Waiting::default(),
            asking: JoinSet::new(),
            about: HashMap::new(),
            busy: HashSet::new(),
            batch: Batch::default(),
            writing: None,
            is_stale: true,
        }
    }

    /// Runs until it is told to stop or has nothing more to do.
    pub(super) async fn run(mut self) {
        while !self.stop.is_cancelled() {
            let look = self.look().await.unwrap_or_else(|error| {
                tracing::warn!(%error, "Could not read what is due");
                Look {
                    wait_ms: BOOK_WAIT_MS,
                    is_done: false,
                }
            });
            self.write();
            let is_idle = self.asking.is_empty() && self.writing.is_none();
            if look.is_done && is_idle && self.options.until == PollUntil::NothingDue {
                break;
            }
            self.show(is_idle.then_some(look.wait_ms));
            self.wait(look.wait_ms).await;
            self.show(None);
        }
        self.asking.shutdown().await;
        while self.writing.is_some() || !self.batch.is_empty() {
            self.write();
            self.finish_write().await;
        }
        self.obey(Command::CancelJob);
        self.show(None);
    }

    /// Waits for whatever comes first, and takes it in.
    async fn wait(&mut self, wait_ms: u64) {
        let clock = self.desk.inner.clock.clone();
        tokio::select! {
            biased;
            () = self.stop.cancelled() => {}
            Some(ended) = self.asking.join_next_with_id() => match ended {
                Ok((id, asked)) => self.hear(id, Some(asked)),
                Err(error) => {
                    tracing::error!(%error, "A lookup broke off");
                    self.hear(error.id(), None);
                }
            },
            written = finished(&mut self.writing) => self.take(written),
            Some(command) = self.commands.recv() => self.obey(command),
            event = self.events.next() => self.follow(event),
            () = clock.sleep_ms(wait_ms) => {}
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Refresh => self.is_stale = true,
            Command::LookUp(orders) => self.job = Waiting::of(orders),
            Command::CancelJob => {
                self.job = Waiting::default();
                let mut shown = self.desk.inner.polling.shown();
                if let Some(job) = shown.job.as_mut().filter(|job| !job.is_over) {
                    job.is_over = true;
                    job.is_cancelled = true;
                }
            }
        }
    }

    fn follow(&mut self, event: Option<DeskEvent>) {
        match event {
            Some(DeskEvent::OrderChanged { .. }) => self.refresh_queues(),
            Some(
                DeskEvent::PollingChanged
                | DeskEvent::PaymentNews { .. }
                | DeskEvent::BatchChanged { .. }
                | DeskEvent::Exported,
            ) => {}
            Some(DeskEvent::AccountsChanged) => {
                self.desk.inner.polling.pace().forgive();
                self.is_stale = true;
            }
            Some(DeskEvent::EverythingChanged) | None => self.is_stale = true,
        }
    }

    /// Reads the accounts again, and lets every queue look into the book again.
    async fn refresh(&mut self) -> Result<(), DeskError> {
        let accounts = self.desk.inner.store.read(|db| db.accounts()).await?;
        let mut before: HashMap<AccountId, AccountQueue> = self
            .accounts
            .drain(..)
            .map(|queue| (queue.account.id, queue))
            .collect();
        self.accounts = accounts
            .into_iter()
            .map(|account| match before.remove(&account.id) {
                Some(queue) => AccountQueue { account, ..queue },
                None => AccountQueue {
                    account,
                    queue: Queue::default(),
                    asking: 0,
                    has_guesses: true,
                },
            })
            .collect();
        self.refresh_queues();
        self.is_stale = false;
        Ok(())
    }

    /// Lets everything leave that may leave now.
    async fn look(&mut self) -> Result<Look, DeskError> {
        if self.is_stale {
            self.refresh().await?;
        }
        let mut look = Look {
            wait_ms: HEARTBEAT_MS,
            is_done: true,
        };
        // Each account in turn begins, so that the last of them does not starve for slots.
        if !self.accounts.is_empty() {
            self.accounts.rotate_left(1);
        }
        for place in 0..self.accounts.len() {
            self.mend_guesses(place).await?;
            while self.asking.len() < self.options.in_flight_max {
                if !self.let_one_leave(place, &mut look).await? {
                    break;
                }
            }
        }
        Ok(look)
    }

    /// Lets the next lookup of an account leave; whether one did.
    async fn let_one_leave(&mut self, place: usize, look: &mut Look) -> Result<bool, DeskError> {
        let clock = self.desk.inner.clock.clone();
        let elapsed_ms = clock.elapsed_ms();
        let AccountQueue {
            account, asking, ..
        } = &self.accounts[place];
        let (account, asking) = (account.clone(), *asking);
        let (wait_ms, trouble) = {
            let mut pace = self.desk.inner.polling.pace();
            let trouble = pace.account(account.id).trouble.clone();
            (pace.wait_ms(&account, elapsed_ms), trouble)
        };
        let is_in_trouble = trouble.is_some();
        if wait_ms > 0 && trouble.is_some_and(|(_, trouble)| trouble.needs_a_person()) {
            self.give_up_job(account.id);
        }
        let now = self.desk.provider_now(account.id);
        // While the time is not known or the account has trouble, one lookup at a time finds out.
        if asking > 0 && (!now.is_known || is_in_trouble) {
            look.is_done = false;
            return Ok(false);
        }
        if wait_ms > 0 {
            look.wait_ms = look.wait_ms.min(wait_ms);
            look.is_done &= is_in_trouble;
            return Ok(false);
        }
        let Some((order, is_job)) = self.next(place, now, look).await? else {
            return Ok(false);
        };
        look.is_done = false;
        self.busy.insert(order);
        self.accounts[place].asking += 1;
        self.desk.inner.polling.pace().spend(&account, elapsed_ms);
        let desk = self.desk.clone();
        let asking = self
            .asking
            .spawn(async move { desk.ask(order, Tries::Once).await });
        let about = About {
            order,
            account: account.id,
            environment: account.environment,
            is_job,
        };
        self.about.insert(asking.id(), about);
        Ok(true)
    }

    /// Nothing of a job is asked for an account that only a person can mend.
    fn give_up_job(&mut self, account: AccountId) {
        let given_up = self.job.drop_account(account);
        let mut shown = self.desk.inner.polling.shown();
        for _ in 0..given_up {
            shown.count_job(false, false);
        }
    }

    /// The order to ask about next for an account, and whether a person asked for it.
    async fn next(
        &mut self,
        place: usize,
        now: ProviderNow,
        look: &mut Look,
    ) -> Result<Option<(OrderId, bool)>, DeskError> {
        let AccountQueue { account, queue, .. } = &mut self.accounts[place];
        while let Some(order) = self.job.next(account.id) {
            if !self.busy.contains(&order) {
                return Ok(Some((order, true)));
            }
            // It is being asked about already; the answer counts for the job too.
            self.desk.inner.polling.shown().count_job(true, false);
        }
        if self.desk.inner.polling.shown().is_paused {
            return Ok(None);
        }
        if !now.is_known {
            let first = Queue::first(&self.desk, account.id, &self.busy).await?;
            return Ok(first.map(|due| (due.order_id, false)));
        }
        let elapsed_ms = self.desk.inner.clock.elapsed_ms();
        let next = queue
            .next(&self.desk, account.id, &self.busy, now, elapsed_ms)
            .await?;
        match next {
            Next::Due(due) => Ok(Some((due.order_id, false))),
            Next::Rest(until_ms) => {
                let wait_ms = until_ms.map_or(HEARTBEAT_MS, |until_ms| {
                    u64::try_from(until_ms.saturating_sub(now.ms)).unwrap_or_default()
                });
                look.wait_ms = look.wait_ms.min(wait_ms.max(1));
                Ok(None)
            }
        }
    }

    /// Takes in what came of a lookup; `None` when it broke off.
    fn hear(&mut self, id: task::Id, asked: Option<Result<Asked, DeskError>>) {
        let Some(about) = self.about.remove(&id) else {
            return;
        };
        let of_account = |queue: &&mut AccountQueue| queue.account.id == about.account;
        if let Some(queue) = self.accounts.iter_mut().find(of_account) {
            queue.asking = queue.asking.saturating_sub(1);
        }
        match asked {
            Some(Ok(asked)) if !says_nothing(&asked) => self.keep(&about, asked.answered().ok()),
            // It would break off again at once; the order waits as after any lookup.
            None => self.keep(&about, None),
            // It says nothing about the order, which stays as due as it was.
            Some(left) => {
                if let Err(error) = left {
                    tracing::info!(%error, "Could not look a payment up");
                }
                self.free(about.order);
                self.refresh_queues();
                let mut shown = self.desk.inner.polling.shown();
                shown.tally.unanswered += 1;
                if about.is_job {
                    shown.count_job(false, false);
                }
            }
        }
    }

    fn keep(&mut self, about: &About, answered: Option<Answered>) {
        self.batch.add(Item {
            order: about.order,
            environment: about.environment,
            is_job: about.is_job,
            answered,
            now_ms: self.desk.now_ms(),
            provider_now: self.desk.provider_now(about.account),
        });
    }

    /// An order may be asked about again; when only what is due now is asked, it may not.
    fn free(&mut self, order: OrderId) {
        if self.options.until == PollUntil::Stopped {
            self.busy.remove(&order);
        }
    }

    /// Begins to write what was answered, unless a write is under way.
    fn write(&mut self) {
        if self.writing.is_none() && !self.batch.is_empty() {
            let batch = self.batch.take();
            self.writing = Some(tokio::spawn(batch.write(self.desk.clone())));
        }
    }

    async fn finish_write(&mut self) {
        let written = finished(&mut self.writing).await;
        self.take(written);
    }

    /// Takes in what was written.
    fn take(&mut self, written: Written) {
        for order in written.orders {
            self.free(order);
        }
        self.batch.put_back(written.rest);
        for account in &mut self.accounts {
            let now = self.desk.provider_now(account.account.id);
            account.queue.expect_again(now);
        }
    }

    fn refresh_queues(&mut self) {
        for account in &mut self.accounts {
            account.queue.refresh();
        }
    }

    /// Writes anew what was guessed, once the provider's time is known.
    async fn mend_guesses(&mut self, place: usize) -> Result<(), DeskError> {
        let account = &mut self.accounts[place];
        let now = self.desk.provider_now(account.account.id);
        if !now.is_known {
            account.has_guesses = true;
        } else if account.has_guesses {
            account.has_guesses = self.desk.mend_guesses(account.account.id, now).await?;
            account.queue.refresh();
        }
        Ok(())
    }

    fn show(&self, rests_ms: Option<u64>) {
        let polling = &self.desk.inner.polling;
        polling.shown().asking = self.busy.len();
        let elapsed_ms = self.desk.inner.clock.elapsed_ms();
        let until_ms = rests_ms.map(|wait_ms| elapsed_ms.saturating_add(wait_ms));
        polling.rests.send_replace(until_ms);
    }
}

/// Nothing left, or the provider had too much to do.
fn says_nothing(asked: &Asked) -> bool {
    let none = asked.exchange.answer.as_ref().err();
    none.is_some_and(|none| matches!(none.silence, Silence::NotSent | Silence::Busy))
}

/// Waits for a write, if one is under way.
async fn finished(writing: &mut Option<JoinHandle<Written>>) -> Written {
    let Some(handle) = writing else {
        return std::future::pending().await;
    };
    let written = handle.await.unwrap_or_else(|error| {
        tracing::error!(%error, "A write of lookups broke off");
        Written::default()
    });
    *writing = None;
    written
}
