//! Owns sending a message: one POST, and what its answer may be taken to mean.

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
use counterfoil_domain::{Secret, operation::Outcome};

/// The most messages an answer to one send is read for.
const MAX_MESSAGES: usize = 100;

impl Meta {
    /// Sends a message, once: POST /{version}/{phone number id}/messages.
    pub async fn send_message(&self, target: &Target, body: Bytes, bearer: &Secret) -> Exchange {
        match target.messages() {
            Ok(url) => {
                let answer = self.effect(target, url, Body::json(body), bearer);
                Exchange::of(answer.await, read_send)
            }
            Err(error) => Exchange::unsent(error.to_string()),
        }
    }
}

/// What an answer to a send means.
pub fn read_send(status: u16, body: &[u8]) -> Outcome {
    effect::read(Call::Send, status, body, accepted)
}

/// `{"messaging_product": "whatsapp", "messages": [{"id": "wamid…"}]}` (Meta, send, success).
fn accepted(root: &Node<'_>) -> Result<Outcome, JsonFault> {
    if let Some(product) = root.get("messaging_product")
        && product.text()? != "whatsapp"
    {
        return Err(product.fault("is not whatsapp"));
    }
    let messages = root.need("messages")?;
    let Some(message) = messages.list(MAX_MESSAGES)?.into_iter().next() else {
        return Err(messages.fault("is empty"));
    };
    accepted_as(&message.need("id")?)
}

#[cfg(test)]
mod tests;
