//! What a start and a restore make of the effects that were cut off.

use crate::{
    effects::{bring, operation, prepared, prepared_on},
    samples::NOW_MS,
    test_book::TestBook,
};
use counterfoil_domain::operation::OperationState;

#[tokio::test]
async fn after_a_start_what_was_in_flight_is_unknown_and_what_was_prepared_is_left() {
    let book = TestBook::new().await;
    let (lost, waiting) = (prepared(&book, 1).await, prepared_on(&book, 2, 2).await);
    bring(&book, lost, OperationState::InFlight).await;

    let recovered = book
        .store
        .write(|tx| tx.recover_operations(NOW_MS + 99))
        .await
        .unwrap();
    let again = book
        .store
        .write(|tx| tx.recover_operations(NOW_MS + 100))
        .await
        .unwrap();

    assert_eq!(recovered, [lost]);
    assert_eq!(again, [], "a second start finds nothing more");
    let row = operation(&book, lost).await;
    assert_eq!(
        (row.state, row.outcome_at_ms),
        (OperationState::Unknown, Some(NOW_MS + 99))
    );
    assert!(
        row.outcome_words.is_some(),
        "the operator is told why it is unknown"
    );
    assert_eq!(
        operation(&book, waiting).await.state,
        OperationState::Prepared
    );
}

#[tokio::test]
async fn after_a_restore_nothing_prepared_may_leave() {
    let book = TestBook::new().await;
    let (waiting, lost) = (prepared(&book, 1).await, prepared_on(&book, 2, 2).await);
    bring(&book, lost, OperationState::InFlight).await;

    let withdrawn = book
        .store
        .write(|tx| tx.withdraw_prepared("The book was restored", NOW_MS + 99));
    assert_eq!(withdrawn.await.unwrap(), [waiting]);
    let again = book
        .store
        .write(|tx| tx.withdraw_prepared("The book was restored", NOW_MS + 100));
    assert_eq!(again.await.unwrap(), []);

    let row = operation(&book, waiting).await;
    assert_eq!(
        (row.state, row.settled_at_ms),
        (OperationState::Withdrawn, Some(NOW_MS + 99))
    );
    let life = book
        .store
        .read(move |db| db.operation_events(waiting))
        .await
        .unwrap();
    assert_eq!(life.last().unwrap().why, "The book was restored");
    assert_eq!(operation(&book, lost).await.state, OperationState::InFlight);
}
