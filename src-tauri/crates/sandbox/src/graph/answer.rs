//! Owns the answers of the Graph API: plain JSON, and its two error envelopes.

use crate::refusal::{Refusal, title};
use crate::world::World;
use axum::body::Body;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use serde_json::{Value, json};

/// An answer before anything goes wrong with it.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Value,
}

impl Answer {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    /// What a call has to say that was kept from doing anything.
    pub(super) fn none() -> Self {
        Self::ok(json!({}))
    }

    pub(super) fn refusal(refusal: &Refusal, world: &mut World) -> Self {
        Self::error(refusal.status(), refusal.code, &refusal.details, world)
    }

    pub(super) fn error(status: u16, code: u32, details: &str, world: &mut World) -> Self {
        let body = json!({
            "error": {
                "message": format!("(#{code}) {}", title(code)),
                "type": "OAuthException",
                "code": code,
                "error_data": { "messaging_product": "whatsapp", "details": details },
                "fbtrace_id": world.next_trace(),
            }
        });
        Self { status, body }
    }

    pub(super) fn on_premises(status: u16, code: u32, details: &str) -> Self {
        let body =
            json!({ "errors": [{ "code": code, "title": title(code), "details": details }] });
        Self { status, body }
    }

    /// Writes the answer as it should be.
    pub(super) fn respond(self) -> Response {
        let body = self.body.to_string();
        respond(self.status, "application/json", body)
    }
}

/// Writes any answer; a status that HTTP does not have becomes 500.
pub(super) fn respond(status: u16, content_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = match status {
        200..=599 => StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
