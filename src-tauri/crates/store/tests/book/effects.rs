//! Three commits for each effect, and the steps nobody may take.

use crate::{
    samples::{self, NOW_MS},
    test_book::TestBook,
};
use counterfoil_domain::{
    ids::OperationId,
    operation::{OperationKind, OperationState, Outcome},
};
use counterfoil_store::{NewOrder, OperationRow, StoreError};

#[tokio::test]
async fn every_outcome_ends_a_life_that_is_told_line_by_line() {
    for outcome in outcomes() {
        let book = TestBook::new().await;
        let id = prepared(&book, 1).await;

        let body = book
            .store
            .write(move |tx| tx.mark_in_flight(id, NOW_MS + 10))
            .await
            .unwrap();
        let recorded = outcome.clone();
        book.store
            .write(move |tx| tx.record_outcome(id, &recorded, NOW_MS + 20))
            .await
            .unwrap();

        let row = operation(&book, id).await;
        let kept = book.store.read(move |db| db.request_body(id)).await;
        assert_eq!(body, kept.unwrap(), "what leaves is what was prepared");
        assert_eq!(
            body,
            samples::operation(1, &book.order, OperationKind::Send).request_body
        );
        assert_eq!(row.state, outcome.state());
        assert_eq!(row.in_flight_at_ms, Some(NOW_MS + 10));
        assert_eq!(row.outcome_at_ms, Some(NOW_MS + 20));
        assert_eq!(row.settled_at_ms, None);
        assert_eq!(told(&row), outcome);
        let life = book
            .store
            .read(move |db| db.operation_events(id))
            .await
            .unwrap();
        let steps: Vec<_> = life.iter().map(|line| (line.state, line.at_ms)).collect();
        assert_eq!(
            steps,
            [
                (OperationState::Prepared, NOW_MS + 1),
                (OperationState::InFlight, NOW_MS + 10),
                (outcome.state(), NOW_MS + 20),
            ]
        );
    }
}

#[tokio::test]
async fn a_second_send_is_refused_with_the_state_of_the_first_until_that_is_known_not_to_have_been()
{
    for state in OperationState::ALL {
        let book = TestBook::new().await;
        let first = prepared(&book, 1).await;
        bring(&book, first, state).await;

        let second = samples::operation(2, &book.order, OperationKind::Send);
        let result = book
            .store
            .write(move |tx| tx.prepare_operation(&second))
            .await;

        match result {
            Ok(()) => assert!(!state.blocks_another(OperationKind::Send), "{state:?}"),
            Err(StoreError::Blocked {
                kind,
                state: found,
                has_lookup,
            }) => {
                assert!(has_lookup, "it is paid through a gateway");
                assert_eq!((kind, found), (OperationKind::Send, state));
                assert!(state.blocks_another(OperationKind::Send), "{state:?}");
            }
            Err(other) => panic!("{state:?}: {other}"),
        }
    }
}

#[tokio::test]
async fn a_refused_second_send_leaves_nothing_of_its_transaction() {
    let book = TestBook::new().await;
    prepared(&book, 1).await;
    let changed = NewOrder {
        draft: "changed".to_owned(),
        ..book.order.clone()
    };

    let order = changed.clone();
    let result = book
        .store
        .write(move |tx| {
            tx.write_order(&order)?;
            tx.prepare_operation(&samples::operation(2, &order, OperationKind::Send))
        })
        .await;

    assert!(matches!(result, Err(StoreError::Blocked { .. })));
    let kept = book
        .store
        .read(move |db| db.order(changed.id))
        .await
        .unwrap();
    assert_eq!(
        kept, book.order,
        "what is on its way stays what the order says"
    );
}

#[tokio::test]
async fn an_illegal_step_is_refused_and_changes_nothing() {
    let book = TestBook::new().await;
    let id = prepared(&book, 1).await;
    let before = operation(&book, id).await;

    for outcome in outcomes() {
        let to = outcome.state();
        let result = book
            .store
            .write(move |tx| tx.record_outcome(id, &outcome, NOW_MS))
            .await;
        let Err(StoreError::IllegalMove { from, to: refused }) = result else {
            panic!("an outcome without a request was taken: {result:?}");
        };
        assert_eq!((from, refused), (OperationState::Prepared, to));
    }

    assert_eq!(operation(&book, id).await, before);
    let life = book
        .store
        .read(move |db| db.operation_events(id))
        .await
        .unwrap();
    assert_eq!(life.len(), 1);
}

#[tokio::test]
async fn settling_never_puts_an_operation_in_flight_or_invents_an_answer() {
    use OperationState::{Confirmed, Disproved, Withdrawn};
    for from in OperationState::ALL {
        for to in OperationState::ALL {
            let book = TestBook::new().await;
            let id = prepared(&book, 1).await;
            bring(&book, id, from).await;

            let settled = book
                .store
                .write(move |tx| tx.settle_operation(id, to, "Why", NOW_MS))
                .await;

            let may = [Confirmed, Disproved, Withdrawn].contains(&to) && from.can_become(to);
            assert_eq!(settled.is_ok(), may, "{from:?} to {to:?}");
        }
    }
}

fn outcomes() -> [Outcome; 4] {
    [
        Outcome::Accepted {
            provider_id: "wamid.1".to_owned(),
        },
        Outcome::Refused {
            code: "131009".to_owned(),
            words: "Not valid".to_owned(),
        },
        Outcome::NotSent {
            why: "no connection".to_owned(),
        },
        Outcome::Unknown {
            why: "no answer in time".to_owned(),
        },
    ]
}

/// The outcome that the row tells.
fn told(row: &OperationRow) -> Outcome {
    let words = row.outcome_words.clone();
    match (
        row.state,
        row.provider_id.clone(),
        row.outcome_code.clone(),
        words,
    ) {
        (OperationState::Accepted, Some(provider_id), None, None) => {
            Outcome::Accepted { provider_id }
        }
        (OperationState::Refused, None, Some(code), Some(words)) => {
            Outcome::Refused { code, words }
        }
        (OperationState::NotSent, None, None, Some(why)) => Outcome::NotSent { why },
        (OperationState::Unknown, None, None, Some(why)) => Outcome::Unknown { why },
        other => panic!("the row tells no outcome: {other:?}"),
    }
}

pub(crate) async fn operation(book: &TestBook, id: OperationId) -> OperationRow {
    book.store.read(move |db| db.operation(id)).await.unwrap()
}

/// A prepared send of the book's order.
pub(crate) async fn prepared(book: &TestBook, number: u32) -> OperationId {
    let new = samples::operation(number, &book.order, OperationKind::Send);
    book.store
        .write(move |tx| tx.prepare_operation(&new).map(|()| new.id))
        .await
        .unwrap()
}

/// A prepared send of another order.
pub(crate) async fn prepared_on(book: &TestBook, number: u32, order: u32) -> OperationId {
    let order = samples::order(order, 1);
    let new = samples::operation(number, &order, OperationKind::Send);
    let write = book.store.write(move |tx| {
        tx.write_order(&order)?;
        tx.prepare_operation(&new).map(|()| new.id)
    });
    write.await.unwrap()
}

/// Takes a prepared operation to a state by the calls that lead there.
pub(crate) async fn bring(book: &TestBook, id: OperationId, state: OperationState) {
    use OperationState::{
        Accepted, Confirmed, Decided, Disproved, InFlight, NotSent, Prepared, Refused, Unknown,
        Withdrawn,
    };
    let outcome = outcomes().into_iter().find(|outcome| match state {
        Accepted | Refused | NotSent | Unknown => outcome.state() == state,
        Confirmed | Disproved | Decided => outcome.state() == Unknown,
        Prepared | InFlight | Withdrawn => false,
    });
    let write = book.store.write(move |tx| {
        if !matches!(state, Prepared | Withdrawn) {
            tx.mark_in_flight(id, NOW_MS + 5)?;
        }
        if let Some(outcome) = outcome {
            tx.record_outcome(id, &outcome, NOW_MS + 6)?;
        }
        if matches!(state, Confirmed | Disproved | Withdrawn) {
            tx.settle_operation(id, state, "Why", NOW_MS + 7)?;
        }
        if state == Decided {
            tx.decide(id, &samples::decision())?;
        }
        Ok(())
    });
    write.await.unwrap();
}
