//! Owns what the answer to an effect may be taken to mean, whichever effect it was.

use super::{
    Complaint,
    envelope::{self, Form},
    refusals::{Call, refusal},
};
use crate::{
    json::{self, JsonFault, Node},
    transport::{Answer, Reply, TransportError},
};
use counterfoil_domain::operation::Outcome;

/// The longest id that is believed.
const MAX_ID_CHARS: usize = 512;

/// One effect: what is known after it, and the answer as it came, without the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// What is known.
    pub outcome: Outcome,
    /// The answer, if one arrived, to be kept as evidence.
    pub reply: Option<Reply>,
}

impl Exchange {
    /// What the provider says is wrong, whatever that may be taken to mean.
    pub fn complaint(&self) -> Option<Complaint> {
        Complaint::in_answer(&self.reply.as_ref()?.body)
    }

    /// What is known after the call, by what `read` makes of its answer.
    pub(super) fn of(answer: Answer, read: impl FnOnce(u16, &[u8]) -> Outcome) -> Self {
        match answer {
            Ok(reply) => Self {
                outcome: read(reply.status, &reply.body),
                reply: Some(reply),
            },
            Err(TransportError::NotSent(why)) => Self::unsent(why),
            Err(TransportError::Lost(why)) => Self {
                outcome: unknown(why),
                reply: None,
            },
        }
    }

    /// Nothing left this machine.
    pub(super) fn unsent(why: String) -> Self {
        Self {
            outcome: Outcome::NotSent { why },
            reply: None,
        }
    }
}

/// What an answer to an effect means. Accepted and refused are believed in their documented shape
/// only; everything else is unknown (money-protocol, an operation's states).
pub(super) fn read(
    call: Call,
    status: u16,
    body: &[u8],
    accepted: impl FnOnce(&Node<'_>) -> Result<Outcome, JsonFault>,
) -> Outcome {
    match status {
        200..=299 => believed(body, accepted).unwrap_or_else(|fault| {
            unknown(format!("the answer ({status}) is no confirmation: {fault}"))
        }),
        300..=399 => unknown(format!(
            "the answer is a redirect ({status}), which is not followed"
        )),
        408 | 409 => unknown(format!(
            "the answer ({status}) does not say whether it was done"
        )),
        400..=499 => refused(call, status, body).unwrap_or_else(|fault| {
            unknown(format!(
                "the answer ({status}) is no readable refusal: {fault}"
            ))
        }),
        _ => unknown(format!("the provider failed ({status})")),
    }
}

fn believed(
    body: &[u8],
    accepted: impl FnOnce(&Node<'_>) -> Result<Outcome, JsonFault>,
) -> Result<Outcome, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    if envelope::read(&root)?.is_some() {
        return Err(root.fault("it carries an error"));
    }
    accepted(&root)
}

/// The provider's id of what it made.
pub(super) fn accepted_as(id: &Node<'_>) -> Result<Outcome, JsonFault> {
    let provider_id = id.text()?.to_owned();
    if provider_id.chars().count() > MAX_ID_CHARS {
        return Err(id.fault("is too long"));
    }
    Ok(Outcome::Accepted { provider_id })
}

fn refused(call: Call, status: u16, body: &[u8]) -> Result<Outcome, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    let Some(error) = envelope::read(&root)? else {
        return Err(root.fault("it carries no error"));
    };
    if call
        .success_keys()
        .iter()
        .any(|key| root.get(key).is_some())
    {
        return Err(root.fault("it carries both an error and a success"));
    }
    let code = error.code.to_string();
    if error.form == Form::OnPremises || refusal(call, &code).is_none() {
        let why = format!(
            "the answer ({status}, code {code}) does not say whether it was done: {}",
            error.said()
        );
        return Ok(unknown(why));
    }
    Ok(Outcome::Refused {
        code,
        words: error.said().to_owned(),
    })
}

fn unknown(why: String) -> Outcome {
    Outcome::Unknown { why }
}
