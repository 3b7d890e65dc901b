//! What the desk looks up by itself: soon after it was sent, at its expiry, and less and less often;
//! within what the provider allows, and whatever happens to this computer's clock.

use counterfoil_desk::{PollShown, PollTrouble, PollUntil, PollingOptions};
use counterfoil_domain::{
    account::Environment,
    cadence::{PollEnd, PollReason},
    operation::OperationState,
    order_state::PaymentState,
};
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

const REFERENCE: &str = "BILL-1";
const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

#[tokio::test]
async fn a_payment_is_seen_soon_after_it_is_made_and_then_left_alone() {
    let desk = polling(CustomerPlan::PaysAfter { after_ms: 61_000 }).await;
    desk.send_well(&OrderBody::new(REFERENCE)).await;

    desk.live_ms(60 * SECOND_MS).await;
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.state.payment, PaymentState::NotAttempted);
    assert_eq!(shown.last_send().unwrap().state, OperationState::Confirmed);
    assert!(
        matches!(
            shown.poll,
            PollShown::Due {
                why: PollReason::Waiting,
                every_ms: 30_000,
                ..
            }
        ),
        "{:?}",
        shown.poll
    );

    desk.live_ms(40 * SECOND_MS).await;
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.state.payment, PaymentState::Captured);
    assert!(
        matches!(
            shown.poll,
            PollShown::Due {
                why: PollReason::Paid,
                ..
            }
        ),
        "{:?}",
        shown.poll
    );
    let asked = desk.received(Call::Lookup);
    assert!((3..=5).contains(&asked), "{asked}");

    desk.live_ms(40 * DAY_MS).await;
    let shown = desk.show(REFERENCE).await;
    assert_eq!(shown.poll, PollShown::Ended(PollEnd::Paid));
    let asked = desk.received(Call::Lookup) - asked;
    assert!(
        (8..=12).contains(&asked),
        "daily for a week, then weekly: {asked}"
    );
}

#[tokio::test]
async fn a_send_without_an_answer_is_proven_by_a_lookup_nobody_asked_for() {
    let desk = polling(CustomerPlan::NeverPays).await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    let sent = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();
    assert_eq!(sent.operation.state, OperationState::Unknown);

    desk.live_ms(15 * SECOND_MS).await;

    assert_eq!(
        desk.only_send(REFERENCE).await.state,
        OperationState::Confirmed
    );
}

#[tokio::test]
async fn nothing_leaves_before_the_provider_s_retry_after() {
    let desk = polling(CustomerPlan::NeverPays).await;
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    let busy = FaultKind::Status {
        status: 429,
        retry_after_s: Some(600),
    };
    desk.next(Call::Lookup, [Fault::before(busy)]);

    desk.live_ms(605 * SECOND_MS).await;
    assert_eq!(desk.received(Call::Lookup), 1);
    assert_eq!(trouble(&desk).await, Some(PollTrouble::Busy));

    desk.live_ms(10 * SECOND_MS).await;
    assert_eq!(desk.received(Call::Lookup), 2);
    assert_eq!(trouble(&desk).await, None);
}

#[tokio::test]
async fn a_provider_that_fails_is_asked_less_and_less_often() {
    let desk = polling(CustomerPlan::NeverPays).await;
    for number in 0..20 {
        desk.send_well(&OrderBody::new(&format!("K-{number}")))
            .await;
    }
    let down = vec![Fault::before(FaultKind::BadGateway); 1_000];
    desk.next(Call::Lookup, down);

    desk.live_ms(HOUR_MS).await;

    let asked = desk.received(Call::Lookup);
    assert!((15..=40).contains(&asked), "{asked}");
    assert!(matches!(
        trouble(&desk).await,
        Some(PollTrouble::Silent { .. })
    ));
}

#[tokio::test]
async fn after_a_sleep_it_neither_storms_nor_starves() {
    let desk = polling(CustomerPlan::NeverPays).await;
    for number in 0..100 {
        desk.send_well(&OrderBody::new(&format!("K-{number}")))
            .await;
    }
    desk.live_ms(HOUR_MS).await;
    let before = desk.received(Call::Lookup);

    desk.clock().sleep_through_ms(8 * HOUR_MS);
    desk.live_ms(MINUTE_MS).await;

    let asked = desk.received(Call::Lookup) - before;
    assert!((60..=130).contains(&asked), "{asked}");
    desk.live_ms(2 * MINUTE_MS).await;
    let shown = desk.desk().polling(Environment::Sandbox).await.unwrap();
    assert_eq!(shown.accounts[0].late, 0, "{shown:?}");
}

#[tokio::test]
async fn a_clock_that_is_set_wrong_moves_nothing() {
    for jump_ms in [DAY_MS, -DAY_MS] {
        let desk = polling(CustomerPlan::NeverPays).await;
        for number in 0..10 {
            desk.send_well(&OrderBody::new(&format!("K-{number}")))
                .await;
        }
        desk.live_ms(HOUR_MS).await;
        let before = desk.received(Call::Lookup);
        desk.live_ms(20 * MINUTE_MS).await;
        let usual = desk.received(Call::Lookup) - before;

        desk.clock().jump_ms(jump_ms);
        desk.live_ms(20 * MINUTE_MS).await;

        let asked = desk.received(Call::Lookup) - before - usual;
        assert!(
            asked.abs_diff(usual) <= 12,
            "{asked} after {jump_ms}, usually {usual}"
        );
    }
}

#[tokio::test]
async fn what_was_sent_by_a_wrong_clock_is_looked_up_in_time() {
    for jump_ms in [DAY_MS, -DAY_MS] {
        let desk = desk_with(CustomerPlan::PaysAtOnce).await;
        desk.clock().jump_ms(jump_ms);
        desk.send_well(&OrderBody::new(REFERENCE)).await;
        desk.desk()
            .start_polling(PollingOptions::default())
            .await
            .unwrap();

        desk.live_ms(MINUTE_MS).await;

        let payment = desk.show(REFERENCE).await.state.payment;
        assert_eq!(payment, PaymentState::Captured, "{jump_ms}");
    }
}

#[tokio::test]
async fn a_restart_goes_on_where_it_was() {
    let mut desk = polling(CustomerPlan::NeverPays).await;
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.live_ms(3 * HOUR_MS).await;
    let before = desk.received(Call::Lookup);

    desk.restart().await;
    desk.desk()
        .start_polling(PollingOptions::default())
        .await
        .unwrap();
    desk.live_ms(10 * MINUTE_MS).await;

    let asked = desk.received(Call::Lookup) - before;
    assert!((1..=2).contains(&asked), "one learns the time: {asked}");
}

#[tokio::test]
async fn what_an_account_allows_is_chosen_at_once_and_remembered() {
    let mut desk = polling(CustomerPlan::NeverPays).await;
    assert_eq!(lookups_per_hour(&desk).await, 4_000);

    desk.desk().allow_calls(1_000).await.unwrap();
    assert_eq!(lookups_per_hour(&desk).await, 800);
    for wrong in [0, 4, 1_000_001] {
        let refused = desk.desk().allow_calls(wrong).await.unwrap_err();
        assert!(
            refused.to_string().contains("from 5 to 1000000"),
            "{refused}"
        );
    }

    desk.restart().await;
    desk.desk()
        .start_polling(PollingOptions::default())
        .await
        .unwrap();
    assert_eq!(lookups_per_hour(&desk).await, 800);
}

#[tokio::test]
async fn while_paused_only_what_a_person_asks_for_is_looked_up() {
    let desk = polling(CustomerPlan::PaysAtOnce).await;
    desk.desk().pause_polling(true).await.unwrap();
    let order = desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.live_ms(HOUR_MS).await;
    assert_eq!(desk.received(Call::Lookup), 0);

    desk.desk().look_up_orders(vec![order.id]).await.unwrap();
    desk.live_ms(SECOND_MS).await;

    assert_eq!(desk.received(Call::Lookup), 1);
    let job = desk.desk().polling(Environment::Sandbox).await.unwrap().job;
    let job = job.unwrap();
    assert_eq!(
        (job.total, job.done, job.changed, job.is_over),
        (1, 1, 1, true)
    );
    desk.desk().pause_polling(false).await.unwrap();
    desk.live_ms(2 * DAY_MS).await;
    assert!(desk.received(Call::Lookup) > 1);
}

#[tokio::test]
async fn a_job_keeps_to_the_allowance_and_can_be_stopped() {
    let desk = polling(CustomerPlan::NeverPays).await;
    let mut orders = Vec::new();
    for number in 0..200 {
        orders.push(
            desk.send_well(&OrderBody::new(&format!("K-{number}")))
                .await
                .id,
        );
    }
    desk.desk().pause_polling(true).await.unwrap();
    desk.live_ms(HOUR_MS).await;

    desk.desk().look_up_orders(orders.clone()).await.unwrap();
    desk.live_ms(MINUTE_MS).await;
    let asked = desk.received(Call::Lookup);
    assert!((100..=135).contains(&asked), "{asked}");
    desk.desk().look_up_orders(orders).await.unwrap_err();

    desk.desk().cancel_look_up_orders().await;
    desk.live_ms(MINUTE_MS).await;

    assert_eq!(desk.received(Call::Lookup), asked);
    let job = desk.desk().polling(Environment::Sandbox).await.unwrap().job;
    assert!(job.unwrap().is_cancelled);
}

#[tokio::test]
async fn once_asks_everything_that_is_due_once_and_ends() {
    let desk = desk_with(CustomerPlan::NeverPays).await;
    for number in 0..5 {
        desk.send_well(&OrderBody::new(&format!("K-{number}")))
            .await;
    }
    desk.advance_ms(MINUTE_MS);

    let once = PollingOptions {
        until: PollUntil::NothingDue,
        ..PollingOptions::default()
    };
    desk.desk().start_polling(once).await.unwrap();
    let live = async {
        loop {
            desk.live_ms(SECOND_MS).await;
        }
    };
    tokio::select! {
        () = desk.desk().polling_ended() => {}
        () = live => {}
    }

    assert_eq!(desk.received(Call::Lookup), 5);
    assert_eq!(desk.desk().poll_tally().answered, 5);
}

#[tokio::test]
async fn a_refusal_that_is_repeated_is_kept_once() {
    let desk = desk_with(CustomerPlan::NeverPays).await;
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    let before = desk.exchanges(REFERENCE).await.len();
    let refused = FaultKind::Graph {
        status: 400,
        code: 100,
        retry_after_s: None,
    };
    desk.next(Call::Lookup, vec![Fault::before(refused); 3]);

    for _ in 0..3 {
        desk.look_up(REFERENCE).await.unwrap();
    }

    assert_eq!(desk.exchanges(REFERENCE).await.len(), before + 1);
}

async fn lookups_per_hour(desk: &TestDesk) -> u32 {
    let shown = desk.desk().polling(Environment::Sandbox).await.unwrap();
    shown.accounts[0].lookups_per_hour
}

async fn trouble(desk: &TestDesk) -> Option<PollTrouble> {
    let shown = desk.desk().polling(Environment::Sandbox).await.unwrap();
    shown.accounts[0]
        .trouble
        .clone()
        .map(|(_, trouble)| trouble)
}

async fn polling(plan: CustomerPlan) -> TestDesk {
    let desk = desk_with(plan).await;
    desk.desk()
        .start_polling(PollingOptions::default())
        .await
        .unwrap();
    desk
}

async fn desk_with(plan: CustomerPlan) -> TestDesk {
    let desk = TestDesk::over_router(7).await;
    for reference in (0..200)
        .map(|number| format!("K-{number}"))
        .chain([REFERENCE.to_owned()])
    {
        desk.sandbox()
            .set_customer(desk.phone_number_id(), &reference, plan.clone());
    }
    desk
}
