//! Owns the transport that calls the sandbox in-process, so that a schedule replays exactly.

use bytes::Bytes;
use counterfoil_providers::{
    Method, Reply, Request, Transport, TransportError,
    transport::{Answer, MAX_REPLY_BYTES},
};
use counterfoil_sandbox::{Caller, Sandbox};
use http::{HeaderMap, Response, header};
use std::{pin::Pin, time::UNIX_EPOCH};

/// Hands requests to a sandbox without a socket. What is lost there is lost here.
#[derive(Clone)]
pub struct RouterTransport {
    caller: Caller,
}

impl RouterTransport {
    /// Speaks to this sandbox alone, whatever host an address names.
    pub fn new(sandbox: &Sandbox) -> Self {
        Self {
            caller: sandbox.caller(),
        }
    }

    async fn send(&self, request: Request) -> Answer {
        let built = build(&request)?;
        let answer = tokio::time::timeout(request.deadline, self.caller.call(built)).await;
        match answer {
            Err(_) => Err(TransportError::Lost(
                "nothing within the deadline".to_owned(),
            )),
            Ok(Err(cut)) => Err(TransportError::Lost(cut.to_string())),
            Ok(Ok(response)) => read(response),
        }
    }
}

impl Transport for RouterTransport {
    fn call(&self, request: Request) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        Box::pin(self.send(request))
    }
}

fn build(request: &Request) -> Result<http::Request<Bytes>, TransportError> {
    let unusable = |why: &str| TransportError::NotSent(why.to_owned());
    let method = match request.method {
        Method::Get => http::Method::GET,
        Method::Post => http::Method::POST,
    };
    let query = request
        .url
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let token = request
        .bearer
        .expose_text()
        .ok_or_else(|| unusable("the token is not text"))?;
    let mut built = http::Request::builder()
        .method(method)
        .uri(format!("{}{query}", request.url.path()))
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    if let Some(body) = &request.body {
        built = built.header(header::CONTENT_TYPE, &body.content_type);
    }
    let bytes = request.body.as_ref().map(|body| body.bytes.clone());
    built
        .body(bytes.unwrap_or_default())
        .map_err(|_| unusable("the request cannot be built"))
}

fn read(response: Response<Bytes>) -> Answer {
    if response.body().len() > MAX_REPLY_BYTES {
        return Err(TransportError::Lost("the answer is too large".to_owned()));
    }
    let headers = response.headers();
    let seconds = text(headers, header::RETRY_AFTER).and_then(|text| text.parse::<u64>().ok());
    Ok(Reply {
        status: response.status().as_u16(),
        date_ms: text(headers, header::DATE).and_then(moment),
        retry_after_ms: seconds.and_then(|seconds| seconds.checked_mul(1000)),
        usage: None,
        body: response.into_body(),
    })
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn moment(date: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(date)
        .ok()?
        .duration_since(UNIX_EPOCH)
        .ok()?;
    i64::try_from(since.as_millis()).ok()
}
