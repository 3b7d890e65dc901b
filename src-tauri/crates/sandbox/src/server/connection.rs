//! Owns one TCP connection, from its first request to its end, however bad.

use crate::Cut;
use crate::guard::ServedAt;
use axum::body::{Body, Bytes};
use axum::response::Response;
use http::{HeaderValue, Request, header};
use http_body::Frame;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::error::Error;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt;

/// What a connection needs besides its stream.
pub(super) struct Connection {
    pub(super) router: axum::Router,
    pub(super) address: SocketAddr,
    /// Tells all connections that the server plays dead.
    pub(super) crashes: watch::Sender<()>,
}

impl Connection {
    /// Serves requests until either side ends it. hyper writes nothing for a request whose answer
    /// is an error, so a [`Cut`] is that error, and what is left is to end the stream its way.
    pub(super) async fn serve(self, stream: TcpStream) {
        let Connection {
            router,
            address,
            crashes,
        } = self;
        let mut crashed = crashes.subscribe();
        let service = service_fn(|request| answer(router.clone(), address, request));
        let mut http = http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), service);
        let ended = tokio::select! {
            ended = &mut http => ended.err().as_ref().and_then(cut_in),
            _ = crashed.changed() => Some(Cut::Reset),
        };
        let stream = http.into_parts().io.into_inner();
        match ended {
            Some(Cut::Crash) => {
                reset(stream);
                crashes.send_replace(());
            }
            Some(Cut::Reset) => reset(stream),
            Some(Cut::Close | Cut::TruncateAt(_)) | None => drop(stream),
        }
    }
}

fn cut_in(error: &hyper::Error) -> Option<Cut> {
    error
        .source()
        .and_then(|source| source.downcast_ref::<Cut>())
        .copied()
}

fn reset(stream: TcpStream) {
    if let Err(error) = stream.set_zero_linger() {
        tracing::warn!(%error, "Could not reset a connection, it closes in order");
    }
}

async fn answer(
    router: axum::Router,
    address: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response, Cut> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ServedAt(address));
    let response = match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match response.extensions().get::<Cut>().copied() {
        None => Ok(response),
        Some(Cut::TruncateAt(at)) => truncate(response, at).await,
        Some(cut) => Err(cut),
    }
}

/// Announces the whole body and gives only its beginning.
async fn truncate(response: Response, at: usize) -> Result<Response, Cut> {
    let (mut parts, body) = response.into_parts();
    let whole = body.collect().await.map_err(|_| Cut::Close)?.to_bytes();
    parts
        .headers
        .insert(header::CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let beginning = Beginning {
        bytes: whole.slice(..at.min(whole.len())),
        state: State::Unsent,
    };
    Ok(Response::from_parts(parts, Body::new(beginning)))
}

/// The beginning of a body. It pauses once before it breaks off, so that hyper flushes it.
struct Beginning {
    bytes: Bytes,
    state: State,
}

enum State {
    Unsent,
    Sent,
    Flushed,
}

impl http_body::Body for Beginning {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        match self.state {
            State::Unsent => {
                self.state = State::Sent;
                Poll::Ready(Some(Ok(Frame::data(self.bytes.clone()))))
            }
            State::Sent => {
                self.state = State::Flushed;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            State::Flushed => Poll::Ready(Some(Err(Cut::TruncateAt(self.bytes.len())))),
        }
    }
}
