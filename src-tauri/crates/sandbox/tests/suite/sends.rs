//! What a valid send does, under every policy.

use crate::orders::{full, set, simple};
use crate::stage::{NOW_MS, Stage, kaveri};
use counterfoil_sandbox::{Fate, NewAccount, ReusedReference, UnknownConfiguration};
use http::header;
use serde_json::json;

#[tokio::test]
async fn a_valid_send_is_answered_as_documented_and_recorded() {
    let stage = Stage::new();
    let mut body = full();
    set(&mut body, "to", json!("+919900000004"));

    let answer = stage.send(&body).await;

    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(
        answer.headers[header::DATE],
        "Thu, 31 Dec 2026 06:53:20 GMT"
    );
    assert_eq!(answer.json["messaging_product"], "whatsapp");
    let contact = json!({ "input": "+919900000004", "wa_id": "919900000004" });
    assert_eq!(answer.json["contacts"], json!([contact]));
    assert!(answer.message_id().starts_with("wamid."));
    let [message] = stage.sandbox.messages().try_into().unwrap();
    assert_eq!(message.message_id, answer.message_id());
    assert_eq!(message.reference_id, "KP-2291.a_1");
    assert_eq!(
        (message.amount_minor, message.currency.as_str()),
        (97_915, "INR")
    );
    assert_eq!(
        message.biz_opaque_callback_data.as_deref(),
        Some("req-7f3c1a")
    );
    assert_eq!((message.at_ms, message.fate), (NOW_MS, Fate::Payable));
}

#[tokio::test]
async fn a_refused_send_leaves_no_trace() {
    let stage = Stage::new();
    let mut body = full();
    set(&mut body, ".currency", json!("USD"));

    let answer = stage.send(&body).await;

    assert_eq!(answer.status, 400);
    let error = &answer.json["error"];
    assert_eq!(error["message"], "(#131009) Parameter value is not valid");
    assert_eq!(error["type"], "OAuthException");
    assert_eq!(error["error_data"]["messaging_product"], "whatsapp");
    assert_eq!(
        answer.details(),
        "interactive.action.parameters.currency: must be INR"
    );
    assert!(error["fbtrace_id"].is_string());
    assert!(stage.sandbox.messages().is_empty());
    assert_eq!(
        stage.send(&full()).await.status,
        200,
        "the reference id is still free"
    );
}

#[tokio::test]
async fn a_reused_reference_id_follows_the_policy() {
    let stage = Stage::new();
    stage.send(&full()).await;

    let refused = stage.send(&full()).await;
    assert_eq!(refused.code(), 131_009);
    assert!(
        refused.details().contains("reference_id: was already used"),
        "{}",
        refused.details()
    );
    assert_eq!(stage.sandbox.messages().len(), 1);

    let policy = |policy| {
        stage
            .sandbox
            .set_behaviour(stage.number(), |it| it.reused_reference = policy);
    };
    policy(ReusedReference::Accept);
    let accepted = stage.send(&full()).await;
    policy(ReusedReference::AcceptThenFailLater);
    let doomed = stage.send(&full()).await;

    assert_eq!(
        (accepted.status.as_u16(), doomed.status.as_u16()),
        (200, 200)
    );
    let messages = stage.sandbox.messages();
    let fates: Vec<Fate> = messages.iter().map(|message| message.fate).collect();
    assert_eq!(fates, [Fate::Payable, Fate::Payable, Fate::FailsLater]);
    assert_ne!(messages[0].message_id, messages[1].message_id);
}

#[tokio::test]
async fn a_reference_id_is_unique_in_its_business_and_case_sensitive() {
    let stage = Stage::new();
    stage.send(&full()).await;
    let beside = NewAccount {
        waba_id: Some(stage.account.waba_id.clone()),
        ..kaveri()
    };
    let beside = stage.sandbox.add_account(beside).unwrap();
    let apart = stage.sandbox.add_account(kaveri()).unwrap();
    let send_as = async |account: &counterfoil_sandbox::Account| {
        let path = format!("/v24.0/{}/messages", account.phone_number_id);
        let mut request = stage
            .request("POST", &path)
            .map(|_| full().to_string().into());
        let bearer = format!("Bearer {}", account.bearer).parse().unwrap();
        request.headers_mut().insert(header::AUTHORIZATION, bearer);
        stage.call(request).await.unwrap().status.as_u16()
    };

    assert_eq!(
        send_as(&beside).await,
        400,
        "another number of the same business"
    );
    assert_eq!(send_as(&apart).await, 200, "another business");
    assert_eq!(
        stage
            .send(&simple("kp-2291.A_1", "919900000004", 100))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn an_unknown_configuration_follows_the_policy() {
    let stage = Stage::new();
    let mut body = simple("R-1", "919900000001", 100);
    let name = ".payment_settings[0].payment_gateway.configuration_name";
    set(&mut body, name, json!("kaveri-live"));

    let refused = stage.send(&body).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (400, 134_009));
    assert_eq!(refused.details(), "payment_configuration_id is invalid");

    stage.sandbox.set_behaviour(stage.number(), |it| {
        it.unknown_configuration = UnknownConfiguration::AcceptUnpayable;
    });
    assert_eq!(stage.send(&body).await.status, 200);
    assert_eq!(stage.sandbox.messages()[0].fate, Fate::Unpayable);
}

#[tokio::test]
async fn a_send_must_say_that_it_is_json() {
    let stage = Stage::new();
    let mut request = stage.send_request(full().to_string());
    request
        .headers_mut()
        .insert(header::CONTENT_TYPE, "text/plain".parse().unwrap());
    assert_eq!(stage.call(request).await.unwrap().code(), 100);

    let mut request = stage.send_request(full().to_string());
    let with_charset = "application/json; charset=utf-8".parse().unwrap();
    request
        .headers_mut()
        .insert(header::CONTENT_TYPE, with_charset);
    assert_eq!(stage.call(request).await.unwrap().status, 200);
}

#[tokio::test]
async fn paths_that_graph_does_not_know() {
    let stage = Stage::new();
    let number = stage.number();
    for path in [
        "/".to_owned(),
        format!("/{number}"),
        format!("/24.0/{number}"),
        format!("/v24/{number}"),
        format!("/v24.x/{number}"),
        format!("/v24.0/{number}/"),
        format!("/v24.0/{number}/message"),
        format!("/v24.0/{number}/payments/kaveri-live-rzp"),
        format!("/v24.0/{number}/payments/kaveri-live-rzp/%FF"),
    ] {
        let answer = stage.get(&path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, 100),
            "{path}"
        );
        assert!(
            answer.details().contains("Unknown path components"),
            "{path}"
        );
    }
    let answer = stage.get(&format!("/v24.0/{number}/messages")).await;
    assert_eq!(
        (answer.code(), answer.details()),
        (100, "Unsupported get request")
    );
    assert_eq!(
        stage.get(&format!("/v9.12/{number}")).await.status,
        200,
        "any version will do"
    );
}
