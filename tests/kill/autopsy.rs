//! Owns reading what a killed program left on the disk, without starting it: the start under test
//! must find the files as they were left.

use counterfoil_domain::operation::OperationState;
use rusqlite::{Connection, Row};
use std::{collections::BTreeMap, fs, path::Path};

const BOOK: &str = "book.sqlite3";
/// What SQLite needs beside a database to finish what was cut off.
const ENDINGS: [&str; 3] = ["", "-wal", "-journal"];

/// What the files say.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Every operation, oldest first.
    pub operations: Vec<Seen>,
    /// Rows that one commit writes together and that are not together.
    pub halves: Vec<String>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub id: String,
    pub reference_id: String,
    pub account: String,
    pub state: OperationState,
    pub provider_id: Option<String>,
    pub body_sha256: String,
    /// The states it went through, as its life tells.
    pub life: Vec<OperationState>,
}

/// Reads a copy of the book in `folder`; there is nothing in it before the first operation.
pub fn read(folder: &Path) -> Found {
    let copy = tempfile::tempdir().unwrap();
    for ending in ENDINGS {
        let name = format!("{BOOK}{ending}");
        if folder.join(&name).exists() {
            fs::copy(folder.join(&name), copy.path().join(&name)).unwrap();
        }
    }
    let book = Connection::open(copy.path().join(BOOK)).unwrap();
    let tables = "SELECT count(*) FROM sqlite_schema WHERE name IN ('operations', 'messages')";
    if book
        .query_row(tables, [], |row| row.get::<_, i64>(0))
        .unwrap()
        < 2
    {
        return Found::default();
    }
    Found {
        operations: operations(&book),
        halves: halves(&book),
    }
}

fn operations(book: &Connection) -> Vec<Seen> {
    let mut lives: BTreeMap<String, Vec<OperationState>> = BTreeMap::new();
    let mut statement = book
        .prepare("SELECT operation_id, state FROM operation_events ORDER BY id")
        .unwrap();
    let lines = statement.query_map([], |row| {
        Ok((row.get::<_, String>("operation_id")?, state(row)))
    });
    for (id, state) in lines.unwrap().map(Result::unwrap) {
        lives.entry(id).or_default().push(state);
    }
    let mut statement = book
        .prepare(
            "SELECT operations.id, orders.reference_id, accounts.name, operations.state,
                 operations.provider_id, lower(hex(operations.request_hash)) AS body_sha256
             FROM operations
             JOIN orders ON orders.id = operations.target
             JOIN accounts ON accounts.id = operations.account_id
             ORDER BY operations.prepared_at_ms, operations.id",
        )
        .unwrap();
    let rows = statement.query_map([], |row| {
        let id: String = row.get("id")?;
        Ok(Seen {
            life: lives.remove(&id).unwrap_or_default(),
            id,
            reference_id: row.get("reference_id")?,
            account: row.get("name")?,
            state: state(row),
            provider_id: row.get("provider_id")?,
            body_sha256: row.get("body_sha256")?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// The first commit writes an order, its operation and its message; the third writes an acceptance,
/// the message's name and the raw answer.
fn halves(book: &Connection) -> Vec<String> {
    let mut statement = book
        .prepare(
            "SELECT 'an order without an operation: ' || reference_id AS half FROM orders
                 WHERE id NOT IN (SELECT target FROM operations)
             UNION ALL
             SELECT 'an operation without a message: ' || id FROM operations
                 WHERE id NOT IN (SELECT operation_id FROM messages)
             UNION ALL
             SELECT 'an answer that was not kept: ' || id FROM operations
                 WHERE state IN ('accepted', 'refused') AND id NOT IN
                     (SELECT operation_id FROM evidence WHERE operation_id IS NOT NULL)
             UNION ALL
             SELECT 'a message under another name: ' || messages.id FROM messages
                 JOIN operations ON operations.id = messages.operation_id
                 WHERE messages.provider_message_id IS NOT operations.provider_id",
        )
        .unwrap();
    let rows = statement.query_map([], |row| row.get("half"));
    rows.unwrap().map(Result::unwrap).collect()
}

fn state(row: &Row<'_>) -> OperationState {
    let word: String = row.get("state").unwrap();
    OperationState::from_word(&word).unwrap()
}
