//! Owns looking payments up by itself: which order when, how fast, and what is shown of it.

mod allowance;
mod engine;
mod job;
mod pace;
mod provider_time;
mod queue;
mod schedule;
mod shown;
mod writing;

pub use allowance::{CALLS_PER_HOUR, CALLS_PER_HOUR_RANGE};
pub use job::{JOB_ORDERS_MAX, JobShown};
pub use pace::PollTrouble;
pub use shown::{
    AccountPollingShown, NextShown, POLLS_COUNTED_MAX, PollShown, PollTally, PollingShown,
};

pub(crate) use pace::Heard;
pub(crate) use provider_time::ProviderNow;
pub(crate) use schedule::{News, mend_guess, reschedule};
pub(crate) use shown::poll_shown;

use crate::{desk::Desk, error::DeskError, events::DeskEvent};
use counterfoil_domain::{
    account::Account,
    ids::{AccountId, OrderId},
};
use counterfoil_providers::Reply;
use counterfoil_store::StoreError;
use engine::{Command, Engine};
use pace::Pace;
use shown::Shown;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

/// How many lookups may be on their way at once, unless said otherwise.
pub const IN_FLIGHT_MAX: usize = 8;
/// How many commands may wait for the scheduler.
const COMMANDS_MAX: usize = 16;

/// How payments are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollingOptions {
    /// Calls an hour that each business account may make, a fifth of which is kept for operations
    /// that move money; as remembered where it is not given.
    pub calls_per_hour: Option<u32>,
    /// How many lookups may be on their way at once.
    pub in_flight_max: usize,
    /// When it ends by itself.
    pub until: PollUntil,
}

/// When the scheduler ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PollUntil {
    /// When it is told to.
    Stopped,
    /// When everything that was due at its start has been asked, or cannot be.
    NothingDue,
}

impl Default for PollingOptions {
    fn default() -> Self {
        Self {
            calls_per_hour: None,
            in_flight_max: IN_FLIGHT_MAX,
            until: PollUntil::Stopped,
        }
    }
}

/// What the scheduler shares with whoever asks a lookup by hand or looks on.
pub(crate) struct Polling {
    pace: Mutex<Pace>,
    shown: Mutex<Shown>,
    /// Nothing is under way and nothing leaves before this moment of [`crate::Clock::elapsed_ms`].
    rests: watch::Sender<Option<u64>>,
    running: Mutex<Option<Running>>,
}

struct Running {
    commands: mpsc::Sender<Command>,
    stop: CancellationToken,
    over: CancellationToken,
    task: JoinHandle<()>,
}

impl Polling {
    pub(crate) fn new() -> Self {
        Self {
            pace: Mutex::new(Pace::new(CALLS_PER_HOUR)),
            shown: Mutex::new(Shown::default()),
            rests: watch::Sender::new(None),
            running: Mutex::new(None),
        }
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        unpoisoned(&self.pace)
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        unpoisoned(&self.shown)
    }

    /// Nothing is looked up by itself: it has not begun, or has ended.
    fn is_over(&self) -> bool {
        let running = unpoisoned(&self.running);
        running
            .as_ref()
            .is_none_or(|running| running.over.is_cancelled())
    }

    /// Ends the scheduler; what was answered is written first.
    pub(crate) async fn stop(&self) {
        let running = unpoisoned(&self.running).take();
        if let Some(Running { stop, task, .. }) = running {
            stop.cancel();
            let _ = task.await;
        }
    }
}

impl Desk {
    /// Begins to look payments up by itself, in the place of what did so before.
    pub async fn start_polling(&self, options: PollingOptions) -> Result<(), DeskError> {
        let is_paused = self.is_polling_paused().await?;
        let calls_per_hour = match options.calls_per_hour {
            Some(calls) => calls,
            None => self.preferences().await?.calls_per_hour,
        };
        self.inner.polling.stop().await;
        let elapsed_ms = self.inner.clock.elapsed_ms();
        self.inner
            .polling
            .pace()
            .set_calls_per_hour(calls_per_hour, elapsed_ms);
        self.inner.polling.shown().is_paused = is_paused;
        let (commands, receiver) = mpsc::channel(COMMANDS_MAX);
        let stop = CancellationToken::new();
        let engine = Engine::new(self.clone(), options, receiver, stop.clone());
        let over = CancellationToken::new();
        let ends = over.clone().drop_guard();
        let task = tokio::spawn(async move {
            let _ends = ends;
            engine.run().await;
        });
        *unpoisoned(&self.inner.polling.running) = Some(Running {
            commands,
            stop,
            over,
            task,
        });
        Ok(())
    }

    /// Looks nothing up by itself any more; what was answered is written first.
    pub async fn stop_polling(&self) {
        self.inner.polling.stop().await;
    }

    /// Waits until the scheduler has ended by itself.
    pub async fn polling_ended(&self) {
        let over = unpoisoned(&self.inner.polling.running)
            .as_ref()
            .map(|running| running.over.clone());
        if let Some(over) = over {
            over.cancelled().await;
        }
    }

    /// Pauses looking payments up by itself, or goes on; remembered. What a person asks for is
    /// looked up all the same.
    pub async fn pause_polling(&self, pauses: bool) -> Result<(), DeskError> {
        self.keep_polling_paused(pauses).await?;
        self.inner.polling.shown().is_paused = pauses;
        self.command(Command::Refresh).await;
        self.announce(DeskEvent::PollingChanged);
        Ok(())
    }

    /// Lets each business account make so many calls an hour from now on; remembered.
    ///
    /// # Errors
    /// It is none of [`CALLS_PER_HOUR_RANGE`], or the book cannot be written.
    pub async fn allow_calls(&self, calls_per_hour: u32) -> Result<(), DeskError> {
        if !CALLS_PER_HOUR_RANGE.contains(&calls_per_hour) {
            let (least, most) = CALLS_PER_HOUR_RANGE.into_inner();
            let words = format!("calls an hour are a number from {least} to {most}");
            return Err(DeskError::Input(words));
        }
        self.keep_calls_per_hour(calls_per_hour).await?;
        let elapsed_ms = self.inner.clock.elapsed_ms();
        self.inner
            .polling
            .pace()
            .set_calls_per_hour(calls_per_hour, elapsed_ms);
        self.command(Command::Refresh).await;
        self.announce(DeskEvent::PollingChanged);
        Ok(())
    }

    /// Tries again now what was left alone because it failed. What a provider asked for stays.
    pub async fn retry_polling(&self) {
        self.inner.polling.pace().forgive();
        self.command(Command::Refresh).await;
    }

    /// Looks these orders up, one after the other and before what is due, within the allowance.
    ///
    /// # Errors
    /// There are none or too many, or such a job is running; [`DeskError::NoLookup`] when none of
    /// them can be looked up. Those that cannot are left out.
    pub async fn look_up_orders(&self, orders: Vec<OrderId>) -> Result<(), DeskError> {
        if self.inner.polling.is_over() {
            let words = "payments are not looked up yet; try again in a moment";
            return Err(DeskError::Input(words.to_owned()));
        }
        job::check(&orders, self.inner.polling.shown().job.as_ref())?;
        let read = self.inner.store.read(move |db| {
            let with_account = |id| {
                let order = db.order(id)?;
                Ok(db.has_lookup(&order)?.then_some((order.account_id, id)))
            };
            orders
                .into_iter()
                .filter_map(|id| with_account(id).transpose())
                .collect::<Result<Vec<_>, StoreError>>()
        });
        let orders = read.await?;
        if orders.is_empty() {
            return Err(DeskError::NoLookup);
        }
        self.inner.polling.shown().job = Some(JobShown::of(orders.len()));
        self.command(Command::LookUp(orders)).await;
        self.announce(DeskEvent::PollingChanged);
        Ok(())
    }

    /// Looks up no more of the orders a person asked for. Those on their way are still answered.
    pub async fn cancel_look_up_orders(&self) {
        self.command(Command::CancelJob).await;
    }

    /// The provider's time, as this account's answers told it.
    pub(crate) fn provider_now(&self, account: AccountId) -> ProviderNow {
        let clock = self.inner.clock.as_ref();
        self.inner.polling.pace().now(account, clock)
    }

    /// Learns the provider's time from an answer to an effect.
    pub(crate) fn learn_time(&self, account: AccountId, reply: &Reply) {
        let clock = self.inner.clock.as_ref();
        self.inner.polling.pace().learn(account, reply, clock);
    }

    /// Heeds what came of asking for this account.
    pub(crate) fn heed(&self, account: &Account, heard: &Heard<'_>, took_ms: u64) {
        let clock = self.inner.clock.as_ref();
        self.inner
            .polling
            .pace()
            .heed(account, heard, took_ms, clock);
    }

    /// Counts a call that a person asked for.
    pub(crate) fn spend(&self, account: &Account) {
        let elapsed_ms = self.inner.clock.elapsed_ms();
        self.inner.polling.pace().spend(account, elapsed_ms);
    }

    async fn command(&self, command: Command) {
        let commands = unpoisoned(&self.inner.polling.running)
            .as_ref()
            .map(|running| running.commands.clone());
        if let Some(commands) = commands {
            // The only error is that it has just ended.
            let _ = commands.send(command).await;
        }
    }
}

/// A panic while one of these was held left it whole: every change is a single assignment or a
/// count.
fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
