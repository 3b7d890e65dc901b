//! Owns writing answered lookups down, many in a commit and never so many that others wait long.

use super::{News, ProviderNow, mend_guess, reschedule};
use crate::{
    desk::Desk,
    error::DeskError,
    events::{DeskEvent, PaymentNews},
    fulfilment::fulfilment_of,
    lookups::{Answered, record},
};
use counterfoil_domain::{
    account::Environment,
    ids::{AccountId, OrderId},
};
use counterfoil_store::{StoreError, Tx};

/// How many lookups one commit writes at most.
const LOOKUPS_A_COMMIT: usize = 32;
/// Once a commit has kept the writer for so long, what is left waits for the next: others write too.
const HOLD_MS_MAX: u64 = 10;
/// How many guesses one commit mends.
const GUESSES_A_COMMIT: u32 = 100;

/// Lookups that wait to be written.
#[derive(Default)]
pub(super) struct Batch(Vec<Item>);

pub(super) struct Item {
    pub(super) order: OrderId,
    pub(super) environment: Environment,
    pub(super) is_job: bool,
    /// `None` when nothing came.
    pub(super) answered: Option<Answered>,
    pub(super) now_ms: i64,
    pub(super) provider_now: ProviderNow,
}

/// What was written.
#[derive(Default)]
pub(super) struct Written {
    /// The orders, written or given up.
    pub(super) orders: Vec<OrderId>,
    /// What the next commit begins with.
    pub(super) rest: Batch,
}

/// What became of one lookup.
#[derive(Clone, Copy)]
struct Fate {
    is_answered: bool,
    is_changed: bool,
    news: Option<PaymentNews>,
}

impl Fate {
    const UNANSWERED: Self = Self {
        is_answered: false,
        is_changed: false,
        news: None,
    };
}

impl Batch {
    pub(super) fn add(&mut self, item: Item) {
        self.0.push(item);
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes out as many as one commit writes.
    pub(super) fn take(&mut self) -> Self {
        let many = self.0.len().min(LOOKUPS_A_COMMIT);
        Self(self.0.drain(..many).collect())
    }

    /// Puts what was not written before everything else.
    pub(super) fn put_back(&mut self, rest: Self) {
        self.0.splice(..0, rest.0);
    }

    /// Writes them in one commit, or as many as there is time for, and tells what changed. Lookups
    /// that cannot be written are given up: they are made again.
    pub(super) async fn write(self, desk: Desk) -> Written {
        let mut told: Vec<_> = self
            .0
            .iter()
            .map(|item| (item.order, item.environment, item.is_job))
            .collect();
        let items = self.0;
        let clock = desk.inner.clock.clone();
        let write = desk.inner.store.write(move |tx| {
            let begun_ms = clock.elapsed_ms();
            let held_ms = || clock.elapsed_ms().saturating_sub(begun_ms);
            let (mut fates, mut items) = (Vec::new(), items.into_iter());
            while held_ms() <= HOLD_MS_MAX
                && let Some(item) = items.next()
            {
                fates.push(write(tx, item)?);
            }
            Ok((fates, Self(items.collect()), held_ms()))
        });
        let (fates, rest, held_ms) = write.await.unwrap_or_else(|error| {
            tracing::error!(%error, "Could not write lookups down");
            (vec![Fate::UNANSWERED; told.len()], Self::default(), 0)
        });
        told.truncate(fates.len());
        let orders = told.iter().map(|(order, ..)| *order).collect();
        for ((order_id, environment, is_job), fate) in told.into_iter().zip(fates) {
            desk.inner
                .polling
                .shown()
                .count(fate.is_answered, fate.is_changed, is_job);
            if fate.is_changed {
                desk.announce(DeskEvent::OrderChanged {
                    order_id,
                    environment,
                });
            }
            if let Some(news) = fate.news {
                desk.announce(DeskEvent::PaymentNews {
                    order_id,
                    environment,
                    news,
                });
            }
        }
        desk.inner.polling.shown().note_write(held_ms);
        desk.announce(DeskEvent::PollingChanged);
        Written { orders, rest }
    }
}

fn write(tx: &Tx<'_>, item: Item) -> Result<Fate, StoreError> {
    let Some(answered) = item.answered else {
        let news = News::Asked {
            is_told: false,
            is_changed: false,
        };
        reschedule(tx, &tx.order(item.order)?, news, item.provider_now)?;
        return Ok(Fate::UNANSWERED);
    };
    let looked_up = record(tx, answered, item.now_ms, item.provider_now)?;
    let news = PaymentNews::of(
        looked_up.was,
        looked_up.state.payment,
        looked_up.proved_unknown,
    );
    let news = match news {
        Some(PaymentNews::Paid) if is_late(tx, item.order)? => Some(PaymentNews::PaidLate),
        news => news,
    };
    Ok(Fate {
        is_answered: true,
        is_changed: looked_up.changed || !looked_up.confirmed.is_empty(),
        news,
    })
}

/// Whether money came that waits for a decision.
fn is_late(tx: &Tx<'_>, order: OrderId) -> Result<bool, StoreError> {
    let order = tx.order(order)?;
    let state = tx.order_state(&order)?;
    let (_, late) = fulfilment_of(tx, order.id, order.expires_at_ms, &state)?;
    Ok(late.is_some())
}

impl Desk {
    /// Writes some of an account's guessed moments anew; whether there may be more.
    pub(super) async fn mend_guesses(
        &self,
        account: AccountId,
        now: ProviderNow,
    ) -> Result<bool, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| db.guessed_polls(account, GUESSES_A_COMMIT));
        let guessed = read.await?;
        if guessed.is_empty() {
            return Ok(false);
        }
        let write = self
            .inner
            .store
            .write(move |tx| guessed.iter().try_for_each(|id| mend_guess(tx, *id, now)));
        write.await?;
        Ok(true)
    }
}
