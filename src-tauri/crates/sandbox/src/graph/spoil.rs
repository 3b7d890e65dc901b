//! Owns what a fault makes of an answer.

mod body;

use super::answer::{Answer, respond};
use super::drip::Drip;
use crate::{Cut, FaultKind, Sandbox};
use axum::body::{Body, Bytes};
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use std::time::Duration;

const BAD_GATEWAY_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head>\
    <body><h1>Bad Gateway</h1></body></html>\n";

/// Puts the fault in place of the answer, or into it.
pub(super) async fn spoil(sandbox: &Sandbox, kind: FaultKind, answer: Answer) -> Response {
    let status = answer.status;
    match kind {
        FaultKind::Stall { for_ms } => {
            tokio::time::sleep(Duration::from_millis(for_ms)).await;
            cut(Cut::Close)
        }
        FaultKind::Close => cut(Cut::Close),
        FaultKind::Reset => cut(Cut::Reset),
        FaultKind::Crash => cut(Cut::Crash),
        FaultKind::Truncated { at } => truncated(answer, at),
        FaultKind::Status {
            status,
            retry_after_s,
        } => retry_after(plain(status), retry_after_s),
        FaultKind::Graph {
            status,
            code,
            retry_after_s,
        } => {
            let details = "Set as a fault of the sandbox";
            retry_after(error(sandbox, status, code, details), retry_after_s)
        }
        FaultKind::WindowClosed => {
            let details = "More than 24 hours have passed since the recipient last replied";
            error(sandbox, 400, 131_047, details)
        }
        FaultKind::BadGateway => respond(502, "text/html; charset=utf-8", BAD_GATEWAY_PAGE),
        FaultKind::OnPremisesError => Answer::on_premises(500, 500, "System error").respond(),
        FaultKind::Redirect { status, location } => redirect(status, &location),
        FaultKind::SlowDrip { interval_ms } => {
            let drip = Drip::new(whole(&answer), Duration::from_millis(interval_ms));
            json(status, Body::new(drip))
        }
        FaultKind::Garbage => json(200, body::GARBAGE),
        FaultKind::Empty => json(200, Body::empty()),
        FaultKind::Deep => json(200, body::deep()),
        FaultKind::Huge => json(status, body::huge(answer.body)),
        FaultKind::WrongTypes => json(status, body::of_other_types(answer.body)),
        FaultKind::DuplicateKeys => json(status, body::with_keys_twice(&answer.body)),
        FaultKind::HugeNumbers => json(status, body::with_huge_numbers(answer.body)),
        FaultKind::InvalidUtf8 => json(status, body::not_utf8(answer.body)),
        // These were done while the lookup was written.
        FaultKind::Stale { .. }
        | FaultKind::OtherReference
        | FaultKind::OtherAmount
        | FaultKind::OtherCurrency => answer.respond(),
    }
}

fn json(status: u16, body: impl Into<Body>) -> Response {
    respond(status, "application/json", body)
}

fn whole(answer: &Answer) -> Bytes {
    Bytes::from(answer.body.to_string())
}

fn error(sandbox: &Sandbox, status: u16, code: u32, details: &str) -> Response {
    Answer::error(status, code, details, &mut sandbox.world()).respond()
}

fn cut(cut: Cut) -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(cut);
    response
}

fn truncated(answer: Answer, at: usize) -> Response {
    let length = whole(&answer).len();
    let mut response = answer.respond();
    response
        .extensions_mut()
        .insert(Cut::TruncateAt(at.min(length.saturating_sub(1))));
    response
}

fn plain(status: u16) -> Response {
    let known = StatusCode::from_u16(status).ok();
    let reason = known
        .and_then(|status| status.canonical_reason())
        .unwrap_or("Error");
    respond(status, "text/plain", format!("{reason}\n"))
}

fn retry_after(mut response: Response, seconds: Option<u32>) -> Response {
    if let Some(seconds) = seconds {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn redirect(status: u16, location: &str) -> Response {
    let mut response = plain(status);
    match HeaderValue::from_str(location) {
        Ok(location) => {
            response.headers_mut().insert(header::LOCATION, location);
        }
        Err(error) => tracing::warn!(%error, "A redirect has no usable location"),
    }
    response
}
