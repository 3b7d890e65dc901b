//! Rows that are named by their id or by what must be unique.

use crate::{
    effects::prepared,
    samples::{self, NOW_MS},
    test_book::TestBook,
};
use counterfoil_domain::ids::OperationId;
use counterfoil_store::{MessageKind, NewMessage, NewOrder, StoreError};

#[tokio::test]
async fn what_does_not_exist_cannot_be_changed_silently() {
    let book = TestBook::new().await;
    let (account, operation): (_, OperationId) = (samples::account(9).id, samples::id(9));

    for result in [
        book.store
            .write(move |tx| tx.remove_account(account, NOW_MS))
            .await,
        book.store
            .write(move |tx| tx.note_access_token(account, "k", NOW_MS))
            .await,
        book.store
            .write(move |tx| tx.name_message(operation, "wamid"))
            .await,
        book.store
            .write(move |tx| tx.mark_in_flight(operation, NOW_MS))
            .await
            .map(drop),
    ] {
        assert!(matches!(result, Err(StoreError::NotFound(_))), "{result:?}");
    }
}

#[tokio::test]
async fn names_and_numbers_in_use_are_taken() {
    let book = TestBook::new().await;

    let account = book
        .store
        .write(|tx| tx.add_account(&samples::account(1)))
        .await;
    let order = NewOrder {
        id: samples::id(2),
        ..book.order.clone()
    };
    let order = book.store.write(move |tx| tx.write_order(&order)).await;

    assert!(matches!(account, Err(StoreError::Taken(_))), "{account:?}");
    assert!(matches!(order, Err(StoreError::Taken(_))), "{order:?}");
}

#[tokio::test]
async fn a_message_gets_its_name_once_the_provider_accepted_it() {
    let book = TestBook::new().await;
    let (id, order) = (prepared(&book, 1).await, book.order.clone());
    let message = NewMessage {
        id: samples::id(1),
        account_id: order.account_id,
        environment: order.environment,
        operation_id: id,
        kind: MessageKind::Template,
        orders: vec![order.id],
        created_at_ms: NOW_MS,
    };

    book.store
        .write(move |tx| tx.write_message(&message))
        .await
        .unwrap();
    book.store
        .write(move |tx| tx.name_message(id, "wamid.1"))
        .await
        .unwrap();

    let name: String = book
        .raw()
        .query_row("SELECT provider_message_id FROM messages", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(name, "wamid.1");
}
