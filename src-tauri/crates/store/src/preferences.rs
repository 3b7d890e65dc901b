//! Owns the preferences table: what the window remembers, as words under a name.

use crate::{
    db::{Db, Tx},
    error::StoreError,
};
use rusqlite::{OptionalExtension, named_params};

impl Db<'_> {
    /// What is kept under this name.
    pub fn preference(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut statement = self.prepare("SELECT value FROM preferences WHERE name = :name")?;
        let given = named_params! { ":name": name };
        Ok(statement
            .query_row(given, |row| row.get("value"))
            .optional()?)
    }
}

impl Tx<'_> {
    /// Keeps a value under this name, in the place of what was there.
    pub fn keep_preference(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO preferences (name, value) VALUES (:name, :value)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(named_params! { ":name": name, ":value": value })?;
        Ok(())
    }
}
