//! Owns where the fulfilment of an order stands: what its customer was told, and whether money that
//! came late waits for a decision (money-protocol, section 4).

mod may;

pub use may::MayTell;

use crate::{
    activity::tell_order, desk::Desk, error::DeskError, lists::relist, statuses::has_reached,
};
use counterfoil_domain::{
    activity::Deed,
    fulfilment::{Fulfilment, Late},
    ids::OrderId,
    operation::OperationState,
    order_state::OrderState,
};
use counterfoil_store::{Db, OrderRow, RefundRow, StatusMessageRow, StoreError};
use may::Known;

/// What its customer was told, and why money that came late waits for a decision.
pub(crate) fn fulfilment_of(
    db: &Db<'_>,
    order: OrderId,
    expires_at_ms: Option<i64>,
    state: &OrderState,
) -> Result<(Fulfilment, Option<Late>), StoreError> {
    let fulfilment = db.fulfilment(order)?;
    let Some(captured) = state.captured else {
        return Ok((fulfilment, None));
    };
    let Some(late) = fulfilment.late(expires_at_ms, state.captured_at_ms) else {
        return Ok((fulfilment, None));
    };
    let seen = state.refunds;
    let goes_back = seen.refunded_minor.saturating_add(seen.pending_minor) >= captured.minor()
        || db.refunds_of_order(order)?.iter().any(may_go_back);
    let is_open = !goes_back && !db.fulfil_decisions(order)?.contains(&late);
    Ok((fulfilment, is_open.then_some(late)))
}

/// To give the money back is the other decision.
fn may_go_back(refund: &RefundRow) -> bool {
    refund.released_at_ms.is_none()
        && !matches!(
            refund.state,
            OperationState::Refused
                | OperationState::NotSent
                | OperationState::Disproved
                | OperationState::Withdrawn
        )
}

/// What the customer of an order may be told now.
pub(crate) fn may_tell(
    db: &Db<'_>,
    order: &OrderRow,
    state: &OrderState,
) -> Result<MayTell, StoreError> {
    let messages = db.status_messages(order.id)?;
    let mut prepared = messages.iter();
    let prepared = prepared.find(|row| row.state == OperationState::Prepared);
    let known = Known {
        fulfilment: &Fulfilment::of(messages.iter().map(StatusMessageRow::told)),
        payment: state.payment,
        account: &db.account(order.account_id)?,
        is_account_in_use: db.is_account_in_use(order.account_id)?,
        has_reached: has_reached(db, order)?,
        is_locked: db.book_lock()?.is_some(),
        prepared: prepared.map(|row| row.operation),
    };
    Ok(known.may_tell())
}

impl Desk {
    /// Writes that a person keeps money that came late, and fulfils its order. Nothing is sent.
    ///
    /// # Errors
    /// Nothing of the order waits for that decision.
    pub async fn fulfil(&self, order: OrderId) -> Result<Late, DeskError> {
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            let order = tx.order(order)?;
            let state = tx.order_state(&order)?;
            let (_, late) = fulfilment_of(tx, order.id, order.expires_at_ms, &state)?;
            if let Some(late) = late {
                tx.decide_to_fulfil(order.id, late, now_ms)?;
                let words = format!("{}: paid {}, fulfilled", order.reference_id, late.words());
                tell_order(tx, Deed::Decision, &order, &words, now_ms)?;
                relist(tx, &order, None, now_ms)?;
            }
            Ok((order, late))
        });
        let (order, late) = write.await?;
        self.announce_order(&order);
        late.ok_or_else(|| {
            DeskError::Input("nothing of this order waits for a decision".to_owned())
        })
    }
}
