//! Owns asking for a refund: one POST, and what its answer may be taken to mean.

use super::{
    Exchange, Meta, Target,
    effect::{self, accepted_as},
    refusals::Call,
};
use crate::{
    json::{JsonFault, Node},
    transport::Body,
};
use bytes::Bytes;
use counterfoil_domain::{Secret, money::Money, operation::Outcome, refund::Speed};
use serde_json::json;

impl Meta {
    /// Asks for a refund, once: POST /{version}/{phone number id}/payments_refund.
    pub async fn refund(&self, target: &Target, body: Bytes, bearer: &Secret) -> Exchange {
        match target.refunds() {
            Ok(url) => {
                let answer = self.effect(target, url, Body::json(body), bearer);
                Exchange::of(answer.await, read_refund)
            }
            Err(error) => Exchange::unsent(error.to_string()),
        }
    }
}

/// The exact bytes of a refund. Its amounts are strings, unlike those of every other call, and the
/// name of the payment configuration goes into a field called id (Meta, refund).
pub fn refund_body(
    reference_id: &str,
    configuration_name: &str,
    amount: Money,
    speed: Speed,
) -> Vec<u8> {
    let body = json!({
        "reference_id": reference_id,
        "speed": speed.word(),
        "payment_config_id": configuration_name,
        "amount": {
            "currency": amount.currency().code(),
            "value": amount.minor().to_string(),
            "offset": "100",
        },
    });
    body.to_string().into_bytes()
}

/// What an answer to a refund means. A refund that was taken and then given up is accepted too: only
/// lookups say what became of it.
pub fn read_refund(status: u16, body: &[u8]) -> Outcome {
    effect::read(Call::Refund, status, body, accepted)
}

/// `{"id": "rfnd_…", "status": "pending", "speed_processed": "normal"}` (Meta, refund).
fn accepted(root: &Node<'_>) -> Result<Outcome, JsonFault> {
    root.need("status")?.text()?;
    accepted_as(&root.need("id")?)
}

#[cfg(test)]
mod tests;
