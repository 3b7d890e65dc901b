//! Owns what is refused before anything changes: damaged, foreign and newer files.

use super::{APPLICATION_ID, open_reader, pragma, prepare_reader};
use crate::{
    error::StoreError,
    files::{self, file_error},
    migrations,
};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs,
    io::{self, Read},
    path::Path,
};

/// How a write-ahead log begins, in either byte order of its checksums.
const WAL_MAGIC: [[u8; 4]; 2] = [[0x37, 0x7f, 0x06, 0x82], [0x37, 0x7f, 0x06, 0x83]];

const HEADER_BYTES: u64 = 100;

/// What a file turned out to be, before anything is written to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// No file, or one that was made and never written.
    Nothing,
    /// A book of this version.
    Book(i32),
}

/// Looks at the file without changing it, so that a damaged, foreign or newer one is refused with
/// every byte as it was.
pub(crate) fn inspect(path: &Path) -> Result<Found, StoreError> {
    let length = match fs::metadata(path) {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => return Err(file_error(path)(io::Error::other("this is not a file"))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(file_error(path)(error)),
    };
    let log = files::companion(path, "-wal");
    let has_log = has_log(&log)?;
    match (length, has_log) {
        (0, false) => Ok(Found::Nothing),
        // SQLite would delete the log and with it the last commits.
        (0, true) => Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: "it is empty or gone, but its -wal is not".to_owned(),
        }),
        // SQLite takes a file of one byte for an empty one.
        (1..HEADER_BYTES, false) => Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: "it is too short to be a database".to_owned(),
        }),
        (_, true) => open_reader(path).and_then(|connection| identify(&connection, path)),
        (_, false) => open_alone(path).and_then(|connection| identify(&connection, path)),
    }
    .map_err(|error| error.about(path))
}

/// Whether a write-ahead log holds anything. One that begins with something else is refused: SQLite
/// would take it for empty and overwrite it.
fn has_log(path: &Path) -> Result<bool, StoreError> {
    let mut header = Vec::new();
    let opened = fs::File::open(path).and_then(|log| log.take(32).read_to_end(&mut header));
    match opened {
        // A torn or zeroed header was being written when the power failed: nothing follows it.
        Ok(read) if read < 32 || header.iter().all(|byte| *byte == 0) => Ok(false),
        Ok(_) if WAL_MAGIC.iter().any(|magic| header.starts_with(magic)) => Ok(true),
        Ok(_) => Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: "it is not a write-ahead log".to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(file_error(path)(error)),
    }
}

/// Opens a file whose whole content is in itself. Unlike any other reading connection this one makes
/// no -wal and -shm beside it.
fn open_alone(path: &Path) -> Result<Connection, StoreError> {
    let Some(uri) = immutable_uri(path) else {
        return open_reader(path);
    };
    let connection = Connection::open_with_flags(
        uri,
        OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI,
    )?;
    prepare_reader(&connection)?;
    Ok(connection)
}

/// `None` where the path cannot be written as text.
fn immutable_uri(path: &Path) -> Option<String> {
    let mut uri = "file:".to_owned();
    if cfg!(windows) {
        uri.push('/');
    }
    for letter in path.to_str()?.chars() {
        match letter {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            '\\' if cfg!(windows) => uri.push('/'),
            _ => uri.push(letter),
        }
    }
    uri.push_str("?immutable=1");
    Some(uri)
}

fn identify(connection: &Connection, path: &Path) -> Result<Found, StoreError> {
    let application: i32 = pragma(connection, "application_id")?;
    let version: i32 = pragma(connection, "user_version")?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, version, tables) {
        (0, 0, 0) => Ok(Found::Nothing),
        (APPLICATION_ID, ..1, _) => Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: format!("it says that it is version {version}"),
        }),
        (APPLICATION_ID, _, _) if version > migrations::latest() => Err(StoreError::Newer {
            found: version,
            known: migrations::latest(),
        }),
        (APPLICATION_ID, _, _) => Ok(Found::Book(version)),
        (_, _, _) => Err(StoreError::NotABook {
            path: path.to_owned(),
        }),
    }
}
