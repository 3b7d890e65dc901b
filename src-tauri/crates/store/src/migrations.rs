//! Owns the steps from an empty file to today's book; the SQL lies in `migrations/`.

use crate::error::StoreError;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

macro_rules! migrations {
    ($($file:literal),* $(,)?) => {
        &[$(M::up(include_str!(concat!("../../../../migrations/", $file)))),*]
    };
}

const STEPS: &[M<'static>] = migrations![
    "0001_book.sql",
    "0002_accounts.sql",
    "0003_orders.sql",
    "0004_operations.sql",
    "0005_messages.sql",
    "0006_evidence.sql",
    "0007_order_states.sql",
];

/// The newest version this program knows; it is the file's `user_version`.
pub(crate) fn latest() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}

/// Brings a book to today's version: every pending step and the version in one transaction.
pub(crate) fn apply(connection: &mut Connection) -> Result<(), StoreError> {
    use rusqlite_migration::Error;
    Migrations::from_slice(STEPS)
        .to_latest(connection)
        .map_err(|error| match error {
            Error::RusqliteError { err, .. } => StoreError::from(err),
            other => StoreError::Unreadable(format!("update of the book: {other}")),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection;

    #[test]
    fn the_steps_are_valid_and_mark_the_file() {
        let mut book = connection::open_memory().expect("memory is there");

        apply(&mut book).expect("the steps apply");

        let version: i32 = connection::pragma(&book, "user_version").expect("a number");
        let mark: i32 = connection::pragma(&book, "application_id").expect("a number");
        assert_eq!((version, mark), (latest(), connection::APPLICATION_ID));
    }
}
