//! Owns what a program reads about refunds.

use super::OperationView;
use counterfoil_desk::{RefundPage, RefundShown, Refunded};
use counterfoil_domain::{
    account::Environment,
    alarm::Alarm,
    money::Money,
    refund::{Reason, RefundStage, RefundStanding, Refundable, Speed},
    refund_status::RefundStatus,
};
use serde::Serialize;

/// A refund that was asked for, and what is left.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundedView {
    pub operation: OperationView,
    pub amount: Money,
    pub refundable: Refundable,
    pub left_minor: i64,
}

/// A part of the list of refunds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundListView {
    pub environment: Environment,
    pub unresolved: u64,
    pub on_their_way: u64,
    pub finished: u64,
    pub rows: Vec<RefundView>,
}

/// A refund, ours or another's.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RefundView {
    pub reference_id: String,
    pub account: String,
    pub amount: Option<Money>,
    pub at_ms: i64,
    pub standing: RefundStanding,
    pub stage: RefundStage,
    pub refund_id: Option<String>,
    pub refund_status: Option<RefundStatus>,
    pub is_proven: bool,
    /// None where somebody else made it.
    pub operation: Option<OperationView>,
    pub speed: Option<Speed>,
    pub reason: Option<Reason>,
    pub note: Option<String>,
    pub alarms: Vec<Alarm>,
}

impl RefundedView {
    pub fn of(refunded: &Refunded, amount: Money, refundable: &Refundable) -> Self {
        Self {
            operation: OperationView::from(&refunded.operation),
            amount,
            refundable: *refundable,
            left_minor: refundable.left_minor(),
        }
    }
}

impl RefundListView {
    pub fn of(environment: Environment, page: &RefundPage) -> Self {
        Self {
            environment,
            unresolved: page.counts.unresolved,
            on_their_way: page.counts.on_their_way,
            finished: page.counts.finished,
            rows: page.refunds.iter().map(RefundView::from).collect(),
        }
    }
}

impl From<&RefundShown> for RefundView {
    fn from(shown: &RefundShown) -> Self {
        let (own, record) = (shown.own.as_ref(), shown.record.as_ref());
        Self {
            reference_id: shown.reference_id.clone(),
            account: shown.account_name.clone(),
            amount: shown.amount,
            at_ms: shown.at_ms,
            standing: shown.standing,
            stage: shown.stage,
            refund_id: record.map(|record| record.refund_id.clone()),
            refund_status: record.map(|record| record.status),
            is_proven: record.is_some_and(|record| record.is_proven),
            operation: own.map(|own| OperationView::from(&own.operation)),
            speed: own.map(|own| own.refund.speed),
            reason: own.map(|own| own.refund.reason),
            note: own.and_then(|own| own.refund.reason_text.clone()),
            alarms: shown.alarms.iter().map(|row| row.alarm).collect(),
        }
    }
}
