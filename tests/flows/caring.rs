//! What the desk does for customers by itself: nothing until somebody wants it, and then no more than
//! they asked for.

use counterfoil_desk::{BatchAsked, CancelVerdict, Care, DeskError, Phrase, Swept};
use counterfoil_domain::{
    account::Environment::Sandbox,
    batch::{BatchMessage, BatchOrderState, BatchState},
    cancel::CancelStop,
    ids::{BatchId, OrderId},
    order_status::{OrderStatus, StatusRoute},
};
use counterfoil_sandbox::{CustomerPlan, Fulfilment};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk, wait};

const HOUR_MS: i64 = 3_600_000;

#[tokio::test]
async fn nothing_is_swept_until_somebody_wants_it() {
    let desk = expired(&[CustomerPlan::NeverPays]).await.0;
    desk.advance_ms(100 * HOUR_MS);
    desk.look_up("SWEEP-0").await.unwrap();
    assert_eq!(desk.desk().sweep(Sandbox).await.unwrap(), Swept::Off);
    assert_eq!(desk.desk().prepare_told(Sandbox).await.unwrap(), 0);
    let short = Care {
        grace_hours: 0,
        ..Care::default()
    };
    let refused = desk.desk().take_care(short).await.unwrap_err();
    assert!(matches!(refused, DeskError::Input(_)), "{refused}");
}

#[tokio::test]
async fn the_sweep_cancels_what_expired_long_enough_ago_in_the_words_used_last() {
    let plans = [CustomerPlan::NeverPays, CustomerPlan::StaysRunning];
    let (desk, _) = expired(&plans).await;
    sweeping(&desk).await;
    let phrase = Phrase {
        note: "Write to us for a new one.".to_owned(),
        ..Phrase::first(OrderStatus::Canceled)
    };
    let remembered = desk.desk().remember_phrase(OrderStatus::Canceled, &phrase);
    remembered.await.unwrap();
    assert_eq!(
        desk.desk().sweep(Sandbox).await.unwrap(),
        Swept::Nothing,
        "too soon"
    );
    desk.advance_ms(25 * HOUR_MS);
    desk.look_up("SWEEP-0").await.unwrap();
    desk.look_up("SWEEP-1").await.unwrap();

    let Swept::Begun(id) = desk.desk().sweep(Sandbox).await.unwrap() else {
        panic!("something expired long enough ago");
    };

    let ended = ended(&desk, id).await;
    assert_eq!(
        ended.batch.message.message.description(),
        Some(phrase.note.as_str())
    );
    assert!(!ended.batch.by_person);
    assert_eq!(ended.total(), 1, "whoever is paying is left alone");
    assert_eq!(ended.count(BatchOrderState::Told), 1);
    assert_eq!(desk.desk().sweep(Sandbox).await.unwrap(), Swept::Nothing);
}

#[tokio::test]
async fn the_sweep_waits_while_the_clocks_are_apart() {
    let (desk, _) = expired(&[CustomerPlan::NeverPays]).await;
    sweeping(&desk).await;
    desk.advance_ms(25 * HOUR_MS);
    desk.clock().jump_ms(3 * 60_000);
    assert_eq!(
        desk.desk().sweep(Sandbox).await.unwrap(),
        Swept::TimeNotKnown
    );

    desk.look_up("SWEEP-0").await.unwrap();
    let swept = desk.desk().sweep(Sandbox).await.unwrap();
    assert!(matches!(swept, Swept::ClocksApart(180_000)), "{swept:?}");

    desk.clock().jump_ms(-3 * 60_000);
    desk.look_up("SWEEP-0").await.unwrap();
    let swept = desk.desk().sweep(Sandbox).await.unwrap();
    assert!(matches!(swept, Swept::Begun(_)), "{swept:?}");
}

#[tokio::test]
async fn what_who_paid_is_told_is_prepared_and_leaves_with_one_click() {
    let (desk, orders) = expired(&[CustomerPlan::PaysAtOnce, CustomerPlan::PaysAtOnce]).await;
    for number in 0..2 {
        desk.look_up(&format!("SWEEP-{number}")).await.unwrap();
    }
    let care = Care {
        prepares: true,
        ..Care::default()
    };
    desk.desk().take_care(care).await.unwrap();

    assert_eq!(desk.desk().prepare_told(Sandbox).await.unwrap(), 2);
    assert_eq!(
        desk.desk().prepare_told(Sandbox).await.unwrap(),
        0,
        "each once"
    );
    assert!(
        desk.sandbox().statuses().is_empty(),
        "nothing leaves by itself"
    );

    let route = StatusRoute::Interactive {
        body: "Thank you.".to_owned(),
    };
    let message = BatchMessage::new(OrderStatus::Processing, None, route, None).unwrap();
    let id = desk.desk().start_batch(BatchAsked {
        message,
        orders,
        by_person: true,
    });
    let ended = ended(&desk, id.await.unwrap()).await;
    assert_eq!(ended.count(BatchOrderState::Told), 2, "{ended:?}");
    let told = desk.sandbox().statuses();
    assert!(told.iter().all(|one| one.status == Fulfilment::Processing));
    assert_eq!(told.len(), 2);
}

#[tokio::test]
async fn a_dry_run_says_what_would_become_of_each_and_changes_nothing() {
    let (desk, orders) = expired(&[
        CustomerPlan::NeverPays,
        CustomerPlan::PaysAtOnce,
        CustomerPlan::StaysRunning,
        CustomerPlan::NeverPays,
    ])
    .await;
    let since_ms = desk.clock().true_ms();
    for number in 0..3 {
        desk.look_up(&format!("SWEEP-{number}")).await.unwrap();
    }

    let asked = desk.desk().sum_orders(orders.clone()).await.unwrap();
    assert_eq!((asked.orders, asked.inr_minor), (4, 4 * 49_900));
    let plan = desk.desk().plan_cancels(orders, since_ms).await.unwrap();

    let verdicts: Vec<_> = plan
        .orders
        .iter()
        .map(|one| (one.reference_id.as_str(), one.verdict))
        .collect();
    assert_eq!(
        verdicts,
        [
            ("SWEEP-1", CancelVerdict::Paid),
            ("SWEEP-3", CancelVerdict::LeftAlone(CancelStop::NotKnown)),
            (
                "SWEEP-2",
                CancelVerdict::LeftAlone(CancelStop::AttemptRunning)
            ),
            ("SWEEP-0", CancelVerdict::Cancelled),
        ]
    );
    let will = plan.sum(|verdict| verdict == CancelVerdict::Cancelled);
    assert_eq!((will.orders, will.inr_minor), (1, 49_900));
    assert!(desk.sandbox().statuses().is_empty());
}

#[tokio::test]
async fn only_approved_order_status_templates_are_offered() {
    let desk = TestDesk::over_http().await;
    let account = desk.account().await.id;
    let found = desk.desk().status_templates(account).await.unwrap();
    let found: Vec<_> = found
        .iter()
        .map(|one| (one.name.as_str(), one.variables))
        .collect();
    assert_eq!(found, [("order_update", 0), ("order_update_named", 1)]);
}

async fn sweeping(desk: &TestDesk) {
    let care = Care {
        sweeps: true,
        ..Care::default()
    };
    desk.desk().take_care(care).await.unwrap();
}

/// Orders that have expired, looked up never.
async fn expired(plans: &[CustomerPlan]) -> (TestDesk, Vec<OrderId>) {
    let desk = TestDesk::over_http().await;
    let at_s = desk.sandbox().time_ms() / 1_000 + 400;
    let mut orders = Vec::new();
    for (number, plan) in plans.iter().enumerate() {
        let reference = format!("SWEEP-{number}");
        desk.sandbox()
            .set_customer(desk.phone_number_id(), &reference, plan.clone());
        let body = OrderBody::new(&reference).expires_at_s(at_s);
        orders.push(desk.send_well(&body).await.id);
    }
    desk.advance_ms(1_000_000);
    (desk, orders)
}

async fn ended(desk: &TestDesk, id: BatchId) -> counterfoil_desk::BatchShown {
    wait::until_some("the batch ends", async || {
        let shown = desk.desk().batch(id).await.unwrap();
        (shown.batch.state == BatchState::Ended).then_some(shown)
    })
    .await
}
