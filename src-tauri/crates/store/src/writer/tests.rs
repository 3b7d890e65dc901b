//! What happens to the writing thread when a write, the disk or the file goes wrong.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{
    connection, migrations,
    samples::{self, NOW_MS},
};
use counterfoil_domain::operation::OperationState;
use tempfile::TempDir;

#[tokio::test]
async fn a_write_that_panics_keeps_nothing_and_the_next_one_goes_on() {
    let (writer, _folder) = writer();

    let panicked = writer.write(|tx| {
        tx.add_account(&samples::account(1))?;
        if tx.accounts()?.len() == 1 {
            panic!("a defect");
        }
        Ok(())
    });
    let error = panicked.await.unwrap_err();
    writer
        .write(|tx| tx.add_account(&samples::account(2)))
        .await
        .unwrap();

    assert!(matches!(error, StoreError::Defect(_)), "{error:?}");
    assert_eq!(accounts(&writer).await, ["Shop 2"]);
}

#[tokio::test]
async fn a_full_disk_keeps_nothing_and_the_next_write_goes_on_when_there_is_room() {
    let (writer, _folder) = writer();
    let pages: i64 = writer
        .run(|c| Ok(connection::pragma(c, "page_count")?))
        .await
        .unwrap();
    writer
        .run(move |c| Ok(c.pragma_update(None, "max_page_count", pages)?))
        .await
        .unwrap();

    let full = writer.write(many_accounts).await.unwrap_err();

    assert!(matches!(full, StoreError::Full), "{full:?}");
    assert_eq!(*writer.trouble().borrow(), Some(WriteTrouble::Full));
    assert_eq!(accounts(&writer).await, [""; 0]);
    writer
        .run(|c| Ok(c.pragma_update(None, "max_page_count", 100_000)?))
        .await
        .unwrap();
    writer.write(many_accounts).await.unwrap();
    assert_eq!(*writer.trouble().borrow(), None);
    assert_eq!(accounts(&writer).await.len(), 200);
}

#[tokio::test]
async fn a_refund_that_finds_the_disk_full_at_any_page_is_kept_whole_or_not_at_all() {
    let (writer, _folder) = writer();
    let order = samples::order(1, 1);
    let evidence = writer
        .write({
            let order = order.clone();
            move |tx| {
                tx.add_account(&samples::account(1))?;
                tx.write_order(&order)?;
                tx.keep_exchange(&samples::evidence(&order, b"{}"))
            }
        })
        .await
        .unwrap();
    let full = |pages: i64| {
        writer.run(move |c| {
            let used: i64 = connection::pragma(c, "page_count")?;
            Ok(c.pragma_update(None, "max_page_count", used + pages)?)
        })
    };
    let (mut refused, mut kept) = (0, 0);
    for number in 1..60_u32 {
        full(i64::from(number % 3)).await.unwrap();
        let mut new = samples::refund(number, &order, evidence);
        // Long enough that no page has room for it by chance.
        new.operation.request_body = vec![b' '; 9_000];
        new.operation.amount_minor = Some(1);
        let id = new.operation.id;
        let prepare = writer.write(move |tx| tx.prepare_refund(&new)).await;
        let is_there = writer
            .read(move |db| Ok(db.operation(id).is_ok()))
            .await
            .unwrap();
        match prepare {
            Ok(()) => {
                kept += 1;
                assert!(is_there, "refund {number} is kept");
                full(10_000).await.unwrap();
                let end = move |tx: &Tx<'_>| {
                    tx.settle_operation(id, OperationState::Withdrawn, "in time", NOW_MS)
                };
                writer.write(end).await.unwrap();
            }
            Err(StoreError::Full) => {
                refused += 1;
                assert!(!is_there, "nothing of refund {number} is kept");
                assert_eq!(*writer.trouble().borrow(), Some(WriteTrouble::Full));
            }
            Err(error) => panic!("refund {number}: {error}"),
        }
    }
    assert!(refused > 5 && kept > 5, "{refused} refused, {kept} kept");
}

#[tokio::test]
async fn once_a_write_met_damage_nothing_more_is_written() {
    let (writer, folder) = writer();
    let path = folder.path().join("book.sqlite3");
    drop(writer);
    damage(&path, "accounts");
    let writer = Writer::start(
        connection::open_writer(&path).unwrap(),
        path.clone(),
        Threads::Own,
    )
    .unwrap();

    let first = writer
        .write(|tx| tx.add_account(&samples::account(1)))
        .await
        .unwrap_err();
    let later = writer
        .write(|tx| tx.name_book(samples::id(1), NOW_MS))
        .await
        .unwrap_err();

    let StoreError::Damaged { path: named, .. } = &first else {
        panic!("damage was not recognised: {first:?}");
    };
    assert_eq!(named, &path);
    assert_eq!(later.to_string(), first.to_string());
    drop(writer);
    let writer =
        Writer::start(connection::open_writer(&path).unwrap(), path, Threads::Own).unwrap();
    let reopened = writer
        .write(|tx| tx.name_book(samples::id(1), NOW_MS))
        .await;
    assert!(
        reopened.is_ok(),
        "opening again is the operator's decision: {reopened:?}"
    );
}

#[tokio::test]
async fn a_write_goes_on_when_its_caller_is_gone() {
    let (writer, _folder) = writer();
    let (open_gate, gate) = std::sync::mpsc::channel::<()>();

    let held = writer.write(move |_| gate.recv().map_err(|_| StoreError::Closed));
    let left = writer.write(|tx| tx.add_account(&samples::account(1)));
    {
        // Both are asked for once, so that they are queued, and then dropped.
        let (mut held, mut left) = (Box::pin(held), Box::pin(left));
        let once = std::future::poll_fn(|context| {
            assert!(held.as_mut().poll(context).is_pending());
            assert!(left.as_mut().poll(context).is_pending());
            std::task::Poll::Ready(())
        });
        once.await;
    }
    open_gate.send(()).unwrap();

    assert_eq!(accounts(&writer).await, ["Shop 1"]);
}

fn writer() -> (Writer, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.sqlite3");
    std::fs::write(&path, "").unwrap();
    let mut connection = connection::open_writer(&path).unwrap();
    migrations::apply(&mut connection).unwrap();
    (
        Writer::start(connection, path, Threads::Own).unwrap(),
        folder,
    )
}

fn many_accounts(tx: &Tx<'_>) -> Result<(), StoreError> {
    for number in 0..200 {
        tx.add_account(&samples::account(number))?;
    }
    Ok(())
}

async fn accounts(writer: &Writer) -> Vec<String> {
    let read = writer.read(|db| Ok(db.accounts()?.into_iter().map(|a| a.name).collect()));
    read.await.unwrap()
}

/// Overwrites the first page of a table.
fn damage(path: &std::path::Path, table: &str) {
    use std::io::{Seek, SeekFrom, Write};
    let book = Connection::open(path).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
    let page: u64 = book
        .query_row(sql, [table], |row| row.get::<_, u32>(0))
        .unwrap()
        .into();
    drop(book);
    let mut file = std::fs::File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start((page - 1) * 4_096)).unwrap();
    file.write_all(&[0xff; 4_096]).unwrap();
}
