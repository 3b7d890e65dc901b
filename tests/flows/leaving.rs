//! Owns the claim that an effect on its way is recorded, whoever stops waiting for it.

use crate::program::Shop;
use counterfoil_desk::DeskError;
use counterfoil_domain::operation::OperationState;
use counterfoil_sandbox::Call;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk, wait};
use std::{pin::pin, task::Poll};

const REFERENCE: &str = "CANCEL-1";

#[tokio::test]
async fn dropping_the_caller_does_not_drop_the_effect() {
    let mut desk = slow_desk().await;
    let body = OrderBody::new(REFERENCE).bytes();
    let account = desk.account().await;
    let caller = tokio::spawn({
        let desk = desk.desk().clone();
        async move { desk.send_order_body(&account, &body).await }
    });
    wait::until("the request has arrived", async || {
        desk.received(Call::Send) == 1
    })
    .await;

    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    assert_eq!(
        desk.desk().effects_on_their_way(),
        1,
        "nobody waits for it, and it goes on"
    );
    desk.desk().leave().await;

    assert_eq!(
        desk.desk().effects_on_their_way(),
        0,
        "leaving waited for it"
    );
    assert_eq!(
        desk.only_send(REFERENCE).await.state,
        OperationState::Accepted
    );
    let recovered = desk.restart().await;
    assert!(
        recovered.unknown.is_empty(),
        "it was recorded before the desk left"
    );
    assert_eq!(desk.committed(REFERENCE).len(), 1);
}

#[tokio::test]
async fn a_desk_that_leaves_takes_on_no_new_effect() {
    let desk = TestDesk::over_http().await;
    desk.desk().leave().await;

    let late = desk.send(&OrderBody::new(REFERENCE)).await;

    assert!(matches!(late, Err(DeskError::Closing)), "{late:?}");
    assert_eq!(desk.received(Call::Send), 0);
    let found = desk.desk().order_with_reference(REFERENCE, None).await;
    assert!(
        found.is_err(),
        "nothing was begun that somebody must end: {found:?}"
    );
}

/// However far a caller gets before it is dropped, the book and the sandbox agree in the end.
#[tokio::test]
async fn a_caller_dropped_at_any_step_leaves_no_effect_unrecorded() {
    let mut ended_as = Vec::new();
    for polls in 1..=8 {
        let desk = TestDesk::over_http().await;
        let body = OrderBody::new(REFERENCE);
        poll_some_times(desk.send(&body), polls).await;

        desk.desk().leave().await;

        let committed = desk.committed(REFERENCE).len();
        let found = desk.desk().order_with_reference(REFERENCE, None).await;
        let state = match found {
            Ok(_) => Some(desk.only_send(REFERENCE).await.state),
            Err(_) => None,
        };
        match state {
            None => assert_eq!(committed, 0, "{polls} polls"),
            Some(OperationState::Accepted) => assert_eq!(committed, 1, "{polls} polls"),
            Some(other) => panic!("{polls} polls: {other:?}"),
        }
        ended_as.push(state);
    }
    assert_eq!(
        ended_as.last(),
        Some(&Some(OperationState::Accepted)),
        "{ended_as:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_program_records_what_was_on_its_way() {
    let shop = Shop::open().await;
    let file = shop.file(&OrderBody::new(REFERENCE));
    shop.sandbox
        .set_behaviour(shop.phone_number_id(), |behaviour| {
            behaviour.latency_ms = 1_500..=1_500;
        });
    let running = shop.program.start(&["order", "send", &file], shop.token());
    wait::until("it arrives", async || shop.received(Call::Send) == 1).await;

    running.terminate();
    let ended = running.ran();

    ended.says("interrupted; what was on its way is recorded");
    ended.ends_with(3);
    let listed = shop.run(&["order", "list", "--json"]).ends_with(0).json();
    assert_eq!(listed["rows"][0]["send"], "accepted", "{listed:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_program_with_nothing_on_its_way_says_so() {
    let shop = Shop::open().await;
    let never_pays = OrderBody::new(REFERENCE).phone("919900000004");
    shop.send(&never_pays, &[]).ends_with(0);
    let look_up = ["order", "look-up", REFERENCE, "--wait=60"];
    let running = shop.program.start(&look_up, shop.token());
    wait::until("it asks", async || shop.received(Call::Lookup) == 1).await;

    running.terminate();

    let ended = running.ran().ends_with(10);
    ended.says("interrupted; nothing was on its way");
}

/// Answers take long enough to do something meanwhile.
async fn slow_desk() -> TestDesk {
    let desk = TestDesk::over_http().await;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |behaviour| {
            behaviour.latency_ms = 1_000..=1_000;
        });
    desk
}

/// Polls a future each time it is woken, so often at the most, and drops it.
async fn poll_some_times(future: impl Future, polls: u32) {
    let mut future = pin!(future);
    let mut left = polls;
    std::future::poll_fn(|context| {
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(()),
            Poll::Pending if left == 0 => Poll::Ready(()),
            Poll::Pending => Poll::Pending,
        }
    })
    .await;
}
