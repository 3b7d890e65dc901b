//! Orders are found by a place in the list and by a mark, newest first, one environment at a time.

use crate::{
    samples::{self, NOW_MS},
    test_book::{TestBook, sandbox_account},
};
use counterfoil_domain::{
    account::Environment,
    ids::OrderId,
    operation::OperationKind,
    order_state::{OrderState, PaymentState},
    phone::Phone,
    reference_id::ReferenceId,
};
use counterfoil_store::{MessageKind, NewMessage, NewOrder, OrderMark, PAGE_ROWS_MAX, Page};

#[tokio::test]
async fn a_place_in_the_list_is_where_paging_comes_to() {
    let book = many_orders(50).await;
    let count = book
        .store
        .read(|db| db.count_orders(Environment::Live))
        .await
        .unwrap();
    let whole = book
        .store
        .read(|db| db.order_list(Environment::Live, &Page::first(PAGE_ROWS_MAX)))
        .await
        .unwrap();
    assert_eq!(usize::try_from(count), Ok(whole.len()));

    for index in [0, 1, 7, whole.len() - 1, whole.len(), usize::MAX] {
        let read = book
            .store
            .read(move |db| db.order_list_at(Environment::Live, u64::try_from(index).unwrap(), 5));
        let rows = read.await.unwrap();

        let expected: Vec<_> = whole.iter().skip(index).take(5).cloned().collect();
        assert_eq!(rows, expected, "from {index}");
    }
    let none = book
        .store
        .read(|db| db.order_list_at(Environment::Live, u64::MAX, u32::MAX));
    assert_eq!(none.await.unwrap(), []);
}

#[tokio::test]
async fn each_mark_finds_its_order_and_no_other() {
    let book = marked_orders().await;
    let found = |mark| found(&book, Environment::Live, mark);

    let ids = |numbers: &[u32]| numbers.iter().map(|n| samples::id(*n)).collect::<Vec<_>>();
    assert_eq!(found(OrderMark::Reference("KP-2".into())).await, ids(&[2]));
    assert_eq!(found(OrderMark::Reference("kp-2".into())).await, ids(&[]));
    assert_eq!(found(OrderMark::Reference("KP-".into())).await, ids(&[]));
    assert_eq!(
        found(OrderMark::ReferenceStart("KP-".into())).await,
        ids(&[3, 2])
    );
    assert_eq!(
        found(OrderMark::ReferenceStart("KP-2".into())).await,
        ids(&[2])
    );
    assert_eq!(
        found(OrderMark::PhoneEnd("1234".into())).await,
        ids(&[3, 2])
    );
    assert_eq!(
        found(OrderMark::PhoneEnd("919845001234".into())).await,
        ids(&[2])
    );
    assert_eq!(found(OrderMark::PhoneEnd("9198".into())).await, ids(&[]));
    assert_eq!(
        found(OrderMark::NameStart("asha".into())).await,
        ids(&[3, 2])
    );
    assert_eq!(
        found(OrderMark::NameStart("ASHA M".into())).await,
        ids(&[2])
    );
    assert_eq!(found(OrderMark::NameStart("आशा".into())).await, ids(&[4]));
    assert_eq!(found(OrderMark::NameStart("%".into())).await, ids(&[]));
    assert_eq!(
        found(OrderMark::MessageId("wamid.2".into())).await,
        ids(&[2])
    );
    assert_eq!(found(OrderMark::MessageId("wamid".into())).await, ids(&[]));
    assert_eq!(
        found(OrderMark::GatewayPaymentId("pay_3".into())).await,
        ids(&[3])
    );
}

#[tokio::test]
async fn no_mark_finds_an_order_of_the_other_environment() {
    let book = marked_orders().await;

    for mark in [
        OrderMark::Reference("KP-2".into()),
        OrderMark::ReferenceStart("K".into()),
        OrderMark::PhoneEnd("1234".into()),
        OrderMark::NameStart("Asha".into()),
        OrderMark::MessageId("wamid.2".into()),
        OrderMark::GatewayPaymentId("pay_3".into()),
    ] {
        let there = found(&book, Environment::Sandbox, mark.clone()).await;
        assert_eq!(there, [], "{mark:?}");
    }
}

#[tokio::test]
async fn of_many_orders_with_a_mark_the_newest_are_found() {
    let book = many_orders(300).await;
    let whole = book
        .store
        .read(|db| db.order_list(Environment::Live, &Page::first(7)))
        .await
        .unwrap();
    let newest: Vec<OrderId> = whole.iter().map(|row| row.id).collect();

    for mark in [
        OrderMark::ReferenceStart("INV-".into()),
        OrderMark::PhoneEnd("0042".into()),
    ] {
        let read = book
            .store
            .read(move |db| db.find_orders(Environment::Live, &mark, 7));
        let rows = read.await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), newest);
    }
}

async fn found(book: &TestBook, environment: Environment, mark: OrderMark) -> Vec<OrderId> {
    let read = book
        .store
        .read(move |db| db.find_orders(environment, &mark, 10));
    read.await.unwrap().iter().map(|row| row.id).collect()
}

/// Orders whose moments do not follow their reference ids; every third is of the sandbox.
async fn many_orders(count: u32) -> TestBook {
    let book = TestBook::new().await;
    let write = book.store.write(move |tx| {
        tx.add_account(&sandbox_account(2))?;
        for number in 2..2 + count {
            let (environment, account) = match number % 3 {
                0 => (Environment::Sandbox, 2),
                _ => (Environment::Live, 1),
            };
            tx.write_order(&NewOrder {
                environment,
                created_at_ms: NOW_MS + i64::from(number * 7_919 % 97),
                ..samples::order(number, account)
            })?;
        }
        Ok(())
    });
    write.await.unwrap();
    book
}

/// Live orders 2 to 4: the first was carried by a message, the second was paid.
async fn marked_orders() -> TestBook {
    let book = TestBook::new().await;
    let write = book.store.write(|tx| {
        tx.add_account(&sandbox_account(2))?;
        let named = |number, phone, name: &str| NewOrder {
            reference_id: ReferenceId::parse(&format!("KP-{number}")).unwrap(),
            customer: Phone::parse(phone).unwrap(),
            customer_name: Some(name.to_owned()),
            created_at_ms: NOW_MS + i64::from(number),
            ..samples::order(number, 1)
        };
        let first = named(2, "919845001234", "Asha Menon");
        let second = named(3, "5511900001234", "asha rao");
        tx.write_order(&first)?;
        tx.write_order(&second)?;
        tx.write_order(&NewOrder {
            reference_id: ReferenceId::parse("LP-4").unwrap(),
            ..named(4, "919845001235", "आशा")
        })?;
        let send = samples::operation(1, &first, OperationKind::Send);
        tx.prepare_operation(&send)?;
        tx.write_message(&NewMessage {
            id: samples::id(1),
            account_id: first.account_id,
            environment: first.environment,
            operation_id: send.id,
            kind: MessageKind::Interactive,
            orders: vec![first.id],
            created_at_ms: NOW_MS,
        })?;
        tx.name_message(send.id, "wamid.2")?;
        tx.cache_order_state(
            second.id,
            &OrderState {
                payment: PaymentState::Captured,
                gateway_payment_id: Some("pay_3".to_owned()),
                ..OrderState::NOTHING_KNOWN
            },
        )
    });
    write.await.unwrap();
    book
}
