//! Writes are durable one by one; reads go on beside them.

use crate::{
    samples::{self, NOW_MS},
    test_book::TestBook,
};
use counterfoil_store::{Store, StoreError};
use std::{
    sync::{Arc, Barrier, mpsc},
    time::Duration,
};

const WAIT_MOST: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_write_that_was_answered_is_there_after_a_new_start() {
    const WRITES: u32 = 300;
    let book = TestBook::new().await;

    let writes: Vec<_> = (1..=WRITES)
        .map(|number| {
            let store = book.store.clone();
            tokio::spawn(async move {
                let order = samples::order(1_000 + number, 1);
                store.write(move |tx| tx.write_order(&order)).await
            })
        })
        .collect();
    for write in writes {
        write.await.unwrap().unwrap();
    }
    let (files, _folder) = book.close();

    let store = Store::open(&files, NOW_MS).unwrap();
    for number in 1..=WRITES {
        store
            .read(move |db| db.order(samples::id(1_000 + number)))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_write_that_is_refused_keeps_nothing_of_itself() {
    let book = TestBook::new().await;

    let refused = book.store.write(|tx| {
        tx.add_account(&samples::account(2))?;
        Err::<(), _>(StoreError::NotFound("reason to go on".to_owned()))
    });

    assert!(matches!(refused.await, Err(StoreError::NotFound(_))));
    assert_eq!(book.store.read(|db| db.accounts()).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_reads_run_at_once_while_a_write_is_open() {
    let book = TestBook::new().await;
    let (began, has_begun) = mpsc::channel();
    let (open_gate, gate) = mpsc::channel::<()>();
    let store = book.store.clone();
    let write = tokio::spawn(async move {
        let write = store.write(move |tx| {
            tx.add_account(&samples::account(2))?;
            began.send(()).map_err(|_| StoreError::Closed)?;
            gate.recv_timeout(WAIT_MOST).map_err(|_| StoreError::Closed)
        });
        write.await
    });
    tokio::task::spawn_blocking(move || has_begun.recv_timeout(WAIT_MOST))
        .await
        .unwrap()
        .unwrap();

    // Each read waits for the other: one after the other they would wait for ever.
    let both = Arc::new(Barrier::new(2));
    let read = |both: Arc<Barrier>| {
        book.store.read(move |db| {
            both.wait();
            Ok(db.accounts()?.len())
        })
    };
    let reads = async { tokio::join!(read(Arc::clone(&both)), read(both)) };
    let (first, second) = tokio::time::timeout(WAIT_MOST, reads).await.unwrap();

    assert_eq!(
        (first.unwrap(), second.unwrap()),
        (1, 1),
        "an open write is not seen"
    );
    open_gate.send(()).unwrap();
    write.await.unwrap().unwrap();
    assert_eq!(book.store.read(|db| db.accounts()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_read_that_panics_costs_no_connection() {
    let book = TestBook::new().await;

    for _ in 0..5 {
        let panicked = book.store.read(|db| -> Result<(), StoreError> {
            db.accounts()?;
            panic!("a defect")
        });
        assert!(matches!(panicked.await, Err(StoreError::Defect(_))));
    }

    assert_eq!(book.store.read(|db| db.accounts()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn damage_that_a_read_or_a_check_finds_stops_the_writes() {
    for look in ["read", "check"] {
        let (files, _folder) = TestBook::new().await.close();
        damage(&files.book(), "orders");
        let store = Store::open(&files, NOW_MS).unwrap();
        store
            .write(|tx| tx.add_account(&samples::account(2)))
            .await
            .unwrap();

        match look {
            "read" => {
                let read = store.read(|db| db.order(samples::id(1))).await;
                assert!(matches!(read, Err(StoreError::Damaged { .. })), "{read:?}");
            }
            _ => assert_ne!(store.health().await.unwrap().complaints, [""; 0]),
        }

        let refused = store.write(|tx| tx.add_account(&samples::account(3))).await;
        assert!(
            matches!(refused, Err(StoreError::Damaged { .. })),
            "{look}: {refused:?}"
        );
        assert_eq!(
            store.read(|db| db.accounts()).await.unwrap().len(),
            2,
            "reads go on"
        );
    }
}

/// Overwrites the first page of a table.
pub(crate) fn damage(path: &std::path::Path, table: &str) {
    use std::io::{Seek, SeekFrom, Write};
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let book = crate::test_book::raw(path);
    let page: u64 = book
        .query_row(sql, [table], |row| row.get::<_, u32>(0))
        .unwrap()
        .into();
    drop(book);
    let mut file = std::fs::File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start((page - 1) * 4_096)).unwrap();
    file.write_all(&[0xff; 4_096]).unwrap();
}
