//! Telling customers the status of their orders: only steps that may be taken, and what is known
//! afterwards.

use counterfoil_desk::{DeskError, StatusAsked, StatusSent};
use counterfoil_domain::{
    account::Environment,
    operation::OperationState,
    order_list::OrderList,
    order_status::{OrderStatus, StatusFault, StatusRoute},
};
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind, Fulfilment};
use counterfoil_store::ListSpan;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

const REFERENCE: &str = "SHIP-1";

#[tokio::test(start_paused = true)]
async fn who_paid_stands_in_a_queue_until_told() {
    let desk = paid().await;
    assert_eq!(untold(&desk).await, 1);

    let sent = tell(&desk, OrderStatus::Processing).await.unwrap();

    assert_eq!(sent.operation.state, OperationState::Accepted);
    assert_eq!(untold(&desk).await, 0);
    let told = desk.sandbox().statuses();
    assert_eq!(told[0].status, Fulfilment::Processing);
    assert_eq!(
        told[0].biz_opaque_callback_data,
        Some(sent.operation.id.to_string())
    );
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.fulfilment.told(), OrderStatus::Processing);
}

#[tokio::test(start_paused = true)]
async fn only_steps_that_may_be_taken_ever_leave() {
    let desk = paid().await;
    tell(&desk, OrderStatus::Shipped).await.unwrap();
    for (status, from) in [
        (OrderStatus::Shipped, OrderStatus::Shipped),
        (OrderStatus::Pending, OrderStatus::Shipped),
    ] {
        check(&desk, status, from).await;
    }
    tell(&desk, OrderStatus::Completed).await.unwrap();
    for status in [OrderStatus::Processing, OrderStatus::Shipped] {
        check(&desk, status, OrderStatus::Completed).await;
    }
    assert!(
        desk.sandbox()
            .statuses()
            .iter()
            .all(|told| told.failure.is_none())
    );
    assert_eq!(desk.sandbox().statuses().len(), 2);

    async fn check(desk: &TestDesk, to: OrderStatus, from: OrderStatus) {
        let refused = tell(desk, to).await.unwrap_err();
        let expected = StatusFault::NoStep { from, to };
        assert!(
            matches!(refused, DeskError::NotTold(fault) if fault == expected),
            "{refused}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_lost_answer_only_what_may_follow_both_is_told() {
    let desk = paid().await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    let lost = tell(&desk, OrderStatus::Processing).await.unwrap();
    assert_eq!(lost.operation.state, OperationState::Unknown);
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.fulfilment.may_be(), Some(OrderStatus::Processing));

    tell(&desk, OrderStatus::Processing)
        .await
        .expect_err("it may have been told, and no status is told twice");
    tell(&desk, OrderStatus::PartiallyShipped).await.unwrap();

    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.fulfilment.told(), OrderStatus::PartiallyShipped);
    assert_eq!(
        shown.fulfilment.may_be(),
        None,
        "what was told later settles it"
    );
    let told: Vec<_> = desk.sandbox().statuses();
    assert!(told.iter().all(|one| one.failure.is_none()), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn nobody_is_told_of_an_order_that_never_left() {
    let desk = TestDesk::over_router(1).await;
    desk.next(
        Call::Send,
        [Fault::before(FaultKind::Graph {
            status: 400,
            code: 100,
            retry_after_s: None,
        })],
    );
    desk.send(&OrderBody::new(REFERENCE)).await.unwrap();
    let refused = tell(&desk, OrderStatus::Processing).await.unwrap_err();
    assert!(matches!(refused, DeskError::Input(_)), "{refused}");
}

#[tokio::test(start_paused = true)]
async fn a_status_on_its_way_when_the_program_ended_is_unknown() {
    let mut desk = paid().await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    tell(&desk, OrderStatus::Processing).await.unwrap();
    desk.restart().await;
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.fulfilment.told(), OrderStatus::Pending);
    assert_eq!(shown.fulfilment.may_be(), Some(OrderStatus::Processing));
}

async fn paid() -> TestDesk {
    let desk = TestDesk::over_router(1).await;
    desk.sandbox()
        .set_customer(desk.phone_number_id(), REFERENCE, CustomerPlan::PaysAtOnce);
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.look_up(REFERENCE).await.unwrap();
    desk
}

async fn tell(desk: &TestDesk, status: OrderStatus) -> Result<StatusSent, DeskError> {
    let asked = StatusAsked {
        order: desk.order(REFERENCE).await.id,
        status,
        description: None,
        route: StatusRoute::Interactive {
            body: "About your order.".to_owned(),
        },
    };
    desk.desk().send_status(asked).await
}

async fn untold(desk: &TestDesk) -> u64 {
    let span = ListSpan {
        environment: Environment::Sandbox,
        list: OrderList::NotTold,
        from_ms: i64::MIN,
        to_ms: i64::MAX,
    };
    desk.desk().list_sum(span).await.unwrap().rows
}
