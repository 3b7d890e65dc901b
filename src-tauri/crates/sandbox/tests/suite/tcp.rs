//! The sandbox over TCP: what is really on the wire.

use crate::media::largest;
use crate::orders::{full, simple};
use crate::stage::Stage;
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan, SandboxError, Server};
use http::header;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How a connection ended, after these bytes.
#[derive(Debug, PartialEq)]
enum End {
    Finished,
    Reset,
}

fn loopback() -> SocketAddr {
    "127.0.0.1:0".parse().unwrap()
}

async fn serve(stage: &Stage) -> Server {
    stage.sandbox.serve(loopback()).await.unwrap()
}

fn send_text(stage: &Stage, server: &Server, body: &str, connection: &str) -> String {
    format!(
        "POST /v24.0/{}/messages HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: {connection}\r\n\r\n{body}",
        stage.number(),
        server.address(),
        stage.account.bearer,
        body.len(),
    )
}

/// Writes a request and reads until the connection ends.
async fn exchange(server: &Server, text: &str) -> (String, End) {
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    rest(&mut stream).await
}

async fn rest(stream: &mut TcpStream) -> (String, End) {
    let mut bytes = Vec::new();
    let end = loop {
        match stream.read_buf(&mut bytes).await {
            Ok(0) => break End::Finished,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break End::Reset,
            Err(error) => panic!("{error}"),
        }
    };
    (String::from_utf8_lossy(&bytes).into_owned(), end)
}

/// Reads one answer of JSON and leaves the connection open.
async fn one_answer(stream: &mut TcpStream) {
    let mut bytes = Vec::new();
    let is_whole = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.split_once("\r\n\r\n")
            .is_some_and(|(_, body)| serde_json::from_str::<serde_json::Value>(body).is_ok())
    };
    while !is_whole(&bytes) {
        assert!(
            stream.read_buf(&mut bytes).await.unwrap() > 0,
            "the answer must be whole"
        );
    }
}

async fn faulty_send(stage: &Stage, server: &Server, fault: Fault) -> (String, End) {
    stage
        .sandbox
        .set_faults(stage.number(), Call::Send, FaultPlan::Next(vec![fault]));
    exchange(
        server,
        &send_text(stage, server, &full().to_string(), "close"),
    )
    .await
}

#[tokio::test]
async fn a_send_over_tcp_is_answered() {
    let stage = Stage::new();
    let server = serve(&stage).await;
    let text = send_text(&stage, &server, &full().to_string(), "close");

    let (answer, end) = exchange(&server, &text).await;

    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    let date = "date: Thu, 31 Dec 2026 06:53:20 GMT\r\n";
    assert_eq!(answer.matches("date: ").count(), 1, "{answer}");
    assert!(
        answer.contains(date),
        "the sandbox's clock dates its answers: {answer}"
    );
    assert_eq!(end, End::Finished);
    assert_eq!(stage.sandbox.messages().len(), 1);
    server.shutdown().await;
}

#[tokio::test]
async fn the_largest_picture_is_uploaded_over_tcp() {
    let stage = Stage::new();
    let server = serve(&stage).await;
    let request = largest(&stage);
    let (parts, body) = request.into_parts();
    let header = |name| parts.headers[name].to_str().unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nAuthorization: {}\r\nContent-Type: {}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n",
        parts.uri,
        server.address(),
        header(header::AUTHORIZATION),
        header(header::CONTENT_TYPE),
        body.len(),
    );
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body).await.unwrap();

    let (answer, end) = rest(&mut stream).await;

    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(end, End::Finished);
    assert_eq!(stage.sandbox.media()[0].size_bytes, 5 * 1024 * 1024);
}

#[tokio::test]
async fn a_connection_is_kept_alive() {
    let stage = Stage::new();
    let server = serve(&stage).await;
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    for (reference, connection) in [("R-1", "keep-alive"), ("R-2", "close")] {
        let body = simple(reference, "919900000004", 100).to_string();
        let text = send_text(&stage, &server, &body, connection);
        stream.write_all(text.as_bytes()).await.unwrap();
        if connection == "keep-alive" {
            one_answer(&mut stream).await;
        }
    }

    let (answer, _) = rest(&mut stream).await;

    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert_eq!(stage.sandbox.messages().len(), 2);
}

#[tokio::test]
async fn a_closed_connection_finishes_and_a_reset_one_resets() {
    check(FaultKind::Close, End::Finished).await;
    check(FaultKind::Stall { for_ms: 20 }, End::Finished).await;
    check(FaultKind::Reset, End::Reset).await;
    check(FaultKind::Crash, End::Reset).await;

    async fn check(kind: FaultKind, expected: End) {
        let stage = Stage::new();
        let server = serve(&stage).await;
        for (fault, messages) in [(Fault::before(kind.clone()), 0), (Fault::after(kind), 1)] {
            let description = format!("{fault:?}");
            let (answer, end) = faulty_send(&stage, &server, fault).await;
            assert_eq!(answer, "", "{description}");
            assert_eq!(end, expected, "{description}");
            assert_eq!(stage.sandbox.messages().len(), messages, "{description}");
        }
    }
}

#[tokio::test]
async fn a_stall_lasts_as_long_as_it_should() {
    let stage = Stage::new();
    let server = serve(&stage).await;
    let start = Instant::now();
    faulty_send(
        &stage,
        &server,
        Fault::before(FaultKind::Stall { for_ms: 50 }),
    )
    .await;
    assert!(start.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn a_crash_takes_every_connection_with_it() {
    let stage = Stage::new();
    let server = serve(&stage).await;
    let mut idle = TcpStream::connect(server.address()).await.unwrap();
    let body = simple("R-1", "919900000004", 100).to_string();
    idle.write_all(send_text(&stage, &server, &body, "keep-alive").as_bytes())
        .await
        .unwrap();
    one_answer(&mut idle).await;

    faulty_send(&stage, &server, Fault::after(FaultKind::Crash)).await;

    assert_eq!(rest(&mut idle).await, (String::new(), End::Reset));
    let text = send_text(&stage, &server, "{}", "close");
    let (answer, _) = exchange(&server, &text).await;
    assert!(
        answer.starts_with("HTTP/1.1 400"),
        "it listens again: {answer}"
    );
}

#[tokio::test]
async fn a_truncated_answer_announces_more_than_it_has() {
    let stage = Stage::new();
    let server = serve(&stage).await;

    let (answer, end) = faulty_send(
        &stage,
        &server,
        Fault::after(FaultKind::Truncated { at: 10 }),
    )
    .await;

    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let announced = head.split("content-length: ").nth(1).unwrap();
    let announced: usize = announced.split("\r\n").next().unwrap().parse().unwrap();
    assert_eq!(body.len(), 10, "{answer}");
    assert!(announced > 50, "{head}");
    assert_eq!(end, End::Finished);
    assert_eq!(stage.sandbox.messages().len(), 1);
}

#[tokio::test]
async fn spoilt_answers_arrive_as_they_are() {
    let stage = Stage::new();
    let server = serve(&stage).await;

    let (answer, _) = faulty_send(&stage, &server, Fault::before(FaultKind::Huge)).await;
    assert!(answer.len() > 10_000_000);
    let (answer, _) = faulty_send(&stage, &server, Fault::before(FaultKind::Empty)).await;
    assert!(answer.contains("content-length: 0\r\n"), "{answer}");
    let drip = FaultKind::SlowDrip { interval_ms: 1 };
    let start = Instant::now();
    let (answer, _) = faulty_send(&stage, &server, Fault::after(drip)).await;
    assert!(answer.contains("wamid."), "{answer}");
    assert!(
        start.elapsed() >= Duration::from_millis(100),
        "one byte each millisecond"
    );
}

#[tokio::test]
async fn only_the_servers_own_host_is_answered() {
    let stage = Stage::new();
    let server = serve(&stage).await;
    let port = server.address().port();
    check(&server, &format!("Host: 127.0.0.1:{port}\r\n"), "401").await;
    check(&server, &format!("Host: LocalHost:{port}\r\n"), "401").await;
    check(&server, &format!("Host: 127.0.0.2:{port}\r\n"), "403").await;
    check(&server, "Host: 127.0.0.1\r\n", "403").await;
    check(&server, "Host: 127.0.0.1:1\r\n", "403").await;
    check(&server, &format!("Host: example.com:{port}\r\n"), "403").await;
    check(&server, "", "403").await;
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    check(&server, &format!("{own}{own}"), "403").await;
    check(
        &server,
        &format!("{own}Origin: http://127.0.0.1:{port}\r\n"),
        "403",
    )
    .await;

    async fn check(server: &Server, headers: &str, expected: &str) {
        let text = format!("GET /v24.0/1 HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
        let (answer, _) = exchange(server, &text).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {expected} ")),
            "{headers}: {answer}"
        );
    }
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    let stage = Stage::new();
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let error = stage
            .sandbox
            .serve(address.parse().unwrap())
            .await
            .err()
            .unwrap();
        assert!(
            matches!(error, SandboxError::NotLoopback(_)),
            "{address}: {error}"
        );
    }
}

#[tokio::test]
async fn a_server_that_shut_down_is_gone() {
    let stage = Stage::new();
    let server = serve(&stage).await;
    let address = server.address();
    let mut idle = TcpStream::connect(address).await.unwrap();

    server.shutdown().await;

    assert!(TcpStream::connect(address).await.is_err());
    assert!(matches!(idle.read(&mut [0; 1]).await, Ok(0) | Err(_)));
}
