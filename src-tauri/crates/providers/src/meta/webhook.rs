//! Owns what a webhook says about payments (Meta, payment status webhooks). Nothing here is proof:
//! Meta itself says that a payment is known only once it has been looked up.

use super::lookup::read_report;
use crate::json::{self, JsonFault, Node};
use counterfoil_domain::{Secret, payment::PaymentRecord};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The most entries, and the most changes in an entry; Meta sends up to 1,000 changes in all.
const MAX_CHANGES: usize = 1_000;
/// The most events in one change.
const MAX_EVENTS: usize = 1_000;

/// What one event of a webhook says about one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentReport {
    /// The number the payment belongs to, if it is named.
    pub phone_number_id: Option<String>,
    /// What is said; everything but the reference id may be missing.
    pub record: PaymentRecord,
}

/// Reads every payment event of a webhook, in the order it has them. Events about anything else are
/// passed by; what cannot be read is left out and said.
///
/// # Errors
/// The body is no webhook at all.
pub fn read_webhook(body: &[u8]) -> Result<(Vec<PaymentReport>, Vec<String>), JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    let (mut reports, mut remarks) = (Vec::new(), Vec::new());
    for entry in root.need("entry")?.list(MAX_CHANGES)? {
        for change in entry.need("changes")?.list(MAX_CHANGES)? {
            let Some(value) = change.get("value") else {
                continue;
            };
            let number = value
                .get("metadata")
                .and_then(|data| data.get("phone_number_id"));
            let number = number.and_then(|number| number.id().ok());
            let Some(statuses) = value.get("statuses") else {
                continue;
            };
            for event in statuses.list(MAX_EVENTS)? {
                let Some(payment) = event.get("payment") else {
                    continue;
                };
                match read_report(&event, &payment, &mut remarks) {
                    Ok(record) => reports.push(PaymentReport {
                        phone_number_id: number.clone(),
                        record,
                    }),
                    Err(fault) => remarks.push(fault.to_string()),
                }
            }
        }
    }
    Ok((reports, remarks))
}

/// Whether the app with this secret signed a webhook: `X-Hub-Signature-256` is `sha256=` and the
/// HMAC-SHA-256 of the bytes as they came, in hexadecimal (Meta, webhooks, validate payloads).
pub fn is_signed(body: &[u8], signature: &str, app_secret: &Secret) -> bool {
    let Some(given) = signature
        .trim()
        .strip_prefix("sha256=")
        .and_then(|digits| hex::decode(digits).ok())
    else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(app_secret.expose()) else {
        return false;
    };
    mac.update(body);
    mac.verify_slice(&given).is_ok()
}

#[cfg(test)]
mod tests;
