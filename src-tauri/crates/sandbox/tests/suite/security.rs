//! Who may speak to the sandbox, and whom it counts.

use crate::orders::full;
use crate::stage::{Stage, kaveri};
use counterfoil_sandbox::{CallCount, NewAccount};
use http::header;
use serde_json::json;

#[tokio::test]
async fn a_bearer_must_be_the_accounts_own() {
    let stage = Stage::new();
    let other = stage.sandbox.add_account(kaveri()).unwrap();
    let bearer = &stage.account.bearer;
    let headers = [
        None,
        Some("Bearer ".to_owned()),
        Some(format!("Bearer {}", &bearer[..63])),
        Some(format!("Bearer {bearer} ")),
        Some(format!("Bearer {}", bearer.to_uppercase())),
        Some(format!("bearer {bearer}")),
        Some(bearer.clone()),
        Some(format!("Bearer {}", other.bearer)),
    ];
    for value in headers {
        let mut request = stage.send_request(full().to_string());
        request.headers_mut().remove(header::AUTHORIZATION);
        if let Some(value) = &value {
            request
                .headers_mut()
                .insert(header::AUTHORIZATION, value.parse().unwrap());
        }
        let answer = stage.call(request).await.unwrap();
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (401, 190),
            "{value:?}"
        );
    }
    assert_eq!(stage.send(&full()).await.status, 200);

    let counted = stage.sandbox.calls(stage.number());
    assert_eq!(
        counted.send,
        CallCount {
            received: 9,
            authenticated: 1
        }
    );
    assert_eq!(
        stage.sandbox.calls(&other.phone_number_id).send,
        CallCount::default()
    );
}

#[tokio::test]
async fn an_unknown_number_is_told_apart_from_a_bad_token() {
    let stage = Stage::new();
    for path in [
        "/v24.0/1",
        "/v24.0/1/payment_configurations",
        "/v24.0/1/payments/a/b",
    ] {
        let answer = stage.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (400, 33), "{path}");
    }
}

#[tokio::test]
async fn a_check_names_the_account_and_its_configurations() {
    let stage = Stage::new();
    let waba_id = &stage.account.waba_id;
    let beside = NewAccount {
        waba_id: Some(waba_id.clone()),
        configurations: vec!["kaveri-live-rzp".into(), "third".into()],
        ..kaveri()
    };
    stage.sandbox.add_account(beside).unwrap();

    let phone = stage.get(&format!("/v24.0/{}", stage.number())).await;
    assert_eq!(phone.json["id"], stage.number());
    assert_eq!(phone.json["verified_name"], "Kaveri Provisions");
    assert!(
        phone.json["display_phone_number"]
            .as_str()
            .unwrap()
            .starts_with("+91 9")
    );

    let path = format!("/v24.0/{waba_id}/payment_configurations");
    let listed = stage.get(&path).await;
    let listed = listed.json["data"][0]["payment_configurations"]
        .as_array()
        .unwrap();
    let names: Vec<_> = listed
        .iter()
        .map(|it| it["configuration_name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["kaveri-live-rzp", "kaveri two/2", "third"],
        "of the whole WABA"
    );
    assert_eq!(
        (&listed[0]["status"], &listed[0]["provider_name"]),
        (&json!("Active"), &json!("RazorPay"))
    );
    let selected = stage
        .get(&format!("{path}?fields=configuration_name"))
        .await;
    assert_eq!(
        selected.json,
        json!({ "data": [] }),
        "selecting fields empties the list"
    );

    let check = stage.sandbox.calls(stage.number()).check;
    assert_eq!(
        check,
        CallCount {
            received: 3,
            authenticated: 3
        }
    );
}

#[tokio::test]
async fn web_pages_are_kept_out() {
    let stage = Stage::new();
    check(&stage, "origin", "http://127.0.0.1:8080", 403).await;
    check(&stage, "origin", "null", 403).await;
    check(&stage, "host", "rebound.example.com", 403).await;
    check(&stage, "host", "localhost.example.com", 403).await;
    check(&stage, "host", "192.168.1.9:80", 403).await;
    check(&stage, "host", "user@127.0.0.1", 403).await;
    check(&stage, "host", "", 403).await;
    check(&stage, "host", "localhost:4000", 200).await;
    check(&stage, "host", "127.0.0.1:4000", 200).await;
    check(&stage, "host", "[::1]:4000", 200).await;

    async fn check(stage: &Stage, header: &'static str, value: &str, expected: u16) {
        let mut request = stage.request("GET", &format!("/v24.0/{}", stage.number()));
        request.headers_mut().insert(header, value.parse().unwrap());
        let answer = stage.call(request).await.unwrap();
        assert_eq!(answer.status.as_u16(), expected, "{header}: {value}");
    }
}

#[tokio::test]
async fn bodies_are_capped_at_a_mebibyte() {
    let stage = Stage::new();
    let padded = |bytes: usize| {
        let mut text = full().to_string();
        text.extend(std::iter::repeat_n(' ', bytes - text.len()));
        stage.send_request(text)
    };
    assert_eq!(
        stage.call(padded(1024 * 1024 + 1)).await.unwrap().status,
        413
    );
    assert!(stage.sandbox.messages().is_empty());
    assert_eq!(stage.call(padded(1024 * 1024)).await.unwrap().status, 200);
}
