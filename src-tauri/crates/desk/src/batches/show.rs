//! Owns what is shown of a batch.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    account::Environment, batch::BatchOrderState, ids::BatchId, money::Money,
};
use counterfoil_store::{BatchOrderRow, BatchRow, Db, Page, StoreError};

/// A batch and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchShown {
    /// The batch.
    pub batch: BatchRow,
    /// How many of its orders are how far; states that none is in are left out.
    pub counts: Vec<(BatchOrderState, u32)>,
}

/// One order of a batch, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOrderShown {
    /// How far it is.
    pub row: BatchOrderRow,
    /// Its name at the provider.
    pub reference_id: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// What it asks for.
    pub total: Money,
}

impl BatchShown {
    /// How many orders it has.
    pub fn total(&self) -> u32 {
        self.counts.iter().map(|(_, many)| many).sum()
    }

    /// How many of them are so far.
    pub fn count(&self, state: BatchOrderState) -> u32 {
        let mut counts = self.counts.iter();
        counts
            .find(|(known, _)| *known == state)
            .map_or(0, |(_, many)| *many)
    }
}

impl Desk {
    /// A batch and how far it is.
    ///
    /// # Errors
    /// There is no such batch.
    pub async fn batch(&self, id: BatchId) -> Result<BatchShown, DeskError> {
        let read = self.inner.store.read(move |db| shown(db, db.batch(id)?));
        Ok(read.await?)
    }

    /// A page of batches, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn batches(
        &self,
        environment: Environment,
        page: Page,
    ) -> Result<Vec<BatchShown>, DeskError> {
        let read = self.inner.store.read(move |db| {
            let rows = db.batches(environment, &page)?.into_iter();
            rows.map(|row| shown(db, row)).collect()
        });
        Ok(read.await?)
    }

    /// At most `rows` orders of a batch from this place on.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn batch_orders(
        &self,
        id: BatchId,
        from: u32,
        rows: u32,
    ) -> Result<Vec<BatchOrderShown>, DeskError> {
        let read = self.inner.store.read(move |db| {
            let rows = db.batch_orders(id, from, rows)?.into_iter();
            rows.map(|row| {
                let order = db.order(row.order)?;
                Ok(BatchOrderShown {
                    row,
                    reference_id: order.reference_id.as_str().to_owned(),
                    customer_name: order.customer_name,
                    total: order.total,
                })
            })
            .collect()
        });
        Ok(read.await?)
    }
}

fn shown(db: &Db<'_>, batch: BatchRow) -> Result<BatchShown, StoreError> {
    Ok(BatchShown {
        counts: db.batch_counts(batch.id)?,
        batch,
    })
}
