//! Owns the raw requests and answers of an order: a list without bodies, and one body at a time.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    evidence::EvidenceSource,
    ids::{OperationId, OrderId},
};
use counterfoil_store::{AnswerRow, RequestRow, StoreError};
use serde::Serialize;
use std::{fmt, str::FromStr};

/// How many raw answers are listed of one order, and how many requests.
pub const EXCHANGES_MAX: u32 = 100;
/// How much of a raw body is shown, in bytes.
pub const SHOWN_BYTES_MAX: usize = 64 * 1024;

/// Names a raw request or answer; as text `request-…` or `answer-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExchangeId {
    /// What an operation sends or sent.
    Request(OperationId),
    /// An answer, by its number.
    Answer(i64),
}

/// What a raw body is. A request holds no credential; that is in its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExchangeSource {
    /// What we send or sent.
    SendRequest,
    /// What was answered to it.
    SendAnswer,
    /// What was answered when we asked for the payment.
    LookupAnswer,
    /// A webhook whose signature is the provider's.
    SignedWebhook,
    /// A webhook nobody vouches for.
    UnsignedWebhook,
}

/// A raw request or answer, without its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExchangeRow {
    /// Its name.
    pub id: ExchangeId,
    /// What it is.
    pub source: ExchangeSource,
    /// The HTTP status of an answer.
    pub http_status: Option<u16>,
    /// When it left or was first seen, UTC.
    pub first_at_ms: i64,
    /// When it left or was last seen unchanged, UTC.
    pub last_at_ms: i64,
    /// How many bytes the body has.
    pub length: u64,
}

/// A raw request or answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// What is known of it without its body.
    pub row: ExchangeRow,
    /// The beginning of the body, at most [`SHOWN_BYTES_MAX`]; whatever is not UTF-8 is replaced.
    pub body: String,
    /// The body is longer.
    pub is_cut: bool,
}

impl Desk {
    /// The raw requests and answers of an order, newest first: of each the newest
    /// [`EXCHANGES_MAX`].
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn exchanges(&self, order: OrderId) -> Result<Vec<ExchangeRow>, DeskError> {
        let read = self.inner.store.read(move |db| {
            Ok((
                db.answers_of_order(order, EXCHANGES_MAX)?,
                db.requests_of_order(order, EXCHANGES_MAX)?,
            ))
        });
        let (answers, requests) = read.await?;
        let mut rows: Vec<ExchangeRow> = answers.iter().map(ExchangeRow::from).collect();
        rows.extend(requests.iter().map(ExchangeRow::from));
        // An answer may come within the millisecond of its request; it is the newer one.
        rows.sort_by_key(|row| {
            let is_request = row.source == ExchangeSource::SendRequest;
            (std::cmp::Reverse(row.first_at_ms), is_request)
        });
        Ok(rows)
    }

    /// One raw request or answer of an order, with its body.
    ///
    /// # Errors
    /// The order has none of that name.
    pub async fn exchange(&self, order: OrderId, id: ExchangeId) -> Result<Exchange, DeskError> {
        let read = self.inner.store.read(move |db| match id {
            ExchangeId::Answer(number) => {
                let evidence = db.evidence(order, number)?;
                let row = AnswerRow {
                    id: evidence.id,
                    source: evidence.source,
                    http_status: evidence.http_status,
                    length: length_of(&evidence.body),
                    first_at_ms: evidence.first_at_ms,
                    last_at_ms: evidence.last_at_ms,
                };
                Ok((ExchangeRow::from(&row), evidence.body))
            }
            ExchangeId::Request(id) => {
                let operation = db.operation(id)?;
                if operation.order_id != order {
                    return Err(StoreError::NotFound(format!(
                        "operation {id} of order {order}"
                    )));
                }
                let body = db.request_body(id)?;
                let row = RequestRow {
                    operation: id,
                    at_ms: operation
                        .in_flight_at_ms
                        .unwrap_or(operation.prepared_at_ms),
                    length: length_of(&body),
                };
                Ok((ExchangeRow::from(&row), body))
            }
        });
        let (row, body) = read.await?;
        let shown = beginning(&body);
        Ok(Exchange {
            row,
            body: String::from_utf8_lossy(shown).into_owned(),
            is_cut: shown.len() < body.len(),
        })
    }
}

impl From<&AnswerRow> for ExchangeRow {
    fn from(row: &AnswerRow) -> Self {
        Self {
            id: ExchangeId::Answer(row.id),
            source: match row.source {
                EvidenceSource::OwnExchange => ExchangeSource::SendAnswer,
                EvidenceSource::OwnLookup => ExchangeSource::LookupAnswer,
                EvidenceSource::SignedWebhook => ExchangeSource::SignedWebhook,
                EvidenceSource::UnsignedWebhook => ExchangeSource::UnsignedWebhook,
            },
            http_status: row.http_status,
            first_at_ms: row.first_at_ms,
            last_at_ms: row.last_at_ms,
            length: row.length,
        }
    }
}

impl From<&RequestRow> for ExchangeRow {
    fn from(row: &RequestRow) -> Self {
        Self {
            id: ExchangeId::Request(row.operation),
            source: ExchangeSource::SendRequest,
            http_status: None,
            first_at_ms: row.at_ms,
            last_at_ms: row.at_ms,
            length: row.length,
        }
    }
}

const REQUEST: &str = "request-";
const ANSWER: &str = "answer-";

impl fmt::Display for ExchangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(operation) => write!(f, "{REQUEST}{operation}"),
            Self::Answer(number) => write!(f, "{ANSWER}{number}"),
        }
    }
}

impl FromStr for ExchangeId {
    type Err = DeskError;

    fn from_str(text: &str) -> Result<Self, DeskError> {
        let request = text.strip_prefix(REQUEST).and_then(|id| id.parse().ok());
        let answer = text.strip_prefix(ANSWER).and_then(|id| id.parse().ok());
        request
            .map(Self::Request)
            .or(answer.map(Self::Answer))
            .ok_or_else(|| DeskError::Input(format!("`{text}` names no request or answer")))
    }
}

fn length_of(body: &[u8]) -> u64 {
    u64::try_from(body.len()).unwrap_or(u64::MAX)
}

/// As much as is shown, without cutting a character in two.
fn beginning(body: &[u8]) -> &[u8] {
    let is_continued = |at: &usize| body.get(*at).is_some_and(|byte| byte & 0xc0 == 0x80);
    let cut = SHOWN_BYTES_MAX.min(body.len());
    let at = (cut.saturating_sub(3)..=cut)
        .rev()
        .find(|at| !is_continued(at));
    &body[..at.unwrap_or(cut)]
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_name_is_read_back() {
        let request = ExchangeId::Request(OperationId::new(1, [7; 10]));
        for id in [request, ExchangeId::Answer(42)] {
            assert_eq!(id.to_string().parse::<ExchangeId>().unwrap(), id);
        }
        for text in ["", "42", "answer-", "answer-x", "request-42"] {
            assert!(text.parse::<ExchangeId>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_long_body_is_cut_between_two_characters() {
        check("x".repeat(SHOWN_BYTES_MAX), SHOWN_BYTES_MAX);
        check("x".repeat(SHOWN_BYTES_MAX + 1), SHOWN_BYTES_MAX);
        check("€".repeat(SHOWN_BYTES_MAX), SHOWN_BYTES_MAX / 3 * 3);
        check(
            format!("x{}", "😀".repeat(SHOWN_BYTES_MAX)),
            SHOWN_BYTES_MAX - 3,
        );

        #[track_caller]
        fn check(body: String, expected: usize) {
            let shown = beginning(body.as_bytes());
            assert_eq!(shown.len(), expected);
            assert!(std::str::from_utf8(shown).is_ok());
        }
        assert_eq!(
            beginning(&[0x80; SHOWN_BYTES_MAX + 9]).len(),
            SHOWN_BYTES_MAX
        );
    }
}
