//! Owns a book in a folder of its own.

use crate::samples::{self, NOW_MS};
use counterfoil_domain::account::{Account, Environment};
use counterfoil_store::{BookFiles, NewOrder, Store, StoreError};
use rusqlite::Connection;
use std::{collections::BTreeMap, fs, path::Path};
use tempfile::TempDir;

/// A book with live account 1 and its order 1. The folder goes when it is dropped.
pub(crate) struct TestBook {
    pub(crate) store: Store,
    pub(crate) files: BookFiles,
    pub(crate) order: NewOrder,
    pub(crate) folder: TempDir,
}

impl TestBook {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = BookFiles::in_folder(folder.path());
        let store = Store::open(&files, NOW_MS).unwrap();
        let order = samples::order(1, 1);
        let written = order.clone();
        store
            .write(move |tx| {
                tx.add_account(&samples::account(1))?;
                tx.write_order(&written)
            })
            .await
            .unwrap();
        Self {
            store,
            files,
            order,
            folder,
        }
    }

    /// Closes the book and leaves the folder.
    pub(crate) fn close(self) -> (BookFiles, TempDir) {
        drop(self.store);
        (self.files, self.folder)
    }

    /// A connection that goes past the store, with the writer's rules but without its waiting for
    /// the disk.
    pub(crate) fn raw(&self) -> Connection {
        raw(&self.files.book())
    }
}

pub(crate) fn raw(path: &Path) -> Connection {
    let raw = Connection::open(path).unwrap();
    raw.pragma_update(None, "foreign_keys", true).unwrap();
    raw.pragma_update(None, "recursive_triggers", true).unwrap();
    raw.pragma_update(None, "synchronous", "OFF").unwrap();
    raw
}

/// The sandbox account with this number.
pub(crate) fn sandbox_account(number: u32) -> Account {
    Account {
        environment: Environment::Sandbox,
        base_url: "http://127.0.0.1:4010".to_owned(),
        ..samples::account(number)
    }
}

/// Every file in a folder and below, with its bytes, but not the lock.
pub(crate) fn bytes_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            for (below, bytes) in bytes_in(&path) {
                found.insert(format!("{name}/{below}"), bytes);
            }
        } else if name != "book.lock" {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

/// The number a query counts.
pub(crate) fn count(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The error of an opening that must be refused. A store has no `Debug`.
#[track_caller]
pub(crate) fn refused(opened: Result<Store, StoreError>) -> StoreError {
    match opened {
        Ok(_) => panic!("it was opened"),
        Err(error) => error,
    }
}
