//! Owns the drafts table: the order that a person was composing for each account.

use crate::{
    db::{Db, Tx},
    error::StoreError,
};
use counterfoil_domain::ids::AccountId;
use rusqlite::{OptionalExtension, named_params};

/// The largest form that is kept, in bytes; the database refuses a larger one.
pub const DRAFT_BYTES_MAX: usize = 256 * 1024;

/// What was being composed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// The form as typed, JSON.
    pub form: String,
    /// When it was last kept, UTC.
    pub saved_at_ms: i64,
}

impl Db<'_> {
    /// What was being composed for this account.
    pub fn draft(&self, account: AccountId) -> Result<Option<DraftRow>, StoreError> {
        let mut statement =
            self.prepare("SELECT form, saved_at_ms FROM drafts WHERE account_id = :account")?;
        let given = named_params! { ":account": account.to_string() };
        let found = statement.query_row(given, |row| {
            Ok(DraftRow {
                form: row.get("form")?,
                saved_at_ms: row.get("saved_at_ms")?,
            })
        });
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Keeps what is being composed for this account in the place of what was there.
    pub fn keep_draft(
        &self,
        account: AccountId,
        form: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO drafts (account_id, form, saved_at_ms) VALUES (:account, :form, :now)
             ON CONFLICT (account_id) DO UPDATE SET
                 form = excluded.form, saved_at_ms = excluded.saved_at_ms",
        )?
        .execute(named_params! {
            ":account": account.to_string(), ":form": form, ":now": now_ms,
        })?;
        Ok(())
    }

    /// Forgets what was being composed for this account, if anything was.
    pub fn discard_draft(&self, account: AccountId) -> Result<(), StoreError> {
        self.prepare("DELETE FROM drafts WHERE account_id = :account")?
            .execute(named_params! { ":account": account.to_string() })?;
        Ok(())
    }
}
