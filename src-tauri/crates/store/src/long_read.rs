//! Owns reading that takes long: one snapshot of the book, on connections of its own.

use crate::{connection, db::Db, error::StoreError, files::BookFiles};
use rusqlite::Connection;
use std::fs;

/// Steps of the database's machine between two looks whether a read is to go on.
const STEPS_BETWEEN_LOOKS: i32 = 100_000;

/// How many connections share a snapshot.
pub(crate) const READERS: usize = 2;

/// Reads the book as it was when this was made; on whichever thread it is sent to.
pub struct LongRead {
    connection: Connection,
    files: BookFiles,
    log_began_bytes: u64,
}

impl LongRead {
    /// Opens a connection that sees the book as it is now.
    pub(crate) fn open(files: &BookFiles) -> Result<Self, StoreError> {
        let open = || -> Result<Self, StoreError> {
            let connection = connection::open_long_reader(&files.book())?;
            // The snapshot is taken by the first query, not by the beginning.
            connection.execute_batch("BEGIN; SELECT count(*) FROM books")?;
            Ok(Self {
                connection,
                files: files.clone(),
                log_began_bytes: log_bytes(files),
            })
        };
        open().map_err(|error| error.about(&files.book()))
    }

    /// The book in this snapshot.
    pub fn db(&self) -> Db<'_> {
        Db::on(&self.connection)
    }

    /// Ends whatever query is running once `is_stopped` says so; it is asked every few milliseconds.
    ///
    /// # Errors
    /// The connection cannot be used.
    pub fn stop_when(
        &self,
        is_stopped: impl FnMut() -> bool + Send + 'static,
    ) -> Result<(), StoreError> {
        let set = self
            .connection
            .progress_handler(STEPS_BETWEEN_LOOKS, Some(is_stopped));
        Ok(set?)
    }

    /// How much longer the write-ahead log has become, in bytes. It cannot be emptied while this read
    /// goes on.
    pub fn log_grew_bytes(&self) -> u64 {
        log_bytes(&self.files).saturating_sub(self.log_began_bytes)
    }
}

fn log_bytes(files: &BookFiles) -> u64 {
    fs::metadata(files.companion("-wal")).map_or(0, |log| log.len())
}

#[cfg(test)]
mod tests;
