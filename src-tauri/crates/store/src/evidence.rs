//! Owns the evidence and raw_bodies tables: each distinct answer once, compressed, for good.

use crate::{
    db::{Db, Tx, word},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment,
    evidence::EvidenceSource,
    ids::{AccountId, OperationId, OrderId},
};
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rusqlite::{OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};
use std::io::{Read, Write};

/// The longest body that is kept. Answers are capped below it when they are read from the network.
const BODY_BYTES_MAX: i64 = 15 * 1024 * 1024;

/// Shorter bodies are stored as they are.
const STORED_BELOW: u16 = 256;

const COLUMNS: &str = "evidence.id AS id, source, http_status, length, provider_date_ms, \
                       first_seen_at_ms, \
                       coalesce((SELECT max(last_at_ms) FROM lookup_runs \
                                 WHERE lookup_runs.evidence_id = evidence.id), \
                                first_seen_at_ms) AS last_at_ms";
const TABLES: &str = "evidence JOIN raw_bodies ON raw_bodies.hash = evidence.body_hash";

/// An answer to be kept. Credentials have been removed from its body.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    /// The order it says something about.
    pub order_id: OrderId,
    /// The account that asked.
    pub account_id: AccountId,
    /// That account's environment.
    pub environment: Environment,
    /// The effect it answered, if any.
    pub operation_id: Option<OperationId>,
    /// The HTTP status of an answer; a webhook has none.
    pub http_status: Option<u16>,
    /// The raw body.
    pub body: Vec<u8>,
    /// The provider's `Date`, UTC.
    pub provider_date_ms: Option<i64>,
    /// Now, UTC.
    pub seen_at_ms: i64,
}

/// An answer as the book keeps it, with the span over which it was seen unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Its number.
    pub id: i64,
    /// Where it came from.
    pub source: EvidenceSource,
    /// The HTTP status of an answer; a webhook has none.
    pub http_status: Option<u16>,
    /// The raw body.
    pub body: Vec<u8>,
    /// The provider's `Date` when it was first seen, UTC.
    pub provider_date_ms: Option<i64>,
    /// When it was first seen, UTC.
    pub first_at_ms: i64,
    /// When it was last seen unchanged, UTC.
    pub last_at_ms: i64,
}

/// An answer as a list shows it, without its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRow {
    /// Its number.
    pub id: i64,
    /// Where it came from.
    pub source: EvidenceSource,
    /// The HTTP status of an answer; a webhook has none.
    pub http_status: Option<u16>,
    /// How many bytes the body has.
    pub length: u64,
    /// When it was first seen, UTC.
    pub first_at_ms: i64,
    /// When it was last seen unchanged, UTC.
    pub last_at_ms: i64,
}

impl Db<'_> {
    /// Everything known about an order, oldest first.
    pub fn evidence_of_order(&self, order: OrderId) -> Result<Vec<EvidenceRow>, StoreError> {
        self.each_evidence_of_order(order, |row| row)
    }

    /// What `of` makes of everything known about an order, oldest first, with one body at a time in
    /// memory: a provider that answers large things again and again must not fill it.
    pub fn each_evidence_of_order<T>(
        &self,
        order: OrderId,
        of: impl Fn(EvidenceRow) -> T,
    ) -> Result<Vec<T>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, body FROM {TABLES}
             WHERE evidence.order_id = :order ORDER BY evidence.id"
        );
        let mut statement = self.prepare(&sql)?;
        let given = named_params! { ":order": order.to_string() };
        let rows = statement.query_map(given, |row| read(row).map(&of))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The newest answers about an order, at most `most`, newest first, without their bodies.
    pub fn answers_of_order(
        &self,
        order: OrderId,
        most: u32,
    ) -> Result<Vec<AnswerRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {TABLES}
             WHERE evidence.order_id = :order ORDER BY evidence.id DESC LIMIT :most"
        );
        let mut statement = self.prepare(&sql)?;
        let given = named_params! { ":order": order.to_string(), ":most": most };
        let rows = statement.query_map(given, read_answer)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The body of the answer to an effect on an order, if one came of at most `most` bytes.
    pub fn answer_to(
        &self,
        order: OrderId,
        operation: OperationId,
        most: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, body FROM {TABLES}
             WHERE evidence.order_id = :order AND evidence.operation_id = :operation
               AND length <= :most
             ORDER BY evidence.id DESC LIMIT 1"
        );
        let given = named_params! {
            ":order": order.to_string(), ":operation": operation.to_string(), ":most": most,
        };
        let found = self.prepare(&sql)?.query_row(given, read).optional()?;
        Ok(found.map(|row| row.body))
    }

    /// One answer about an order, with its body.
    pub fn evidence(&self, order: OrderId, id: i64) -> Result<EvidenceRow, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, body FROM {TABLES}
             WHERE evidence.id = :id AND evidence.order_id = :order"
        );
        let mut statement = self.prepare(&sql)?;
        let given = named_params! { ":id": id, ":order": order.to_string() };
        let found = statement.query_row(given, read).optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("answer {id} about order {order}")))
    }
}

impl Tx<'_> {
    /// Keeps what a provider answered to one of our effects.
    pub fn keep_exchange(&self, new: &NewEvidence) -> Result<i64, StoreError> {
        let hash = hash_of(&new.body);
        self.keep_body(hash, &new.body)?;
        self.insert_evidence(EvidenceSource::OwnExchange, new, hash, None)
    }

    /// Keeps what a provider answered to a lookup. Returns its number and whether it is new; an
    /// answer seen before is not kept again.
    pub fn keep_lookup(&self, new: &NewEvidence) -> Result<(i64, bool), StoreError> {
        let hash = hash_of(&new.body);
        let seen: Option<i64> = self
            .prepare(
                "SELECT id FROM evidence
                 WHERE source = 'own_lookup' AND order_id = :order AND http_status = :status
                   AND body_hash = :hash",
            )?
            .query_row(
                named_params! {
                    ":order": new.order_id.to_string(), ":status": new.http_status, ":hash": hash,
                },
                |row| row.get("id"),
            )
            .optional()?;
        if let Some(id) = seen {
            return Ok((id, false));
        }
        self.keep_body(hash, &new.body)?;
        Ok((
            self.insert_evidence(EvidenceSource::OwnLookup, new, hash, None)?,
            true,
        ))
    }

    /// Keeps the whole of a webhook, whose parts are evidence about orders. Returns its hash.
    pub fn keep_whole_webhook(&self, body: &[u8]) -> Result<[u8; 32], StoreError> {
        let hash = hash_of(body);
        self.keep_body(hash, body)?;
        Ok(hash)
    }

    /// Keeps the part of a webhook that says something about an order; `whole` is the hash of what
    /// came. Returns whether it is new: webhooks are delivered more than once.
    pub fn keep_webhook(
        &self,
        is_signed: bool,
        whole: [u8; 32],
        new: &NewEvidence,
    ) -> Result<bool, StoreError> {
        let source = if is_signed {
            EvidenceSource::SignedWebhook
        } else {
            EvidenceSource::UnsignedWebhook
        };
        let hash = hash_of(&new.body);
        let is_seen = self
            .prepare(
                "SELECT 1 FROM evidence
                 WHERE source IN ('signed_webhook', 'unsigned_webhook') AND source = :source
                   AND order_id = :order AND body_hash = :hash",
            )?
            .exists(named_params! {
                ":source": source.word(), ":order": new.order_id.to_string(), ":hash": hash,
            })?;
        if !is_seen {
            self.keep_body(hash, &new.body)?;
            self.insert_evidence(source, new, hash, Some(whole))?;
        }
        Ok(!is_seen)
    }

    fn keep_body(&self, hash: [u8; 32], body: &[u8]) -> Result<(), StoreError> {
        let length = i64::try_from(body.len()).unwrap_or(i64::MAX);
        if length > BODY_BYTES_MAX {
            return Err(StoreError::Defect(format!(
                "a body of {length} bytes was to be kept; {BODY_BYTES_MAX} are the most"
            )));
        }
        self.prepare(
            "INSERT INTO raw_bodies (hash, body, length) VALUES (:hash, :body, :length)
                 ON CONFLICT (hash) DO NOTHING",
        )?
        .execute(named_params! {
            ":hash": hash, ":body": compress(body)?, ":length": length,
        })?;
        Ok(())
    }

    fn insert_evidence(
        &self,
        source: EvidenceSource,
        new: &NewEvidence,
        hash: [u8; 32],
        whole: Option<[u8; 32]>,
    ) -> Result<i64, StoreError> {
        let id = self
            .prepare(
                "INSERT INTO evidence (order_id, account_id, environment, operation_id, source,
                     http_status, body_hash, whole_hash, provider_date_ms, first_seen_at_ms)
                 VALUES (:order, :account, :environment, :operation, :source, :status, :hash,
                     :whole, :date, :now)",
            )?
            .insert(named_params! {
                ":order": new.order_id.to_string(),
                ":account": new.account_id.to_string(),
                ":environment": new.environment.word(),
                ":operation": new.operation_id.map(|id| id.to_string()),
                ":source": source.word(),
                ":status": new.http_status,
                ":hash": hash,
                ":whole": whole,
                ":date": new.provider_date_ms,
                ":now": new.seen_at_ms,
            })?;
        Ok(id)
    }
}

fn hash_of(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

/// Packs a body as raw deflate. A short one becomes one stored block (RFC 1951, 3.2.4): setting the
/// compressor up costs more than it saves there.
fn compress(body: &[u8]) -> Result<Vec<u8>, StoreError> {
    if let Ok(length @ ..STORED_BELOW) = u16::try_from(body.len()) {
        let header = [&[1][..], &length.to_le_bytes(), &(!length).to_le_bytes()].concat();
        return Ok([&header, body].concat());
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    let packed = encoder.write_all(body).and_then(|()| encoder.finish());
    packed.map_err(|error| StoreError::Defect(format!("a body could not be packed: {error}")))
}

/// Unpacks a body of exactly `length` bytes; a shorter or longer one is refused, never cut.
fn unpack(packed: &[u8], length: i64) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    DeflateDecoder::new(packed)
        .take(length.unsigned_abs().saturating_add(1))
        .read_to_end(&mut body)?;
    if i64::try_from(body.len()) != Ok(length) {
        return Err(std::io::Error::other("a body has another length"));
    }
    Ok(body)
}

fn read(row: &Row<'_>) -> rusqlite::Result<EvidenceRow> {
    let packed: Vec<u8> = row.get("body")?;
    let body = unpack(&packed, row.get("length")?).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, error.into())
    })?;
    Ok(EvidenceRow {
        id: row.get("id")?,
        source: word(row, "source", EvidenceSource::from_word)?,
        http_status: row.get("http_status")?,
        body,
        provider_date_ms: row.get("provider_date_ms")?,
        first_at_ms: row.get("first_seen_at_ms")?,
        last_at_ms: row.get("last_at_ms")?,
    })
}

fn read_answer(row: &Row<'_>) -> rusqlite::Result<AnswerRow> {
    let length: i64 = row.get("length")?;
    Ok(AnswerRow {
        id: row.get("id")?,
        source: word(row, "source", EvidenceSource::from_word)?,
        http_status: row.get("http_status")?,
        length: length.unsigned_abs(),
        first_at_ms: row.get("first_seen_at_ms")?,
        last_at_ms: row.get("last_at_ms")?,
    })
}
