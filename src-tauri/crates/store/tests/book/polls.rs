//! What is due comes lane by lane, the longest overdue first.

use crate::{
    samples::{self, NOW_MS, id},
    test_book::TestBook,
};
use counterfoil_domain::{cadence::PollReason, ids::OrderId};
use counterfoil_store::PollRow;

#[tokio::test]
async fn what_is_due_comes_lane_by_lane_the_longest_overdue_first() {
    let rows = [(1, 1, 30), (2, 1, 10), (3, 1, 90), (4, 2, 5)];
    let book = book_with(rows.map(|(number, lane, after_ms)| row(number, lane, after_ms))).await;
    let due = async |lane, after_ms, most| -> Vec<OrderId> {
        let due = book
            .store
            .read(move |db| db.polls_due(id(1), lane, NOW_MS + after_ms, most))
            .await;
        due.unwrap().iter().map(|due| due.order_id).collect()
    };

    assert_eq!(due(1, 50, 10).await, [id(2), id(1)]);
    assert_eq!(due(1, 100, 2).await, [id(2), id(1)]);
    assert_eq!(due(2, 50, 10).await, [id(4)]);
    assert_eq!(due(3, 50, 10).await, []);
    let counted = book.store.read(|db| {
        Ok((
            [
                db.next_poll_ms(id(1), 1, NOW_MS)?,
                db.next_poll_ms(id(1), 1, NOW_MS + 30)?,
                db.next_poll_ms(id(1), 3, NOW_MS)?,
            ],
            db.count_polls_due(id(1), 1, NOW_MS + 100, 10)?,
            db.count_polls_due(id(1), 1, NOW_MS + 100, 2)?,
        ))
    });
    assert_eq!(
        counted.await.unwrap(),
        ([Some(NOW_MS + 10), Some(NOW_MS + 90), None], 3, 2)
    );
}

#[tokio::test]
async fn a_row_is_kept_in_the_place_of_the_one_before_until_it_ends() {
    let full = PollRow {
        why: PollReason::OutcomeUnknown,
        lane: 0,
        unknown_since_ms: Some(NOW_MS),
        changed_at_ms: Some(NOW_MS + 1),
        asked_at_ms: Some(NOW_MS + 2),
        silent: 3,
        is_guess: true,
        ..row(1, 0, 5)
    };
    let book = book_with([row(1, 1, 0), full]).await;
    let kept = async || {
        let read = book
            .store
            .read(|db| Ok((db.poll(id(1))?, db.guessed_polls(id(1), 10)?)));
        read.await.unwrap()
    };

    assert_eq!(kept().await, (Some(full), vec![id(1)]));
    book.store.write(|tx| tx.end_poll(id(1))).await.unwrap();
    assert_eq!(kept().await, (None, vec![]));
}

/// A book whose orders are looked up then.
async fn book_with(rows: impl IntoIterator<Item = PollRow>) -> TestBook {
    let book = TestBook::new().await;
    let rows: Vec<_> = rows.into_iter().collect();
    let write = book.store.write(move |tx| {
        for number in 2..=4 {
            tx.write_order(&samples::order(number, 1))?;
        }
        rows.iter().try_for_each(|row| tx.keep_poll(row))
    });
    write.await.unwrap();
    book
}

fn row(number: u32, lane: u8, after_ms: i64) -> PollRow {
    PollRow {
        lane,
        due_at_ms: NOW_MS + after_ms,
        ..samples::poll(&samples::order(number, 1))
    }
}
