//! Owns what the window sees of what customers were told, and of cancels.

use super::alike::alike;
use counterfoil_domain::{
    cancel::{CancelStanding, CancelStop},
    fulfilment::Late,
    message::MessageWord,
    order_status::OrderStatus,
};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a customer is told of fulfilment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's OrderStatus")]
pub enum OrderStatusView {
    Pending,
    Processing,
    PartiallyShipped,
    Shipped,
    Completed,
    Canceled,
}

/// Why an order is not cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's CancelStop")]
pub enum CancelStopView {
    NotKnown,
    AttemptRunning,
    ReportedPaid,
    CannotTell,
    Paid,
}

/// Where a cancel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's CancelStanding")]
pub enum CancelStandingView {
    Requested,
    Unknown,
    Cancelled,
}

/// Why money that came waits for a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's Late")]
pub enum LateView {
    AfterExpiry,
    AfterCancel,
}

/// What a webhook says became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's MessageWord")]
pub enum MessageWordView {
    Failed,
    Sent,
    Delivered,
    Read,
}

alike! {
    MessageWord => MessageWordView { Failed, Sent, Delivered, Read }
    OrderStatus => OrderStatusView {
        Pending, Processing, PartiallyShipped, Shipped, Completed, Canceled,
    }
    OrderStatusView => OrderStatus {
        Pending, Processing, PartiallyShipped, Shipped, Completed, Canceled,
    }
    CancelStop => CancelStopView { NotKnown, AttemptRunning, ReportedPaid, CannotTell, Paid }
    CancelStanding => CancelStandingView { Requested, Unknown, Cancelled }
    Late => LateView { AfterExpiry, AfterCancel }
}
