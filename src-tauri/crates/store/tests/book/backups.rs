//! Backups are whole, verified, and made while the book is in use.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, count, raw},
    writing::damage,
};
use counterfoil_store::{Store, StoreError};
use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_is_one_moment_of_a_book_that_is_being_written() {
    let book = TestBook::new().await;
    let ended = Arc::new(AtomicBool::new(false));
    let (store, stop) = (book.store.clone(), Arc::clone(&ended));
    let writing = tokio::spawn(async move {
        let mut pairs = 0;
        while !stop.load(Ordering::Relaxed) {
            pairs += 1;
            let write = store.write(move |tx| {
                tx.write_order(&samples::order(2 * pairs, 1))?;
                tx.write_order(&samples::order(2 * pairs + 1, 1))
            });
            write.await.unwrap();
        }
        pairs
    });

    let mut last = 0;
    for moment in 0..10 {
        let backup = book.store.back_up(NOW_MS + moment).await.unwrap();

        let copy = raw(&backup.path);
        let complaints: String = copy
            .query_row("PRAGMA quick_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(complaints, "ok");
        let orders = count(&copy, "SELECT count(*) FROM orders");
        assert_eq!(orders % 2, 1, "half a write is in the copy");
        assert!(orders >= last, "a later copy has less");
        last = orders;
        assert_eq!(backup.bytes, fs::metadata(&backup.path).unwrap().len());
    }
    ended.store(true, Ordering::Relaxed);
    assert!(writing.await.unwrap() > 0, "the writer must have written");
}

#[tokio::test]
async fn a_backup_holds_what_is_still_in_the_log_and_stands_alone() {
    let book = TestBook::new().await;
    let log = book.folder.path().join("book.sqlite3-wal");
    assert!(
        fs::metadata(&log).unwrap().len() > 0,
        "the order must still be in the log"
    );

    let backup = book.store.back_up(NOW_MS).await.unwrap();

    let header = fs::read(&backup.path).unwrap();
    assert_eq!(
        header[18..20],
        [1, 1],
        "a copy in log mode would need a -wal beside it"
    );
    assert_eq!(
        names_in(&book.files.backups()),
        [format!("asked-{NOW_MS}.sqlite3")]
    );
    assert_eq!(count(&raw(&backup.path), "SELECT count(*) FROM orders"), 1);
    assert_eq!(book.files.list_backups().unwrap(), [backup]);
}

#[tokio::test]
async fn a_day_has_one_backup_and_old_days_go() {
    let book = TestBook::new().await;
    book.store.back_up(NOW_MS).await.unwrap();
    let other = book.files.backups().join("before-update-1.sqlite3");
    fs::write(&other, "kept").unwrap();
    fs::write(book.files.backups().join("notes.txt"), "kept").unwrap();

    for day in 1..=5 {
        let today = format!("2026-11-{day:02}");
        let made = book.store.back_up_daily(today.clone(), 3).await.unwrap();
        assert!(made.is_some());
        assert_eq!(
            book.store.back_up_daily(today, 3).await.unwrap(),
            None,
            "once a day"
        );
    }

    assert_eq!(
        names_in(&book.files.backups()),
        [
            format!("asked-{NOW_MS}.sqlite3").as_str(),
            "before-update-1.sqlite3",
            "daily-2026-11-03.sqlite3",
            "daily-2026-11-04.sqlite3",
            "daily-2026-11-05.sqlite3",
            "notes.txt",
        ]
    );
}

#[tokio::test]
async fn the_backup_just_made_is_never_the_one_that_goes() {
    let book = TestBook::new().await;
    for keep in [0, 1] {
        for day in ["2026-11-20", "2026-11-19", "2026-11-18"] {
            let day = format!("{day}-{keep}");
            let made = book
                .store
                .back_up_daily(day.clone(), keep)
                .await
                .unwrap()
                .unwrap();
            assert!(made.path.exists(), "the clock went backwards, {day}");
        }
    }
}

#[tokio::test]
async fn a_damaged_book_makes_no_backup_and_is_written_no_more() {
    let (files, _folder) = TestBook::new().await.close();
    damage(&files.book(), "orders");
    let store = Store::open(&files, NOW_MS).unwrap();

    for failed in [
        store.back_up(NOW_MS).await.map(Some),
        store.back_up_daily("2026-11-20".to_owned(), 7).await,
    ] {
        let Err(StoreError::Damaged { path, .. }) = failed else {
            panic!("a damaged copy was kept: {failed:?}");
        };
        assert_eq!(path, files.book(), "the book is damaged, not its copy");
    }

    assert_eq!(names_in(&files.backups()), [""; 0], "no partial file stays");
    let refused = store.write(|tx| tx.add_account(&samples::account(2))).await;
    assert!(
        matches!(refused, Err(StoreError::Damaged { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_leaves_nothing() {
    let book = TestBook::new().await;
    fs::write(book.files.backups(), "in the way").unwrap();

    let failed = book.store.back_up(NOW_MS).await;

    assert!(matches!(failed, Err(StoreError::File { .. })), "{failed:?}");
    assert_eq!(fs::read(book.files.backups()).unwrap(), b"in the way");
}

#[tokio::test]
async fn what_a_crash_left_of_a_copy_is_removed_at_the_next_opening() {
    let book = TestBook::new().await;
    let backup = book.store.back_up(NOW_MS).await.unwrap();
    let (files, folder) = book.close();
    let left = [
        folder.path().join("book.sqlite3.part"),
        files.backups().join("daily-2026-11-20.part"),
    ];
    for path in &left {
        fs::write(path, "half a copy").unwrap();
    }

    let _store = Store::open(&files, NOW_MS).unwrap();

    assert!(left.iter().all(|path| !path.exists()));
    assert_eq!(files.list_backups().unwrap(), [backup]);
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
