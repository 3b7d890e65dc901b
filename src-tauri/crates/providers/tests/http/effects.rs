//! Whatever happens to a send, one request leaves and only a clear answer is believed.

use crate::{
    TOKEN, meta,
    server::{Act, Server, chunked, closed_address, http},
    target, token,
};
use bytes::Bytes;
use counterfoil_domain::operation::{OperationState, Outcome};
use counterfoil_providers::meta::Exchange;
use std::net::SocketAddr;

const YES: &str = r#"{"messaging_product":"whatsapp","messages":[{"id":"wamid.A"}]}"#;
const NO: &str = r#"{"error":{"message":"m","code":131009}}"#;
const BODY: &str = r#"{ "messaging_product" : "whatsapp", "to": "919900000042" }"#;

async fn send(address: SocketAddr) -> Exchange {
    meta()
        .send_message(
            &target(address),
            Bytes::from_static(BODY.as_bytes()),
            &token(),
        )
        .await
}

/// Sends once to a server that does this, which must see exactly one request.
async fn check(name: &str, act: Act, expected: OperationState) -> Exchange {
    let server = Server::acting(vec![act]).await;

    let exchange = send(server.address).await;

    assert_eq!(
        exchange.outcome.state(),
        expected,
        "{name}: {:?}",
        exchange.outcome
    );
    assert_eq!(server.requests().len(), 1, "{name}: an effect leaves once");
    assert_eq!(
        server.connections(),
        1,
        "{name}: an effect opens one connection"
    );
    exchange
}

#[tokio::test]
async fn an_accepted_send_is_exactly_what_was_given() {
    let answer = http(
        "200 OK",
        "Date: Fri, 20 Nov 2026 10:00:00 GMT\r\nX-App-Usage: {}\r\n",
        YES,
    );
    let server = Server::answering(answer).await;

    let exchange = send(server.address).await;

    assert_eq!(
        exchange.outcome,
        Outcome::Accepted {
            provider_id: "wamid.A".to_owned()
        }
    );
    let reply = exchange.reply.unwrap();
    assert_eq!(
        (reply.status, reply.date_ms),
        (200, Some(1_795_168_800_000))
    );
    assert_eq!(reply.usage.as_deref(), Some("{}"));
    assert_eq!(reply.body, YES);
    let requests = server.requests();
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    assert_eq!(
        body, BODY,
        "the bytes that were hashed are the bytes that leave"
    );
    assert!(
        head.starts_with("POST /v24.0/110055550001/messages HTTP/1.1\r\n"),
        "{head}"
    );
    assert!(
        head.contains(&format!("authorization: Bearer {TOKEN}\r\n")),
        "{head}"
    );
    assert!(
        head.contains("content-type: application/json\r\n"),
        "{head}"
    );
    assert!(!head.contains("referer"), "{head}");
}

#[tokio::test]
async fn answers_are_believed_only_in_their_documented_shape() {
    use OperationState::{Accepted, Refused, Unknown};
    let deep = "[".repeat(100_000);
    let twice = r#"{"messages":[{"id":"wamid.A"}],"messages":[]}"#;
    let cases = [
        ("accepted", http("200 OK", "", YES), Accepted),
        (
            "accepted in pieces",
            chunked("200 OK", &[YES, ""]),
            Accepted,
        ),
        ("refused", http("400 Bad Request", "", NO), Refused),
        (
            "refused, unlisted",
            http("400 Bad Request", "", r#"{"error":{"code":1}}"#),
            Unknown,
        ),
        (
            "refused by a gateway page",
            http("403 Forbidden", "", "<html>"),
            Unknown,
        ),
        ("408", http("408 Request Timeout", "", NO), Unknown),
        ("409", http("409 Conflict", "", NO), Unknown),
        (
            "429 without a reason",
            http("429 Too Many Requests", "Retry-After: 0\r\n", ""),
            Unknown,
        ),
        (
            "500 with a listed code",
            http("500 Internal Server Error", "", NO),
            Unknown,
        ),
        ("502 page", http("502 Bad Gateway", "", "<html>"), Unknown),
        (
            "503 with a success",
            http("503 Service Unavailable", "Retry-After: 0\r\n", YES),
            Unknown,
        ),
        ("204", b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(), Unknown),
        ("200 empty", http("200 OK", "", ""), Unknown),
        ("200 html", http("200 OK", "", "<html>"), Unknown),
        ("200 deep", http("200 OK", "", &deep), Unknown),
        ("200 twice", http("200 OK", "", twice), Unknown),
        (
            "200 not UTF-8",
            http("200 OK", "", b"{\"messages\":[{\"id\":\"\xff\"}]}"),
            Unknown,
        ),
        (
            "200 compressed",
            http("200 OK", "Content-Encoding: gzip\r\n", b"\x1f\x8b\x08"),
            Unknown,
        ),
        (
            "101",
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n".to_vec(),
            Unknown,
        ),
        ("not HTTP", b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(), Unknown),
        (
            "a header without end",
            [b"HTTP/1.1 200 OK\r\nX: ", vec![b'a'; 1 << 20].as_slice()].concat(),
            Unknown,
        ),
    ];
    for (name, bytes, expected) in cases {
        check(name, Act::Write(bytes), expected).await;
    }
}

#[tokio::test]
async fn an_interrupted_send_is_unknown() {
    let half = |body: &str| format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{body}");
    let pieces = chunked("200 OK", &[YES]);
    let cases = [
        ("closed before the answer", Act::Write(Vec::new())),
        ("reset before the answer", Act::Reset(Vec::new())),
        (
            "closed within the headers",
            Act::Write(b"HTTP/1.1 200 OK\r\nContent-".to_vec()),
        ),
        (
            "reset within the headers",
            Act::Reset(b"HTTP/1.1 200 OK\r\nContent-".to_vec()),
        ),
        ("closed within the body", Act::Write(half(YES).into_bytes())),
        ("reset within the body", Act::Reset(half(YES).into_bytes())),
        ("closed between pieces", Act::Write(pieces.clone())),
        ("stalled before the answer", Act::Stall(Vec::new())),
        (
            "stalled within the headers",
            Act::Stall(b"HTTP/1.1 200 OK\r\nContent-".to_vec()),
        ),
        (
            "stalled within the body",
            Act::Stall(half(YES).into_bytes()),
        ),
        ("stalled between pieces", Act::Stall(pieces)),
        (
            "only told to go on",
            Act::Stall(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(50)),
        ),
    ];
    for (name, act) in cases {
        let exchange = check(name, act, OperationState::Unknown).await;
        assert_eq!(exchange.reply, None, "{name}: half an answer is no answer");
    }
}

#[tokio::test]
async fn a_connection_closed_at_once_is_unknown() {
    let server = Server::acting(vec![Act::CloseUnread]).await;

    let exchange = send(server.address).await;

    assert_eq!(
        exchange.outcome.state(),
        OperationState::Unknown,
        "{:?}",
        exchange.outcome
    );
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn an_answer_beyond_the_limit_is_unknown() {
    let huge = " ".repeat(10 * 1024 * 1024);
    let told = http("200 OK", "", format!("{YES}{huge}"));
    let untold = chunked("200 OK", &[YES, &huge, ""]);
    for (name, bytes) in [("told", told), ("untold", untold)] {
        let exchange = check(name, Act::Write(bytes), OperationState::Unknown).await;
        let why = "the answer is larger than 8 MiB".to_owned();
        assert_eq!(exchange.outcome, Outcome::Unknown { why }, "{name}");
    }
}

#[tokio::test]
async fn a_redirect_is_never_followed() {
    let inner = Server::answering(http("200 OK", "", YES)).await;
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let location = format!("Location: http://{}/v24.0/x/messages\r\n", inner.address);
        let answer = http(status, &location, YES);
        check(status, Act::Write(answer), OperationState::Unknown).await;
    }
    assert_eq!(inner.connections(), 0, "a redirect leads nowhere");
}

#[tokio::test]
async fn a_refused_connection_is_not_sent() {
    let exchange = send(closed_address().await).await;

    assert_eq!(
        exchange.outcome.state(),
        OperationState::NotSent,
        "{:?}",
        exchange.outcome
    );
    assert_eq!(exchange.reply, None);
}

#[tokio::test]
async fn every_send_opens_a_connection_of_its_own() {
    let server = Server::acting(vec![Act::Keep(http("200 OK", "", YES))]).await;
    let meta = meta();

    for _ in 0..3 {
        let body = Bytes::from_static(b"{}");
        let exchange = meta
            .send_message(&target(server.address), body, &token())
            .await;
        assert_eq!(exchange.outcome.state(), OperationState::Accepted);
    }

    assert_eq!((server.connections(), server.requests().len()), (3, 3));
}

#[tokio::test]
async fn the_credential_comes_back_in_no_form() {
    let echoed =
        "EAAG-a|test/token, EAAG-a%7Ctest%2Ftoken, EAAG-a%7ctest%2ftoken, EAAG-a|test\\/token";
    let body = format!(r#"{{"error":{{"message":"Malformed access token {echoed}","code":190}}}}"#);
    let answer = http("401 Unauthorized", "", body);

    let exchange = check("echo", Act::Write(answer), OperationState::Refused).await;

    let shown = format!("{exchange:?}");
    let kept = String::from_utf8(exchange.reply.unwrap().body.to_vec()).unwrap();
    assert!(
        !shown.contains("EAAG") && !kept.contains("EAAG"),
        "{shown} {kept}"
    );
    assert_eq!(kept.matches("[removed]").count(), 4);
}
