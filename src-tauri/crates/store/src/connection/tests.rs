//! What each connection really is, asked of the database itself.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use rusqlite::types::Value;

/// What every connection to a book has, by the database's own word.
const OF_ALL: [(&str, i64); 7] = [
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("temp_store", 2),
    ("cache_size", -65_536),
    ("busy_timeout", 5_000),
    ("page_size", 4_096),
];

#[test]
fn the_writer_is_durable_and_keeps_the_rules() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.sqlite3");
    std::fs::write(&path, "").unwrap();

    let writer = open_writer(&path).unwrap();

    expect(&writer, &OF_ALL);
    expect(
        &writer,
        &[
            ("synchronous", 2),
            ("recursive_triggers", 1),
            ("query_only", 0),
        ],
    );
    expect(&writer, &[("journal_size_limit", 67_108_864)]);
    let journal: String = pragma(&writer, "journal_mode").unwrap();
    assert_eq!(journal, "wal");
    expect_limits(&writer);
    let unsafe_mode =
        writer.execute_batch("PRAGMA writable_schema = ON; DELETE FROM sqlite_schema");
    assert!(
        unsafe_mode.is_err(),
        "the defensive setting guards the schema"
    );
}

#[test]
fn a_reader_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.sqlite3");
    std::fs::write(&path, "").unwrap();
    let writer = open_writer(&path).unwrap();
    writer.execute_batch("CREATE TABLE a (b)").unwrap();

    let reader = open_reader(&path).unwrap();

    expect(&reader, &OF_ALL);
    expect(&reader, &[("query_only", 1)]);
    expect_limits(&reader);
    assert_eq!(reader.limit(Limit::SQLITE_LIMIT_ATTACHED).unwrap(), 0);
    assert!(reader.is_readonly("main").unwrap());
    assert!(reader.execute_batch("INSERT INTO a VALUES (1)").is_err());
    reader.pragma_update(None, "query_only", false).unwrap();
    assert!(
        reader.execute_batch("INSERT INTO a VALUES (1)").is_err(),
        "even then"
    );
}

#[test]
fn a_book_in_memory_has_the_same_rules() {
    let memory = open_memory().unwrap();

    expect(&memory, &OF_ALL);
    expect(&memory, &[("recursive_triggers", 1)]);
    expect_limits(&memory);
}

#[test]
fn sqlite_is_new_enough_and_built_as_the_project_says() {
    assert!(
        rusqlite::version_number() >= 3_051_003,
        "older ones can damage a log in use"
    );
    let memory = open_memory().unwrap();
    let mut asked = memory.prepare("PRAGMA compile_options").unwrap();
    let options: Vec<String> = asked
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();

    let has = |name: &str| options.iter().any(|option| option == name);
    assert!(
        !has("ENABLE_MEMORY_MANAGEMENT"),
        "two readers would be slower than one"
    );
    assert!(!has("ENABLE_LOAD_EXTENSION") && has("OMIT_LOAD_EXTENSION"));
    assert!(has("DQS=0"), "a misspelt column would be read as a text");
    assert!(has("DEFAULT_MEMSTATUS=0") && has("THREADSAFE=1"));
}

fn expect_limits(connection: &Connection) {
    assert_eq!(
        connection.limit(Limit::SQLITE_LIMIT_LENGTH).unwrap(),
        VALUE_BYTES_MAX
    );
    assert_eq!(
        connection.limit(Limit::SQLITE_LIMIT_TRIGGER_DEPTH).unwrap(),
        TRIGGER_DEPTH_MAX
    );
    assert!(
        connection
            .db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE)
            .unwrap()
    );
    // Memory has no file to map and then no row to answer with.
    if let Ok(mapped) = pragma::<i64>(connection, "mmap_size") {
        assert_eq!(mapped, 0);
    }
}

#[track_caller]
fn expect(connection: &Connection, values: &[(&str, i64)]) {
    for (name, value) in values {
        let found: Value = pragma(connection, name).unwrap();
        assert_eq!(found, Value::Integer(*value), "{name}");
    }
}
