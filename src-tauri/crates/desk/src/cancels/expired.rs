//! Owns the list of orders that have expired unpaid, with what a person needs to choose those to
//! cancel.

use crate::actions::Permission;
use crate::{desk::Desk, error::DeskError, fulfilment::may_tell, orders::OrderLine};
use counterfoil_domain::order_state::PaymentState;
use counterfoil_store::{Db, ListSpan, OrderListRow, StoreError};

/// An order that has expired unpaid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiredLine {
    /// The order.
    pub line: OrderLine,
    /// How many attempts to pay have been seen.
    pub attempts: u32,
    /// The gateway's words for the last that failed.
    pub failure: Option<String>,
    /// When a lookup was last answered, UTC.
    pub looked_up_at_ms: Option<i64>,
    /// Whether it may be cancelled.
    pub may_cancel: Permission,
}

/// What is read of one before it is shown.
type Read = (OrderListRow, u32, Option<String>, Option<i64>, Permission);

impl Desk {
    /// At most `rows` orders of a part of the list of unpaid ones from this place on.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn expired_orders(
        &self,
        span: ListSpan,
        index: u64,
        rows: u32,
    ) -> Result<Vec<ExpiredLine>, DeskError> {
        let read = self.inner.store.read(move |db| {
            let page = db.list_page_at(&span, index, rows)?.into_iter();
            page.map(|(_, row)| about(db, row))
                .collect::<Result<Vec<_>, _>>()
        });
        let now_ms = self.now_ms();
        let shown = |(row, attempts, failure, looked_up_at_ms, may_cancel): Read| ExpiredLine {
            line: OrderLine::at(row, now_ms),
            attempts,
            failure,
            looked_up_at_ms,
            may_cancel,
        };
        Ok(read.await?.into_iter().map(shown).collect())
    }
}

fn about(db: &Db<'_>, row: OrderListRow) -> Result<Read, StoreError> {
    let order = db.order(row.id)?;
    let state = db.order_state(&order)?;
    let failed = state.payment == PaymentState::AttemptFailed;
    let may = may_tell(db, &order, &state)?;
    Ok((
        row,
        state.attempts,
        state.failure.filter(|_| failed),
        db.last_lookup_at_ms(order.id)?,
        may.cancel,
    ))
}
