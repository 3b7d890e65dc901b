//! The control API over HTTP does what the methods do.

use crate::media::uploaded;
use crate::orders::simple;
use crate::stage::{Answer, NOW_MS, Stage};
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

async fn control(stage: &Stage, method: &str, path: &str, body: Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(format!("/sandbox{path}"))
        .header("X-Sandbox-Control", stage.sandbox.control_token())
        .header("content-type", "application/json")
        .body(Bytes::from(body.to_string()))
        .unwrap();
    stage.call(request).await.unwrap()
}

#[tokio::test]
async fn the_control_token_is_asked_for() {
    let stage = Stage::new();
    let long = "0".repeat(64);
    for token in [
        None,
        Some(""),
        Some(long.as_str()),
        Some(stage.account.bearer.as_str()),
    ] {
        let mut request = Request::get("/sandbox/messages");
        if let Some(token) = token {
            request = request.header("X-Sandbox-Control", token);
        }
        let answer = stage
            .call(request.body(Bytes::new()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status, 403, "{token:?}");
    }
    assert_eq!(
        control(&stage, "GET", "/messages", json!(null))
            .await
            .status,
        200
    );
    assert_eq!(
        control(&stage, "GET", "/nothing", json!(null)).await.status,
        404
    );
}

#[tokio::test]
async fn accounts_are_added_listed_and_renewed() {
    let mut stage = Stage::new();
    let added = control(&stage, "POST", "/accounts", json!({ "name": "Second" })).await;
    assert_eq!(added.status, 201);
    let number = added.json["phone_number_id"].as_str().unwrap().to_owned();

    let listed = control(&stage, "GET", "/accounts", json!(null)).await;
    assert_eq!(listed.json.as_array().unwrap().len(), 2);
    assert!(listed.json[1]["bearer"].is_null());
    let renewed = control(
        &stage,
        "POST",
        &format!("/accounts/{number}/bearer"),
        json!(null),
    )
    .await;
    stage.account.bearer = renewed.json["bearer"].as_str().unwrap().to_owned();
    assert_eq!(stage.get(&format!("/v24.0/{number}")).await.status, 200);
    assert_ne!(stage.account.bearer, added.json["bearer"].as_str().unwrap());

    let nobody = control(&stage, "POST", "/accounts/1/bearer", json!(null)).await;
    assert_eq!(nobody.status, 404);
    let nameless = control(&stage, "POST", "/accounts", json!({ "name": "" })).await;
    assert_eq!(nameless.status, 400);
}

#[tokio::test]
async fn faults_behaviour_and_customers_are_set() {
    let stage = Stage::new();
    let path = |rest: &str| format!("/accounts/{}/{rest}", stage.number());
    let put = async |rest: &str, body| control(&stage, "PUT", &path(rest), body).await.status;

    let plan = json!({ "next": [
        { "when": "before_commit", "kind": { "status": { "status": 409, "retry_after_s": null } } },
        { "when": "after_commit", "kind": "bad_gateway" },
    ] });
    assert_eq!(put("faults/send", plan).await, 204);
    assert_eq!(put("customers/R-1", json!("pays_at_once")).await, 204);
    assert_eq!(
        put("behaviour", json!({ "lookup_shape": "capitals" })).await,
        204
    );

    let body = simple("R-1", "919900000004", 100);
    assert_eq!(stage.send(&body).await.status, 409);
    assert_eq!(stage.send(&body).await.status, 502);
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "CAPTURED");
    let behaviour = control(&stage, "GET", &path("behaviour"), json!(null)).await;
    assert_eq!(behaviour.json["lookup_shape"], "capitals");
    assert_eq!(behaviour.json["pay_after_ms"], 5_000);

    let always = json!({ "always": { "when": "before_commit", "kind": "empty" } });
    assert_eq!(put("faults/lookup", always).await, 204);
    assert_eq!(
        control(&stage, "DELETE", &path("faults"), json!(null))
            .await
            .status,
        204
    );
    assert!(!stage.look_up("R-1").await.bytes.is_empty());

    assert_eq!(put("faults/send", json!({ "nxt": [] })).await, 400);
    assert_eq!(put("faults/cancel", json!("none")).await, 400);
    assert_eq!(
        put("behaviour", json!({ "lookup_shap": "capitals" })).await,
        400
    );
    let nobody = control(&stage, "PUT", "/accounts/1/faults/send", json!("none")).await;
    assert_eq!(nobody.status, 404);
}

#[tokio::test]
async fn the_oracle_is_read() {
    let stage = Stage::new();
    let sent = stage.send(&simple("R-1", "919900000004", 100)).await;
    stage.look_up("R-1").await;

    let messages = control(&stage, "GET", "/messages", json!(null)).await;
    assert_eq!(messages.json["count"], 1);
    assert_eq!(messages.json["messages"][0]["reference_id"], "R-1");
    assert_eq!(
        messages.json["messages"][0]["message_id"],
        sent.message_id()
    );
    let path = format!("/accounts/{}/calls", stage.number());
    let calls = control(&stage, "GET", &path, json!(null)).await;
    assert_eq!(
        calls.json["send"],
        json!({ "received": 1, "authenticated": 1 })
    );
    assert_eq!(
        calls.json["check"],
        json!({ "received": 0, "authenticated": 0 })
    );
}

#[tokio::test]
async fn somebody_else_s_refund_is_made_and_read() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000001", 100)).await;
    let path = |reference: &str| format!("/accounts/{}/refunds/{reference}", stage.number());
    let foreign = json!({ "amount_minor": 40, "fate": { "fails": { "after_ms": 0 } } });

    let made = control(&stage, "POST", &path("R-1"), foreign.clone()).await;

    assert_eq!(made.status, 201);
    let all = control(&stage, "GET", "/refunds", json!(null)).await;
    assert_eq!(all.json, json!([made.json]));
    assert_eq!(
        (&all.json[0]["amount_minor"], &all.json[0]["answered_id"]),
        (&json!(40), &json!(null))
    );
    let nothing = control(&stage, "POST", &path("NOPE"), foreign).await;
    assert_eq!(nothing.status, 404);
}

#[tokio::test]
async fn uploads_are_read_and_made_to_fail() {
    let stage = Stage::new();
    let image = uploaded(&stage).await;

    let all = control(&stage, "GET", "/media", json!(null)).await;
    assert_eq!(all.json.as_array().map(Vec::len), Some(1));
    assert_eq!(all.json[0]["media_id"], image);
    assert_eq!(all.json[0]["phone_number_id"], stage.number());
    let path = format!("/accounts/{}/faults/media", stage.number());
    let set = control(&stage, "PUT", &path, json!("none")).await;
    assert_eq!(set.status, 204);
    let path = format!("/accounts/{}/calls", stage.number());
    let calls = control(&stage, "GET", &path, json!(null)).await;
    assert_eq!(calls.json["media"]["received"], 1);
}

#[tokio::test]
async fn the_time_is_read_and_advanced() {
    let stage = Stage::new();
    stage.send(&simple("R-1", "919900000002", 100)).await;
    let now = control(&stage, "GET", "/clock", json!(null)).await;
    assert_eq!(now.json, json!({ "now_ms": NOW_MS }));

    let advanced = control(&stage, "POST", "/clock", json!({ "advance_ms": 5_000 })).await;

    assert_eq!(advanced.json, json!({ "now_ms": NOW_MS + 5_000 }));
    assert_eq!(stage.look_up("R-1").await.payment()["status"], "captured");
}
