//! Owns the book's identity.

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
}
