//! Owns how a connection is opened: pragmas, limits, and what is refused before anything changes.

use crate::{error::StoreError, migrations};
use rusqlite::{Connection, OpenFlags, config::DbConfig, limits::Limit};
use std::{path::Path, time::Duration};

/// Marks a file as a Counterfoil book ("CFOL"); set by the first migration.
pub(crate) const APPLICATION_ID: i32 = 0x4346_4f4c;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const CACHE_KIB: i32 = 65_536;
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
    connection.pragma_update(None, "journal_mode", "WAL")?;
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
    prepare(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    Ok(connection)
}

/// Opens a book that lives in memory, for tests.
pub(crate) fn open_memory() -> Result<Connection, StoreError> {
    let connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX)?;
    connection.set_limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH, TRIGGER_DEPTH_MAX)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(())
}

/// What a file turned out to be, before anything is written to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// No file, or one that was made and never written.
    Nothing,
    /// A book of this version.
    Book(i32),
}

/// Looks at the file through a reading connection, so that a damaged, foreign or newer one is
/// refused with its bytes untouched.
pub(crate) fn inspect(path: &Path) -> Result<Found, StoreError> {
    let length = std::fs::metadata(path)
        .map(|found| found.len())
        .unwrap_or(0);
    if length == 0 {
        return Ok(Found::Nothing);
    }
    let damaged = |error: rusqlite::Error| damage_or(path, error, StoreError::from);
    let connection = open_reader(path).map_err(|error| match error {
        StoreError::Database(error) => damaged(error),
        other => other,
    })?;
    let application: i32 = pragma(&connection, "application_id").map_err(damaged)?;
    let version: i32 = pragma(&connection, "user_version").map_err(damaged)?;
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(damaged)?;
    match (tables, application) {
        (0, _) if version == 0 => Ok(Found::Nothing),
        (_, APPLICATION_ID) if version <= migrations::latest() => Ok(Found::Book(version)),
        (_, APPLICATION_ID) => Err(StoreError::Newer {
            found: version,
            known: migrations::latest(),
        }),
        (_, _) => Err(StoreError::NotABook {
            path: path.to_owned(),
        }),
    }
}

/// Turns the database's own word that a file is damaged into the rescue message.
pub(crate) fn damage_or(
    path: &Path,
    error: rusqlite::Error,
    otherwise: impl FnOnce(rusqlite::Error) -> StoreError,
) -> StoreError {
    if StoreError::is_damage(&error) {
        return StoreError::Damaged {
            path: path.to_owned(),
            detail: error.to_string(),
        };
    }
    otherwise(error)
}

pub(crate) fn pragma<T: rusqlite::types::FromSql>(
    connection: &Connection,
    name: &str,
) -> rusqlite::Result<T> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}
