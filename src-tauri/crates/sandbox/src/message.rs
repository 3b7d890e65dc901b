//! Owns the record of a committed send, which is also the order it made.

use crate::CustomerPlan;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A send that was accepted. Its existence in the ledger is what "committed" means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedMessage {
    /// The account that sent it.
    pub phone_number_id: String,
    /// The caller's id of the order.
    pub reference_id: String,
    /// The id in the answer, never the same twice.
    pub message_id: String,
    /// The customer's number, as the caller wrote it.
    pub to: String,
    /// The total, in the currency's smallest unit.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// The payment configuration the order was sent with.
    pub configuration_name: String,
    /// The caller's own label of the call.
    #[serde(default)]
    pub biz_opaque_callback_data: Option<String>,
    /// Echoed in lookups.
    #[serde(default)]
    pub receipt: Option<String>,
    /// Echoed in lookups.
    #[serde(default)]
    pub notes: Option<BTreeMap<String, String>>,
    /// SHA-256 of the exact bytes of the request, in hexadecimal.
    pub body_sha256: String,
    /// When it was accepted.
    pub at_ms: i64,
    /// What becomes of it.
    pub fate: Fate,
    /// What its customer does unless it is overridden.
    pub customer: CustomerPlan,
}

/// What becomes of an accepted message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It reaches the customer, who can pay.
    Payable,
    /// It reaches the customer, who can never pay: its configuration does not exist.
    Unpayable,
    /// It repeats a reference id and never reaches the customer.
    FailsLater,
}
