//! Owns the one core behind all ways to run the sandbox.

use crate::{Cut, Sandbox, SandboxError, Server, control, graph, guard};
use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use bytes::Bytes;
use http_body_util::BodyExt;
use std::net::SocketAddr;
use tower::ServiceExt;

/// The largest request besides an upload; more is answered 413.
pub(crate) const REQUEST_BYTES_MAX: usize = 1024 * 1024;

/// Calls a sandbox in-process.
#[derive(Clone, Debug)]
pub struct Caller(Router);

impl Sandbox {
    /// Returns the sandbox as a router. An answer that carries a [`Cut`] as an extension is lost.
    pub fn router(&self) -> Router {
        Router::new()
            .nest("/sandbox", control::routes(self))
            .fallback(graph::answer)
            .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX))
            .layer(middleware::from_fn_with_state(self.clone(), guard::frame))
            .with_state(self.clone())
    }

    /// Makes one call in-process, without a socket. Waiting is done in tokio's time, so paused time
    /// passes at once.
    pub async fn call(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Cut> {
        self.caller().call(request).await
    }

    /// A way in for whoever makes many calls: the routes are built once.
    pub fn caller(&self) -> Caller {
        Caller(self.router())
    }

    /// Listens on a loopback address; port 0 picks a free one.
    pub async fn serve(&self, address: SocketAddr) -> Result<Server, SandboxError> {
        Server::start(self, address).await
    }
}

impl Caller {
    /// Makes one call; see [`Sandbox::call`].
    pub async fn call(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Cut> {
        let response = match self.0.clone().oneshot(request.map(Body::from)).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        if let Some(cut) = response.extensions().get::<Cut>() {
            return Err(*cut);
        }
        let (parts, body) = response.into_parts();
        match body.collect().await {
            Ok(body) => Ok(http::Response::from_parts(parts, body.to_bytes())),
            Err(_) => Err(Cut::Close),
        }
    }
}
