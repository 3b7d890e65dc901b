//! Owns the book's identity, whether it was restored from a backup, and whether its effects are
//! locked.

use crate::{
    db::{Db, Tx, parsed, word_if_any},
    error::StoreError,
};
use counterfoil_domain::{book_doubt::BookDoubt, ids::BookId};
use rusqlite::{OptionalExtension, named_params};

/// Why nothing with an effect leaves from the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookLock {
    /// Why.
    pub doubt: BookDoubt,
    /// Since when, UTC.
    pub at_ms: i64,
}

impl Db<'_> {
    /// The id of this book; `None` before it was given one.
    pub fn book_id(&self) -> Result<Option<BookId>, StoreError> {
        let mut statement = self.prepare("SELECT id FROM books WHERE one_row = 1")?;
        Ok(statement
            .query_row([], |row| parsed(row, "id"))
            .optional()?)
    }

    /// When this book was last restored from a backup, UTC. It may not know what left since that
    /// backup was made.
    pub fn restored_at_ms(&self) -> Result<Option<i64>, StoreError> {
        let mut statement = self.prepare("SELECT restored_at_ms FROM books WHERE one_row = 1")?;
        let found = statement
            .query_row([], |row| row.get("restored_at_ms"))
            .optional()?;
        Ok(found.flatten())
    }

    /// Why nothing with an effect leaves from this book; `None` as long as it may.
    pub fn book_lock(&self) -> Result<Option<BookLock>, StoreError> {
        let mut statement =
            self.prepare("SELECT locked_because, locked_at_ms FROM books WHERE one_row = 1")?;
        let found = statement
            .query_row([], |row| {
                let doubt = word_if_any(row, "locked_because", BookDoubt::from_word)?;
                let at_ms: Option<i64> = row.get("locked_at_ms")?;
                Ok(doubt.zip(at_ms))
            })
            .optional()?;
        let found = found.flatten();
        Ok(found.map(|(doubt, at_ms)| BookLock { doubt, at_ms }))
    }

    /// Whether the keyring of some computer once held an anchor of this book.
    pub fn was_anchored(&self) -> Result<bool, StoreError> {
        let mut statement = self.prepare(
            "SELECT anchored_at_ms IS NOT NULL AS was_anchored FROM books WHERE one_row = 1",
        )?;
        let found = statement.query_row([], |row| row.get("was_anchored"));
        Ok(found.optional()?.unwrap_or(false))
    }
}

impl Tx<'_> {
    /// Gives a new book its id.
    ///
    /// # Errors
    /// A book that has one keeps it, and this refuses.
    pub fn name_book(&self, id: BookId, now_ms: i64) -> Result<(), StoreError> {
        let mut statement =
            self.prepare("INSERT INTO books (one_row, id, created_at_ms) VALUES (1, :id, :now)")?;
        statement.execute(named_params! { ":id": id.to_string(), ":now": now_ms })?;
        Ok(())
    }

    /// Notes that the book was restored from a backup.
    pub fn note_restored(&self, now_ms: i64) -> Result<(), StoreError> {
        let mut statement =
            self.prepare("UPDATE books SET restored_at_ms = :now WHERE one_row = 1")?;
        statement.execute(named_params! { ":now": now_ms })?;
        Ok(())
    }

    /// Locks the effects of the book. True if they were not locked before; the first doubt stays.
    pub fn lock_book(&self, doubt: BookDoubt, now_ms: i64) -> Result<bool, StoreError> {
        let mut statement = self.prepare(
            "UPDATE books SET locked_because = :doubt, locked_at_ms = :now
             WHERE one_row = 1 AND locked_because IS NULL",
        )?;
        let changed =
            statement.execute(named_params! { ":doubt": doubt.word(), ":now": now_ms })?;
        Ok(changed > 0)
    }

    /// Lets effects leave from the book again.
    pub fn unlock_book(&self) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE books SET locked_because = NULL, locked_at_ms = NULL WHERE one_row = 1",
        )?;
        statement.execute([])?;
        Ok(())
    }

    /// Refuses while the effects of the book are locked.
    pub(crate) fn refuse_locked(&self) -> Result<(), StoreError> {
        match self.book_lock()? {
            Some(lock) => Err(StoreError::EffectsLocked(lock.doubt)),
            None => Ok(()),
        }
    }

    /// Writes what is there already, to learn whether writing goes well again.
    pub fn write_again(&self) -> Result<(), StoreError> {
        let mut statement =
            self.prepare("UPDATE books SET restored_at_ms = restored_at_ms WHERE one_row = 1")?;
        statement.execute([])?;
        Ok(())
    }

    /// Notes that a keyring holds an anchor of this book.
    pub fn note_anchored(&self, now_ms: i64) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE books SET anchored_at_ms = :now WHERE one_row = 1 AND anchored_at_ms IS NULL",
        )?;
        statement.execute(named_params! { ":now": now_ms })?;
        Ok(())
    }
}
