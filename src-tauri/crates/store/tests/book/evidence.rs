//! Each distinct answer is kept once; an unchanged lookup touches one narrow row.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, count},
};
use counterfoil_domain::{evidence::EvidenceSource, operation::OperationKind};
use counterfoil_store::{EvidenceRow, NewEvidence, PollRow, StoreError};
use rusqlite::Connection;

#[tokio::test]
async fn an_unchanged_lookup_touches_one_row_of_lookup_runs() {
    let book = TestBook::new().await;
    assert!(
        look_up(&book, b"pending", NOW_MS).await,
        "the first answer is news"
    );
    let before = all_rows(&book.raw());

    for minute in 1..=10 {
        assert!(!look_up(&book, b"pending", NOW_MS + minute * 60_000).await);
    }

    let after = all_rows(&book.raw());
    assert_eq!(after.len(), before.len(), "no table gained a row");
    let changed: Vec<_> = after.iter().zip(&before).filter(|(a, b)| a != b).collect();
    assert_eq!(changed.len(), 1);
    assert!(changed[0].0.starts_with("lookup_runs"), "{changed:?}");
    assert_eq!(count(&book.raw(), "SELECT times FROM lookup_runs"), 11);
    assert_eq!(spans(&book).await, [(NOW_MS, NOW_MS + 600_000)]);
}

#[tokio::test]
async fn an_answer_that_comes_back_begins_a_run_but_is_kept_once() {
    let book = TestBook::new().await;

    let news = [
        look_up(&book, b"A", NOW_MS).await,
        look_up(&book, b"B", NOW_MS + 1).await,
        look_up(&book, b"A", NOW_MS + 2).await,
    ];

    assert_eq!(news, [true; 3], "each differs from the one before it");
    let raw = book.raw();
    assert_eq!(count(&raw, "SELECT count(*) FROM lookup_runs"), 3);
    assert_eq!(count(&raw, "SELECT count(*) FROM evidence"), 2);
    assert_eq!(count(&raw, "SELECT count(*) FROM raw_bodies"), 2);
    assert_eq!(
        spans(&book).await,
        [(NOW_MS, NOW_MS + 2), (NOW_MS + 1, NOW_MS + 1)]
    );
}

#[tokio::test]
async fn a_clock_that_goes_backwards_shortens_no_run() {
    let book = TestBook::new().await;
    look_up(&book, b"A", NOW_MS).await;
    look_up(&book, b"A", NOW_MS + 50).await;

    look_up(&book, b"A", NOW_MS - 1_000).await;
    look_up(&book, b"B", NOW_MS - 900).await;
    look_up(&book, b"B", NOW_MS - 950).await;

    assert_eq!(
        spans(&book).await,
        [(NOW_MS, NOW_MS + 50), (NOW_MS - 900, NOW_MS - 900)]
    );
    let order = book.order.id;
    let last = book
        .store
        .read(move |db| db.last_lookup_at_ms(order))
        .await
        .unwrap();
    assert_eq!(last, Some(NOW_MS - 900), "by the clock as it is now");
}

#[tokio::test]
async fn equal_bodies_of_different_statuses_and_orders_share_their_bytes() {
    let book = TestBook::new().await;
    let (first, second) = (book.order.clone(), samples::order(2, 1));
    let other = second.id;
    let write = book.store.write(move |tx| {
        tx.write_order(&second)?;
        for (order, http_status) in [(&first, 200), (&first, 404), (&second, 200)] {
            let answer = samples::evidence(order, b"same");
            let (_, new) = tx.keep_lookup(&NewEvidence {
                http_status: Some(http_status),
                ..answer
            })?;
            assert!(new, "{http_status}");
        }
        Ok(())
    });
    write.await.unwrap();

    let raw = book.raw();
    assert_eq!(count(&raw, "SELECT count(*) FROM evidence"), 3);
    assert_eq!(count(&raw, "SELECT count(*) FROM raw_bodies"), 1);
    let of_other = book
        .store
        .read(move |db| db.evidence_of_order(other))
        .await
        .unwrap();
    assert_eq!(of_other.len(), 1);
}

#[tokio::test]
async fn every_answer_to_an_effect_is_its_own_evidence() {
    let book = TestBook::new().await;
    let order = book.order.clone();
    let write = book.store.write(move |tx| {
        let operation = samples::operation(1, &order, OperationKind::Send);
        tx.prepare_operation(&operation)?;
        let answer = samples::evidence(&order, b"same");
        let answer = NewEvidence {
            operation_id: Some(operation.id),
            ..answer
        };
        assert_ne!(tx.keep_exchange(&answer)?, tx.keep_exchange(&answer)?);
        Ok(())
    });
    write.await.unwrap();

    let known = known(&book).await;
    assert_eq!(known.len(), 2);
    assert!(
        known
            .iter()
            .all(|row| row.source == EvidenceSource::OwnExchange)
    );
    assert_eq!(
        known[0].last_at_ms, NOW_MS,
        "without lookups it was seen once"
    );
    assert_eq!(count(&book.raw(), "SELECT count(*) FROM raw_bodies"), 1);
}

#[tokio::test]
async fn bodies_come_back_byte_for_byte() {
    let book = TestBook::new().await;
    let bodies = [
        Vec::new(),
        b"{}".to_vec(),
        vec![0; 3_000_000],
        noise(8 << 20),
        b"\xff\x00\xfe".to_vec(),
    ];

    for body in &bodies {
        assert!(look_up(&book, body, NOW_MS).await);
    }

    let known = known(&book).await;
    assert_eq!(known.len(), bodies.len());
    for (row, body) in known.iter().zip(&bodies) {
        assert!(row.body == *body, "a body of {} bytes changed", body.len());
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_and_never_cut() {
    let book = TestBook::new().await;

    for (length, is_kept) in [(15 << 20, true), ((15 << 20) + 1, false)] {
        let answer = samples::evidence(&book.order, &vec![7; length]);
        let kept = book.store.write(move |tx| tx.keep_lookup(&answer)).await;
        assert_eq!(kept.is_ok(), is_kept, "{length}");
        assert!(
            is_kept || matches!(kept, Err(StoreError::Defect(_))),
            "{kept:?}"
        );
    }

    assert_eq!(known(&book).await[0].body.len(), 15 << 20);
}

#[tokio::test]
async fn a_kept_body_of_another_length_is_unreadable() {
    let book = TestBook::new().await;
    look_up(&book, b"pending", NOW_MS).await;
    let (order, raw) = (book.order.id, book.raw());
    raw.execute_batch("PRAGMA ignore_check_constraints = ON; DROP TRIGGER raw_bodies_are_final")
        .unwrap();

    for (length, is_read) in [(7, true), (0, false), (6, false), (8, false), (-7, false)] {
        raw.execute("UPDATE raw_bodies SET length = ?1", [length])
            .unwrap();
        let read = book.store.read(move |db| db.evidence_of_order(order)).await;
        assert_eq!(
            read.is_ok(),
            is_read,
            "{length}: a cut answer must not be judged"
        );
    }
}

/// Counts a lookup with this answer; says whether it differs from the last one.
async fn look_up(book: &TestBook, body: &[u8], now_ms: i64) -> bool {
    let answer = samples::evidence(&book.order, body);
    let answer = NewEvidence {
        seen_at_ms: now_ms,
        ..answer
    };
    let write = book.store.write(move |tx| {
        let (id, _) = tx.keep_lookup(&answer)?;
        tx.count_lookup(answer.order_id, id, now_ms)
    });
    write.await.unwrap()
}

async fn known(book: &TestBook) -> Vec<EvidenceRow> {
    let order = book.order.id;
    book.store
        .read(move |db| db.evidence_of_order(order))
        .await
        .unwrap()
}

/// When each answer was first and last seen.
async fn spans(book: &TestBook) -> Vec<(i64, i64)> {
    known(book)
        .await
        .iter()
        .map(|row| (row.first_at_ms, row.last_at_ms))
        .collect()
}

/// Every row of every table as text.
fn all_rows(raw: &Connection) -> Vec<String> {
    let mut asked = raw
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .unwrap();
    let tables = asked.query_map([], |row| row.get(0)).unwrap();
    let tables: Vec<String> = tables.collect::<Result<_, _>>().unwrap();
    let mut found = Vec::new();
    for table in tables {
        let mut asked = raw.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = asked.column_count();
        let mut rows = asked.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<_> = (0..columns).map(|at| row.get_ref(at).unwrap()).collect();
            found.push(format!("{table}: {values:?}"));
        }
    }
    found
}

/// Bytes that do not compress.
fn noise(length: usize) -> Vec<u8> {
    let mut state: u64 = 42;
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        // The generator xorshift64.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes
}

#[tokio::test]
async fn a_webhook_delivered_twice_is_kept_once_for_each_order_and_trust() {
    let book = TestBook::new().await;
    let order = book.order.clone();
    let webhook = NewEvidence {
        http_status: None,
        ..samples::evidence(&order, b"captured")
    };

    let news = book
        .store
        .write(move |tx| {
            let whole = tx.keep_whole_webhook(b"about several orders")?;
            Ok([
                tx.keep_webhook(false, whole, &webhook)?,
                tx.keep_webhook(false, whole, &webhook)?,
                tx.keep_webhook(true, whole, &webhook)?,
                tx.keep_webhook(true, whole, &webhook)?,
            ])
        })
        .await
        .unwrap();

    assert_eq!(news, [true, false, true, false]);
    let order = book.order.id;
    let kept = book.store.read(move |db| db.evidence_of_order(order));
    let sources: Vec<_> = kept.await.unwrap().iter().map(|row| row.source).collect();
    assert_eq!(
        sources,
        [
            EvidenceSource::UnsignedWebhook,
            EvidenceSource::SignedWebhook
        ]
    );
    let bodies = count(&book.raw(), "SELECT count(*) FROM raw_bodies");
    assert_eq!(
        bodies, 2,
        "the whole and the part about the order, once each"
    );
    let as_answer = book.raw().execute(
        "INSERT INTO evidence (account_id, environment, order_id, source, http_status, body_hash,
             first_seen_at_ms)
         SELECT account_id, environment, order_id, 'signed_webhook', 200, body_hash, 1
         FROM evidence LIMIT 1",
        [],
    );
    assert!(as_answer.is_err(), "a webhook answers nothing");
}

/// An unchanged lookup touches its run and its place in the queue, and the file stays as it is.
#[tokio::test]
async fn a_million_unchanged_lookups_leave_the_file_as_it_is() {
    const ORDERS: u32 = 1_000;
    const ROUNDS: i64 = 1_000;
    let book = TestBook::new().await;
    let look_up_all = async |round: i64| {
        let write = book.store.write(move |tx| {
            for number in 1..=ORDERS {
                let order = samples::order(number, 1);
                let (evidence, _) = tx.keep_lookup(&samples::evidence(&order, b"pending"))?;
                tx.count_lookup(order.id, evidence, NOW_MS + round)?;
                tx.keep_poll(&PollRow {
                    due_at_ms: NOW_MS + round,
                    asked_at_ms: Some(NOW_MS + round),
                    ..samples::poll(&order)
                })?;
            }
            Ok(())
        });
        write.await.unwrap();
    };
    let write = book
        .store
        .write(|tx| (2..=ORDERS).try_for_each(|number| tx.write_order(&samples::order(number, 1))));
    write.await.unwrap();
    look_up_all(0).await;
    let before = pages(&book.raw());

    for round in 1..=ROUNDS {
        look_up_all(round).await;
    }

    // The index of the queue may settle into a page or two more; a row each would be thousands.
    let grown = pages(&book.raw()) - before;
    assert!(grown <= 8, "{grown} pages more than {before}");
    let times = "SELECT sum(times) FROM lookup_runs";
    assert_eq!(count(&book.raw(), times), i64::from(ORDERS) * (ROUNDS + 1));
}

fn pages(raw: &Connection) -> i64 {
    raw.pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap()
}
