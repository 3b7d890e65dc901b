//! The database itself knows that status messages follow one another, and what a cancel rests on.

use crate::{
    samples::{self, NOW_MS},
    test_book::TestBook,
};
use counterfoil_domain::{
    decision::Judgement,
    ids::OperationId,
    operation::{OperationKind, OperationState, Outcome},
    order_status::OrderStatus,
};
use counterfoil_store::{DecisionRow, NewStatusMessage, StoreError, Tx};

#[tokio::test]
async fn nothing_follows_an_end_exactly_where_the_domain_says_so() {
    let ends = [OrderStatus::Completed, OrderStatus::Canceled];
    let judgements = [Judgement::Happened, Judgement::DidNotHappen];
    for end in ends {
        for (state, judgement) in OperationState::ALL
            .into_iter()
            .flat_map(|state| judgements.map(|judgement| (state, judgement)))
        {
            let book = TestBook::new().await;
            let order = book.order.clone();
            let write = book.store.write(move |tx| {
                tell(tx, 1, end)?;
                walk(tx, 1, state, judgement)?;
                let fulfilment = tx.fulfilment(order.id)?;
                let may = fulfilment.forbids(OrderStatus::Shipped).is_none();
                let may = may && !fulfilment.is_busy();
                let told = tell(tx, 2, OrderStatus::Shipped);
                assert_eq!(
                    told.is_ok(),
                    may,
                    "{end:?} {state:?} {judgement:?}: {told:?}"
                );
                if !may {
                    assert!(matches!(told, Err(StoreError::StatusBlocked)));
                }
                Ok(())
            });
            write.await.unwrap();
        }
    }
}

#[tokio::test]
async fn one_that_failed_later_stands_in_no_ones_way() {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        tell(tx, 1, OrderStatus::Completed)?;
        walk(tx, 1, OperationState::Accepted, Judgement::Happened)?;
        tx.note_status_failed(samples::id(1), 2046, "not transitioned")?;
        tell(tx, 2, OrderStatus::Shipped)?;
        tx.status_messages(samples::id(1))
    });

    let rows = write.await.unwrap();
    assert_eq!(rows[0].failed, Some((2046, "not transitioned".to_owned())));
    assert_eq!(rows[1].message, samples::message(OrderStatus::Shipped));
    assert_eq!(rows[1].state, OperationState::Prepared);
}

#[tokio::test]
async fn a_cancel_rests_on_something_and_a_status_on_nothing() {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        let groundless = NewStatusMessage {
            lookup_evidence_id: None,
            ..new(tx, 1, OrderStatus::Canceled)?
        };
        assert!(tx.prepare_status(&groundless).is_err());
        let by_hand = NewStatusMessage {
            lookup_evidence_id: None,
            gateway_says: Some("unpaid, as its dashboard shows".to_owned()),
            ..new(tx, 2, OrderStatus::Canceled)?
        };
        tx.prepare_status(&by_hand)?;
        Ok(())
    });
    assert!(
        matches!(write.await, Err(StoreError::Blocked { .. })),
        "the first is still there"
    );
}

#[tokio::test]
async fn what_a_message_says_never_changes() {
    let book = TestBook::new().await;
    book.store
        .write(|tx| tell(tx, 1, OrderStatus::Processing))
        .await
        .unwrap();
    let raw = book.raw();
    for change in ["status = 'shipped'", "message = '{}'", "order_id = 'x'"] {
        raw.execute(&format!("UPDATE status_messages SET {change}"), [])
            .expect_err(change);
    }
    raw.execute("DELETE FROM status_messages", [])
        .expect_err("it is kept");
}

#[tokio::test]
async fn nothing_leaves_that_says_nothing() {
    let book = TestBook::new().await;
    let order = book.order.clone();
    let write = book.store.write(move |tx| {
        let operation = samples::operation(1, &order, OperationKind::OrderStatus);
        tx.prepare_operation(&operation)?;
        tx.mark_in_flight(operation.id, NOW_MS)
    });
    write.await.expect_err("it has no message");
}

fn tell(tx: &Tx<'_>, number: u32, status: OrderStatus) -> Result<(), StoreError> {
    tx.prepare_status(&new(tx, number, status)?)
}

fn new(tx: &Tx<'_>, number: u32, status: OrderStatus) -> Result<NewStatusMessage, StoreError> {
    let order = samples::order(1, 1);
    let is_cancel = status == OrderStatus::Canceled;
    let kind = match is_cancel {
        true => OperationKind::Cancel,
        false => OperationKind::OrderStatus,
    };
    let (evidence, _) = tx.keep_lookup(&samples::evidence(&order, b"unpaid"))?;
    Ok(NewStatusMessage {
        operation: samples::operation(number, &order, kind),
        message: samples::message(status),
        lookup_evidence_id: is_cancel.then_some(evidence),
        gateway_says: None,
    })
}

fn walk(
    tx: &Tx<'_>,
    number: u32,
    state: OperationState,
    judgement: Judgement,
) -> Result<(), StoreError> {
    use OperationState::{
        Accepted, Confirmed, Decided, Disproved, InFlight, NotSent, Prepared, Refused, Unknown,
        Withdrawn,
    };
    let id: OperationId = samples::id(number);
    let why = "because".to_owned();
    let outcome = match state {
        Prepared | InFlight | Withdrawn => None,
        Accepted => Some(Outcome::Accepted {
            provider_id: "wamid".to_owned(),
        }),
        Refused => Some(Outcome::Refused {
            code: "100".to_owned(),
            words: why,
        }),
        NotSent => Some(Outcome::NotSent { why }),
        Unknown | Confirmed | Disproved | Decided => Some(Outcome::Unknown { why }),
    };
    if !matches!(state, Prepared | Withdrawn) {
        tx.mark_status_in_flight(id, NOW_MS, NOW_MS)?;
    }
    if let Some(outcome) = outcome {
        tx.record_outcome(id, &outcome, NOW_MS)?;
    }
    match state {
        Confirmed | Disproved | Withdrawn => tx.settle_operation(id, state, "because", NOW_MS),
        Decided => {
            let decision = DecisionRow {
                judgement,
                ..samples::decision()
            };
            tx.decide(id, &decision)
        }
        _ => Ok(()),
    }
}
