//! Owns the record of a committed send, which is also the order it made.

use crate::{CustomerPlan, Gateway, Mode};
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
    /// How it is to be paid.
    #[serde(default)]
    pub mode: Mode,
    /// The payment configuration that lookups know it by; none of an order they do not know.
    #[serde(default)]
    pub configuration_name: Option<String>,
    /// The caller's own label of the call.
    #[serde(default)]
    pub biz_opaque_callback_data: Option<String>,
    /// Echoed in lookups.
    #[serde(default)]
    pub receipt: Option<String>,
    /// Echoed in lookups.
    #[serde(default)]
    pub notes: Option<BTreeMap<String, String>>,
    /// The numbered fields of PayU, BillDesk and Zaakpay, echoed in lookups.
    #[serde(default)]
    pub echoes: BTreeMap<String, String>,
    /// SHA-256 of the exact bytes of the request, in hexadecimal.
    pub body_sha256: String,
    /// When it was accepted.
    pub at_ms: i64,
    /// What becomes of it.
    pub fate: Fate,
    /// What its customer does unless it is overridden.
    pub customer: CustomerPlan,
}

impl AcceptedMessage {
    /// Returns the gateway that knows of its payment under this configuration, if one does.
    pub(crate) fn gateway_at(&self, configuration_name: &str) -> Option<Gateway> {
        self.mode
            .gateway()
            .filter(|_| self.configuration_name.as_deref() == Some(configuration_name))
    }
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
