//! What must not be touched is refused with a sentence and every byte as it was.

use crate::{
    samples::NOW_MS,
    test_book::{TestBook, bytes_in, raw, refused},
};
use counterfoil_store::{BookFiles, Store, StoreError};
use std::{fs, path::Path};
use tempfile::TempDir;

#[tokio::test]
async fn a_newer_book_is_refused_untouched() {
    let (files, _folder) = TestBook::new().await.close();
    raw(&files.book())
        .pragma_update(None, "user_version", 99)
        .unwrap();

    for error in refusals(&files) {
        assert!(
            matches!(error, StoreError::Newer { found: 99, .. }),
            "{error:?}"
        );
        let words = error.to_string();
        assert!(words.contains("newer Counterfoil") && words.contains("nothing was changed"));
    }
}

#[tokio::test]
async fn a_newer_book_whose_last_commits_are_in_its_log_is_refused_untouched() {
    let book = TestBook::new().await;
    let folder = tempfile::tempdir().unwrap();
    let files = BookFiles::in_folder(folder.path());
    book.raw().pragma_update(None, "user_version", 99).unwrap();
    for ending in ["", "-wal"] {
        let name = format!("book.sqlite3{ending}");
        fs::copy(book.folder.path().join(&name), folder.path().join(&name)).unwrap();
    }
    let before = bytes_in(folder.path());

    let error = refused(Store::open(&files, NOW_MS));

    assert!(
        matches!(error, StoreError::Newer { found: 99, .. }),
        "{error:?}"
    );
    let mut after = bytes_in(folder.path());
    // An index of the log, which holds nothing of its own.
    after.remove("book.sqlite3-shm");
    assert!(after == before, "the book or its log was changed");
}

#[tokio::test]
async fn a_book_of_an_impossible_version_is_damaged() {
    for version in [0, -1, i32::MIN] {
        let (files, _folder) = TestBook::new().await.close();
        raw(&files.book())
            .pragma_update(None, "user_version", version)
            .unwrap();

        for error in refusals(&files) {
            assert!(
                matches!(error, StoreError::Damaged { .. }),
                "{version}: {error:?}"
            );
        }
    }
}

#[test]
fn another_programs_database_is_refused_untouched() {
    for setup in [
        "CREATE TABLE notes (text)",
        "PRAGMA user_version = 3",
        "PRAGMA application_id = 77",
        "PRAGMA journal_mode = WAL; CREATE TABLE notes (text)",
    ] {
        let (files, _folder) = empty();
        raw(&files.book()).execute_batch(setup).unwrap();

        for error in refusals(&files) {
            assert!(
                matches!(error, StoreError::NotABook { .. }),
                "{setup}: {error:?}"
            );
        }
    }
}

#[tokio::test]
async fn garbage_is_refused_untouched() {
    let whole = whole_book().await;
    let mut bad_header = whole.clone();
    bad_header[..16].fill(0x5a);
    let mut bad_schema = whole.clone();
    bad_schema[100..200].fill(0xff);
    for bytes in [
        b"not a database at all".to_vec(),
        vec![0x5a; 20_000],
        bad_header,
        bad_schema,
    ] {
        let (files, _folder) = empty();
        fs::write(files.book(), &bytes).unwrap();

        for error in refusals(&files) {
            assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
            assert!(error.to_string().contains("left untouched"));
        }
    }
}

#[tokio::test]
async fn a_cut_off_file_is_refused_untouched_or_found_by_the_check() {
    let whole = whole_book().await;
    for length in [
        1,
        50,
        100,
        4_095,
        4_096,
        8_192,
        whole.len() / 2,
        whole.len() - 4_096,
    ] {
        let (files, _folder) = empty();
        fs::write(files.book(), &whole[..length]).unwrap();

        match Store::open(&files, NOW_MS) {
            Ok(store) => {
                let health = store.health().await;
                assert!(
                    !health.is_ok_and(|h| h.complaints.is_empty()),
                    "{length} bytes"
                );
            }
            Err(StoreError::Damaged { .. } | StoreError::NotABook { .. }) => {
                assert_eq!(
                    fs::read(files.book()).unwrap(),
                    &whole[..length],
                    "{length} bytes"
                );
            }
            Err(other) => panic!("{length} bytes: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_flipped_byte_in_the_first_page_never_panics_and_never_costs_the_file() {
    let whole = whole_book().await;
    let header = 0..112;
    let schema = (112..4_096).step_by(67);
    for place in header.chain(schema) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0xff;
        let (files, _folder) = empty();
        fs::write(files.book(), &bytes).unwrap();

        if Store::open(&files, NOW_MS).is_err() {
            let after = fs::read(files.book()).unwrap();
            assert!(after == bytes, "byte {place}: refused, but changed");
        }
    }
}

#[tokio::test]
async fn a_folder_in_the_place_of_the_book_is_named_in_the_error() {
    let (files, _folder) = empty();
    fs::create_dir(files.book()).unwrap();

    for error in [
        refused(Store::open(&files, NOW_MS)),
        refused(Store::open_to_read(&files)),
    ] {
        assert!(matches!(error, StoreError::File { .. }), "{error:?}");
        assert!(
            error
                .to_string()
                .contains("book.sqlite3: this is not a file"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_log_that_is_garbage_is_refused_untouched() {
    let (files, folder) = TestBook::new().await.close();
    fs::write(log_of(folder.path()), vec![0x5a; 10_000]).unwrap();

    for error in refusals(&files) {
        assert!(matches!(error, StoreError::Damaged { .. }), "{error:?}");
        assert!(error.to_string().contains("-wal"), "{error}");
    }
}

#[tokio::test]
async fn a_log_without_its_book_is_refused_untouched() {
    let book = TestBook::new().await;
    let (files, folder) = empty();
    fs::copy(log_of(book.folder.path()), log_of(folder.path())).unwrap();

    for error in refusals(&files) {
        assert!(
            matches!(error, StoreError::Damaged { .. }),
            "SQLite would delete it: {error:?}"
        );
    }
    fs::write(files.book(), "").unwrap();
    for error in refusals(&files) {
        assert!(
            matches!(error, StoreError::Damaged { .. }),
            "SQLite would delete it: {error:?}"
        );
    }
}

#[tokio::test]
async fn a_log_that_was_never_finished_loses_nothing() {
    for left in [vec![], vec![0; 32], vec![0; 4_152], vec![0x37, 0x7f, 0x06]] {
        let (files, folder) = TestBook::new().await.close();
        fs::write(log_of(folder.path()), &left).unwrap();

        let store = Store::open(&files, NOW_MS).unwrap();

        assert_eq!(
            store.read(|db| db.accounts()).await.unwrap().len(),
            1,
            "{} bytes",
            left.len()
        );
    }
}

#[tokio::test]
async fn a_log_torn_at_its_end_keeps_every_commit_before() {
    let book = TestBook::new().await;
    let (files, folder) = empty();
    fs::copy(book.files.book(), files.book()).unwrap();
    let mut log = fs::read(log_of(book.folder.path())).unwrap();
    log.extend([0x5a; 5_000]);
    fs::write(log_of(folder.path()), log).unwrap();

    let store = Store::open(&files, NOW_MS).unwrap();

    assert_eq!(store.read(|db| db.accounts()).await.unwrap().len(), 1);
    assert_eq!(store.health().await.unwrap().complaints, [""; 0]);
}

/// How opening to write and to read are refused. The folder must stay as it was, without even a new
/// file beside the book.
#[track_caller]
fn refusals(files: &BookFiles) -> [StoreError; 2] {
    let before = bytes_in(files.folder());
    let errors = [
        refused(Store::open(files, NOW_MS)),
        refused(Store::open_to_read(files)),
    ];
    let after = bytes_in(files.folder());
    assert_eq!(
        after.keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
    assert!(after == before, "a refused file was changed");
    errors
}

fn empty() -> (BookFiles, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (BookFiles::in_folder(folder.path()), folder)
}

/// The bytes of a healthy book that was closed.
async fn whole_book() -> Vec<u8> {
    let (files, _folder) = TestBook::new().await.close();
    fs::read(files.book()).unwrap()
}

fn log_of(folder: &Path) -> std::path::PathBuf {
    folder.join("book.sqlite3-wal")
}
