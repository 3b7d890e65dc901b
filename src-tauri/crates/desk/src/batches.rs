//! Owns telling many customers at once: one after the other, paused by a person or by whatever would
//! stop the next as well, and gone on with after a crash where it stopped.

mod one;
mod show;

pub use show::{BatchOrderShown, BatchShown};

use crate::{activity::tell_batch, desk::Desk, error::DeskError, events::DeskEvent};
use counterfoil_domain::{
    account::Environment,
    batch::{BATCH_ORDERS_MAX, BatchMessage, BatchState},
    ids::{BatchId, OrderId},
};
use counterfoil_store::{BatchOrderRow, BatchRow, NewBatch, StoreError, Tx};
use fail::fail_point;
use one::Done;
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};
use tokio_util::sync::CancellationToken;

/// Why a batch is paused that was running when the program ended.
pub(crate) const PROGRAM_ENDED: &str = "the program ended while it ran";

/// What many customers should be told.
#[derive(Clone, Debug)]
pub struct BatchAsked {
    /// What they are told.
    pub message: BatchMessage,
    /// The orders, each once, all of one environment.
    pub orders: Vec<OrderId>,
    /// A person asks for it, and not the sweep.
    pub by_person: bool,
}

/// The batch that goes on now, if one does.
#[derive(Debug, Default)]
pub(crate) struct Batching(Mutex<Option<(BatchId, CancellationToken)>>);

impl Batching {
    fn running(&self) -> std::sync::MutexGuard<'_, Option<(BatchId, CancellationToken)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the one place, or says that it is taken.
    fn take(&self, id: BatchId) -> Result<CancellationToken, DeskError> {
        let mut running = self.running();
        if running.is_some() {
            let words = "another batch is running; wait until it is done, or pause it first";
            return Err(DeskError::Input(words.to_owned()));
        }
        let stop = CancellationToken::new();
        *running = Some((id, stop.clone()));
        Ok(stop)
    }

    /// Gives the place up, if it is this batch's.
    fn leave(&self, id: BatchId) {
        self.running().take_if(|(running, _)| *running == id);
    }

    /// Lets the running batch stop before its next order.
    pub(crate) fn stop(&self) {
        if let Some((_, stop)) = &*self.running() {
            stop.cancel();
        }
    }
}

impl Desk {
    /// Begins to tell many customers. What it comes to is in the book order by order.
    ///
    /// # Errors
    /// There are no orders or too many, they are of two environments, or another batch is running.
    pub async fn start_batch(&self, asked: BatchAsked) -> Result<BatchId, DeskError> {
        let id = BatchId::new(self.now_ms(), self.id_bytes());
        let asked = BatchAsked {
            orders: each_once(asked.orders),
            ..asked
        };
        check_size(asked.orders.len())?;
        let stop = self.inner.batching.take(id)?;
        match self.begin(id, asked).await {
            Ok(()) => self.run(id, stop),
            Err(error) => {
                self.inner.batching.leave(id);
                return Err(error);
            }
        }
        Ok(id)
    }

    /// Lets a paused batch go on with the first order whose turn had not come.
    ///
    /// # Errors
    /// It is not paused, or another batch is running.
    pub async fn resume_batch(&self, id: BatchId) -> Result<(), DeskError> {
        let stop = self.inner.batching.take(id)?;
        match self.move_batch(id, BatchState::Running, None).await {
            Ok(_) => self.run(id, stop),
            Err(error) => {
                self.inner.batching.leave(id);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Pauses a batch before its next order; what is on its way ends first.
    ///
    /// # Errors
    /// There is no such batch.
    pub async fn pause_batch(&self, id: BatchId) -> Result<(), DeskError> {
        let is_running = {
            let running = self.inner.batching.running();
            match &*running {
                Some((other, stop)) if *other == id => {
                    stop.cancel();
                    true
                }
                _ => false,
            }
        };
        if !is_running {
            self.inner.store.read(move |db| db.batch(id)).await?;
        }
        Ok(())
    }

    /// Ends a paused batch: what of it still waits is called off.
    ///
    /// # Errors
    /// It runs, or has ended.
    pub async fn end_batch(&self, id: BatchId) -> Result<(), DeskError> {
        let batch = self.inner.store.read(move |db| db.batch(id)).await?;
        if batch.state != BatchState::Paused {
            let words = "only a paused batch can be ended";
            return Err(DeskError::Input(words.to_owned()));
        }
        self.move_batch(id, BatchState::Ended, Some("a person ended it"))
            .await?;
        Ok(())
    }

    async fn begin(&self, id: BatchId, asked: BatchAsked) -> Result<(), DeskError> {
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            let Some(environment) = one_environment(tx, &asked.orders)? else {
                return Ok(None);
            };
            tx.begin_batch(&NewBatch {
                id,
                environment,
                message: asked.message,
                by_person: asked.by_person,
                orders: asked.orders,
                created_at_ms: now_ms,
            })?;
            let batch = tx.batch(id)?;
            tell_batch(tx, &batch, asked.by_person, "begun", now_ms)?;
            Ok(Some(environment))
        });
        match write.await? {
            Some(environment) => self.announce(DeskEvent::BatchChanged { id, environment }),
            None => {
                let words = "sandbox and live orders are not told together";
                return Err(DeskError::Input(words.to_owned()));
            }
        }
        Ok(())
    }

    async fn move_batch(
        &self,
        id: BatchId,
        state: BatchState,
        why: Option<&'static str>,
    ) -> Result<BatchRow, DeskError> {
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            let before = tx.batch(id)?;
            if before.state == BatchState::Ended || before.state == state {
                return Ok(None);
            }
            if state == BatchState::Ended {
                tx.call_off_batch_orders(id)?;
            }
            tx.move_batch(id, state, why)?;
            let batch = tx.batch(id)?;
            tell_batch(tx, &batch, true, state.word(), now_ms)?;
            Ok(Some(batch))
        });
        let Some(batch) = write.await? else {
            let words = "the batch has ended, or is running already";
            return Err(DeskError::Input(words.to_owned()));
        };
        let environment = batch.environment;
        self.announce(DeskEvent::BatchChanged { id, environment });
        Ok(batch)
    }

    /// Lets a batch go on, on a task of its own.
    fn run(&self, id: BatchId, stop: CancellationToken) {
        let desk = self.clone();
        self.inner.batches.spawn(async move {
            if let Err(error) = desk.go_on_with(id, stop).await {
                tracing::error!(%id, %error, "A batch could not be written down; it is paused at the next start");
            }
            desk.inner.batching.leave(id);
        });
    }

    async fn go_on_with(&self, id: BatchId, stop: CancellationToken) -> Result<(), DeskError> {
        let batch = self.inner.store.read(move |db| db.batch(id)).await?;
        loop {
            if stop.is_cancelled() || self.inner.effects.is_closed() {
                return self.stop_batch(&batch, None).await;
            }
            let read = self
                .inner
                .store
                .read(move |db| db.batch_orders_waiting(id, 1));
            let Some(next) = read.await?.into_iter().next() else {
                return self.finish_batch(&batch).await;
            };
            fail_point!("batch.before");
            match self.tell_one(&batch.message, next.order).await {
                Done::Ended {
                    state,
                    why,
                    operation,
                } => {
                    let row = BatchOrderRow {
                        state,
                        why,
                        operation,
                        ..next
                    };
                    self.end_one(&batch, row).await?;
                }
                Done::Stopped(why) => return self.stop_batch(&batch, Some(why)).await,
            }
            fail_point!("batch.after");
        }
    }

    async fn end_one(&self, batch: &BatchRow, row: BatchOrderRow) -> Result<(), DeskError> {
        let (id, environment) = (batch.id, batch.environment);
        let write = self
            .inner
            .store
            .write(move |tx| tx.end_batch_order(id, &row));
        write.await?;
        self.announce(DeskEvent::BatchChanged { id, environment });
        Ok(())
    }

    async fn stop_batch(&self, batch: &BatchRow, why: Option<String>) -> Result<(), DeskError> {
        self.write_state(batch, BatchState::Paused, why).await
    }

    async fn finish_batch(&self, batch: &BatchRow) -> Result<(), DeskError> {
        self.write_state(batch, BatchState::Ended, None).await
    }

    async fn write_state(
        &self,
        batch: &BatchRow,
        state: BatchState,
        why: Option<String>,
    ) -> Result<(), DeskError> {
        let (id, environment, now_ms) = (batch.id, batch.environment, self.now_ms());
        // Whoever sees that it is over may begin the next.
        self.inner.batching.leave(id);
        let write = self.inner.store.write(move |tx| {
            tx.move_batch(id, state, why.as_deref())?;
            tell_batch(tx, &tx.batch(id)?, false, state.word(), now_ms)
        });
        write.await?;
        self.announce(DeskEvent::BatchChanged { id, environment });
        Ok(())
    }
}

/// The orders in their order, each once.
fn each_once(orders: Vec<OrderId>) -> Vec<OrderId> {
    let mut seen = BTreeSet::new();
    orders
        .into_iter()
        .filter(|order| seen.insert(*order))
        .collect()
}

fn check_size(orders: usize) -> Result<(), DeskError> {
    match orders {
        0 => Err(DeskError::Input(
            "there is no order to tell about".to_owned(),
        )),
        many if many > BATCH_ORDERS_MAX => Err(DeskError::Input(format!(
            "{many} orders are too many at once; choose at most {BATCH_ORDERS_MAX}"
        ))),
        _ => Ok(()),
    }
}

/// The one environment of all these orders.
fn one_environment(tx: &Tx<'_>, orders: &[OrderId]) -> Result<Option<Environment>, StoreError> {
    let mut one = None;
    for order in orders {
        let environment = tx.order(*order)?.environment;
        if *one.get_or_insert(environment) != environment {
            return Ok(None);
        }
    }
    Ok(one)
}
