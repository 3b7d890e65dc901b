//! Owns who may speak to the sandbox at all, and the frame around every answer.
//!
//! Web pages in the operator's browser can reach loopback too. They send an `Origin`, or under DNS
//! rebinding a foreign `Host`; both are refused.

use crate::Sandbox;
use crate::clock::http_date;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::uri::Authority;
use http::{HeaderValue, StatusCode, header};
use serde_json::json;
use std::net::{IpAddr, SocketAddr};

/// The address a request was served at, set by the server. It is absent in-process.
#[derive(Clone, Copy)]
pub(crate) struct ServedAt(pub(crate) SocketAddr);

/// Refuses strangers and dates the answer.
pub(crate) async fn frame(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match stranger(&request) {
        None => next.run(request).await,
        Some(reason) => (
            StatusCode::FORBIDDEN,
            axum::Json(json!({ "error": reason })),
        )
            .into_response(),
    };
    if let Ok(date) = HeaderValue::from_str(&http_date(sandbox.time_ms())) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
}

fn stranger(request: &Request) -> Option<&'static str> {
    if request.headers().contains_key(header::ORIGIN) {
        return Some("a request with an Origin comes from a web page");
    }
    let served_at = request
        .extensions()
        .get::<ServedAt>()
        .map(|served_at| served_at.0);
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let own = match (hosts.next(), hosts.next()) {
        (None, _) => served_at.is_none(),
        (Some(host), None) => host.to_str().is_ok_and(|host| is_own(host, served_at)),
        (Some(_), Some(_)) => false,
    };
    (!own).then_some("the Host is not this sandbox's own address")
}

/// In-process there is no port, so any port of loopback will do.
fn is_own(host: &str, served_at: Option<SocketAddr>) -> bool {
    let Ok(authority) = host.parse::<Authority>() else {
        return false;
    };
    if authority.as_str().contains('@') {
        return false;
    }
    let port = authority.port_u16().unwrap_or(80);
    let name = authority.host();
    let address = name
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>()
        .ok();
    match served_at {
        None => {
            name.eq_ignore_ascii_case("localhost") || address.is_some_and(|ip| ip.is_loopback())
        }
        Some(own) => {
            port == own.port()
                && (name.eq_ignore_ascii_case("localhost") || address == Some(own.ip()))
        }
    }
}
