//! What the real transport refuses to send, and that it says what it did.

use crate::{
    DEADLINE,
    server::{Server, http},
    token,
};
use bytes::Bytes;
use counterfoil_domain::{Secret, account::Environment};
use counterfoil_providers::{
    Body, CallKind, HttpTransport, Method, Request, Transport, TransportError,
    transport::MAX_BODY_BYTES,
};
use std::net::SocketAddr;

fn request(url: &str, kind: CallKind) -> Request {
    Request {
        kind,
        method: Method::Get,
        url: url.parse().unwrap(),
        environment: Environment::Sandbox,
        bearer: token(),
        body: None,
        deadline: DEADLINE,
    }
}

fn at(address: SocketAddr, kind: CallKind) -> Request {
    request(&format!("http://{address}/"), kind)
}

#[tokio::test]
async fn a_live_credential_never_reaches_loopback() {
    let server = Server::answering(http("200 OK", "", "")).await;
    for kind in [CallKind::Effect, CallKind::Read] {
        let live = Request {
            environment: Environment::Live,
            ..at(server.address, kind)
        };
        let answer = HttpTransport::new().call(live).await;
        assert!(
            matches!(answer, Err(TransportError::NotSent(_))),
            "{answer:?}"
        );
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn an_address_that_belongs_nowhere_is_not_sent() {
    for url in [
        "http://192.0.2.1/",
        "http://graph.facebook.com/",
        "https://graph.facebook.com/",
        "https://127.0.0.1/",
        "https://example.com/",
        "ftp://127.0.0.1/",
        "http://user@127.0.0.1/",
    ] {
        let answer = HttpTransport::new()
            .call(request(url, CallKind::Effect))
            .await;
        assert!(
            matches!(answer, Err(TransportError::NotSent(_))),
            "{url}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn a_credential_no_header_can_carry_is_not_sent() {
    let server = Server::answering(http("200 OK", "", "")).await;
    for bytes in [
        &b""[..],
        b"two words",
        b"line\nend",
        b"tab\t",
        b"\xff\xfe",
        "₹".as_bytes(),
    ] {
        let bearer = Secret::new(bytes.to_vec());
        let unusable = Request {
            bearer,
            ..at(server.address, CallKind::Effect)
        };
        let answer = HttpTransport::new().call(unusable).await;
        assert!(
            matches!(answer, Err(TransportError::NotSent(_))),
            "{bytes:?}: {answer:?}"
        );
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn localhost_means_this_machine() {
    let server = Server::answering(http("200 OK", "", "here")).await;
    let url = format!("http://localhost:{}/", server.address.port());

    let reply = HttpTransport::new()
        .call(request(&url, CallKind::Read))
        .await
        .unwrap();

    assert_eq!(reply.body, Bytes::from_static(b"here"));
}

#[tokio::test]
async fn headers_worth_keeping_are_kept() {
    let headers = "Retry-After: 30\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\n\
        X-App-Usage: {\"call_count\":1}\r\nX-Business-Use-Case-Usage: {\"330\":[]}\r\n";
    let server = Server::answering(http("400 Bad Request", headers, "no")).await;

    let reply = HttpTransport::new()
        .call(at(server.address, CallKind::Read))
        .await
        .unwrap();

    assert_eq!((reply.status, reply.retry_after_ms), (400, Some(30_000)));
    assert_eq!(reply.date_ms, Some(1_795_168_800_000));
    assert_eq!(reply.usage.as_deref(), Some("{\"330\":[]}"));
}

#[tokio::test]
async fn a_body_leaves_as_what_it_is() {
    let server = Server::answering(http("200 OK", "", "")).await;
    let body = Body {
        content_type: "multipart/form-data; boundary=b".to_owned(),
        bytes: Bytes::from_static(b"--b--\r\n"),
    };
    let carrying = Request {
        method: Method::Post,
        body: Some(body),
        ..at(server.address, CallKind::Effect)
    };

    HttpTransport::new().call(carrying).await.unwrap();

    let [request] = &server.requests()[..] else {
        panic!("{:?}", server.requests());
    };
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let types: Vec<&str> = head
        .lines()
        .filter(|line| line.to_ascii_lowercase().starts_with("content-type:"))
        .collect();
    assert_eq!(types, ["content-type: multipart/form-data; boundary=b"]);
    assert_eq!(body, "--b--\r\n");
}

#[tokio::test]
async fn a_body_beyond_the_limit_does_not_leave() {
    let server = Server::answering(http("200 OK", "", "")).await;
    let carrying = |length: usize| Request {
        method: Method::Post,
        body: Some(Body::json(vec![b' '; length].into())),
        ..at(server.address, CallKind::Effect)
    };

    let refused = HttpTransport::new()
        .call(carrying(MAX_BODY_BYTES + 1))
        .await;

    assert!(
        matches!(&refused, Err(TransportError::NotSent(words)) if words.contains("8 MiB")),
        "{refused:?}"
    );
    assert_eq!(server.connections(), 0);
    // However long the server takes to read it.
    let _ = HttpTransport::new().call(carrying(MAX_BODY_BYTES)).await;
    assert_eq!(server.connections(), 1);
}
