//! Owns Meta's Cloud API: its paths, its words and what its answers may be taken to mean.

mod complaint;
pub mod configurations;
pub mod credentials;
mod effect;
mod envelope;
pub mod error_codes;
pub mod lookup;
pub mod media;
pub mod order_body;
mod redaction;
pub mod refund;
pub mod refusals;
pub mod send;
pub mod status_body;
mod target;
pub mod templates;
mod terms;
mod usage;
pub mod webhook;

pub use complaint::Complaint;
pub use credentials::CredentialCheck;
pub use effect::Exchange;
pub use error_codes::ErrorMeaning;
pub use lookup::{LookupExchange, NoAnswer, Silence, read_lookup};
pub use target::{Target, TargetError};
pub use terms::TermsLink;
pub use usage::{Usage, read_usage};
pub use webhook::{
    MessageReport, Notice, Told, WebhookEvent, WebhookRead, is_signed, read_webhook,
};

use crate::{
    retries,
    transport::{Answer, Body, CallKind, Method, Request, Transport},
};
use counterfoil_domain::Secret;
use std::{fmt, sync::Arc, time::Duration};
use url::Url;

/// How long an effect may take before its outcome is unknown.
pub const EFFECT_DEADLINE: Duration = Duration::from_secs(25);

/// What a slow line carries in a second: a large body may take that much longer.
const SLOW_LINE_BYTES_A_SECOND: u64 = 64 * 1024;

/// How long one try of a read may take.
pub const READ_DEADLINE: Duration = Duration::from_secs(10);

/// How often a read is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tries {
    /// Once: whoever asks comes again by itself.
    Once,
    /// A few times within seconds: a person waits for the answer.
    Few,
}

/// Meta, through one transport. It keeps no credential and no state.
#[derive(Clone)]
pub struct Meta {
    transport: Arc<dyn Transport>,
    effect_deadline: Duration,
    read_deadline: Duration,
}

impl Meta {
    /// Speaks through `transport` with the usual deadlines.
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self::with_deadlines(transport, EFFECT_DEADLINE, READ_DEADLINE)
    }

    /// Speaks through `transport` with deadlines of the caller's choice.
    pub fn with_deadlines(
        transport: Arc<dyn Transport>,
        effect_deadline: Duration,
        read_deadline: Duration,
    ) -> Self {
        Self {
            transport,
            effect_deadline,
            read_deadline,
        }
    }

    /// Sends once, whatever comes back.
    async fn effect(&self, target: &Target, url: Url, body: Body, bearer: &Secret) -> Answer {
        let longer = Duration::from_secs(body.bytes.len() as u64 / SLOW_LINE_BYTES_A_SECOND);
        let request = Request {
            kind: CallKind::Effect,
            method: Method::Post,
            url,
            environment: target.environment(),
            bearer: bearer.clone(),
            body: Some(body),
            deadline: self.effect_deadline + longer,
        };
        self.transport
            .call(request)
            .await
            .map(|reply| redaction::without(bearer, reply))
    }

    /// Asks, and where wished asks again within bounds.
    async fn read(&self, target: &Target, url: Url, bearer: &Secret, tries: Tries) -> Answer {
        let request = Request {
            kind: CallKind::Read,
            method: Method::Get,
            url,
            environment: target.environment(),
            bearer: bearer.clone(),
            body: None,
            deadline: self.read_deadline,
        };
        let answer = match tries {
            Tries::Once => self.transport.call(request).await,
            Tries::Few => retries::read_with_retries(self.transport.as_ref(), &request).await,
        };
        answer.map(|reply| redaction::without(bearer, reply))
    }
}

impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("effect_deadline", &self.effect_deadline)
            .field("read_deadline", &self.read_deadline)
            .finish_non_exhaustive()
    }
}
