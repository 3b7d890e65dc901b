//! Owns the activity table: an append-only chain of lines, each with the hash of the one before.

use crate::{
    db::{Db, PAGE_ROWS_MAX, Tx, parsed, word, word_if_any},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment,
    activity::Deed,
    ids::{AccountId, OperationId, OrderId},
};
use rusqlite::{OptionalExtension, Row, named_params};
use sha2::{Digest, Sha256};

/// The hash that the first line goes on from.
pub const CHAIN_BEGINS: [u8; 32] = [0; 32];

const COLUMNS: &str = "number, at_ms, by_person, deed, environment, account_id, order_id, \
                       operation_id, words, evidence_hash, hash";

/// A line to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewActivity {
    /// When, UTC.
    pub at_ms: i64,
    /// A person did it, and not the desk by itself.
    pub by_person: bool,
    /// What it is about.
    pub deed: Deed,
    /// Of which environment.
    pub environment: Option<Environment>,
    /// Of which account.
    pub account: Option<AccountId>,
    /// Of which order.
    pub order: Option<OrderId>,
    /// Of which operation.
    pub operation: Option<OperationId>,
    /// What was done, in a sentence without anybody's data.
    pub words: String,
    /// The hash of the evidence that a change of state rests on.
    pub evidence_hash: Option<[u8; 32]>,
}

/// Which lines are asked for; those of every kind where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ActivityAsked {
    /// Of this environment, or of none in particular.
    pub environment: Option<Environment>,
    /// Of this kind.
    pub deed: Option<Deed>,
    /// Of this order.
    pub order: Option<OrderId>,
}

/// A line of the activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRow {
    /// Its number, from 1.
    pub number: i64,
    /// What it says.
    pub line: NewActivity,
    /// The hash of the line before and of this one.
    pub hash: [u8; 32],
}

impl NewActivity {
    /// A line about nothing in particular.
    pub fn of(deed: Deed, by_person: bool, words: impl Into<String>, at_ms: i64) -> Self {
        Self {
            at_ms,
            by_person,
            deed,
            environment: None,
            account: None,
            order: None,
            operation: None,
            words: words.into(),
            evidence_hash: None,
        }
    }

    /// The hash of this line as the one of this number, after a line with that hash.
    pub fn hash_after(&self, before: &[u8; 32], number: i64) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(before);
        for field in [
            Some(number.to_le_bytes().to_vec()),
            Some(self.at_ms.to_le_bytes().to_vec()),
            Some(vec![u8::from(self.by_person)]),
            Some(self.deed.word().into()),
            self.environment
                .map(|environment| environment.word().into()),
            self.account.map(|id| id.to_string().into()),
            self.order.map(|id| id.to_string().into()),
            self.operation.map(|id| id.to_string().into()),
            Some(self.words.clone().into()),
            self.evidence_hash.map(Into::into),
        ] {
            // A length before each field, so that no two lines have the same bytes.
            let length = field.as_ref().map_or(u64::MAX, |field| field.len() as u64);
            hash.update(length.to_le_bytes());
            hash.update(field.unwrap_or_default());
        }
        hash.finalize().into()
    }
}

impl Db<'_> {
    /// At most `rows` lines from this number on, oldest first.
    pub fn activity_from(&self, number: i64, rows: u32) -> Result<Vec<ActivityRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM activity WHERE number >= :from ORDER BY number LIMIT :rows"
        );
        let mut statement = self.prepare(&sql)?;
        let given = named_params! { ":from": number, ":rows": rows };
        let found = statement.query_map(given, read)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// At most `rows` lines before this number that are asked for, newest first.
    pub fn activity_before(
        &self,
        number: i64,
        asked: &ActivityAsked,
        rows: u32,
    ) -> Result<Vec<ActivityRow>, StoreError> {
        // Each reads one index from its end; the pluses keep it from being another.
        let narrowed = match (asked.order, asked.deed) {
            (Some(_), _) => "order_id = :order AND (:deed IS NULL OR +deed = :deed)",
            // Nearly every line is one, so there is no index of them.
            (None, Some(Deed::Operation)) => "+deed = :deed AND :order IS NULL",
            (None, Some(_)) => "deed = :deed AND deed <> 'operation' AND :order IS NULL",
            (None, None) => ":deed IS NULL AND :order IS NULL",
        };
        let sql = format!(
            "SELECT {COLUMNS} FROM activity
             WHERE number < :before AND {narrowed}
                 AND (:environment IS NULL OR environment IS NULL OR environment = :environment)
             ORDER BY number DESC LIMIT :rows"
        );
        let mut statement = self.prepare(&sql)?;
        let given = named_params! {
            ":before": number,
            ":rows": rows.min(PAGE_ROWS_MAX),
            ":order": asked.order.map(|id| id.to_string()),
            ":deed": asked.deed.map(Deed::word),
            ":environment": asked.environment.map(Environment::word),
        };
        let found = statement.query_map(given, read)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The hash of the line of this number; `None` when there is no such line.
    pub fn activity_hash(&self, number: i64) -> Result<Option<[u8; 32]>, StoreError> {
        let mut statement = self.prepare("SELECT hash FROM activity WHERE number = :number")?;
        let given = named_params! { ":number": number };
        Ok(statement
            .query_row(given, |row| row.get("hash"))
            .optional()?)
    }

    /// The number of the line of this kind that rests on evidence with this hash.
    pub fn activity_of_evidence(
        &self,
        deed: Deed,
        evidence_hash: &[u8; 32],
    ) -> Result<Option<i64>, StoreError> {
        let mut statement = self.prepare(
            "SELECT number FROM activity
             WHERE deed = :deed AND deed <> 'operation' AND evidence_hash = :hash
             ORDER BY number DESC LIMIT 1",
        )?;
        let given = named_params! { ":deed": deed.word(), ":hash": evidence_hash };
        Ok(statement
            .query_row(given, |row| row.get("number"))
            .optional()?)
    }

    /// The number of the line by which a person last went on with a book in doubt; 0 when nobody
    /// ever did.
    pub fn last_gone_on(&self) -> Result<i64, StoreError> {
        let mut statement = self.prepare(
            "SELECT max(number) AS number FROM activity
             WHERE deed = :deed AND deed <> 'operation'",
        )?;
        let given = named_params! { ":deed": Deed::WentOn.word() };
        let found: Option<i64> = statement.query_row(given, |row| row.get("number"))?;
        Ok(found.unwrap_or(0))
    }

    /// The number and the hash of the last line; what the first goes on from while there is none.
    pub fn activity_head(&self) -> Result<(i64, [u8; 32]), StoreError> {
        let mut statement = self.prepare(
            "SELECT number, hash FROM activity WHERE number > 0 ORDER BY number DESC LIMIT 1",
        )?;
        let found = statement
            .query_row([], |row| Ok((row.get("number")?, row.get("hash")?)))
            .optional()?;
        Ok(found.unwrap_or((0, CHAIN_BEGINS)))
    }
}

impl Tx<'_> {
    /// Appends a line to the chain.
    pub fn append_activity(&self, line: &NewActivity) -> Result<(), StoreError> {
        let (last, before) = self.activity_head()?;
        let number = last + 1;
        self.prepare(
            "INSERT INTO activity (number, at_ms, by_person, deed, environment, account_id,
                 order_id, operation_id, words, evidence_hash, hash)
             VALUES (:number, :at, :person, :deed, :environment, :account, :order, :operation,
                 :words, :evidence, :hash)",
        )?
        .execute(named_params! {
            ":number": number,
            ":at": line.at_ms,
            ":person": line.by_person,
            ":deed": line.deed.word(),
            ":environment": line.environment.map(Environment::word),
            ":account": line.account.map(|id| id.to_string()),
            ":order": line.order.map(|id| id.to_string()),
            ":operation": line.operation.map(|id| id.to_string()),
            ":words": line.words,
            ":evidence": line.evidence_hash,
            ":hash": line.hash_after(&before, number),
        })?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<ActivityRow> {
    Ok(ActivityRow {
        number: row.get("number")?,
        line: NewActivity {
            at_ms: row.get("at_ms")?,
            by_person: row.get("by_person")?,
            deed: word(row, "deed", Deed::from_word)?,
            environment: word_if_any(row, "environment", Environment::from_word)?,
            account: id_if_any(row, "account_id")?,
            order: id_if_any(row, "order_id")?,
            operation: id_if_any(row, "operation_id")?,
            words: row.get("words")?,
            evidence_hash: row.get("evidence_hash")?,
        },
        hash: row.get("hash")?,
    })
}

fn id_if_any<T: std::str::FromStr>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|_| parsed(row, column)).transpose()
}
