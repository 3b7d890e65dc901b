//! Owns what may be done with a book that another instance uses, or that cannot be used at all.

use crate::program::{Program, Shop};
use counterfoil_sandbox::Call;
use counterfoil_store::{BookFiles, Store};
use counterfoil_tests::{bodies::OrderBody, desk::BEGINNING_MS, search::files_below};
use rusqlite::Connection;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

const NO_OPERATION: &str = "0196f0f0-0000-7000-8000-000000000000";

#[tokio::test(flavor = "multi_thread")]
async fn while_one_instance_works_others_only_read() {
    let shop = Shop::open().await;
    shop.send(&OrderBody::new("LOCK-1"), &[]).ends_with(0);
    let backup = shop.run(&["book", "backup", "--json"]).json()["path"].clone();
    let file = shop.file(&OrderBody::new("LOCK-2"));
    let working = Store::open(&BookFiles::in_folder(shop.program.data_dir()), BEGINNING_MS);
    let before = shop.received(Call::Send);

    for arguments in [
        vec!["account", "list"],
        vec!["account", "test", "Kaveri"],
        vec!["order", "check", &file],
        vec!["order", "list"],
        vec!["order", "show", "LOCK-1"],
        vec!["operation", "list"],
        vec!["book", "backups"],
        vec![
            "export",
            "orders",
            "--period=today",
            "--zone=IST",
            "--preview",
        ],
    ] {
        shop.program.run(&arguments, shop.token()).ends_with(0);
    }
    for arguments in [
        vec!["account", "set-token", "Kaveri"],
        vec!["account", "remove", "Kaveri"],
        vec!["order", "send", &file],
        vec!["order", "look-up", "LOCK-1"],
        vec!["operation", "send", NO_OPERATION],
        vec!["operation", "withdraw", NO_OPERATION],
        vec!["book", "check"],
        vec!["book", "backup"],
        // It is told in the activity.
        vec![
            "export",
            "orders",
            "--period=today",
            "--zone=IST",
            "--out=/tmp",
        ],
        vec!["book", "seed", "--orders=1", "--seed=1"],
        vec!["book", "restore", backup.as_str().unwrap()],
    ] {
        let ran = shop.program.run(&arguments, shop.token()).ends_with(5);
        assert!(
            ran.err.contains("another Counterfoil is using this book"),
            "{ran:?}"
        );
    }
    assert_eq!(shop.received(Call::Send), before, "nothing was sent");
    drop(working.unwrap());

    shop.program
        .run(&["order", "send", &file], shop.token())
        .ends_with(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_restored_and_what_it_replaces_is_kept() {
    let shop = Shop::open().await;
    shop.send(&OrderBody::new("OLD-1"), &[]).ends_with(0);
    let made = shop.run(&["book", "backup", "--json"]).ends_with(0).json();
    shop.send(&OrderBody::new("NEW-1"), &[]).ends_with(0);
    assert_eq!(references(&shop.program), ["NEW-1", "OLD-1"]);
    let listed = shop.run(&["book", "backups", "--json"]).ends_with(0).json();
    let paths: Vec<&Value> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["path"])
        .collect();
    assert!(paths.contains(&&made["path"]), "{listed:#}");

    let restore = ["book", "restore", made["path"].as_str().unwrap(), "--json"];
    let restored = shop.run(&restore).ends_with(0).json();

    assert_eq!(references(&shop.program), ["OLD-1"]);
    let aside = Path::new(restored["setAside"].as_str().unwrap()).join("book.sqlite3");
    let replaced = Connection::open(aside).unwrap();
    let count = "SELECT count(*) FROM orders";
    assert_eq!(
        replaced.query_row(count, [], |row| row.get::<_, i64>(0)),
        Ok(2),
        "kept"
    );
    shop.run(&["book", "check"])
        .ends_with(7)
        .says("Effects are locked");
    shop.send(&OrderBody::new("NEXT-1"), &[])
        .ends_with(4)
        .says("restored from a backup");
    shop.run(&["book", "go-on", "--reason", "the disk broke"])
        .ends_with(0);
    shop.run(&["book", "check"]).ends_with(0);
    shop.send(&OrderBody::new("NEXT-1"), &[]).ends_with(0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_of_a_newer_program_is_refused_untouched() {
    let shop = Shop::open().await;
    let book = Connection::open(shop.program.data_dir().join("book.sqlite3")).unwrap();
    book.pragma_update(None, "user_version", 99).unwrap();
    drop(book);

    refused(&shop, "last used by a newer Counterfoil");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_book_is_refused_untouched() {
    let shop = Shop::open().await;
    let path = shop.program.data_dir().join("book.sqlite3");
    let mut bytes = fs::read(&path).unwrap();
    bytes[..512].fill(0x5A);
    fs::write(&path, bytes).unwrap();

    refused(&shop, "is damaged");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_cut_short_is_refused_untouched() {
    let shop = Shop::open().await;
    let path = shop.program.data_dir().join("book.sqlite3");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();

    refused(&shop, "is damaged");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_something_else_is_refused_untouched() {
    let shop = Shop::without_account().await;
    fs::create_dir(shop.program.data_dir()).unwrap();
    let other = Connection::open(shop.program.data_dir().join("book.sqlite3")).unwrap();
    other
        .execute_batch("CREATE TABLE recipes (name TEXT); PRAGMA user_version = 3;")
        .unwrap();
    drop(other);

    refused(&shop, "is not a Counterfoil book");
}

#[test]
fn a_folder_without_a_book_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::over(&folder.path().join("none"));

    let ran = program.run(&["order", "list"], "").ends_with(7);

    ran.says("there is no book in");
    assert!(!program.data_dir().exists(), "reading makes nothing");
}

/// Whoever reads and whoever works are told the same, and no byte changes.
fn refused(shop: &Shop, words: &str) {
    let file = shop.file(&OrderBody::new("NEVER-1"));
    let before = bytes_below(shop.program.data_dir());

    for arguments in [
        vec!["order", "list"],
        vec!["account", "list"],
        vec!["order", "send", &file],
        vec!["order", "look-up", "NEVER-1"],
        vec!["book", "check"],
        vec!["book", "backup"],
        vec!["book", "seed", "--orders=1", "--seed=1"],
    ] {
        let ran = shop.program.run(&arguments, shop.token()).ends_with(7);
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }

    assert!(
        before == bytes_below(shop.program.data_dir()),
        "{words}: a byte was changed"
    );
    assert_eq!(shop.received(Call::Send), 0);
}

/// Everything but the lock, which is taken and holds nothing.
fn bytes_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = files_below(folder);
    files.retain(|path| !path.ends_with("book.lock"));
    files
        .into_iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

fn references(program: &Program) -> Vec<String> {
    let listed = program
        .run(&["order", "list", "--json"], "")
        .ends_with(0)
        .json();
    let rows = listed["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| row["referenceId"].as_str().unwrap().to_owned())
        .collect()
}
