//! Owns what a program reads about status messages and cancels.

use super::OperationView;
use counterfoil_desk::{Cancelled, StatusSent};
use counterfoil_domain::{fulfilment::Late, order_state::PaymentState};
use counterfoil_providers::meta::Complaint;
use serde::Serialize;

/// A status message and its outcome.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ToldView {
    pub reference_id: String,
    pub operation: OperationView,
    /// A template reaches the customer; a message of its own does not.
    pub is_window_closed: bool,
    pub complaint: Option<Complaint>,
}

/// A cancel, its outcome, and what the lookup after it found.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CancelledView {
    #[serde(flatten)]
    pub told: ToldView,
    pub payment_after: Option<PaymentState>,
    pub no_answer_after: Option<String>,
}

/// A decision to fulfil what was paid late.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FulfilledView {
    pub reference_id: String,
    pub late: Late,
}

impl From<&StatusSent> for ToldView {
    fn from(sent: &StatusSent) -> Self {
        Self {
            reference_id: sent.order.reference_id.as_str().to_owned(),
            operation: OperationView::from(&sent.operation),
            is_window_closed: sent.is_window_closed(),
            complaint: sent.complaint.clone(),
        }
    }
}

impl From<&Cancelled> for CancelledView {
    fn from(cancelled: &Cancelled) -> Self {
        let after = cancelled.after.as_ref();
        Self {
            told: ToldView::from(&cancelled.sent),
            payment_after: after
                .and_then(|after| after.as_ref().ok())
                .map(|looked_up| looked_up.state.payment),
            no_answer_after: after.and_then(|after| after.as_ref().err()).cloned(),
        }
    }
}
