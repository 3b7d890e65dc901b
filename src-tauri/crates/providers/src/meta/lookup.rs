//! Owns looking up a payment: one question, asked within bounds, and its answer.

mod amounts;
mod payments;
mod reading;
mod refunds;

pub(super) use payments::{optional_moment, read_report};
pub use reading::read_lookup;

use super::{Meta, Target, Tries};
use crate::transport::{Reply, TransportError};
use counterfoil_domain::{Secret, payment::LookupAnswer};

/// One lookup: what the answer says, and the answer as it came, without the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupExchange {
    /// What the provider says, or why there is nothing to read.
    pub answer: Result<LookupAnswer, NoAnswer>,
    /// What was left out of the answer and why; for people, nothing depends on it.
    pub remarks: Vec<String>,
    /// The answer, if one arrived, to be kept as evidence.
    pub reply: Option<Reply>,
}

/// Nothing was learnt, after as many tries as are allowed. It says nothing about the payment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct NoAnswer {
    /// What was seen instead of an answer.
    pub why: String,
    /// What that may be taken for.
    pub silence: Silence,
    /// How long the provider asks us to wait.
    pub retry_after_ms: Option<u64>,
}

/// What kind of silence it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// Nothing left this computer: it is offline, or the address is wrong.
    NotSent,
    /// Nothing came back, or not all of it.
    Lost,
    /// The provider has too much to do, or we asked too often.
    Busy,
    /// The provider failed.
    Failed,
}

impl Meta {
    /// Asks for the state of a payment:
    /// GET /{version}/{phone number id}/payments/{configuration}/{reference id}.
    pub async fn look_up(
        &self,
        target: &Target,
        configuration_name: &str,
        reference_id: &str,
        bearer: &Secret,
        tries: Tries,
    ) -> LookupExchange {
        let url = match target.payment(configuration_name, reference_id) {
            Ok(url) => url,
            Err(error) => return nothing(error.to_string(), Silence::NotSent, None),
        };
        let reply = match self.read(target, url, bearer, tries).await {
            Ok(reply) => reply,
            Err(error) => return nothing(error.to_string(), silence_of(&error), None),
        };
        if reply.status == 429 || reply.status >= 500 {
            let why = format!("the provider could not answer ({})", reply.status);
            let silence = match reply.status {
                429 => Silence::Busy,
                _ => Silence::Failed,
            };
            return nothing(why, silence, Some(reply));
        }
        let (answer, remarks) = reading::read_with_remarks(reply.status, &reply.body);
        LookupExchange {
            answer: Ok(answer),
            remarks,
            reply: Some(reply),
        }
    }
}

fn silence_of(error: &TransportError) -> Silence {
    match error {
        TransportError::NotSent(_) => Silence::NotSent,
        TransportError::Lost(_) => Silence::Lost,
    }
}

fn nothing(why: String, silence: Silence, reply: Option<Reply>) -> LookupExchange {
    let retry_after_ms = reply.as_ref().and_then(|reply| reply.retry_after_ms);
    LookupExchange {
        answer: Err(NoAnswer {
            why,
            silence,
            retry_after_ms,
        }),
        remarks: Vec::new(),
        reply,
    }
}
