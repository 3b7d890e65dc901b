//! Owns deriving every cached state, and the payments and lists that follow from it, again from
//! evidence: order by order, in bounded memory, off the writer unless something differs.

use crate::{
    desk::Desk,
    error::DeskError,
    lists::{Asks, is_listed_right},
    lookups::{fold_of, refold},
    refunds::{are_refunds_kept_right, keep_refunds_again},
};
use counterfoil_domain::{ids::OrderId, order_state::OrderState};
use counterfoil_store::{BilledRow, Db, PaymentRow, StoreError};

/// Orders whose evidence is read in one go.
const ORDERS_AT_ONCE: u32 = 200;
/// The differences that are named; all of them are counted.
const NAMED_MAX: usize = 20;

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Orders whose evidence was read.
    pub orders: u64,
    /// Orders whose cached state or whose lists were not what their evidence says.
    pub different: u64,
    /// The reference ids of the first of them.
    pub named: Vec<String>,
}

/// A page of orders as a rebuild finds them.
struct Found {
    orders: u64,
    last: Option<i64>,
    different: Vec<(OrderId, String)>,
}

impl Desk {
    /// Derives the state of every order again from the raw evidence and compares it with the cached
    /// one. With `mends`, a state that differs is written anew. `tell` hears how many orders are
    /// done.
    ///
    /// # Errors
    /// The book cannot be read or written; what was mended before stays mended.
    pub async fn rebuild_states(
        &self,
        mends: bool,
        mut tell: impl FnMut(u64),
    ) -> Result<Rebuilt, DeskError> {
        let (mut rebuilt, mut after) = (Rebuilt::default(), None);
        loop {
            let found = self.inner.store.read(move |db| compare(db, after)).await?;
            rebuilt.orders += found.orders;
            rebuilt.different += u64::try_from(found.different.len()).unwrap_or(u64::MAX);
            let room = NAMED_MAX.saturating_sub(rebuilt.named.len());
            let names = found.different.iter().map(|(_, name)| name.clone());
            rebuilt.named.extend(names.take(room));
            if mends && !found.different.is_empty() {
                self.mend(found.different).await?;
            }
            tell(rebuilt.orders);
            after = found.last;
            if after.is_none() {
                if mends {
                    self.note_gathered().await?;
                }
                return Ok(rebuilt);
            }
        }
    }

    /// Folds again inside the write: evidence may have come since.
    async fn mend(&self, different: Vec<(OrderId, String)>) -> Result<(), DeskError> {
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            for (id, _) in &different {
                let order = tx.order(*id)?;
                refold(tx, &order, now_ms)?;
                keep_refunds_again(tx, &order)?;
            }
            Ok(())
        });
        Ok(write.await?)
    }
}

fn compare(db: &Db<'_>, after: Option<i64>) -> Result<Found, StoreError> {
    let page = db.billed_after(after, ORDERS_AT_ONCE)?;
    let mut different = Vec::new();
    for row in &page {
        if !is_cached_right(db, row)? {
            different.push((row.id, row.billed.reference_id.clone()));
        }
    }
    Ok(Found {
        orders: u64::try_from(page.len()).unwrap_or(u64::MAX),
        last: page.last().map(|row| row.number),
        different,
    })
}

fn is_cached_right(db: &Db<'_>, row: &BilledRow) -> Result<bool, StoreError> {
    let cached = db.cached_state(row.id, row.billed.total)?;
    let fold = fold_of(db, row.id, &row.billed)?;
    let state = fold.state();
    let payments = PaymentRow::of_order(fold.attempts(), row.created_at_ms);
    if cached.unwrap_or(OrderState::NOTHING_KNOWN) != state
        || db.payments_of_order(row.id)? != payments
    {
        return Ok(false);
    }
    let asks = Asks {
        order: row.id,
        total: row.billed.total,
        expires_at_ms: row.expires_at_ms,
        has_lookup: row.has_lookup,
    };
    Ok(is_listed_right(db, &asks, &state, &fold.settled_refunds())?
        && are_refunds_kept_right(db, row.id, &fold)?)
}
