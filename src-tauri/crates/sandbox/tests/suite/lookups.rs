//! What a lookup says, and how it may be written.

use crate::configurations::stage_of_all_providers;
use crate::orders::{full, set, simple};
use crate::stage::{NOW_MS, Stage};
use counterfoil_sandbox::{
    Call, CustomerPlan, Fault, FaultKind, FaultPlan, LookupShape, UnknownReference,
};
use serde_json::{Value, json};

#[tokio::test]
async fn an_order_nobody_tried_to_pay_is_pending_without_transactions() {
    let stage = Stage::new();
    stage.send(&full()).await;

    let answer = stage.look_up("KP-2291.a_1").await;

    let expected = json!({
        "reference_id": "KP-2291.a_1",
        "status": "pending",
        "amount": { "offset": 100, "value": 97_915 },
        "currency": "INR",
        "receipt": "INV-2291",
        "notes": { "store": "mysuru-02", "channel": "desk" },
    });
    assert_eq!((answer.status.as_u16(), answer.payment()), (200, &expected));
}

#[tokio::test]
async fn a_captured_order_shows_the_attempt_that_paid() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000001", 12_500)).await;

    let answer = stage.look_up("R-1").await;

    let payment = answer.payment();
    assert_eq!(payment["status"], "captured");
    let [transaction] = payment["transactions"].as_array().unwrap().as_slice() else {
        panic!("one attempt, not {payment}");
    };
    let money = json!({ "offset": 100, "value": 12_500 });
    assert_eq!(transaction["status"], "success");
    assert_eq!(transaction["type"], "razorpay");
    assert_eq!(
        (&transaction["amount"], &transaction["order_amount"]),
        (&money, &money)
    );
    assert_eq!(transaction["currency"], "INR");
    assert_eq!(transaction["created_timestamp"], NOW_MS / 1_000);
    for (key, prefix) in [("id", "order_"), ("pg_transaction_id", "pay_")] {
        let id = transaction[key].as_str().unwrap();
        let drawn = id.strip_prefix(prefix).unwrap();
        assert!(
            drawn.len() == 14 && drawn.bytes().all(|b| b.is_ascii_alphanumeric()),
            "{id}"
        );
    }
}

#[tokio::test]
async fn every_gateway_is_named_and_echoes_what_was_sent() {
    let stage = stage_of_all_providers();
    check(&stage, "payu", "payu", json!({ "udf1": "a", "udf4": "d" })).await;
    check(&stage, "billdesk", "bd", json!({ "additional_info7": "g" })).await;
    check(&stage, "zaakpay", "zaak", json!({ "extra2": "b" })).await;
    check(&stage, "razorpay", "rzp", json!({ "receipt": "INV-1" })).await;

    async fn check(stage: &Stage, gateway: &str, configuration: &str, echoes: Value) {
        let mut body = simple(gateway, "919900000001", 100);
        let settings = json!({
            "type": gateway, "configuration_name": configuration, gateway: echoes,
        });
        set(&mut body, ".payment_settings[0].payment_gateway", settings);
        assert_eq!(stage.send(&body).await.status, 200, "{gateway}");
        let path = format!(
            "/v24.0/{}/payments/{configuration}/{gateway}",
            stage.number()
        );

        let answer = stage.get(&path).await;

        let payment = answer.payment();
        assert_eq!(payment["transactions"][0]["type"], gateway);
        let members = payment.as_object().unwrap();
        assert_eq!(
            members.len(),
            5 + echoes.as_object().unwrap().len(),
            "{payment}"
        );
        for (key, text) in echoes.as_object().unwrap() {
            assert_eq!(&payment[key], text, "{gateway} {key}");
        }
    }
}

#[tokio::test]
async fn an_unknown_reference_follows_the_policy() {
    let stage = Stage::new();
    let answer = stage.look_up("NOPE").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json),
        (200, &json!({ "payments": [] }))
    );

    let error = UnknownReference::Error;
    stage
        .sandbox
        .set_behaviour(stage.number(), |it| it.unknown_reference = error);
    let answer = stage.look_up("NOPE").await;
    assert_eq!((answer.status.as_u16(), answer.code()), (400, 100));
}

#[tokio::test]
async fn the_configuration_of_a_lookup_must_exist_and_be_the_orders_own() {
    let stage = Stage::new();
    let mut body = full();
    let name = ".payment_settings[0].payment_gateway.configuration_name";
    set(&mut body, name, json!("kaveri two/2"));
    stage.send(&body).await;
    let path = |name: &str| format!("/v24.0/{}/payments/{name}/KP-2291.a_1", stage.number());

    assert_eq!(
        stage.get(&path("kaveri%20two%2F2")).await.payment()["currency"],
        "INR"
    );
    assert_eq!(
        stage.get(&path("kaveri-live-rzp")).await.json,
        json!({ "payments": [] })
    );
    let unknown = stage.get(&path("nobodys")).await;
    assert_eq!((unknown.status.as_u16(), unknown.code()), (400, 134_009));
}

#[tokio::test]
async fn lookups_lag_behind_the_payment() {
    let stage = Stage::new();
    stage
        .sandbox
        .set_behaviour(stage.number(), |it| it.lookup_lag_ms = 3_000);
    stage.send(&simple("R-1", "919900000001", 100)).await;

    stage.clock.advance_ms(2_999);
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "pending");
    stage.clock.advance_ms(1);
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "captured");
}

#[tokio::test]
async fn a_stale_lookup_shows_the_world_as_it_was() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000002", 100)).await;
    stage.clock.advance_ms(6_000);
    let stale = |by_ms| Fault::before(FaultKind::Stale { by_ms });
    let plan = FaultPlan::Next(vec![stale(2_000), stale(7_000)]);
    stage.sandbox.set_faults(stage.number(), Call::Lookup, plan);

    assert_eq!(
        stage.look_up("R-1").await.payment()["status"],
        "pending",
        "4 s after the send"
    );
    assert_eq!(
        stage.look_up("R-1").await.json,
        json!({ "payments": [] }),
        "before the send"
    );
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "captured");
}

#[tokio::test]
async fn lookups_come_in_every_shape() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000001", 12_500)).await;
    let shaped = async |shape| {
        stage
            .sandbox
            .set_behaviour(stage.number(), |it| it.lookup_shape = shape);
        stage.look_up("R-1").await.payment().clone()
    };

    let total = shaped(LookupShape::TotalAmount).await;
    assert_eq!(total["total_amount"]["value"], 12_500);
    assert_eq!(total["amount"], Value::Null);
    assert_eq!(
        total["transactions"][0]["amount"]["value"], 12_500,
        "only the payment's own"
    );
    let strings = shaped(LookupShape::StringNumbers).await;
    assert_eq!(
        strings["amount"],
        json!({ "offset": "100", "value": "12500" })
    );
    assert_eq!(
        strings["transactions"][0]["created_timestamp"],
        "1798700000"
    );
    let capitals = shaped(LookupShape::Capitals).await;
    assert_eq!(capitals["status"], "CAPTURED");
    assert_eq!(capitals["transactions"][0]["status"], "SUCCESS");
    let unknown = shaped(LookupShape::UnknownWords).await;
    assert_eq!(unknown["status"], "queued_by_bank");
    stage.sandbox.set_behaviour(stage.number(), |it| {
        it.lookup_shape = LookupShape::OnPremisesErrors;
        it.unknown_reference = UnknownReference::Error;
    });
    let error = stage.look_up("NOPE").await;
    assert_eq!(
        (error.status.as_u16(), &error.json["errors"][0]["code"]),
        (400, &json!(100))
    );
}

#[tokio::test]
async fn a_lookup_can_be_false() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000001", 12_500)).await;
    let falsified = async |kind| {
        let plan = FaultPlan::Next(vec![Fault::before(kind)]);
        stage.sandbox.set_faults(stage.number(), Call::Lookup, plan);
        stage.look_up("R-1").await.payment().clone()
    };

    assert_eq!(
        falsified(FaultKind::OtherReference).await["reference_id"],
        "R-1-0"
    );
    let amount = falsified(FaultKind::OtherAmount).await;
    assert_eq!(amount["amount"]["value"], 12_600);
    assert_eq!(amount["transactions"][0]["amount"]["value"], 12_600);
    let currency = falsified(FaultKind::OtherCurrency).await;
    assert_eq!(currency["currency"], "USD");
    assert_eq!(currency["transactions"][0]["currency"], "USD");
}

#[tokio::test]
async fn a_repeated_message_does_not_change_the_order() {
    let stage = Stage::new();
    stage.sandbox.set_behaviour(stage.number(), |it| {
        it.reused_reference = counterfoil_sandbox::ReusedReference::Accept;
    });
    stage.send(&simple("R-1", "919900000004", 100)).await;
    stage.send(&simple("R-1", "919900000001", 200)).await;

    let answer = stage.look_up("R-1").await;

    assert_eq!(answer.payment()["status"], "pending");
    assert_eq!(answer.payment()["amount"]["value"], 100);
}

#[tokio::test]
async fn a_clock_that_goes_back_takes_attempts_back() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000004", 100)).await;
    stage.sandbox.set_customer(
        stage.number(),
        "R-1",
        CustomerPlan::PaysAfter { after_ms: 10 },
    );
    stage.clock.advance_ms(10);
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "captured");

    stage.clock.advance_ms(-1);
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "pending");
}
