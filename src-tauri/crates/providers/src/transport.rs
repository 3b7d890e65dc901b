//! Owns the one seam every request leaves through: real HTTP, or a simulator called in-process.

use bytes::Bytes;
use counterfoil_domain::{Secret, account::Environment};
use std::{fmt, pin::Pin, time::Duration};
use url::Url;

/// The largest answer that is read; a longer one is refused while it arrives.
pub const MAX_REPLY_BYTES: usize = 8 * 1024 * 1024;

/// Whether a call changes something outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    /// It does: it leaves at most once, whatever happens.
    Effect,
    /// It only asks: it may be repeated.
    Read,
}

/// The largest body that is sent; a larger one does not leave.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// What a request carries, byte for byte, and what it is.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    /// The `Content-Type`.
    pub content_type: String,
    /// The bytes.
    pub bytes: Bytes,
}

impl Body {
    /// JSON, as every call but an upload carries it.
    pub fn json(bytes: Bytes) -> Self {
        Self {
            content_type: "application/json".to_owned(),
            bytes,
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("content_type", &self.content_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// The HTTP methods in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Asks.
    Get,
    /// Makes or changes something.
    Post,
}

/// One request, complete and ready to leave.
#[derive(Clone)]
pub struct Request {
    /// Whether it has an effect.
    pub kind: CallKind,
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: Url,
    /// The environment of the account this is for. An address that belongs to another one is
    /// refused, so that a live credential never reaches loopback (money-protocol, boundaries).
    pub environment: Environment,
    /// The credential that goes into the `Authorization` header.
    pub bearer: Secret,
    /// What it carries.
    pub body: Option<Body>,
    /// How long everything may take, from name resolution to the last byte of the answer.
    pub deadline: Duration,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("kind", &self.kind)
            .field("method", &self.method)
            .field("environment", &self.environment)
            .field("body", &self.body)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

/// One answer, unread.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The provider's `Date` header, UTC.
    pub date_ms: Option<i64>,
    /// How long the provider asks us to wait (`Retry-After`).
    pub retry_after_ms: Option<u64>,
    /// The provider's account of our allowance, verbatim (`X-Business-Use-Case-Usage`, else
    /// `X-App-Usage`; Meta, management-call limits).
    pub usage: Option<String>,
    /// The body.
    pub body: Bytes,
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("date_ms", &self.date_ms)
            .field("retry_after_ms", &self.retry_after_ms)
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

/// Why there is no answer, named by what may be done next. The words hold no address, header,
/// body or credential.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Provably nothing left: building, name resolution, connecting or the TLS handshake failed.
    #[error("not sent: {0}")]
    NotSent(String),
    /// It may have arrived. Also says so when an answer came that is too large to read.
    #[error("no answer: {0}")]
    Lost(String),
}

/// What a transport gives back.
pub type Answer = Result<Reply, TransportError>;

/// Sends one request, at most once, and reads one answer.
pub trait Transport: Send + Sync {
    /// Performs the call. Follows no redirect and repeats nothing.
    fn call(&self, request: Request) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>>;
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn debug_shows_neither_the_credential_nor_what_is_sent() {
        let request = Request {
            kind: CallKind::Effect,
            method: Method::Post,
            url: Url::parse("http://127.0.0.1/v24.0/1/messages").unwrap(),
            environment: Environment::Sandbox,
            bearer: Secret::new(b"EAAG-token".to_vec()),
            body: Some(Body::json(Bytes::from_static(b"{\"to\":\"919900000042\"}"))),
            deadline: Duration::from_secs(1),
        };

        let shown = format!("{request:?}");

        assert!(shown.contains("bytes: 21"), "{shown}");
        assert!(!shown.contains("EAAG"), "{shown}");
        assert!(!shown.contains("9199"), "{shown}");
    }
}
