//! Owns how a connection is opened: pragmas and limits.

mod inspect;

pub(crate) use inspect::{Found, inspect};

use crate::{error::StoreError, functions};
use rusqlite::{Connection, OpenFlags, config::DbConfig, limits::Limit};
use std::{io, path::Path, time::Duration};

/// Marks a file as a Counterfoil book ("CFOL"); set by the first migration.
pub(crate) const APPLICATION_ID: i32 = 0x4346_4f4c;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const CACHE_KIB: i32 = 65_536;
/// What is read once need not stay.
const LONG_READ_CACHE_KIB: i32 = 8_192;
const JOURNAL_BYTES_MAX: i32 = 67_108_864;
const VALUE_BYTES_MAX: i32 = 16 * 1024 * 1024;
const TRIGGER_DEPTH_MAX: i32 = 8;
const STATEMENTS_KEPT: usize = 64;

/// Opens the one connection that writes.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    prepare(&connection)?;
    let journal: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if !journal.eq_ignore_ascii_case("wal") {
        let why = "this file system cannot share a write-ahead log; keep the book on a local disk";
        return Err(StoreError::File {
            path: path.to_owned(),
            error: io::Error::other(why),
        });
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Without it INSERT OR REPLACE would delete a row past the append-only triggers.
    connection.pragma_update(None, "recursive_triggers", true)?;
    connection.pragma_update(None, "journal_size_limit", JOURNAL_BYTES_MAX)?;
    if cfg!(target_os = "macos") {
        connection.pragma_update(None, "fullfsync", true)?;
        connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    }
    Ok(connection)
}

/// Opens a connection that can only read.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    prepare_reader(&connection)?;
    Ok(connection)
}

/// Opens a connection that reads much and once.
pub(crate) fn open_long_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = open_reader(path)?;
    connection.pragma_update(None, "cache_size", -LONG_READ_CACHE_KIB)?;
    Ok(connection)
}

/// Opens a book that lives in memory, for tests.
pub(crate) fn open_memory() -> Result<Connection, StoreError> {
    let connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    Ok(connection)
}

fn prepare_reader(connection: &Connection) -> Result<(), StoreError> {
    prepare(connection)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    Ok(())
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX)?;
    connection.set_limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH, TRIGGER_DEPTH_MAX)?;
    functions::register(connection)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(())
}

/// Reads one of the values the database keeps about itself.
pub(crate) fn pragma<T: rusqlite::types::FromSql>(
    connection: &Connection,
    name: &str,
) -> rusqlite::Result<T> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}

#[cfg(test)]
mod tests;
