//! Owns the book's identity, and whether it was restored from a backup.

use crate::{
    db::{Db, Tx, parsed},
    error::StoreError,
};
use counterfoil_domain::ids::BookId;
use rusqlite::{OptionalExtension, named_params};

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
}
