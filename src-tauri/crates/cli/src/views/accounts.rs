//! Owns the documents about accounts.

use counterfoil_domain::upi::ExpectedPayee;
use serde::Serialize;

/// A UPI id that an account expects to be paid.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PayeeView {
    upi_id: String,
    by: &'static str,
}

impl From<&ExpectedPayee> for PayeeView {
    fn from(payee: &ExpectedPayee) -> Self {
        Self {
            upi_id: payee.vpa.to_string(),
            by: payee.by.word(),
        }
    }
}
