//! A lookup asks within bounds and believes only what it can read.

use crate::{
    meta,
    server::{Act, Server, closed_address, http},
    target, token,
};
use counterfoil_domain::payment::LookupAnswer;
use counterfoil_providers::meta::{LookupExchange, Tries};
use std::net::SocketAddr;

const FOUND: &str = r#"{"payments":[{"reference_id":"KP-2291.a_1","status":"captured",
    "amount":{"value":97915,"offset":100},"currency":"INR"}]}"#;

async fn look_up(address: SocketAddr) -> LookupExchange {
    meta()
        .look_up(
            &target(address),
            "kaveri live/rzp",
            "KP-2291.a_1",
            &token(),
            Tries::Few,
        )
        .await
}

#[tokio::test]
async fn a_payment_is_asked_for_by_its_encoded_name() {
    let server = Server::answering(http("200 OK", "", FOUND)).await;

    let exchange = look_up(server.address).await;

    let Ok(LookupAnswer::Payments(payments)) = exchange.answer else {
        panic!("{exchange:?}");
    };
    assert_eq!(payments[0].reference_id, "KP-2291.a_1");
    assert_eq!(exchange.reply.unwrap().body, FOUND);
    let path = "/v24.0/110055550001/payments/kaveri%20live%2Frzp/KP-2291.a_1";
    assert!(server.requests()[0].starts_with(&format!("GET {path} HTTP/1.1\r\n")));
}

#[tokio::test]
async fn a_lookup_comes_again_after_a_failure() {
    let busy = Act::Write(http("503 Service Unavailable", "", "<html>"));
    let acts = vec![
        busy,
        Act::Reset(Vec::new()),
        Act::Write(http("200 OK", "", FOUND)),
    ];
    let server = Server::acting(acts).await;

    let exchange = look_up(server.address).await;

    assert!(
        matches!(exchange.answer, Ok(LookupAnswer::Payments(_))),
        "{exchange:?}"
    );
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_lookup_gives_up_and_says_why() {
    check(
        http("500 Internal Server Error", "", FOUND),
        3,
        "the provider could not answer (500)",
    )
    .await;
    check(
        http("429 Too Many Requests", "Retry-After: 3600\r\n", FOUND),
        1,
        "(429)",
    )
    .await;
    check(
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".to_vec(),
        3,
        "no answer: ",
    )
    .await;
    let huge = " ".repeat(10 * 1024 * 1024);
    check(
        http("200 OK", "", format!("{FOUND}{huge}")),
        3,
        "larger than 8 MiB",
    )
    .await;

    async fn check(bytes: Vec<u8>, requests: usize, why: &str) {
        let server = Server::answering(bytes).await;
        let exchange = look_up(server.address).await;
        let none = exchange.answer.unwrap_err();
        assert!(none.why.contains(why), "{none:?}");
        assert_eq!(server.requests().len(), requests, "{why}");
        assert_eq!(none.retry_after_ms.is_some(), why == "(429)", "{none:?}");
    }
}

#[tokio::test]
async fn nothing_is_learnt_from_a_host_that_is_not_there() {
    let exchange = look_up(closed_address().await).await;

    let none = exchange.answer.unwrap_err();
    assert!(none.why.starts_with("not sent: "), "{none:?}");
    assert!(
        !none.why.contains("v24.0"),
        "the address is not told: {none:?}"
    );
}

#[tokio::test]
async fn a_redirected_lookup_is_unreadable_and_leads_nowhere() {
    let inner = Server::answering(http("200 OK", "", FOUND)).await;
    let location = format!("Location: http://{}/\r\n", inner.address);
    let server = Server::answering(http("302 Found", &location, FOUND)).await;

    let exchange = look_up(server.address).await;

    assert!(
        matches!(exchange.answer, Ok(LookupAnswer::Unreadable { .. })),
        "{exchange:?}"
    );
    assert_eq!((inner.connections(), server.requests().len()), (0, 1));
}

#[tokio::test]
async fn a_reference_id_a_url_would_drop_asks_nobody() {
    let server = Server::answering(http("200 OK", "", FOUND)).await;
    for reference in [".", "..", ""] {
        let exchange = meta()
            .look_up(
                &target(server.address),
                "c",
                reference,
                &token(),
                Tries::Few,
            )
            .await;
        assert!(exchange.answer.is_err(), "{reference:?}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_lookup_can_run_on_a_task_of_its_own() {
    let server = Server::answering(http("200 OK", "", FOUND)).await;
    let address = server.address;

    let exchange = tokio::spawn(async move { look_up(address).await })
        .await
        .unwrap();

    assert!(exchange.answer.is_ok());
}
