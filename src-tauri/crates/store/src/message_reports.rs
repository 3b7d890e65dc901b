//! Owns the message_reports table: what webhooks say became of messages of ours.

use crate::{
    db::{Db, Tx, parsed, word},
    error::StoreError,
};
use counterfoil_domain::{
    ids::{AccountId, OperationId},
    message::MessageWord,
};
use rusqlite::{OptionalExtension, named_params};

/// What a webhook says became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageReportRow {
    /// The operation that sent it.
    pub operation: OperationId,
    /// What became of it.
    pub word: MessageWord,
    /// The webhook's signature is the provider's.
    pub is_signed: bool,
    /// When, by the provider, or when it was taken in, UTC.
    pub at_ms: i64,
    /// The code and words of why it failed.
    pub error: Option<(i64, String)>,
}

impl Db<'_> {
    /// What webhooks say became of the message of this operation.
    pub fn message_reports(&self, id: OperationId) -> Result<Vec<MessageReportRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT word, is_signed, at_ms, code, words FROM message_reports
             WHERE operation_id = :id",
        )?;
        let rows = statement.query_map(named_params! { ":id": id.to_string() }, |row| {
            let code: Option<i64> = row.get("code")?;
            let words: Option<String> = row.get("words")?;
            Ok(MessageReportRow {
                operation: id,
                word: word(row, "word", MessageWord::from_word)?,
                is_signed: row.get("is_signed")?,
                at_ms: row.get("at_ms")?,
                error: code.map(|code| (code, words.unwrap_or_default())),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The operation of this account that sent the message the provider names so.
    pub fn operation_of_message(
        &self,
        account: AccountId,
        provider_message_id: &str,
    ) -> Result<Option<OperationId>, StoreError> {
        let mut statement = self.prepare(
            "SELECT operation_id FROM messages
             WHERE provider_message_id = :name AND account_id = :account",
        )?;
        let given = named_params! { ":name": provider_message_id, ":account": account.to_string() };
        let found = statement.query_row(given, |row| parsed(row, "operation_id"));
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Keeps what a webhook says became of a message. Whether it is news.
    pub fn keep_message_report(&self, new: &MessageReportRow) -> Result<bool, StoreError> {
        let (code, words) = new.error.clone().unzip();
        let kept = self
            .prepare(
                "INSERT INTO message_reports (operation_id, word, is_signed, at_ms, code, words)
                 VALUES (:id, :word, :signed, :at, :code, :words) ON CONFLICT DO NOTHING",
            )?
            .execute(named_params! {
                ":id": new.operation.to_string(),
                ":word": new.word.word(),
                ":signed": new.is_signed,
                ":at": new.at_ms,
                ":code": code,
                ":words": words,
            })?;
        Ok(kept > 0)
    }
}
