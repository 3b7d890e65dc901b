//! Owns what the window sees of expired orders, of cancels, and of many told at once.

use super::{
    alike::alike,
    fulfilment::{CancelStopView, OrderStatusView},
    money::MoneyView,
    number::Integer,
    operations::MayView,
    orders::OrderLineView,
    telling::SumView,
};
use counterfoil_desk::{
    BatchOrderShown, BatchShown, CancelPlan, CancelVerdict, ExpiredLine, OrdersSum, PlannedCancel,
};
use counterfoil_domain::{
    batch::{BatchOrderState, BatchState},
    money::{Currency, Money},
};
use serde::Serialize;
use specta::Type;

/// The most orders of a dry run that are shown one by one.
const PLANNED_MAX: usize = 500;

/// An order that has expired unpaid.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExpiredLineView {
    /// The order.
    pub order: OrderLineView,
    /// When it expired, UTC.
    pub expires_at_ms: Option<Integer>,
    /// How many attempts to pay have been seen.
    pub attempts: Integer,
    /// The gateway's words for the last that failed.
    pub failure: Option<String>,
    /// When a lookup was last answered, UTC.
    pub looked_up_at_ms: Option<Integer>,
    /// Whether it may be cancelled.
    pub may_cancel: MayView,
}

/// What would come of cancelling orders.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CancelPlanView {
    /// Those that are cancelled.
    pub cancelled: SumView,
    /// Those that are left alone.
    pub left_alone: SumView,
    /// Those that are paid.
    pub paid: SumView,
    /// The orders, those that are not cancelled first; not all of them where there are many.
    pub orders: Vec<PlannedCancelView>,
    /// The ids of those that are cancelled.
    pub cancelled_ids: Vec<String>,
}

/// What would come of cancelling one order.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedCancelView {
    /// The order's id in the book.
    pub order_id: String,
    /// The merchant's own name for it.
    pub reference_id: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// What it asks for; what came, once it is paid.
    pub total: MoneyView,
    /// When it was paid, UTC.
    pub captured_at_ms: Option<Integer>,
    /// What would come of it.
    pub verdict: CancelVerdictView,
    /// Why it is left alone.
    pub stop: Option<CancelStopView>,
}

/// What would come of cancelling one order, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the desk's CancelVerdict")]
pub enum CancelVerdictView {
    Paid,
    LeftAlone,
    Told,
    Cancelled,
}

/// Many customers told at once.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// Its id.
    pub id: String,
    /// What they are told.
    pub status: OrderStatusView,
    /// Whether it goes on.
    pub state: BatchStateView,
    /// Why it is paused, or ended early.
    pub why: Option<String>,
    /// A person asked for it, and not the sweep.
    pub by_person: bool,
    /// When it was begun, UTC.
    pub created_at_ms: Integer,
    /// How many orders it has.
    pub total: Integer,
    /// How many of them are how far.
    pub counts: Vec<BatchCountView>,
}

/// How many orders of a batch are so far.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchCountView {
    /// How far.
    pub state: BatchOrderStateView,
    /// How many.
    pub orders: Integer,
}

/// One order of a batch.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BatchOrderView {
    /// The order's id in the book.
    pub order_id: String,
    /// The merchant's own name for it.
    pub reference_id: String,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// What it asks for.
    pub total: MoneyView,
    /// How far it is.
    pub state: BatchOrderStateView,
    /// Why, where there is more to say.
    pub why: Option<String>,
}

/// Whether a batch goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's BatchState")]
pub enum BatchStateView {
    Running,
    Paused,
    Ended,
}

/// How far one order of a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's BatchOrderState")]
pub enum BatchOrderStateView {
    Waiting,
    Told,
    Paid,
    LeftAlone,
    WindowClosed,
    Refused,
    Unknown,
    CalledOff,
}

impl From<ExpiredLine> for ExpiredLineView {
    fn from(line: ExpiredLine) -> Self {
        Self {
            expires_at_ms: line.line.order.expires_at_ms.map(Into::into),
            attempts: i64::from(line.attempts).into(),
            failure: line.failure,
            looked_up_at_ms: line.looked_up_at_ms.map(Into::into),
            may_cancel: line.may_cancel.into(),
            order: line.line.into(),
        }
    }
}

impl From<CancelPlan> for CancelPlanView {
    fn from(plan: CancelPlan) -> Self {
        use CancelVerdict::{Cancelled, LeftAlone, Paid, Told};
        let cancelled = plan
            .orders
            .iter()
            .filter(|one| one.verdict == Cancelled)
            .map(|one| one.order.to_string());
        Self {
            cancelled: plan.sum(|verdict| verdict == Cancelled).into(),
            left_alone: plan
                .sum(|verdict| matches!(verdict, LeftAlone(_) | Told))
                .into(),
            paid: plan.sum(|verdict| verdict == Paid).into(),
            cancelled_ids: cancelled.collect(),
            orders: plan
                .orders
                .into_iter()
                .take(PLANNED_MAX)
                .map(PlannedCancelView::from)
                .collect(),
        }
    }
}

impl From<PlannedCancel> for PlannedCancelView {
    fn from(planned: PlannedCancel) -> Self {
        let (verdict, stop) = match planned.verdict {
            CancelVerdict::Paid => (CancelVerdictView::Paid, None),
            CancelVerdict::LeftAlone(stop) => (CancelVerdictView::LeftAlone, Some(stop.into())),
            CancelVerdict::Told => (CancelVerdictView::Told, None),
            CancelVerdict::Cancelled => (CancelVerdictView::Cancelled, None),
        };
        Self {
            order_id: planned.order.to_string(),
            reference_id: planned.reference_id,
            customer_name: planned.customer_name,
            total: planned.total.into(),
            captured_at_ms: planned.captured_at_ms.map(Into::into),
            verdict,
            stop,
        }
    }
}

impl From<OrdersSum> for SumView {
    fn from(sum: OrdersSum) -> Self {
        let of = |minor: i64, currency| {
            let money = Money::new(minor, currency).filter(|money| money.minor() > 0);
            money.map(MoneyView::from)
        };
        Self {
            orders: i64::from(sum.orders).into(),
            inr: of(sum.inr_minor, Currency::Inr),
            brl: of(sum.brl_minor, Currency::Brl),
        }
    }
}

impl From<BatchShown> for BatchView {
    fn from(shown: BatchShown) -> Self {
        let count = |(state, orders): &(BatchOrderState, u32)| BatchCountView {
            state: (*state).into(),
            orders: i64::from(*orders).into(),
        };
        Self {
            id: shown.batch.id.to_string(),
            status: shown.batch.message.message.status().into(),
            state: shown.batch.state.into(),
            total: i64::from(shown.total()).into(),
            counts: shown.counts.iter().map(count).collect(),
            why: shown.batch.why,
            by_person: shown.batch.by_person,
            created_at_ms: shown.batch.created_at_ms.into(),
        }
    }
}

impl From<BatchOrderShown> for BatchOrderView {
    fn from(shown: BatchOrderShown) -> Self {
        Self {
            order_id: shown.row.order.to_string(),
            reference_id: shown.reference_id,
            customer_name: shown.customer_name,
            total: shown.total.into(),
            state: shown.row.state.into(),
            why: shown.row.why,
        }
    }
}

alike! {
    BatchState => BatchStateView { Running, Paused, Ended }
    BatchOrderState => BatchOrderStateView {
        Waiting, Told, Paid, LeftAlone, WindowClosed, Refused, Unknown, CalledOff,
    }
}
