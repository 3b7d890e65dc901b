//! Owns what would come of cancelling orders: a dry run over what the book knows, which changes
//! nothing.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    batch::BATCH_ORDERS_MAX,
    cancel::{CancelStop, stops_cancel},
    ids::OrderId,
    money::{Currency, Money},
    order_state::PaymentState,
    order_status::OrderStatus,
};
use counterfoil_store::{Db, StoreError};

/// What would come of cancelling one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CancelVerdict {
    /// It is paid: a person decides what becomes of it.
    Paid,
    /// It is left alone.
    LeftAlone(CancelStop),
    /// Its customer was told an end already, or is being told something.
    Told,
    /// It is cancelled.
    Cancelled,
}

/// One order of a dry run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedCancel {
    /// The order.
    pub order: OrderId,
    /// Its name at the provider.
    pub reference_id: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// What it asks for; what came, once it is paid.
    pub total: Money,
    /// Where its payment stands.
    pub payment: PaymentState,
    /// When it was paid, by the provider, UTC.
    pub captured_at_ms: Option<i64>,
    /// When a lookup was last answered, UTC.
    pub looked_up_at_ms: Option<i64>,
    /// What would come of it.
    pub verdict: CancelVerdict,
}

/// What orders ask for together. Currencies are never added to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrdersSum {
    /// How many orders.
    pub orders: u32,
    /// In paise.
    pub inr_minor: i64,
    /// In centavos.
    pub brl_minor: i64,
}

/// A dry run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CancelPlan {
    /// Each order, those that are not cancelled first.
    pub orders: Vec<PlannedCancel>,
}

impl CancelPlan {
    /// What those orders come to of which this is so.
    pub fn sum(&self, is_meant: impl Fn(CancelVerdict) -> bool) -> OrdersSum {
        let meant = self.orders.iter().filter(|order| is_meant(order.verdict));
        OrdersSum::of(meant.map(|order| order.total))
    }
}

impl OrdersSum {
    /// Of orders with these totals.
    fn of(totals: impl Iterator<Item = Money>) -> Self {
        let mut sum = Self::default();
        for total in totals {
            sum.orders += 1;
            match total.currency() {
                Currency::Inr => sum.inr_minor += total.minor(),
                Currency::Brl => sum.brl_minor += total.minor(),
            }
        }
        sum
    }
}

impl Desk {
    /// What would come of cancelling these orders now. An order that no lookup was answered about
    /// since this moment, UTC, is not known.
    ///
    /// # Errors
    /// There are too many, or one of them is not in the book.
    pub async fn plan_cancels(
        &self,
        orders: Vec<OrderId>,
        since_ms: i64,
    ) -> Result<CancelPlan, DeskError> {
        check_many(&orders)?;
        let read = self.inner.store.read(move |db| {
            let planned = orders.iter().map(|id| planned(db, *id, since_ms));
            planned.collect::<Result<Vec<_>, _>>()
        });
        let mut orders = read.await?;
        orders.sort_by_key(|order| order.verdict);
        Ok(CancelPlan { orders })
    }

    /// What these orders ask for together.
    ///
    /// # Errors
    /// There are too many, or one of them is not in the book.
    pub async fn sum_orders(&self, orders: Vec<OrderId>) -> Result<OrdersSum, DeskError> {
        check_many(&orders)?;
        let read = self.inner.store.read(move |db| {
            let totals = orders.iter().map(|id| Ok(db.order(*id)?.total));
            totals.collect::<Result<Vec<_>, StoreError>>()
        });
        Ok(OrdersSum::of(read.await?.into_iter()))
    }
}

fn check_many(orders: &[OrderId]) -> Result<(), DeskError> {
    if orders.len() > BATCH_ORDERS_MAX {
        let words = format!("choose at most {BATCH_ORDERS_MAX} orders");
        return Err(DeskError::Input(words));
    }
    Ok(())
}

fn planned(db: &Db<'_>, id: OrderId, since_ms: i64) -> Result<PlannedCancel, StoreError> {
    let order = db.order(id)?;
    let state = db.order_state(&order)?;
    let fulfilment = db.fulfilment(id)?;
    let looked_up_at_ms = db.last_lookup_at_ms(id)?;
    let is_fresh = looked_up_at_ms.is_some_and(|at_ms| at_ms >= since_ms);
    let verdict = match stops_cancel(state.payment) {
        Some(CancelStop::Paid) => CancelVerdict::Paid,
        _ if fulfilment.is_busy() || fulfilment.forbids(OrderStatus::Canceled).is_some() => {
            CancelVerdict::Told
        }
        Some(stop) => CancelVerdict::LeftAlone(stop),
        None if !is_fresh => CancelVerdict::LeftAlone(CancelStop::NotKnown),
        None => CancelVerdict::Cancelled,
    };
    Ok(PlannedCancel {
        order: id,
        reference_id: order.reference_id.as_str().to_owned(),
        customer_name: order.customer_name,
        total: state.captured.unwrap_or(order.total),
        payment: state.payment,
        captured_at_ms: state.captured_at_ms,
        looked_up_at_ms,
        verdict,
    })
}
