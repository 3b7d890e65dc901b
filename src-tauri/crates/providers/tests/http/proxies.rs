//! Proxies: ignored on loopback; a tunnel that cannot be made means nothing was sent.
//!
//! The environment of a running program cannot be changed safely, so each case runs the test
//! named here in a program of its own.

use crate::{
    DEADLINE, TOKEN,
    server::{Act, Server, http},
    target, token,
};
use bytes::Bytes;
use counterfoil_domain::operation::OperationState;
use counterfoil_providers::{
    BaseUrl, HttpTransport,
    meta::{Meta, Target},
};
use std::{net::SocketAddr, sync::Arc, time::Duration};

/// Longer than connecting may take.
const PATIENT: Duration = Duration::from_secs(12);

const ADDRESS: &str = "COUNTERFOIL_TEST_ADDRESS";
const EXPECTED: &str = "COUNTERFOIL_TEST_EXPECTED";
const DEADLINE_MS: &str = "COUNTERFOIL_TEST_DEADLINE_MS";

/// Sends to the address it is given, live when it is given none.
#[tokio::test]
async fn sends_once_when_told_where() {
    let (Ok(address), Ok(expected)) = (std::env::var(ADDRESS), std::env::var(EXPECTED)) else {
        return;
    };
    let target = match address.parse::<SocketAddr>() {
        Ok(address) => target(address),
        Err(_) => Target {
            base_url: BaseUrl::parse("https://graph.facebook.com").unwrap(),
            ..target(([127, 0, 0, 1], 1).into())
        },
    };
    let deadline = std::env::var(DEADLINE_MS)
        .unwrap()
        .parse()
        .map(Duration::from_millis)
        .unwrap();
    let meta = Meta::with_deadlines(Arc::new(HttpTransport::new()), deadline, deadline);

    let exchange = meta
        .send_message(&target, Bytes::from_static(b"{}"), &token())
        .await;

    let expected = OperationState::from_word(&expected).unwrap();
    assert_eq!(exchange.outcome.state(), expected, "{:?}", exchange.outcome);
}

/// Sends to `address` from a program that is told to use `proxy` for everything.
async fn send_with_proxy(
    address: &str,
    proxy: SocketAddr,
    deadline: Duration,
    expected: OperationState,
) {
    let mut child = tokio::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "proxies::sends_once_when_told_where"]);
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        child.env(name, format!("http://{proxy}"));
    }
    child.env_remove("NO_PROXY").env_remove("no_proxy");
    child.env(ADDRESS, address).env(EXPECTED, expected.word());
    child.env(DEADLINE_MS, deadline.as_millis().to_string());
    let output = child.output().await.unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[tokio::test]
async fn a_sandbox_is_reached_without_the_proxy() {
    let proxy = Server::answering(http("403 Forbidden", "", "")).await;
    let sandbox = Server::answering(http("200 OK", "", r#"{"messages":[{"id":"wamid.A"}]}"#)).await;

    let address = sandbox.address.to_string();
    send_with_proxy(&address, proxy.address, DEADLINE, OperationState::Accepted).await;

    assert_eq!((proxy.connections(), sandbox.requests().len()), (0, 1));
}

#[tokio::test]
async fn a_live_send_whose_tunnel_or_handshake_fails_is_not_sent() {
    let open = b"HTTP/1.1 200 Connection established\r\n\r\n";
    let acts = [
        ("refused tunnel", Act::Write(http("403 Forbidden", "", ""))),
        ("closed tunnel", Act::Write(Vec::new())),
        ("closed within the handshake", Act::Write(open.to_vec())),
        (
            "no handshake",
            Act::Write([&open[..], b"HTTP/1.1 400 Bad Request\r\n\r\n"].concat()),
        ),
    ];
    for (name, act) in acts {
        let proxy = Server::acting(vec![act]).await;

        send_with_proxy("live", proxy.address, PATIENT, OperationState::NotSent).await;

        let requests = proxy.requests();
        assert_eq!(requests.len(), 1, "{name}");
        assert!(
            requests[0].starts_with("CONNECT graph.facebook.com:443 "),
            "{name}"
        );
        assert!(
            !requests[0].contains(TOKEN),
            "{name}: a proxy never sees the credential"
        );
    }
}

#[tokio::test]
async fn a_connection_that_is_never_made_is_not_sent_once_connecting_has_timed_out() {
    let proxy = Server::acting(vec![Act::Stall(Vec::new())]).await;

    send_with_proxy("live", proxy.address, PATIENT, OperationState::NotSent).await;

    assert_eq!(proxy.requests().len(), 1);
}

#[tokio::test]
async fn a_deadline_before_that_leaves_it_unknown() {
    let proxy = Server::acting(vec![Act::Stall(Vec::new())]).await;

    send_with_proxy("live", proxy.address, DEADLINE, OperationState::Unknown).await;
}
