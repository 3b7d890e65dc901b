//! Owns the lists that orders stand in: writing them in the commit of whatever changed an order, and
//! reading them.

use crate::{desk::Desk, error::DeskError, orders::OrderLine};
use counterfoil_domain::{
    ids::OrderId,
    order_list::{OrderList, lists_of},
    order_state::SettledRefund,
};
use counterfoil_store::{Cursor, ListSpan, ListSum, OrderListRow, OrderRow, Page, StoreError, Tx};

/// Writes the lists that an order stands in now. Without `refunds` those known before stay.
pub(crate) fn relist(
    tx: &Tx<'_>,
    order: &OrderRow,
    refunds: Option<&[SettledRefund]>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let effects = tx.effects_on_order(order.id)?;
    let state = tx.order_state(order)?;
    let known;
    let refunds = match refunds {
        Some(refunds) => refunds,
        None => {
            known = known_refunds(tx, order)?;
            &known
        }
    };
    let lists = lists_of(
        order.total,
        order.expires_at_ms,
        effects.send,
        effects.is_unknown,
        &state,
        refunds,
    );
    tx.keep_lists(order.id, order.environment, &lists, now_ms)
}

fn known_refunds(tx: &Tx<'_>, order: &OrderRow) -> Result<Vec<SettledRefund>, StoreError> {
    let rows = tx.lists_of_order(order.id)?.into_iter();
    let refunds = rows.filter(|row| row.list == OrderList::Refunded);
    Ok(refunds
        .map(|row| SettledRefund {
            id: row.part.unwrap_or_default(),
            minor: row.amount.minor(),
            at_ms: row.at_ms,
        })
        .collect())
}

impl Desk {
    /// What a part of a list comes to.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn list_sum(&self, span: ListSpan) -> Result<ListSum, DeskError> {
        Ok(self.inner.store.read(move |db| db.list_sum(&span)).await?)
    }

    /// At most `rows` orders of a part of a list from this place on, newest first, each with its
    /// place in it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn listed_orders_at(
        &self,
        span: ListSpan,
        index: u64,
        rows: u32,
    ) -> Result<Vec<(Cursor, OrderLine)>, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| db.list_page_at(&span, index, rows));
        Ok(self.placed(read.await?))
    }

    /// A page of a part of a list, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn listed_orders(
        &self,
        span: ListSpan,
        page: Page,
    ) -> Result<Vec<(Cursor, OrderLine)>, DeskError> {
        let read = self.inner.store.read(move |db| db.list_page(&span, &page));
        Ok(self.placed(read.await?))
    }

    /// The orders of a part of a list, newest first, each once; one more than `most` where there are
    /// more.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn listed_ids(&self, span: ListSpan, most: usize) -> Result<Vec<OrderId>, DeskError> {
        let rows = u32::try_from(most.saturating_add(1)).unwrap_or(u32::MAX);
        let read = self.inner.store.read(move |db| db.list_ids(&span, rows));
        Ok(read.await?)
    }

    fn placed(&self, rows: Vec<(Cursor, OrderListRow)>) -> Vec<(Cursor, OrderLine)> {
        let now_ms = self.now_ms();
        let place = |(cursor, row)| (cursor, OrderLine::at(row, now_ms));
        rows.into_iter().map(place).collect()
    }
}
