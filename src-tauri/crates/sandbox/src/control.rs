//! Owns the control API over HTTP: what an operator or a test in another process sets and reads.
//!
//! Every request carries the control token in `X-Sandbox-Control`. Bodies and answers are the JSON
//! of this crate's own types.
//!
//! | request | body | answer |
//! |---|---|---|
//! | `POST /sandbox/accounts` | [`NewAccount`] | 201, [`Account`](crate::Account) |
//! | `GET /sandbox/accounts` | | array of [`KnownAccount`] |
//! | `POST /sandbox/accounts/{PNID}/bearer` | | `{"bearer": "…"}`, the new one |
//! | `PUT /sandbox/accounts/{PNID}/faults/{call}` | [`FaultPlan`] | 204 |
//! | `DELETE /sandbox/accounts/{PNID}/faults` | | 204 |
//! | `GET /sandbox/accounts/{PNID}/behaviour` | | [`Behaviour`] |
//! | `PUT /sandbox/accounts/{PNID}/behaviour` | [`Behaviour`], absent fields are defaults | 204 |
//! | `PUT /sandbox/accounts/{PNID}/customers/{reference_id}` | [`CustomerPlan`] | 204 |
//! | `GET /sandbox/accounts/{PNID}/calls` | | [`CallCounts`] |
//! | `POST /sandbox/accounts/{PNID}/refunds/{reference_id}` | [`ForeignRefund`] | 201, [`MadeRefund`](crate::MadeRefund) |
//! | `GET /sandbox/refunds` | | array of [`MadeRefund`](crate::MadeRefund) |
//! | `GET /sandbox/media` | | array of [`UploadedMedia`](crate::UploadedMedia) |
//! | `GET /sandbox/statuses` | | array of [`AcceptedStatus`](crate::AcceptedStatus) |
//! | `GET /sandbox/webhooks` | | array of bodies, see [`Sandbox::error_webhooks`] |
//! | `GET /sandbox/messages` | | `{"count": …, "messages": …}`, see [`Sandbox::messages`] |
//! | `GET /sandbox/clock` | | `{"now_ms": 0}` |
//! | `POST /sandbox/clock` | `{"advance_ms": 60000}` | `{"now_ms": 60000}` |
//!
//! `{call}` is `send`, `refund`, `lookup`, `media` or `check`. Examples of bodies:
//!
//! ```json
//! {"next": [{"when": "after_commit", "kind": "reset"},
//!           {"when": "before_commit", "kind": {"stall": {"for_ms": 2000}}}]}
//! {"sometimes": {"per_mille": 50, "fault": {"when": "after_commit", "kind": "bad_gateway"}}}
//! {"pays_after": {"after_ms": 1500}}
//! ```
//!
//! A refusal is `{"error": "…"}`: 400 for a request that cannot be read or done, 403 without the
//! token, 404 for an account or a path that does not exist.

use crate::{
    AcceptedStatus, Behaviour, Call, CallCounts, CustomerPlan, FaultPlan, ForeignRefund,
    KnownAccount, MadeRefund, NewAccount, Sandbox, SandboxError, UploadedMedia, token,
};
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Path, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The header that carries the control token.
pub const CONTROL_HEADER: &str = "X-Sandbox-Control";

/// Lists the paths, without their prefix `/sandbox`.
pub(crate) fn routes(sandbox: &Sandbox) -> Router<Sandbox> {
    Router::new()
        .route("/accounts", get(accounts).post(add_account))
        .route("/accounts/{id}/bearer", post(renew_bearer))
        .route("/accounts/{id}/faults/{call}", put(set_faults))
        .route("/accounts/{id}/faults", axum::routing::delete(clear_faults))
        .route(
            "/accounts/{id}/behaviour",
            get(behaviour).put(set_behaviour),
        )
        .route("/accounts/{id}/customers/{reference}", put(set_customer))
        .route("/accounts/{id}/refunds/{reference}", post(add_refund))
        .route("/accounts/{id}/calls", get(calls))
        .route("/refunds", get(refunds))
        .route("/media", get(media))
        .route("/statuses", get(statuses))
        .route("/webhooks", get(webhooks))
        .route("/messages", get(messages))
        .route("/clock", get(clock).post(advance))
        .fallback(async || Refused(StatusCode::NOT_FOUND, "there is no such path".into()))
        .layer(middleware::from_fn_with_state(sandbox.clone(), check_token))
}

async fn check_token(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let given = request
        .headers()
        .get(CONTROL_HEADER)
        .and_then(|value| value.to_str().ok());
    let expected = token::sha256_hex(sandbox.control_token().as_bytes());
    if given.is_some_and(|given| token::matches(given, &expected)) {
        return next.run(request).await;
    }
    Refused(
        StatusCode::FORBIDDEN,
        format!("{CONTROL_HEADER} is missing or wrong"),
    )
    .into_response()
}

async fn accounts(State(sandbox): State<Sandbox>) -> Json<Vec<KnownAccount>> {
    Json(sandbox.accounts())
}

async fn add_account(
    State(sandbox): State<Sandbox>,
    Body(new): Body<NewAccount>,
) -> Result<Response, Refused> {
    let account = sandbox.add_account(new)?;
    Ok((StatusCode::CREATED, Json(account)).into_response())
}

async fn renew_bearer(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refused> {
    Ok(Json(json!({ "bearer": sandbox.renew_bearer(&id)? })))
}

async fn set_faults(
    State(sandbox): State<Sandbox>,
    Path((id, call)): Path<(String, Call)>,
    Body(plan): Body<FaultPlan>,
) -> Result<StatusCode, Refused> {
    known(&sandbox, &id)?;
    sandbox.set_faults(&id, call, plan);
    Ok(StatusCode::NO_CONTENT)
}

async fn clear_faults(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refused> {
    known(&sandbox, &id)?;
    sandbox.clear_faults(&id);
    Ok(StatusCode::NO_CONTENT)
}

async fn behaviour(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<Behaviour>, Refused> {
    known(&sandbox, &id)?;
    Ok(Json(sandbox.behaviour(&id)))
}

async fn set_behaviour(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Body(new): Body<Behaviour>,
) -> Result<StatusCode, Refused> {
    known(&sandbox, &id)?;
    sandbox.set_behaviour(&id, |behaviour| *behaviour = new);
    Ok(StatusCode::NO_CONTENT)
}

async fn set_customer(
    State(sandbox): State<Sandbox>,
    Path((id, reference)): Path<(String, String)>,
    Body(plan): Body<CustomerPlan>,
) -> Result<StatusCode, Refused> {
    sandbox.try_set_customer(&id, &reference, plan)?;
    Ok(StatusCode::NO_CONTENT)
}

async fn add_refund(
    State(sandbox): State<Sandbox>,
    Path((id, reference)): Path<(String, String)>,
    Body(foreign): Body<ForeignRefund>,
) -> Result<Response, Refused> {
    let made = sandbox.add_foreign_refund(&id, &reference, foreign)?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

async fn refunds(State(sandbox): State<Sandbox>) -> Json<Vec<MadeRefund>> {
    Json(sandbox.refunds())
}

async fn media(State(sandbox): State<Sandbox>) -> Json<Vec<UploadedMedia>> {
    Json(sandbox.media())
}

async fn calls(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Result<Json<CallCounts>, Refused> {
    known(&sandbox, &id)?;
    Ok(Json(sandbox.calls(&id)))
}

async fn statuses(State(sandbox): State<Sandbox>) -> Json<Vec<AcceptedStatus>> {
    Json(sandbox.statuses())
}

async fn webhooks(State(sandbox): State<Sandbox>) -> Json<Vec<String>> {
    Json(sandbox.error_webhooks())
}

async fn messages(State(sandbox): State<Sandbox>) -> Json<Value> {
    let messages = sandbox.messages();
    Json(json!({ "count": messages.len(), "messages": messages }))
}

async fn clock(State(sandbox): State<Sandbox>) -> Json<Value> {
    Json(json!({ "now_ms": sandbox.time_ms() }))
}

async fn advance(
    State(sandbox): State<Sandbox>,
    Body(by): Body<Advance>,
) -> Result<Json<Value>, Refused> {
    sandbox.advance_ms(by.advance_ms)?;
    Ok(clock(State(sandbox)).await)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_ms: u64,
}

fn known(sandbox: &Sandbox, phone_number_id: &str) -> Result<(), Refused> {
    match sandbox.world().account(phone_number_id) {
        Some(_) => Ok(()),
        None => Err(SandboxError::UnknownAccount(phone_number_id.into()).into()),
    }
}

/// A body of JSON whose faults are told in JSON.
struct Body<T>(T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let Json(body) = Json::from_request(request, state).await?;
        Ok(Self(body))
    }
}

struct Refused(StatusCode, String);

impl From<SandboxError> for Refused {
    fn from(error: SandboxError) -> Self {
        let status = match error {
            SandboxError::UnknownAccount(_) | SandboxError::UnknownOrder(_) => {
                StatusCode::NOT_FOUND
            }
            SandboxError::BadAccount(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self(status, error.to_string())
    }
}

impl From<JsonRejection> for Refused {
    fn from(rejection: JsonRejection) -> Self {
        Self(StatusCode::BAD_REQUEST, rejection.body_text())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}
