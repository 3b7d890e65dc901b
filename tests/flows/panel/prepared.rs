//! Owns what may be done with an order whose send was prepared before a crash.

use super::{MINUTE_MS, REFERENCE, never_paid, only_unresolved, standing};
use counterfoil_desk::{BlockedBy, DeskError, DeskEvent, ExchangeId, Permission, TimelineEvent};
use counterfoil_domain::{
    ids::{MessageId, OperationId, OrderId},
    operation::{OperationKind, OperationState},
    order_state::PaymentState,
    reference_id::ReferenceId,
    standing::Standing,
};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_store::{
    BookFiles, MessageKind, NewMessage, NewOperation, OrderRow, Store, StoreError,
};
use counterfoil_tests::{
    bodies::OrderBody,
    desk::{BEGINNING_MS, TestDesk},
};

#[tokio::test]
async fn a_prepared_order_waits_for_a_person_who_sends_or_withdraws_it() {
    let mut desk = TestDesk::over_router(7).await;
    let (order, id) = prepare(&mut desk).await;

    let shown = desk.show(REFERENCE).await;
    let row = only_unresolved(&desk).await;
    assert_eq!(shown.standing, Standing::Ready);
    assert_eq!(shown.may.prepared, Some(id));
    assert_eq!(shown.may.send, Permission::Allowed);
    assert_eq!(shown.may.withdraw, Permission::Allowed);
    assert_eq!(row.may, shown.may, "both say the same");

    let mut events = desk.desk().events();
    let sent = desk.desk().send_prepared(id).await.unwrap();

    assert_eq!(sent.operation.state, OperationState::Accepted);
    assert_eq!(standing(&desk).await, Standing::NotLookedUp);
    let changed = DeskEvent::OrderChanged {
        order_id: order.id,
        environment: order.environment,
    };
    assert_eq!(events.next().await, Some(changed));
    let request = ExchangeId::Request(id);
    let request = desk.desk().exchange(order.id, request).await.unwrap();
    assert_eq!(request.body.as_bytes(), never_paid().bytes());
}

#[tokio::test]
async fn what_was_withdrawn_is_told_and_cannot_be_sent() {
    let mut desk = TestDesk::over_router(8).await;
    let (order, id) = prepare(&mut desk).await;
    let mut events = desk.desk().events();

    desk.desk().withdraw(id).await.unwrap();

    let changed = DeskEvent::OrderChanged {
        order_id: order.id,
        environment: order.environment,
    };
    assert_eq!(events.next().await, Some(changed));
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.standing, Standing::Withdrawn);
    assert!(matches!(
        shown.timeline.last().unwrap().event,
        TimelineEvent::Withdrawn { .. }
    ));
    assert_eq!(shown.may.prepared, None);
    assert_eq!(shown.may.send, Permission::Blocked(BlockedBy::NotPrepared));
    desk.desk().send_prepared(id).await.unwrap_err();
    assert_eq!(desk.received(Call::Send), 1, "only the refused one left");
}

#[tokio::test]
async fn a_prepared_order_that_the_provider_knows_is_not_sent() {
    let mut desk = TestDesk::over_router(9).await;
    // The provider commits and then says that it refused.
    let lie = FaultKind::Graph {
        status: 400,
        code: 131_009,
        retry_after_s: None,
    };
    let (_, id) = prepare_after(&mut desk, Fault::after(lie)).await;
    desk.look_up(REFERENCE).await.unwrap();

    let shown = desk.show(REFERENCE).await;
    let refused = desk.desk().send_prepared(id).await.unwrap_err();

    assert_eq!(shown.state.payment, PaymentState::NotAttempted);
    assert_eq!(shown.may.send, Permission::Blocked(BlockedBy::AlreadyKnown));
    assert!(
        matches!(refused, DeskError::Store(StoreError::AlreadyKnown { .. })),
        "{refused}"
    );
}

#[tokio::test]
async fn what_a_restore_withdrew_may_have_left_and_can_be_looked_up() {
    let mut desk = TestDesk::over_router(10).await;
    let (order, id) = prepare_new(&mut desk).await;
    let never_left = desk.show(REFERENCE).await.may.look_up;
    let backup = desk.desk().back_up().await.unwrap();
    desk.advance_ms(MINUTE_MS);
    let sent = desk.desk().send_prepared(id).await.unwrap();
    assert_eq!(sent.operation.state, OperationState::Accepted);

    let files = BookFiles::in_folder(desk.data_dir());
    desk.restart_after(move || {
        files.restore(&backup.path, BEGINNING_MS).map(drop).unwrap();
    })
    .await;

    let shown = desk.show(REFERENCE).await;
    assert_eq!(never_left, Permission::Blocked(BlockedBy::NothingSent));
    assert_eq!(shown.standing, Standing::Withdrawn);
    assert_eq!(shown.may.look_up, Permission::Allowed, "it did leave");
    let TimelineEvent::Withdrawn { words } = &shown.timeline.last().unwrap().event else {
        panic!("{:?}", shown.timeline);
    };
    assert!(words.contains("Restored from a backup"), "{words}");
    desk.desk().look_up_order(order.id).await.unwrap();
    assert_eq!(standing(&desk).await, Standing::NotAttempted);
}

/// Leaves the order as a crash does between the first two commits: refused once, and prepared again.
async fn prepare(desk: &mut TestDesk) -> (OrderRow, OperationId) {
    prepare_after(desk, Fault::before(FaultKind::WindowClosed)).await
}

async fn prepare_after(desk: &mut TestDesk, refusal: Fault) -> (OrderRow, OperationId) {
    desk.next(Call::Send, [refusal]);
    let order = desk.send(&never_paid()).await.unwrap().order;
    prepare_row(desk, order).await
}

/// The same for an order of which nothing ever left; all but its ids is another's.
async fn prepare_new(desk: &mut TestDesk) -> (OrderRow, OperationId) {
    let other = desk.send_well(&OrderBody::new("PANEL-2")).await;
    let order = OrderRow {
        id: OrderId::new(BEGINNING_MS, [8; 10]),
        reference_id: ReferenceId::parse(REFERENCE).unwrap(),
        ..other
    };
    prepare_row(desk, order).await
}

async fn prepare_row(desk: &mut TestDesk, order: OrderRow) -> (OrderRow, OperationId) {
    let files = BookFiles::in_folder(desk.data_dir());
    let id = OperationId::new(BEGINNING_MS, [9; 10]);
    let row = order.clone();
    desk.restart_after(move || {
        let writing = move || write_prepared(&files, &row, id);
        std::thread::spawn(writing).join().unwrap();
    })
    .await;
    (order, id)
}

fn write_prepared(files: &BookFiles, order: &OrderRow, id: OperationId) {
    let store = Store::open(files, BEGINNING_MS).unwrap();
    let order = order.clone();
    let write = store.write(move |tx| {
        tx.write_order(&order)?;
        tx.prepare_operation(&NewOperation {
            id,
            account_id: order.account_id,
            environment: order.environment,
            kind: OperationKind::Send,
            order_id: order.id,
            amount_minor: None,
            request_body: never_paid().bytes(),
            prepared_at_ms: BEGINNING_MS,
        })?;
        tx.write_message(&NewMessage {
            id: MessageId::new(BEGINNING_MS, [9; 10]),
            account_id: order.account_id,
            environment: order.environment,
            operation_id: id,
            kind: MessageKind::Interactive,
            orders: vec![order.id],
            created_at_ms: BEGINNING_MS,
        })
    });
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(write).unwrap();
}
