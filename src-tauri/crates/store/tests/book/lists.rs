//! Lists are read page by page: every row once, newest first, one environment at a time.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, sandbox_account},
};
use counterfoil_domain::{
    account::Environment,
    ids::{OperationId, OrderId},
    operation::{OperationKind, OperationState, Outcome},
    order_state::{Doubt, OrderState, PaymentState, RefundsSeen, Reported},
};
use counterfoil_store::{NewOperation, NewOrder, OperationRow, PAGE_ROWS_MAX, Page, Tx};
use std::collections::BTreeSet;

#[tokio::test]
async fn every_order_is_on_one_page_newest_first_and_of_one_environment() {
    let book = full_book().await;

    for (environment, expected) in [(Environment::Live, 2_001), (Environment::Sandbox, 1_000)] {
        let (mut seen, mut page) = (Vec::new(), Page::first(97));
        loop {
            let asked = page.clone();
            let rows = book
                .store
                .read(move |db| db.order_list(environment, &asked))
                .await
                .unwrap();
            let Some(last) = rows.last() else { break };
            page.after = Some(last.cursor());
            seen.extend(rows.iter().map(|row| (row.created_at_ms, row.id)));
        }

        assert_eq!(seen.len(), expected);
        assert_eq!(
            seen.iter().collect::<BTreeSet<_>>().len(),
            expected,
            "each row once"
        );
        assert!(
            seen.is_sorted_by(|a, b| a > b),
            "newest first, equal moments by id"
        );
        let ids: Vec<OrderId> = seen.iter().map(|(_, id)| *id).collect();
        let read = book
            .store
            .read(move |db| ids.iter().map(|id| db.order(*id)).collect());
        let orders: Vec<NewOrder> = read.await.unwrap();
        assert!(orders.iter().all(|order| order.environment == environment));
    }
}

#[tokio::test]
async fn every_operation_is_on_one_page_and_the_unresolved_ones_have_their_own() {
    let book = full_book().await;

    for (is_unresolved, expected) in [(false, 2_000), (true, 1_999)] {
        let seen = all_operations(&book, is_unresolved).await;

        let keys: Vec<_> = seen
            .iter()
            .map(|row| (row.prepared_at_ms, row.id))
            .collect();
        assert_eq!(keys.len(), expected);
        assert_eq!(
            keys.iter().collect::<BTreeSet<_>>().len(),
            expected,
            "each row once"
        );
        assert!(
            keys.is_sorted_by(|a, b| a > b),
            "newest first, equal moments by id"
        );
        assert!(seen.iter().all(|row| row.environment == Environment::Live));
        assert!(!is_unresolved || seen.iter().all(|row| row.state.is_unresolved()));
    }
    let counts = book.store.read(|db| db.count_operations()).await.unwrap();
    assert_eq!(
        counts,
        [
            (OperationState::Prepared, 2_999),
            (OperationState::Accepted, 1)
        ]
    );
}

#[tokio::test]
async fn a_page_has_a_limit_whatever_is_asked_for() {
    let book = full_book().await;
    let rows = |rows| {
        let page = Page::first(rows);
        let read = book
            .store
            .read(move |db| db.order_list(Environment::Live, &page));
        async { read.await.unwrap().len() }
    };

    assert_eq!(
        rows(u32::MAX).await,
        usize::try_from(PAGE_ROWS_MAX).unwrap()
    );
    assert_eq!(rows(0).await, 0);
}

#[tokio::test]
async fn a_row_shows_its_last_send_and_its_payment() {
    let book = TestBook::new().await;
    let row = || async {
        let page = book
            .store
            .read(|db| db.order_list(Environment::Live, &Page::first(10)));
        page.await.unwrap().remove(0)
    };
    assert_eq!(row().await.send, None, "it was never prepared");
    assert_eq!(row().await.payment, PaymentState::NotKnown);

    let order = book.order.clone();
    let write = book.store.write(move |tx| {
        let first = samples::operation(1, &order, OperationKind::Send);
        tx.prepare_operation(&first)?;
        tx.settle_operation(first.id, OperationState::Withdrawn, "Why", NOW_MS)?;
        tx.prepare_operation(&samples::operation(2, &order, OperationKind::Send))?;
        tx.prepare_operation(&samples::operation(3, &order, OperationKind::Cancel))?;
        let payment = PaymentState::AttemptFailed;
        tx.cache_order_state(
            order.id,
            &OrderState {
                payment,
                ..OrderState::NOTHING_KNOWN
            },
        )
    });
    write.await.unwrap();

    assert_eq!(row().await.send, Some(OperationState::Prepared));
    assert_eq!(row().await.payment, PaymentState::AttemptFailed);
}

#[tokio::test]
async fn the_cached_state_of_an_order_comes_back_as_it_was() {
    let book = TestBook::new().await;
    let state = OrderState {
        payment: PaymentState::CapturedOtherAmount,
        doubt: Some(Doubt::OtherBill),
        captured_at_ms: Some(NOW_MS),
        captured: Some(book.order.total),
        reported: Some(Reported {
            is_signed: true,
            amount_minor: Some(7),
        }),
        refunds: RefundsSeen {
            refunded_minor: 100,
            pending_minor: 20,
            times: 3,
            cannot_tell: true,
        },
        attempts: 3,
        failure: Some("Declined".to_owned()),
        unknown_word: Some("authorised".to_owned()),
        gateway_payment_id: Some("pay_1".to_owned()),
        known_to_provider: true,
        contradicted_later: true,
    };

    for cached in [state, OrderState::NOTHING_KNOWN] {
        let (order, written) = (book.order.clone(), cached.clone());
        book.store
            .write(move |tx| tx.cache_order_state(order.id, &written))
            .await
            .unwrap();
        let order = book.order.clone();
        let read = book
            .store
            .read(move |db| db.order_state(&order))
            .await
            .unwrap();
        assert_eq!(read, cached);
    }
}

#[tokio::test]
async fn a_reference_id_used_by_another_account_of_the_business_is_found() {
    let book = TestBook::new().await;
    let reference = book.order.reference_id.clone();
    let is_used = || {
        let (account, reference) = (samples::account(1), reference.clone());
        let read = book
            .store
            .read(move |db| db.reference_used_elsewhere(&account, &reference));
        async { read.await.unwrap().is_some() }
    };
    assert!(!is_used().await, "its own order is not elsewhere");

    let same = NewOrder {
        reference_id: reference.clone(),
        ..samples::order(2, 2)
    };
    let send = samples::operation(1, &same, OperationKind::Send);
    let sent = send.id;
    let write = book.store.write(move |tx| {
        tx.add_account(&samples::account(2))?;
        tx.write_order(&same)?;
        tx.prepare_operation(&send)
    });
    write.await.unwrap();
    assert!(is_used().await, "it may leave at any moment");

    let withdraw = move |tx: &Tx<'_>| {
        tx.settle_operation(sent, OperationState::Withdrawn, "Withdrawn", NOW_MS)
    };
    book.store.write(withdraw).await.unwrap();
    assert!(!is_used().await, "it never left");
    let name = reference.to_string();
    let both = book
        .store
        .read(move |db| db.orders_with_reference(&name))
        .await
        .unwrap();
    assert_eq!(both.len(), 2);
}

async fn all_operations(book: &TestBook, is_unresolved: bool) -> Vec<OperationRow> {
    let (mut seen, mut page) = (Vec::new(), Page::first(101));
    loop {
        let asked = page.clone();
        let read = book.store.read(move |db| match is_unresolved {
            true => {
                let rows = db.unresolved_operations(Environment::Live, &asked)?;
                Ok(rows.into_iter().map(|row| row.operation).collect())
            }
            false => db.operations(Environment::Live, &asked),
        });
        let rows = read.await.unwrap();
        let Some(last) = rows.last() else { return seen };
        page.after = Some(last.cursor());
        seen.extend(rows);
    }
}

/// The order of [`TestBook`] and thousands more that share a few moments, each with a send; one of
/// those is accepted. Every third order is of the sandbox.
async fn full_book() -> TestBook {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        tx.add_account(&sandbox_account(2))?;
        for number in 2..3_002 {
            let (environment, account) = match number % 3 {
                0 => (Environment::Sandbox, 2),
                _ => (Environment::Live, 1),
            };
            let moment = NOW_MS + i64::from(number * 7_919 % 5);
            let order = samples::order(number, account);
            let order = NewOrder {
                environment,
                created_at_ms: moment,
                ..order
            };
            tx.write_order(&order)?;
            let send = samples::operation(number, &order, OperationKind::Send);
            tx.prepare_operation(&NewOperation {
                prepared_at_ms: moment,
                ..send
            })?;
        }
        let accepted: OperationId = samples::id(2);
        tx.mark_in_flight(accepted, NOW_MS)?;
        let outcome = Outcome::Accepted {
            provider_id: "wamid".to_owned(),
        };
        tx.record_outcome(accepted, &outcome, NOW_MS)
    });
    write.await.unwrap();
    book
}
