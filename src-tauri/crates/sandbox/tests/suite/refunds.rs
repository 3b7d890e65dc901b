//! What a refund does, what it is refused for, and how lookups show it.

use crate::orders::simple;
use crate::stage::{Answer, NOW_MS, Stage, open};
use counterfoil_sandbox::{
    Call, Fault, FaultKind, FaultPlan, ForeignRefund, ListedRefunds, RefundFate,
};
use serde_json::{Value, json};

const REFERENCE: &str = "R-1";
const PAID_MINOR: i64 = 12_500;

#[tokio::test]
async fn a_refund_is_answered_committed_and_listed_in_the_attempt_that_paid() {
    let stage = paid().await;

    let answer = refund(&stage, &body("5000")).await;

    let id = answer.json["id"].as_str().unwrap().to_owned();
    assert!(id.starts_with("rfnd_"), "{id}");
    let expected = json!({ "id": id, "status": "pending", "speed_processed": "normal" });
    assert_eq!((answer.status.as_u16(), &answer.json), (200, &expected));
    assert_eq!(
        listed(&stage).await,
        [json!({
            "id": id,
            "amount": { "value": 5_000, "offset": 100 },
            "speed_processed": "normal",
            "status": "pending",
            "created_timestamp": NOW_MS / 1_000,
            "updated_timestamp": NOW_MS / 1_000,
        })]
    );
    let made = stage.sandbox.refunds();
    assert_eq!((made.len(), made[0].amount_minor), (1, 5_000));
    assert!(!made[0].is_foreign());

    stage.clock.advance_ms(5_000);
    assert_eq!(listed(&stage).await[0]["status"], "success");
}

#[tokio::test]
async fn a_refund_survives_a_crash_of_the_sandbox() {
    let stage = paid().await;
    refund(&stage, &body("5000")).await;
    let made = stage.sandbox.refunds();
    let Stage {
        sandbox,
        folder,
        clock,
        ..
    } = stage;
    drop(sandbox);

    let again = open(&folder, crate::stage::SEED, &clock).unwrap();

    assert_eq!(again.refunds(), made);
}

#[tokio::test]
async fn what_no_payment_covers_is_refused_and_nothing_is_made() {
    let stage = paid().await;
    let order = simple("UNPAID", "919900000004", PAID_MINOR);
    stage.send(&order).await;
    let with = |key: &str, value: Value| {
        let mut body = body("5000");
        body[key] = value;
        body
    };
    let amount = |value: Value| {
        let mut body = body("5000");
        body["amount"]["value"] = value;
        body
    };
    for (body, code, says) in [
        (
            with("reference_id", json!("UNPAID")),
            131_009,
            "not captured",
        ),
        (with("reference_id", json!("NOPE")), 131_009, "unknown"),
        (
            with("payment_config_id", json!("other")),
            134_009,
            "invalid",
        ),
        (with("speed", json!("fast")), 131_009, "normal or instant"),
        (with("note", json!("x")), 100, "not a known parameter"),
        (amount(json!(5_000)), 131_009, "must be a string"),
        (amount(json!("0")), 131_009, "more than zero"),
        (amount(json!("+1")), 131_009, "more than zero"),
        (amount(json!("12501")), 131_009, "left of the payment"),
    ] {
        let answer = refund(&stage, &body).await;
        assert_eq!(answer.code(), code, "{body} {}", answer.json);
        assert!(answer.details().contains(says), "{}", answer.details());
    }
    assert_eq!(stage.sandbox.refunds(), []);
}

#[tokio::test]
async fn the_cap_counts_what_moves_money_and_can_be_lifted() {
    let stage = paid().await;
    let fate = RefundFate::Fails { after_ms: 0 };
    stage
        .sandbox
        .set_behaviour(stage.number(), |habits| habits.refunds.fate = fate);
    let failed = refund(&stage, &body("12500")).await;
    assert_eq!(failed.json["status"], "failed");
    stage.sandbox.set_behaviour(stage.number(), |habits| {
        habits.refunds.fate = RefundFate::default();
    });
    assert_eq!(refund(&stage, &body("12500")).await.status.as_u16(), 200);
    assert_eq!(refund(&stage, &body("1")).await.code(), 131_009);

    stage
        .sandbox
        .set_behaviour(stage.number(), |habits| habits.refunds.capped = false);

    assert_eq!(refund(&stage, &body("12500")).await.status.as_u16(), 200);
    assert_eq!(stage.sandbox.refunds().len(), 3);
}

#[tokio::test]
async fn a_fault_strikes_before_or_after_the_refund_is_made() {
    let stage = paid().await;
    let lost = |fault| {
        stage
            .sandbox
            .set_faults(stage.number(), Call::Refund, FaultPlan::Next(vec![fault]));
    };
    lost(Fault::before(FaultKind::Reset));
    try_refund(&stage, &body("100")).await.unwrap_err();
    assert_eq!(stage.sandbox.refunds().len(), 0);

    lost(Fault::after(FaultKind::Reset));
    try_refund(&stage, &body("100")).await.unwrap_err();
    assert_eq!(stage.sandbox.refunds().len(), 1);
    let calls = stage.sandbox.calls(stage.number()).of(Call::Refund);
    assert_eq!((calls.received, calls.authenticated), (2, 2));
}

#[tokio::test]
async fn lookups_show_refunds_where_and_when_the_account_does() {
    let stage = paid().await;
    let habit = |listed, lookup_lag_ms, newest_first| {
        stage.sandbox.set_behaviour(stage.number(), |habits| {
            habits.refunds.listed = listed;
            habits.refunds.lookup_lag_ms = lookup_lag_ms;
            habits.refunds.newest_first = newest_first;
        });
    };
    let first = refund(&stage, &body("100")).await.json["id"].clone();
    let second = refund(&stage, &body("200")).await.json["id"].clone();

    habit(ListedRefunds::Nowhere, 0, false);
    assert_eq!(places(&stage).await, (vec![], vec![]));
    habit(ListedRefunds::InPayment, 0, true);
    assert_eq!(places(&stage).await, (vec![], vec![second, first.clone()]));
    habit(ListedRefunds::Twice, 0, false);
    let (in_transaction, in_payment) = places(&stage).await;
    assert_eq!((in_transaction.len(), in_payment.len()), (2, 2));
    habit(ListedRefunds::InTransaction, 1_000, false);
    assert_eq!(places(&stage).await, (vec![], vec![]));
    stage.clock.advance_ms(1_000);
    assert_eq!(places(&stage).await.0[0], first);
}

#[tokio::test]
async fn the_answer_may_have_another_id_than_lookups() {
    let stage = paid().await;
    stage.sandbox.set_behaviour(stage.number(), |habits| {
        habits.refunds.answers_other_id = true;
    });

    let answered = refund(&stage, &body("100")).await.json["id"].clone();

    assert_ne!(listed(&stage).await[0]["id"], answered);
}

#[tokio::test]
async fn what_somebody_else_refunds_shows_too_and_is_not_capped() {
    let stage = paid().await;
    let foreign = ForeignRefund {
        amount_minor: PAID_MINOR + 1,
        fate: RefundFate::FailsThenSettles { after_ms: 10 },
    };

    let made = stage
        .sandbox
        .add_foreign_refund(stage.number(), REFERENCE, foreign)
        .unwrap();

    assert!(made.is_foreign());
    stage.clock.advance_ms(10);
    assert_eq!(listed(&stage).await[0]["status"], "failed");
    stage.clock.advance_ms(10);
    let shown = listed(&stage).await;
    assert_eq!(
        (&shown[0]["id"], &shown[0]["status"]),
        (&json!(made.refund_id), &json!("success"))
    );
    let unknown = stage
        .sandbox
        .add_foreign_refund(stage.number(), "NOPE", foreign);
    assert!(unknown.is_err());
}

/// A stage with an order that is paid.
async fn paid() -> Stage {
    let stage = Stage::new();
    let order = simple(REFERENCE, "919900000001", PAID_MINOR);
    stage.send(&order).await;
    stage
}

fn body(minor: &str) -> Value {
    json!({
        "reference_id": REFERENCE,
        "speed": "normal",
        "payment_config_id": "kaveri-live-rzp",
        "amount": { "currency": "INR", "value": minor, "offset": "100" },
    })
}

async fn refund(stage: &Stage, body: &Value) -> Answer {
    try_refund(stage, body).await.unwrap()
}

async fn try_refund(stage: &Stage, body: &Value) -> Result<Answer, counterfoil_sandbox::Cut> {
    let path = format!("/v24.0/{}/payments_refund", stage.number());
    let request = stage.request("POST", &path);
    stage.call(request.map(|_| body.to_string().into())).await
}

async fn listed(stage: &Stage) -> Vec<Value> {
    let answer = stage.look_up(REFERENCE).await;
    let refunds = answer.payment()["transactions"][0]["refunds"].as_array();
    refunds.cloned().unwrap_or_default()
}

/// The ids that a lookup lists in the transaction and in the payment.
async fn places(stage: &Stage) -> (Vec<Value>, Vec<Value>) {
    let answer = stage.look_up(REFERENCE).await;
    let ids = |place: &Value| {
        let refunds = place["refunds"].as_array().into_iter().flatten();
        refunds.map(|refund| refund["id"].clone()).collect()
    };
    let payment = answer.payment();
    (ids(&payment["transactions"][0]), ids(payment))
}
