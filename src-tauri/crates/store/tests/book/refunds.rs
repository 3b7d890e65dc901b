//! What a refund rests on, what the database refuses, and what lookups have shown.

use crate::{
    samples::{self, NOW_MS, REFUND_MINOR},
    test_book::TestBook,
};
use counterfoil_domain::{
    ids::OperationId,
    operation::{OperationKind, OperationState, Outcome},
    refund::{OwnRefund, Reason, Refundable, SeenRefund, Speed},
    refund_status::RefundStatus,
};
use counterfoil_store::{NewOperation, NewRefund, RefundRecordRow, StoreError, Tx};
use proptest::prelude::*;

const CAPTURED_MINOR: i64 = 50_000;

#[tokio::test]
async fn a_refund_keeps_what_it_rests_on() {
    let book = TestBook::new().await;
    let new = refund(&book, 1, REFUND_MINOR).await;
    let (id, order) = (new.operation.id, book.order.id);
    let written = new.clone();

    let write = book.store.write(move |tx| {
        tx.prepare_refund(&written)?;
        tx.mark_refund_in_flight(id, NOW_MS + 10, NOW_MS + 7)
    });
    assert_eq!(write.await.unwrap(), new.operation.request_body);

    let read = book
        .store
        .read(move |db| Ok((db.refunds_of_order(order)?, db.refund_ids_before(id)?)));
    let (rows, before) = read.await.unwrap();
    let [row] = rows.as_slice() else {
        panic!("one refund, not {rows:?}");
    };
    assert_eq!((row.operation, row.minor), (id, REFUND_MINOR));
    assert_eq!(row.captured_minor, CAPTURED_MINOR);
    assert_eq!((row.speed, row.reason), (Speed::AtOnce, Reason::Damaged));
    assert_eq!(row.reason_text.as_deref(), Some("two jars broke"));
    assert_eq!(
        (row.state, row.sent_at_ms),
        (OperationState::InFlight, Some(NOW_MS + 7))
    );
    assert_eq!(before, new.before);
}

#[tokio::test]
async fn while_one_may_have_happened_the_database_refuses_another() {
    let book = TestBook::new().await;
    let first = refund(&book, 1, 1_000).await;
    let second = refund(&book, 2, 1_000).await;
    let id = first.operation.id;
    prepare(&book, first).await.unwrap();

    let refused = prepare(&book, second.clone()).await.unwrap_err();
    assert!(
        matches!(
            refused,
            StoreError::Blocked {
                kind: OperationKind::Refund,
                state: OperationState::Prepared,
                ..
            }
        ),
        "{refused}"
    );
    finish(&book, id, accepted()).await;
    prepare(&book, second).await.unwrap();
}

#[tokio::test]
async fn nothing_is_prepared_beyond_what_is_left() {
    let book = TestBook::new().await;
    let first = refund(&book, 1, 30_000).await;
    let id = first.operation.id;
    prepare(&book, first).await.unwrap();
    finish(&book, id, accepted()).await;

    let too_much = refund(&book, 2, 20_001).await;
    let refused = prepare(&book, too_much.clone()).await.unwrap_err();
    assert!(matches!(refused, StoreError::MoreThanLeft), "{refused}");
    let order = book.order.id;
    let left = book
        .store
        .read(move |db| db.operations_of_order(order))
        .await;
    assert_eq!(left.unwrap().len(), 1, "its operation went with it");

    prepare(&book, refund(&book, 3, 20_000).await)
        .await
        .unwrap();
}

#[tokio::test]
async fn somebody_else_s_refund_is_a_fact_whatever_it_comes_to() {
    let book = TestBook::new().await;
    keep(
        &book,
        record("a", Some(CAPTURED_MINOR + 1), RefundStatus::Succeeded),
    )
    .await;

    let refused = prepare(&book, refund(&book, 1, 1).await).await.unwrap_err();

    assert!(matches!(refused, StoreError::MoreThanLeft), "{refused}");
}

#[tokio::test]
async fn a_record_of_which_nobody_can_tell_the_amount_stops_every_refund() {
    let book = TestBook::new().await;
    keep(&book, record("a", None, RefundStatus::Pending)).await;

    let refused = prepare(&book, refund(&book, 1, 1).await).await.unwrap_err();
    assert!(matches!(refused, StoreError::MoreThanLeft), "{refused}");

    keep(&book, record("a", None, RefundStatus::Failed)).await;
    prepare(&book, refund(&book, 1, 1).await).await.unwrap();
}

#[tokio::test]
async fn a_record_only_goes_on_and_what_is_proven_stays_so() {
    let book = TestBook::new().await;
    let new = refund(&book, 1, 1_000).await;
    let id = new.operation.id;
    prepare(&book, new).await.unwrap();
    let tied = RefundRecordRow {
        operation: Some(id),
        is_proven: true,
        ..record("a", Some(1_000), RefundStatus::Failed)
    };
    keep(&book, tied.clone()).await;

    let back = [
        RefundRecordRow {
            status: RefundStatus::Pending,
            ..tied.clone()
        },
        RefundRecordRow {
            is_proven: false,
            ..tied.clone()
        },
        RefundRecordRow {
            operation: None,
            is_proven: false,
            ..tied.clone()
        },
    ];
    for row in back {
        try_keep(&book, row).await.unwrap_err();
    }
    let second = RefundRecordRow {
        refund_id: "b".to_owned(),
        ..tied.clone()
    };
    try_keep(&book, second).await.unwrap_err();

    let after_all = RefundRecordRow {
        status: RefundStatus::Succeeded,
        failed_ms: Some((1, 2)),
        ..tied
    };
    keep(&book, after_all.clone()).await;
    let order = book.order.id;
    let kept = book.store.read(move |db| db.refund_records(order)).await;
    assert_eq!(kept.unwrap(), [after_all]);
}

#[tokio::test]
async fn the_database_itself_guards_a_refund() {
    let book = TestBook::new().await;
    let new = refund(&book, 1, 1_000).await;
    let id = new.operation.id;
    prepare(&book, new).await.unwrap();
    let raw = book.raw();
    for (sql, why) in [
        ("UPDATE refunds SET captured_minor = 1", "does not change"),
        (
            "UPDATE refunds SET released_at_ms = 1",
            "only what a person decided",
        ),
        ("DELETE FROM refunds", "are kept"),
        (
            "INSERT OR REPLACE INTO refunds SELECT * FROM refunds",
            "are kept",
        ),
        (
            "UPDATE refund_before SET refund_id = 'x'",
            "does not change",
        ),
        ("DELETE FROM refund_before", "does not change"),
        (
            "INSERT INTO operations (id, account_id, environment, kind, target, order_id,
                 amount_minor, request_hash, state, prepared_at_ms, request_body)
             SELECT 'x', account_id, environment, kind, 'other', NULL, amount_minor, request_hash,
                 state, prepared_at_ms, request_body FROM operations;
             UPDATE operations SET state = 'in_flight' WHERE id = 'x'",
            "rests on a lookup",
        ),
    ] {
        let error = raw.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains(why), "{sql}: {error}");
    }
    finish(&book, id, accepted()).await;
}

#[tokio::test]
async fn only_what_a_person_decided_is_released() {
    let book = TestBook::new().await;
    let new = refund(&book, 1, CAPTURED_MINOR).await;
    let id = new.operation.id;
    prepare(&book, new).await.unwrap();
    let unknown = Outcome::Unknown {
        why: "no answer".to_owned(),
    };
    finish(&book, id, unknown).await;
    let release = || {
        book.store
            .write(move |tx| tx.release_refund(id, Some(NOW_MS)))
    };
    release().await.unwrap_err();

    let write = book
        .store
        .write(move |tx| tx.decide(id, &samples::decision()));
    write.await.unwrap();
    let again = refund(&book, 2, 1).await;
    prepare(&book, again.clone()).await.unwrap_err();
    release().await.unwrap();

    prepare(&book, again).await.unwrap();
}

/// One refund of a random life: what it moves and how it ended.
fn life() -> impl Strategy<Value = (i64, usize)> {
    (1..30_000_i64, 0..5_usize)
}

/// One record of somebody else's.
fn foreign() -> impl Strategy<Value = (i64, RefundStatus)> {
    let status = prop_oneof![
        Just(RefundStatus::Pending),
        Just(RefundStatus::Failed),
        Just(RefundStatus::Succeeded),
    ];
    (1..30_000_i64, status)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The database and the worked sum agree about every unit.
    #[test]
    fn the_database_allows_just_what_the_sum_leaves(
        lives in prop::collection::vec(life(), 0..6),
        others in prop::collection::vec(foreign(), 0..4),
        asked in 1..60_000_i64,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let book = TestBook::new().await;
            let mut own: Vec<OwnRefund> = Vec::new();
            for (number, (minor, ending)) in (1..).zip(lives) {
                let new = refund(&book, number, minor).await;
                let id = new.operation.id;
                if prepare(&book, new).await.is_err() {
                    continue;
                }
                let state = end(&book, id, ending).await;
                own.push(OwnRefund { minor, state, record: None, is_released: false });
            }
            for (number, (minor, status)) in others.iter().enumerate() {
                keep(&book, record(&format!("f{number}"), Some(*minor), *status)).await;
            }
            let elsewhere: Vec<SeenRefund> = others
                .iter()
                .map(|(minor, status)| SeenRefund { minor: *minor, status: *status })
                .collect();

            let left = Refundable::of(CAPTURED_MINOR, &own, &elsewhere).left_minor();

            let last = refund(&book, 100, asked).await;
            prop_assert_eq!(prepare(&book, last).await.is_ok(), asked <= left, "{} left", left);
            Ok(())
        })?;
    }
}

/// Ends a prepared refund in one of the ways after which another may be prepared.
async fn end(book: &TestBook, id: OperationId, ending: usize) -> OperationState {
    let unknown = Outcome::Unknown {
        why: "no answer".to_owned(),
    };
    let settle = |state| {
        book.store
            .write(move |tx| tx.settle_operation(id, state, "as it is", NOW_MS + 3))
    };
    match ending {
        0 => {
            settle(OperationState::Withdrawn).await.unwrap();
            OperationState::Withdrawn
        }
        1 => {
            let refused = Outcome::Refused {
                code: "131009".to_owned(),
                words: "no".to_owned(),
            };
            finish(book, id, refused).await;
            OperationState::Refused
        }
        2 => {
            finish(book, id, accepted()).await;
            OperationState::Accepted
        }
        3 => {
            finish(book, id, unknown).await;
            settle(OperationState::Disproved).await.unwrap();
            OperationState::Disproved
        }
        _ => {
            finish(book, id, unknown).await;
            settle(OperationState::Confirmed).await.unwrap();
            OperationState::Confirmed
        }
    }
}

fn accepted() -> Outcome {
    Outcome::Accepted {
        provider_id: "rfnd_1".to_owned(),
    }
}

/// A refund of the book's order that rests on an answer in it.
async fn refund(book: &TestBook, number: u32, minor: i64) -> NewRefund {
    let answer = samples::evidence(&book.order, b"{}");
    let write = book.store.write(move |tx| tx.keep_lookup(&answer));
    let (lookup_evidence_id, _) = write.await.unwrap();
    let new = samples::refund(number, &book.order, lookup_evidence_id);
    NewRefund {
        operation: NewOperation {
            amount_minor: Some(minor),
            ..new.operation
        },
        ..new
    }
}

async fn prepare(book: &TestBook, new: NewRefund) -> Result<(), StoreError> {
    book.store.write(move |tx| tx.prepare_refund(&new)).await
}

async fn finish(book: &TestBook, id: OperationId, outcome: Outcome) {
    let end = move |tx: &Tx<'_>| {
        tx.mark_refund_in_flight(id, NOW_MS + 1, NOW_MS + 1)?;
        tx.record_outcome(id, &outcome, NOW_MS + 2)
    };
    book.store.write(end).await.unwrap();
}

fn record(id: &str, minor: Option<i64>, status: RefundStatus) -> RefundRecordRow {
    RefundRecordRow {
        refund_id: id.to_owned(),
        minor,
        status,
        created_at_ms: Some(NOW_MS),
        failed_ms: None,
        operation: None,
        is_proven: false,
    }
}

async fn keep(book: &TestBook, row: RefundRecordRow) {
    try_keep(book, row).await.unwrap();
}

async fn try_keep(book: &TestBook, row: RefundRecordRow) -> Result<(), StoreError> {
    let order = book.order.id;
    book.store
        .write(move |tx| tx.keep_refund_record(order, &row))
        .await
}
