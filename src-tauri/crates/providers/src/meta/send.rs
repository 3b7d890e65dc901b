//! Owns sending an order: one POST, and what its answer may be taken to mean.

use super::{
    Meta, Target,
    envelope::{self, Form},
    refusals::{Call, refusal},
};
use crate::{
    json::{self, JsonFault, Node},
    transport::{Reply, TransportError},
};
use bytes::Bytes;
use counterfoil_domain::{Secret, operation::Outcome};

/// The most messages an answer to one send is read for.
const MAX_MESSAGES: usize = 100;

/// The longest message id that is believed.
const MAX_ID_CHARS: usize = 512;

/// One effect: what is known after it, and the answer as it came, without the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// What is known.
    pub outcome: Outcome,
    /// The answer, if one arrived, to be kept as evidence.
    pub reply: Option<Reply>,
}

impl Meta {
    /// Sends an `order_details` message, once: POST /{version}/{phone number id}/messages.
    pub async fn send_order(&self, target: &Target, body: Bytes, bearer: &Secret) -> Exchange {
        let url = match target.messages() {
            Ok(url) => url,
            Err(error) => return unsent(error.to_string()),
        };
        match self.effect(target, url, body, bearer).await {
            Ok(reply) => Exchange {
                outcome: read_send(reply.status, &reply.body),
                reply: Some(reply),
            },
            Err(TransportError::NotSent(why)) => unsent(why),
            Err(TransportError::Lost(why)) => Exchange {
                outcome: Outcome::Unknown { why },
                reply: None,
            },
        }
    }
}

fn unsent(why: String) -> Exchange {
    Exchange {
        outcome: Outcome::NotSent { why },
        reply: None,
    }
}

/// What an answer to a send means. Accepted and refused are believed in their documented shape
/// only; everything else is unknown (money-protocol, an operation's states).
pub fn read_send(status: u16, body: &[u8]) -> Outcome {
    match status {
        200..=299 => accepted(body).unwrap_or_else(|fault| {
            unknown(format!("the answer ({status}) is no confirmation: {fault}"))
        }),
        300..=399 => unknown(format!(
            "the answer is a redirect ({status}), which is not followed"
        )),
        408 | 409 => unknown(format!(
            "the answer ({status}) does not say whether it was sent"
        )),
        400..=499 => refused(status, body).unwrap_or_else(|fault| {
            unknown(format!(
                "the answer ({status}) is no readable refusal: {fault}"
            ))
        }),
        _ => unknown(format!("the provider failed ({status})")),
    }
}

/// `{"messaging_product": "whatsapp", "messages": [{"id": "wamid…"}]}` (Meta, send, success).
fn accepted(body: &[u8]) -> Result<Outcome, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    if envelope::read(&root)?.is_some() {
        return Err(root.fault("it carries an error"));
    }
    if let Some(product) = root.get("messaging_product")
        && product.text()? != "whatsapp"
    {
        return Err(product.fault("is not whatsapp"));
    }
    let messages = root.need("messages")?;
    let Some(message) = messages.list(MAX_MESSAGES)?.into_iter().next() else {
        return Err(messages.fault("is empty"));
    };
    let id = message.need("id")?;
    let provider_id = id.text()?.to_owned();
    if provider_id.chars().count() > MAX_ID_CHARS {
        return Err(id.fault("is too long"));
    }
    Ok(Outcome::Accepted { provider_id })
}

fn refused(status: u16, body: &[u8]) -> Result<Outcome, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    let Some(error) = envelope::read(&root)? else {
        return Err(root.fault("it carries no error"));
    };
    if root.get("messages").is_some() {
        return Err(root.fault("it carries both an error and a message"));
    }
    let code = error.code.to_string();
    if error.form == Form::OnPremises || refusal(Call::Send, &code).is_none() {
        let why = format!(
            "the answer ({status}, code {code}) does not say whether it was sent: {}",
            error.words
        );
        return Ok(unknown(why));
    }
    Ok(Outcome::Refused {
        code,
        words: error.words,
    })
}

fn unknown(why: String) -> Outcome {
    Outcome::Unknown { why }
}

#[cfg(test)]
mod tests;
