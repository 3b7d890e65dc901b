//! What long reads see, and what they leave alone.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{
    Store, WriteTrouble,
    samples::{self, NOW_MS},
};
use std::{
    io::{Seek, SeekFrom, Write},
    sync::mpsc,
};
use tempfile::TempDir;

#[tokio::test]
async fn both_readers_see_one_moment_of_the_book_whatever_is_written_meanwhile() {
    let (store, _folder) = opened();
    add_accounts(&store, 1..2).await.unwrap();
    let (written, waits) = mpsc::channel::<()>();
    let reading = tokio::spawn({
        let store = store.clone();
        async move {
            let read = store.read_long(move |reads| {
                waits.recv().unwrap();
                let seen = reads.iter().map(|read| read.db().accounts().unwrap().len());
                Ok::<_, StoreError>((seen.collect::<Vec<_>>(), reads[0].log_grew_bytes()))
            });
            read.await
        }
    });
    // The snapshots are taken on the writer's thread, before this.
    while store.read(|db| Ok(db.accounts()?.len())).await.unwrap() < 200 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        add_accounts(&store, 2..201).await.unwrap();
    }
    written.send(()).unwrap();

    let (seen, grew_bytes) = reading.await.unwrap().unwrap();

    assert_eq!(seen, [1, 1]);
    assert!(grew_bytes > 10_000, "{grew_bytes}");
}

#[tokio::test]
async fn a_read_says_nothing_about_writes_that_fail() {
    let (store, _folder) = opened();
    let limit = store.read(|db| {
        let pages: i64 = crate::connection::pragma(db.connection(), "page_count")?;
        Ok(pages)
    });
    let pages = limit.await.unwrap();
    let full = store.write(move |tx| {
        tx.connection()
            .pragma_update(None, "max_page_count", pages)?;
        (1..200).try_for_each(|number| tx.add_account(&samples::account(number)))
    });
    assert!(matches!(full.await, Err(StoreError::Full)));
    let trouble = store.write_trouble();
    assert_eq!(*trouble.borrow(), Some(WriteTrouble::Full));

    store.read_long(|_| Ok::<_, StoreError>(())).await.unwrap();

    assert_eq!(*trouble.borrow(), Some(WriteTrouble::Full));
}

#[tokio::test]
async fn a_query_ends_when_it_is_told_to() {
    let (store, _folder) = opened();
    add_accounts(&store, 1..200).await.unwrap();

    let read = store.read_long(|reads| {
        reads[0].stop_when(|| true)?;
        let endless = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n)
                       SELECT count(*) FROM n";
        let counted = reads[0]
            .connection
            .query_row(endless, [], |row| row.get::<_, i64>(0));
        Ok::<_, StoreError>(counted.map(drop)?)
    });

    assert!(matches!(read.await, Err(StoreError::Database(_))));
}

#[tokio::test]
async fn a_book_that_a_long_read_finds_damaged_takes_no_more() {
    let (store, folder) = opened();
    add_accounts(&store, 1..200).await.unwrap();
    let book = BookFiles::in_folder(folder.path()).book();
    store.write(|tx| Ok(tx.accounts()?.len())).await.unwrap();
    // What is in the log is brought to the file, and then spoilt there.
    rusqlite::Connection::open(&book)
        .unwrap()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let mut file = fs::OpenOptions::new().write(true).open(&book).unwrap();
    let length = file.metadata().unwrap().len();
    for page in (8_192..length).step_by(4_096) {
        file.seek(SeekFrom::Start(page)).unwrap();
        file.write_all(&[0xff; 512]).unwrap();
    }
    drop(file);

    let read = store.read_long(|reads| Ok::<_, StoreError>(reads[0].db().accounts()?.len()));
    let found = store.heed(read.await.unwrap_err());

    assert!(matches!(found, StoreError::Damaged { .. }), "{found:?}");
    let refused = add_accounts(&store, 300..301).await;
    assert!(
        matches!(refused, Err(StoreError::Damaged { .. })),
        "{refused:?}"
    );
}

fn opened() -> (Store, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&BookFiles::in_folder(folder.path()), NOW_MS).unwrap();
    (store, folder)
}

async fn add_accounts(store: &Store, numbers: std::ops::Range<u32>) -> Result<(), StoreError> {
    let write = store.write(move |tx| {
        numbers
            .clone()
            .try_for_each(|number| tx.add_account(&samples::account(number)))
    });
    write.await
}
