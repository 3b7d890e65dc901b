//! Telling many customers at once: one after the other, paused, gone on with, and never twice.

use counterfoil_desk::{BatchAsked, BatchShown};
use counterfoil_domain::{
    account::Environment,
    batch::{BatchMessage, BatchOrderState, BatchState},
    ids::{BatchId, OrderId},
    order_list::OrderList,
    order_status::{OrderStatus, StatusRoute},
};
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind};
use counterfoil_store::ListSpan;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk, wait};

const ORDERS: usize = 12;

#[tokio::test]
async fn expired_orders_are_cancelled_together_and_those_paid_meanwhile_wait_for_a_decision() {
    let desk = TestDesk::over_http().await;
    let orders = expired(&desk, |number| match number {
        3 => CustomerPlan::PaysWhenCancelled,
        5 => CustomerPlan::PaysAfter { after_ms: 500_000 },
        7 => CustomerPlan::StaysRunning,
        _ => CustomerPlan::NeverPays,
    })
    .await;

    let id = start(&desk, orders, None).await;
    let ended = ended(&desk, id, BatchState::Ended).await;

    assert_eq!(ended.count(BatchOrderState::Told), 9, "{ended:?}");
    assert_eq!(ended.count(BatchOrderState::Paid), 2);
    assert_eq!(ended.count(BatchOrderState::LeftAlone), 1);
    assert_eq!(listed(&desk, OrderList::PaidLate).await, 2);
    assert_eq!(listed(&desk, OrderList::CancelSent).await, 9);
    let told = desk.sandbox().statuses();
    assert_eq!(told.len(), 10, "who had paid or was paying was not told");
    let rows = desk.desk().batch_orders(id, 0, 50).await.unwrap();
    assert_eq!(
        rows[7].row.why.as_deref(),
        Some("the customer is paying, or may be")
    );
}

#[tokio::test]
async fn a_batch_that_was_cut_off_is_paused_and_goes_on_without_telling_anyone_twice() {
    let mut desk = TestDesk::over_http().await;
    let orders = expired(&desk, |_| CustomerPlan::NeverPays).await;
    let id = start(&desk, orders, None).await;
    wait::until("some were told", async || {
        desk.desk()
            .batch(id)
            .await
            .unwrap()
            .count(BatchOrderState::Told)
            >= 3
    })
    .await;

    desk.restart().await;

    let paused = desk.desk().batch(id).await.unwrap();
    assert_eq!(paused.batch.state, BatchState::Paused);
    assert!(paused.count(BatchOrderState::Waiting) > 0, "{paused:?}");
    desk.desk().resume_batch(id).await.unwrap();
    let ended = ended(&desk, id, BatchState::Ended).await;
    assert_eq!(ended.count(BatchOrderState::Told), 12, "{ended:?}");
    let mut told: Vec<_> = desk.sandbox().statuses();
    told.sort_by(|one, other| one.reference_id.cmp(&other.reference_id));
    told.dedup_by(|one, other| one.reference_id == other.reference_id);
    assert_eq!(told.len(), desk.sandbox().statuses().len(), "nobody twice");
}

#[tokio::test]
async fn what_would_stop_every_other_pauses_the_batch_before_it_does() {
    let desk = TestDesk::over_http().await;
    let orders = expired(&desk, |_| CustomerPlan::NeverPays).await;
    let limited = FaultKind::Graph {
        status: 429,
        code: 130_429,
        retry_after_s: None,
    };
    desk.next(Call::Send, [Fault::before(limited)]);

    let id = start(&desk, orders, None).await;
    let paused = ended(&desk, id, BatchState::Paused).await;

    assert_eq!(
        paused.count(BatchOrderState::Waiting),
        12,
        "its turn comes again"
    );
    assert!(paused.batch.why.is_some(), "and why is said");
    desk.desk().resume_batch(id).await.unwrap();
    let ended = ended(&desk, id, BatchState::Ended).await;
    assert_eq!(ended.count(BatchOrderState::Told), 12);
}

#[tokio::test]
async fn outside_the_window_each_goes_by_the_template_that_was_given() {
    let desk = TestDesk::over_http().await;
    let orders = expired(&desk, |_| CustomerPlan::NeverPays).await;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |account| {
            account.window_closed = true
        });
    let without = start(&desk, orders[..2].to_vec(), None).await;
    let left = ended(&desk, without, BatchState::Ended).await;
    assert_eq!(left.count(BatchOrderState::WindowClosed), 2);

    let template = StatusRoute::Template {
        name: "order_update".to_owned(),
        language: "en_US".to_owned(),
        variables: Vec::new(),
    };
    let id = start(&desk, orders, Some(template)).await;
    let ended = ended(&desk, id, BatchState::Ended).await;

    assert_eq!(ended.count(BatchOrderState::Told), 12, "{ended:?}");
    let told = desk.sandbox().statuses();
    assert!(told.iter().all(|one| one.template.is_some()), "{told:?}");
}

#[tokio::test]
async fn one_runs_at_a_time_and_a_person_may_end_it() {
    let desk = TestDesk::over_http().await;
    let orders = expired(&desk, |_| CustomerPlan::NeverPays).await;
    let id = start(&desk, orders.clone(), None).await;
    desk.desk()
        .start_batch(asked(orders, None))
        .await
        .expect_err("another is running");
    desk.desk().pause_batch(id).await.unwrap();
    let paused = ended(&desk, id, BatchState::Paused).await;
    desk.desk().end_batch(id).await.unwrap();
    let over = desk.desk().batch(id).await.unwrap();
    let waiting = paused.count(BatchOrderState::Waiting);
    assert_eq!(over.count(BatchOrderState::CalledOff), waiting);
    desk.desk()
        .resume_batch(id)
        .await
        .expect_err("it has ended");
}

/// Orders that have expired, each with a customer of its own.
async fn expired(desk: &TestDesk, plan: impl Fn(usize) -> CustomerPlan) -> Vec<OrderId> {
    let at_s = desk.sandbox().time_ms() / 1_000 + 400;
    let mut orders = Vec::new();
    for number in 0..ORDERS {
        let reference = format!("EXPIRED-{number:02}");
        desk.sandbox()
            .set_customer(desk.phone_number_id(), &reference, plan(number));
        let body = OrderBody::new(&reference).expires_at_s(at_s);
        orders.push(desk.send_well(&body).await.id);
    }
    desk.advance_ms(1_000_000);
    orders
}

fn asked(orders: Vec<OrderId>, fallback: Option<StatusRoute>) -> BatchAsked {
    let route = StatusRoute::Interactive {
        body: "Your order was cancelled.".to_owned(),
    };
    let note = Some("Your payment link has expired.");
    BatchAsked {
        message: BatchMessage::new(OrderStatus::Canceled, note, route, fallback).unwrap(),
        orders,
        by_person: true,
    }
}

async fn start(desk: &TestDesk, orders: Vec<OrderId>, fallback: Option<StatusRoute>) -> BatchId {
    desk.desk()
        .start_batch(asked(orders, fallback))
        .await
        .unwrap()
}

/// The batch once it stands so.
async fn ended(desk: &TestDesk, id: BatchId, state: BatchState) -> BatchShown {
    wait::until_some("the batch stands so", async || {
        let shown = desk.desk().batch(id).await.unwrap();
        (shown.batch.state == state).then_some(shown)
    })
    .await
}

async fn listed(desk: &TestDesk, list: OrderList) -> u64 {
    let span = ListSpan {
        environment: Environment::Sandbox,
        list,
        from_ms: i64::MIN,
        to_ms: i64::MAX,
    };
    desk.desk().list_sum(span).await.unwrap().rows
}
