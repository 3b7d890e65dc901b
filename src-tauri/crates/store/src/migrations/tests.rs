//! Every step, and what an update that fails leaves behind.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{
    BookFiles, Store, connection,
    samples::{self, NOW_MS},
};
use std::{fs, path::Path};
use tempfile::TempDir;

#[test]
fn the_steps_are_valid_and_mark_the_file() {
    let mut book = connection::open_memory().unwrap();

    apply(&mut book).unwrap();

    assert_eq!(version(&book), latest());
    let mark: i32 = connection::pragma(&book, "application_id").unwrap();
    assert_eq!(mark, connection::APPLICATION_ID);
}

#[test]
fn every_file_of_the_folder_is_a_step_in_the_order_of_its_number() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../migrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sql"))
        .collect();
    files.sort();

    assert_eq!(usize::try_from(latest()), Ok(files.len()));
    for (number, (file, step)) in (1..).zip(files.iter().zip(STEPS)) {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(
            name.starts_with(&format!("{number:04}_")),
            "{name} has the number {number}"
        );
        assert_eq!(&M::up(&fs::read_to_string(file).unwrap()), step, "{name}");
    }
}

#[test]
fn a_step_that_fails_leaves_the_version_before_and_nothing_of_the_others() {
    let mut book = connection::open_memory().unwrap();
    apply_steps(&mut book, &STEPS[..2]).unwrap();
    let mut steps = STEPS.to_vec();
    steps.extend([
        M::up("CREATE TABLE fine (a) STRICT"),
        M::up("CREATE TABLE wrong"),
    ]);

    apply_steps(&mut book, &steps).unwrap_err();

    assert_eq!(version(&book), 2);
    let tables: Vec<String> = book
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(tables, ["accounts", "books"]);
}

#[tokio::test]
async fn an_older_book_is_backed_up_before_its_update() {
    for version in 1..latest() {
        let (files, _folder) = older_book(version);

        let store = Store::open(&files, NOW_MS).unwrap();

        let health = store.health().await.unwrap();
        assert_eq!((health.version, health.complaints), (latest(), vec![]));
        let backups = files.list_backups().unwrap();
        assert_eq!(backups.len(), 1);
        let path = &backups[0].path;
        assert!(path.ends_with(format!("before-update-{NOW_MS}.sqlite3")));
        assert_eq!(
            connection::inspect(path).unwrap(),
            connection::Found::Book(version)
        );
        if version >= 2 {
            assert_eq!(
                store.read(|db| db.accounts()).await.unwrap(),
                [samples::account(1)]
            );
            let copy = Connection::open(path).unwrap();
            let rows: i64 = copy
                .query_row("SELECT count(*) FROM accounts", [], |row| row.get(0))
                .unwrap();
            assert_eq!(rows, 1);
        }
    }
}

#[test]
fn an_older_book_whose_last_opening_was_cut_off_is_updated_too() {
    let (files, folder) = older_book(3);
    let changing = Connection::open(files.book()).unwrap();
    changing
        .execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF;
             BEGIN; PRAGMA user_version = 3",
        )
        .unwrap();
    // A copy, as the first one is still at work.
    let cut = BookFiles::in_folder(folder.path().join("cut"));
    fs::create_dir(cut.folder()).unwrap();
    for ending in ["", "-journal"] {
        fs::copy(files.companion(ending), cut.companion(ending)).unwrap();
    }

    let store = Store::open(&cut, NOW_MS);

    assert!(
        store.is_ok(),
        "a reader cannot take a journal back, so the writer comes first"
    );
    assert_eq!(cut.list_backups().unwrap().len(), 1);
}

#[test]
fn without_its_backup_an_older_book_is_not_updated() {
    let (files, _folder) = older_book(3);
    fs::write(files.backups(), "not a folder").unwrap();

    let refused = Store::open(&files, NOW_MS).err().unwrap();

    assert!(matches!(refused, StoreError::File { .. }), "{refused:?}");
    assert_eq!(
        connection::inspect(&files.book()).unwrap(),
        connection::Found::Book(3)
    );
}

#[test]
fn a_book_of_today_is_not_backed_up_when_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path());
    drop(Store::open(&files, NOW_MS).unwrap());
    drop(Store::open(&files, NOW_MS).unwrap());

    assert_eq!(files.list_backups().unwrap(), []);
}

#[test]
fn a_reader_says_that_an_older_book_needs_an_update() {
    let (files, _folder) = older_book(3);

    let refused = Store::open_to_read(&files).err().unwrap();

    assert!(
        matches!(refused, StoreError::Older { found: 3, .. }),
        "{refused:?}"
    );
    assert_eq!(
        connection::inspect(&files.book()).unwrap(),
        connection::Found::Book(3)
    );
}

/// A book as a program that knew only the first steps left it, with an account where it had any.
fn older_book(steps: i32) -> (BookFiles, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path());
    files.make_book().unwrap();
    let mut book = connection::open_writer(&files.book()).unwrap();
    apply_steps(&mut book, &STEPS[..usize::try_from(steps).unwrap()]).unwrap();
    if steps >= 2 {
        crate::Tx::on(&book)
            .add_account(&samples::account(1))
            .unwrap();
    }
    (files, folder)
}

fn version(book: &Connection) -> i32 {
    connection::pragma(book, "user_version").unwrap()
}
