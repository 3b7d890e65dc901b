//! What a person decides is written once, with a reason, and only where something is left to decide.

use crate::{
    effects::bring,
    samples::{self, NOW_MS},
    test_book::TestBook,
};
use counterfoil_domain::{
    alarm::Alarm,
    decision::Judgement,
    ids::OperationId,
    operation::{OperationKind, OperationState},
};
use counterfoil_store::{DecisionRow, StoreError};

#[tokio::test]
async fn only_what_may_have_happened_is_decided_and_once() {
    for state in OperationState::ALL {
        let book = TestBook::new().await;
        let id = send(&book, 1).await.unwrap();
        bring(&book, id, state).await;

        let decided = decide(&book, id, Judgement::Happened).await;

        let may = state.can_become(OperationState::Decided);
        assert_eq!(decided.is_ok(), may, "{state:?}: {decided:?}");
        if may {
            let read = book.store.read(move |db| db.decision(id)).await.unwrap();
            assert_eq!(read.map(|row| row.judgement), Some(Judgement::Happened));
        }
    }
}

#[tokio::test]
async fn without_a_reason_nothing_is_decided_and_a_decision_stays() {
    let book = TestBook::new().await;
    let id = send(&book, 1).await.unwrap();
    bring(&book, id, OperationState::Decided).await;
    let raw = book.raw();

    for (sql, why) in [
        ("UPDATE decisions SET reason = 'other'", "append-only"),
        ("DELETE FROM decisions", "append-only"),
        (
            "INSERT OR REPLACE INTO decisions
             SELECT operation_id, 'happened', checked, reason, 0 FROM decisions",
            "append-only",
        ),
    ] {
        let error = raw.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains(why), "{sql}: {error}");
    }
    let unknown = send_of(&book, 2);
    bring(&book, unknown.await, OperationState::Unknown).await;
    let sql = "UPDATE operations SET state = 'decided' WHERE state = 'unknown'";
    let error = raw.execute_batch(sql).unwrap_err().to_string();
    assert!(error.contains("has a reason"), "{error}");
}

#[tokio::test]
async fn a_send_said_to_have_happened_blocks_another_and_one_said_not_to_does_not() {
    for (judgement, is_blocked) in [
        (Judgement::Happened, true),
        (Judgement::DidNotHappen, false),
    ] {
        let book = TestBook::new().await;
        let id = send(&book, 1).await.unwrap();
        bring(&book, id, OperationState::Unknown).await;
        decide(&book, id, judgement).await.unwrap();

        let second = send(&book, 2).await;

        let refused = matches!(second, Err(StoreError::Blocked { .. }));
        assert_eq!(refused, is_blocked, "{judgement:?}: {second:?}");
    }
}

#[tokio::test]
async fn an_alarm_rings_until_it_was_seen_and_again_when_it_gets_worse() {
    let book = TestBook::new().await;
    let order = book.order.id;
    let ring = |minor| {
        let raise = move |tx: &counterfoil_store::Tx<'_>| {
            tx.raise_alarm(order, Alarm::OverRefunded, None, minor, NOW_MS)
        };
        book.store.write(raise)
    };
    let rings = || async {
        let read = book.store.read(move |db| db.alarms_of_order(order));
        let alarms = read.await.unwrap();
        alarms
            .iter()
            .filter(|alarm| alarm.acknowledged_at_ms.is_none())
            .count()
    };
    ring(100).await.unwrap();
    assert_eq!(rings().await, 1);
    let seen = book
        .store
        .write(move |tx| tx.acknowledge_alarms(order, NOW_MS));
    seen.await.unwrap();

    ring(100).await.unwrap();
    assert_eq!(rings().await, 0);
    ring(101).await.unwrap();
    assert_eq!(rings().await, 1);
}

async fn send(book: &TestBook, number: u32) -> Result<OperationId, StoreError> {
    let new = samples::operation(number, &book.order, OperationKind::Send);
    let id = new.id;
    let write = book.store.write(move |tx| tx.prepare_operation(&new));
    write.await.map(|()| id)
}

/// A send of another order.
async fn send_of(book: &TestBook, number: u32) -> OperationId {
    let order = samples::order(number, 1);
    let new = samples::operation(number, &order, OperationKind::Send);
    let id = new.id;
    let write = book.store.write(move |tx| {
        tx.write_order(&order)?;
        tx.prepare_operation(&new)
    });
    write.await.unwrap();
    id
}

async fn decide(book: &TestBook, id: OperationId, judgement: Judgement) -> Result<(), StoreError> {
    let decision = DecisionRow {
        judgement,
        ..samples::decision()
    };
    book.store.write(move |tx| tx.decide(id, &decision)).await
}
