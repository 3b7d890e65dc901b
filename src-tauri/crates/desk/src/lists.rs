//! Owns the lists that orders stand in: writing them in the commit of whatever changed an order, and
//! reading them.

use crate::{
    desk::Desk, error::DeskError, fulfilment::fulfilment_of, orders::OrderLine,
    refunds::list_refunds,
};
use counterfoil_domain::{
    decision::Judgement,
    ids::OrderId,
    money::Money,
    operation::OperationState,
    order_list::{KnownOfOrder, Membership, OrderList, lists_of},
    order_state::{OrderState, SettledRefund},
};
use counterfoil_store::{
    Cursor, Db, FulfilmentRow, ListSpan, ListSum, OrderListRow, OrderRow, Page, StoreError, Tx,
};

/// Writes the lists that an order stands in now. Without `refunds` those known before stay.
pub(crate) fn relist(
    tx: &Tx<'_>,
    order: &OrderRow,
    refunds: Option<&[SettledRefund]>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let state = tx.order_state(order)?;
    let known;
    let refunds = match refunds {
        Some(refunds) => refunds,
        None => {
            known = known_refunds(tx, order)?;
            &known
        }
    };
    let asks = Asks {
        order: order.id,
        total: order.total,
        expires_at_ms: order.expires_at_ms,
        has_lookup: tx.has_lookup(order)?,
    };
    let (lists, fulfilment) = lists_now(tx, &asks, &state, refunds)?;
    tx.cache_fulfilment(order.id, &fulfilment)?;
    list_refunds(tx, order)?;
    tx.keep_lists(order.id, order.environment, &lists, now_ms)
}

/// What an order asks its customer for.
pub(crate) struct Asks {
    pub order: OrderId,
    pub total: Money,
    pub expires_at_ms: Option<i64>,
    /// The provider can be asked for the state of its payment.
    pub has_lookup: bool,
}

/// Whether the book lets an order stand in just the lists it stands in now. Where the moment is the
/// one at which it got there, any will do.
pub(crate) fn is_listed_right(
    db: &Db<'_>,
    asks: &Asks,
    state: &OrderState,
    refunds: &[SettledRefund],
) -> Result<bool, StoreError> {
    let kept = db.lists_of_order(asks.order)?;
    let (wanted, fulfilment) = lists_now(db, asks, state, refunds)?;
    let is_kept = |wanted: &Membership| {
        kept.iter().any(|row| {
            let is_at = wanted.at_ms.is_none() || wanted.at_ms == row.at_ms;
            is_at && (row.list, &row.part, row.amount) == (wanted.list, &wanted.part, wanted.amount)
        })
    };
    Ok(kept.len() == wanted.len()
        && wanted.iter().all(is_kept)
        && db.cached_fulfilment(asks.order)? == fulfilment)
}

fn lists_now(
    db: &Db<'_>,
    asks: &Asks,
    state: &OrderState,
    refunds: &[SettledRefund],
) -> Result<(Vec<Membership>, FulfilmentRow), StoreError> {
    let (fulfilment, late) = fulfilment_of(db, asks.order, asks.expires_at_ms, state)?;
    let effects = db.effects_on_order(asks.order)?;
    let alarms = db.alarms_of_order(asks.order)?;
    let known = KnownOfOrder {
        has_lookup: asks.has_lookup,
        send: match effects.judgement {
            Some(Judgement::DidNotHappen) => Some(OperationState::Disproved),
            Some(Judgement::Happened) | None => effects.send,
        },
        is_outcome_unknown: effects.is_unknown,
        has_alarm: alarms
            .iter()
            .any(|alarm| alarm.acknowledged_at_ms.is_none()),
        state,
        refunds,
        fulfilment,
        late,
    };
    let lists = lists_of(asks.total, asks.expires_at_ms, &known);
    Ok((lists, FulfilmentRow::of(&fulfilment, late)))
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
