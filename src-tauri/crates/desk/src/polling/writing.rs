//! Owns writing answered lookups down, many in a commit and never so many that others wait long.

use super::{News, ProviderNow, mend_guess, reschedule};
use crate::{
    desk::Desk,
    error::DeskError,
    events::{DeskEvent, PaymentNews},
    lookups::{Answered, Asked, record},
};
use counterfoil_domain::{
    account::Environment,
    ids::{AccountId, OrderId},
};
use counterfoil_store::{StoreError, Tx};

/// How many lookups one commit writes. A fold is bounded by what one order was answered, so this
/// keeps the writer for milliseconds.
const LOOKUPS_A_COMMIT: usize = 32;
/// How many guesses one commit mends.
const GUESSES_A_COMMIT: u32 = 100;

/// Lookups that wait to be written.
#[derive(Default)]
pub(super) struct Batch(Vec<Item>);

struct Item {
    order: OrderId,
    environment: Environment,
    is_job: bool,
    /// `None` when nothing came.
    answered: Option<Answered>,
    now_ms: i64,
    provider_now: ProviderNow,
}

/// What was written.
#[derive(Default)]
pub(super) struct Written {
    /// The orders, written or given up.
    pub(super) orders: Vec<OrderId>,
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
    pub(super) fn add(
        &mut self,
        asked: Asked,
        is_job: bool,
        now_ms: i64,
        provider_now: ProviderNow,
    ) {
        self.0.push(Item {
            order: asked.order.id,
            environment: asked.order.environment,
            is_job,
            answered: asked.answered().ok(),
            now_ms,
            provider_now,
        });
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes out as many as one commit writes.
    pub(super) fn take(&mut self) -> Self {
        let many = self.0.len().min(LOOKUPS_A_COMMIT);
        Self(self.0.drain(..many).collect())
    }

    /// Writes them in one commit, and tells what changed. Lookups that cannot be written are given
    /// up: they are made again.
    pub(super) async fn write(self, desk: Desk) -> Written {
        let orders = self.0.iter().map(|item| item.order).collect();
        let told: Vec<_> = self
            .0
            .iter()
            .map(|item| (item.order, item.environment, item.is_job))
            .collect();
        let items = self.0;
        let write = desk
            .inner
            .store
            .write(move |tx| items.into_iter().map(|item| write(tx, item)).collect());
        let fates: Vec<Fate> = match write.await {
            Ok(fates) => fates,
            Err(error) => {
                tracing::error!(%error, "Could not write lookups down");
                vec![Fate::UNANSWERED; told.len()]
            }
        };
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
        desk.announce(DeskEvent::PollingChanged);
        Written { orders }
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
    Ok(Fate {
        is_answered: true,
        is_changed: looked_up.changed || !looked_up.confirmed.is_empty(),
        news: PaymentNews::of(
            looked_up.was,
            looked_up.state.payment,
            looked_up.proved_unknown,
        ),
    })
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
