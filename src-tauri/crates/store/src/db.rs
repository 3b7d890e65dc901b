//! Owns the two handles a query may have: one that reads, one that also writes.

#[cfg(test)]
mod plans;

use crate::error::StoreError;
use rusqlite::{CachedStatement, Connection, Row, RowIndex};
use std::{fmt::Display, ops::Deref, str::FromStr};

/// Reads the book. Each table's file adds its queries.
pub struct Db<'c> {
    connection: &'c Connection,
}

impl<'c> Db<'c> {
    pub(crate) const fn on(connection: &'c Connection) -> Self {
        Self { connection }
    }

    /// Prepares a statement or finds it prepared. Every statement on a table of the book comes
    /// through here, so that a test sees the plan of each.
    #[cfg_attr(test, track_caller)]
    pub(crate) fn prepare(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        #[cfg(test)]
        plans::note(sql);
        self.connection.prepare_cached(sql)
    }

    /// The connection itself, for what is asked about the file and not about a table.
    pub(crate) const fn connection(&self) -> &Connection {
        self.connection
    }
}

/// Writes the book within one transaction; also reads what that transaction sees.
pub struct Tx<'c> {
    db: Db<'c>,
}

impl<'c> Tx<'c> {
    pub(crate) const fn on(connection: &'c Connection) -> Self {
        Self {
            db: Db::on(connection),
        }
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Db<'c>;

    fn deref(&self) -> &Self::Target {
        &self.db
    }
}

/// Where a page of a list begins: after the row with this moment and id. Lists are newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The moment of the last row of the page before, UTC.
    pub at_ms: i64,
    /// Its id.
    pub id: String,
}

/// The most rows one page may have.
pub const PAGE_ROWS_MAX: u32 = 500;

/// A page of a list, newest first.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it begins; `None` is the beginning of the list.
    pub after: Option<Cursor>,
    /// How many rows at the most; more than [`PAGE_ROWS_MAX`] are not given.
    pub rows: u32,
}

impl Page {
    /// The first rows of a list.
    pub const fn first(rows: u32) -> Self {
        Self { after: None, rows }
    }

    pub(crate) fn limit(&self) -> u32 {
        self.rows.min(PAGE_ROWS_MAX)
    }

    /// The keyset to compare with. Without a cursor it lies beyond every row.
    pub(crate) fn start(&self) -> (i64, &str) {
        match &self.after {
            Some(cursor) => (cursor.at_ms, &cursor.id),
            None => (i64::MAX, ""),
        }
    }
}

/// Says that there is no such row when a change by its id changed none.
pub(crate) fn found(changed: usize, name: impl FnOnce() -> String) -> Result<(), StoreError> {
    match changed {
        0 => Err(StoreError::NotFound(name())),
        _ => Ok(()),
    }
}

/// Reads a column that holds one of our words or ids.
pub(crate) fn parsed<T: FromStr>(
    row: &Row<'_>,
    column: impl RowIndex + Copy + Display,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| unreadable(column, &text))
}

/// Reads a column that holds one of our words.
pub(crate) fn word<T>(
    row: &Row<'_>,
    column: impl RowIndex + Copy + Display,
    read: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    read(&text).ok_or_else(|| unreadable(column, &text))
}

/// Reads a column that may hold one of our words.
pub(crate) fn word_if_any<T>(
    row: &Row<'_>,
    column: impl RowIndex + Copy + Display,
    read: impl FnOnce(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    let read = |text: String| read(&text).ok_or_else(|| unreadable(column, &text));
    text.map(read).transpose()
}

/// Says which column holds what this program does not write.
pub(crate) fn unreadable(column: impl Display, text: &str) -> rusqlite::Error {
    let words = format!("column {column} holds `{text}`");
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, words.into())
}
