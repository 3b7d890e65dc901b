//! What customers do, by their number or by order.

use crate::orders::simple;
use crate::stage::Stage;
use counterfoil_sandbox::{Attempt, CustomerPlan, Outcome};

/// The status words of an order at one moment: the payment's, then each attempt's.
async fn words(stage: &Stage, reference_id: &str) -> Vec<String> {
    let answer = stage.look_up(reference_id).await;
    let payment = answer.payment();
    let attempts = payment["transactions"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    std::iter::once(payment)
        .chain(&attempts)
        .map(|value| value["status"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_last_two_digits_choose_the_customer() {
    check(
        "01",
        [
            &["captured", "success"],
            &["captured", "success"],
            &["captured", "success"],
        ],
    )
    .await;
    check(
        "02",
        [
            &["pending"],
            &["captured", "success"],
            &["captured", "success"],
        ],
    )
    .await;
    check(
        "03",
        [
            &["pending"],
            &["pending", "failed"],
            &["captured", "failed", "success"],
        ],
    )
    .await;
    check("04", [&["pending"], &["pending"], &["pending"]]).await;
    check("05", [&["pending"], &["pending"], &["pending"]]).await;
    check(
        "06",
        [
            &["pending", "pending"],
            &["pending", "pending"],
            &["pending", "pending"],
        ],
    )
    .await;

    /// What is seen at once, and after one and two times the delay of five seconds.
    async fn check(digits: &str, expected: [&[&str]; 3]) {
        let stage = Stage::new();
        stage
            .send(&simple("R-1", &format!("9199000000{digits}"), 100))
            .await;
        for (step, expected) in expected.into_iter().enumerate() {
            assert_eq!(
                words(&stage, "R-1").await,
                expected,
                "…{digits}, step {step}"
            );
            stage.clock.advance_ms(5_000);
        }
    }
}

#[tokio::test]
async fn a_failed_attempt_carries_its_reason() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000003", 100)).await;
    stage.clock.advance_ms(10_000);

    let answer = stage.look_up("R-1").await;

    let [failed, paid] = answer.payment()["transactions"]
        .as_array()
        .unwrap()
        .as_slice()
    else {
        panic!("two attempts, not {}", answer.json);
    };
    assert!(failed["error"]["code"].is_string() && failed["error"]["reason"].is_string());
    assert!(paid["error"].is_null());
    assert_eq!(
        failed["id"], paid["id"],
        "both belong to one order of the gateway"
    );
    assert_ne!(failed["pg_transaction_id"], paid["pg_transaction_id"]);
}

#[tokio::test]
async fn the_delay_is_the_accounts_and_fixed_when_the_order_is_accepted() {
    let stage = Stage::new();
    stage
        .sandbox
        .set_behaviour(stage.number(), |it| it.pay_after_ms = 100);
    stage.send(&simple("R-1", "919900000002", 100)).await;
    stage
        .sandbox
        .set_behaviour(stage.number(), |it| it.pay_after_ms = 60_000);

    stage.clock.advance_ms(100);
    assert_eq!(words(&stage, "R-1").await, ["captured", "success"]);
}

#[tokio::test]
async fn a_plan_for_one_order_comes_first_before_and_after_it_is_sent() {
    let stage = Stage::new();
    stage
        .sandbox
        .set_customer(stage.number(), "R-1", CustomerPlan::NeverPays);
    stage.send(&simple("R-1", "919900000001", 100)).await;
    stage.send(&simple("R-2", "919900000001", 100)).await;
    assert_eq!(words(&stage, "R-1").await, ["pending"]);
    assert_eq!(
        words(&stage, "R-2").await,
        ["captured", "success"],
        "another order"
    );

    stage
        .sandbox
        .set_customer(stage.number(), "R-1", CustomerPlan::PaysAtOnce);
    assert_eq!(words(&stage, "R-1").await, ["captured", "success"]);
}

#[tokio::test]
async fn a_scripted_customer_does_exactly_what_the_script_says() {
    let stage = Stage::new();
    let attempt = |starts_after_ms, ends_after_ms, outcome| Attempt {
        starts_after_ms,
        ends_after_ms,
        outcome,
    };
    let script = CustomerPlan::Attempts(vec![
        attempt(10, Some(20), Outcome::Fails),
        attempt(15, Some(30), Outcome::Pays),
        attempt(30, Some(40), Outcome::Pays),
    ]);
    stage.sandbox.set_customer(stage.number(), "R-1", script);
    stage.send(&simple("R-1", "919900000004", 100)).await;

    let expected: [&[&str]; 5] = [
        &["pending"],
        &["pending", "pending"],
        &["pending", "failed", "pending"],
        &["captured", "failed", "success", "pending"],
        &["captured", "failed", "success", "success"],
    ];
    for (step, expected) in expected.into_iter().enumerate() {
        assert_eq!(words(&stage, "R-1").await, expected, "step {step}");
        stage.clock.advance_ms(10);
    }
}

#[tokio::test]
async fn drawn_customers_are_a_mix() {
    let stage = Stage::new();
    for number in 0..60 {
        let body = simple(&format!("R-{number}"), "919900000042", 100);
        assert_eq!(stage.send(&body).await.status, 200);
    }
    stage.clock.advance_ms(3_600_000);

    let mut captured = 0;
    for number in 0..60 {
        let words = words(&stage, &format!("R-{number}")).await;
        captured += usize::from(words[0] == "captured");
    }

    assert!(
        (30..60).contains(&captured),
        "most pay and some do not: {captured} of 60"
    );
}

#[test]
fn numbers_that_choose_nothing() {
    for number in ["919900000007", "919900000000", "1", ""] {
        assert_eq!(CustomerPlan::of_phone_number(number, 1), None, "{number}");
    }
}
