//! A restore puts a copy in the book's place, whenever it is cut off, and deletes nothing.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, bytes_in, raw},
    writing::damage,
};
use counterfoil_store::{BookFiles, Store, StoreError};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

#[tokio::test]
async fn a_restore_brings_back_the_copy_and_sets_the_book_aside() {
    let (files, backup, _folder) = book_and_backup().await;
    let book = fs::read(files.book()).unwrap();

    let aside = files.restore(&backup, NOW_MS).unwrap();

    assert_eq!(fs::read(aside.join("book.sqlite3")).unwrap(), book);
    assert_eq!(
        accounts(&files).await,
        ["Shop 1"],
        "the backup had one account"
    );
    assert!(backup.exists(), "a backup can be used again");
}

#[tokio::test]
async fn a_book_that_is_garbage_is_set_aside_with_all_that_lies_beside_it() {
    let (files, backup, folder) = book_and_backup().await;
    for ending in ["", "-wal", "-shm", "-journal"] {
        fs::write(
            folder.path().join(format!("book.sqlite3{ending}")),
            format!("old{ending}"),
        )
        .unwrap();
    }

    let aside = files.restore(&backup, NOW_MS).unwrap();

    let kept = bytes_in(&aside);
    let names: Vec<_> = kept.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "book.sqlite3",
            "book.sqlite3-journal",
            "book.sqlite3-shm",
            "book.sqlite3-wal"
        ]
    );
    assert_eq!(kept["book.sqlite3-wal"], b"old-wal");
    assert_eq!(
        accounts(&files).await,
        ["Shop 1"],
        "no old companion reached the restored book"
    );
}

#[tokio::test]
async fn two_restores_in_one_moment_keep_both_books() {
    let (files, backup, _folder) = book_and_backup().await;

    let first = files.restore(&backup, NOW_MS).unwrap();
    let before = bytes_in(&first);
    let second = files.restore(&backup, NOW_MS).unwrap();

    assert_ne!(first, second);
    assert!(
        bytes_in(&first) == before,
        "what was set aside is never overwritten"
    );
    assert!(second.join("book.sqlite3").exists());
}

#[tokio::test]
async fn a_book_that_is_gone_can_be_restored() {
    let (files, backup, _folder) = book_and_backup().await;
    fs::remove_file(files.book()).unwrap();

    files.restore(&backup, NOW_MS).unwrap();

    assert_eq!(accounts(&files).await, ["Shop 1"]);
}

#[tokio::test]
async fn a_restore_that_was_cut_off_anywhere_is_finished_or_undone_by_the_next_opening() {
    // How far the restore had come: which companions of the old book had been moved away.
    for moved in [None, Some(0), Some(1), Some(2)] {
        let (files, backup, folder) = book_and_backup().await;
        let in_use = Store::open(&files, NOW_MS).unwrap();
        in_use
            .write(|tx| tx.add_account(&samples::account(3)))
            .await
            .unwrap();
        let (cut, _cut_folder) = copy_of(folder.path());
        drop(in_use);
        let aside = cut.folder().join(format!("set-aside/{NOW_MS}"));
        fs::create_dir_all(cut.folder().join("set-aside/1")).unwrap();
        fs::copy(&backup, cut.folder().join("book.sqlite3.restoring")).unwrap();
        if let Some(moved) = moved {
            fs::create_dir_all(&aside).unwrap();
            for ending in &["", "-wal", "-shm"][..=moved] {
                let name = format!("book.sqlite3{ending}");
                fs::rename(cut.folder().join(&name), aside.join(&name)).unwrap();
            }
        }

        let expected: &[&str] = match moved {
            None => &["Shop 1", "Shop 2", "Shop 3"],
            Some(_) => &["Shop 1"],
        };
        assert_eq!(accounts(&cut).await, expected, "{moved:?}");
        assert!(
            !cut.folder().join("book.sqlite3.restoring").exists(),
            "{moved:?}"
        );
        if moved.is_some() {
            let old = Connection::at(&aside);
            assert_eq!(
                old.accounts(),
                3,
                "the old book and its log lie together, {moved:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_not_a_whole_book_is_refused_before_anything_moves() {
    let (files, backup, folder) = book_and_backup().await;
    let make = |name: &str, change: &dyn Fn(&Path)| {
        let path = folder.path().join(name);
        fs::copy(&backup, &path).unwrap();
        change(&path);
        path
    };
    let newer = make("newer", &|path| {
        raw(path).pragma_update(None, "user_version", 99).unwrap();
    });
    let foreign = make("foreign", &|path| {
        raw(path).pragma_update(None, "application_id", 77).unwrap();
    });
    let garbage = make("garbage", &|path| {
        fs::write(path, vec![0x5a; 9_000]).unwrap()
    });
    let empty = make("empty", &|path| fs::write(path, "").unwrap());
    let damaged = make("damaged", &|path| damage(path, "operations"));
    let cut = make("cut", &|path| {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    });
    let missing = folder.path().join("missing");
    let before = bytes_in(files.folder());

    let refused = |path: &Path| {
        let error = files.restore(path, NOW_MS).unwrap_err();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let is_named =
            matches!(error, StoreError::Newer { .. }) || error.to_string().contains(&name);
        assert!(is_named, "{name}: {error}");
        error
    };
    assert!(matches!(refused(&newer), StoreError::Newer { .. }));
    assert!(matches!(refused(&foreign), StoreError::NotABook { .. }));
    assert!(matches!(refused(&garbage), StoreError::Damaged { .. }));
    assert!(matches!(refused(&empty), StoreError::NotABook { .. }));
    assert!(matches!(refused(&damaged), StoreError::Damaged { .. }));
    assert!(matches!(refused(&cut), StoreError::Damaged { .. }));
    assert!(matches!(refused(&missing), StoreError::File { .. }));

    assert!(
        bytes_in(files.folder()) == before,
        "a refused restore changed something"
    );
}

#[tokio::test]
async fn an_open_book_is_not_replaced() {
    let book = TestBook::new().await;
    let backup = book.store.back_up(NOW_MS).await.unwrap();

    let refused = book.files.restore(&backup.path, NOW_MS);

    assert!(
        matches!(refused, Err(StoreError::Locked { .. })),
        "{refused:?}"
    );
    book.store
        .write(|tx| tx.add_account(&samples::account(2)))
        .await
        .unwrap();
}

/// A closed book with two accounts, and a backup from when it had one.
async fn book_and_backup() -> (BookFiles, PathBuf, TempDir) {
    let book = TestBook::new().await;
    let backup = book.store.back_up(NOW_MS).await.unwrap();
    book.store
        .write(|tx| tx.add_account(&samples::account(2)))
        .await
        .unwrap();
    let (files, folder) = book.close();
    (files, backup.path, folder)
}

/// The names of the accounts, after an opening.
async fn accounts(files: &BookFiles) -> Vec<String> {
    let store = Store::open(files, NOW_MS + 1).unwrap();
    let accounts = store.read(|db| db.accounts()).await.unwrap();
    accounts.into_iter().map(|account| account.name).collect()
}

/// The files of a book that is in use, as a power loss would leave them.
fn copy_of(folder: &Path) -> (BookFiles, TempDir) {
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in bytes_in(folder) {
        let path = copy.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    (BookFiles::in_folder(copy.path()), copy)
}

/// A book that was set aside.
struct Connection(rusqlite::Connection);

impl Connection {
    fn at(aside: &Path) -> Self {
        Self(raw(&aside.join("book.sqlite3")))
    }

    fn accounts(&self) -> i64 {
        crate::test_book::count(&self.0, "SELECT count(*) FROM accounts")
    }
}
