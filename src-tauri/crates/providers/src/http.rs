//! Owns real HTTP: which client a call leaves through and what an interrupted one may be called.

mod clients;
mod reading;

use crate::{
    endpoint,
    transport::{Answer, MAX_BODY_BYTES, Method, Request, Transport, TransportError},
};
use clients::Clients;
use counterfoil_domain::{Secret, account::Environment};
use fail::fail_point;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use std::{error::Error as _, fmt, pin::Pin};

/// Real HTTP: https to the documented hosts, http to loopback, nothing else.
///
/// With the feature `fault-points` a test may stop the program at `request.before` (nothing has
/// left), `request.headers` (an answer has begun) and `request.body` (part of it has arrived).
#[derive(Default)]
pub struct HttpTransport {
    clients: Clients,
}

impl HttpTransport {
    /// Opens nothing yet; clients are built when they are first needed.
    pub fn new() -> Self {
        Self::default()
    }

    async fn send(&self, request: Request) -> Answer {
        let environment = endpoint::environment_of(&request.url)
            .map_err(|error| TransportError::NotSent(error.to_string()))?;
        if environment != request.environment {
            let error = endpoint::EndpointError::OtherEnvironment;
            return Err(TransportError::NotSent(error.to_string()));
        }
        let deadline = request.deadline;
        // Expiry says nothing about how far the request got. A connection that cannot be made
        // runs into the shorter connect timeout first, which does.
        tokio::time::timeout(deadline, self.exchange(request, environment))
            .await
            .unwrap_or_else(|_| {
                Err(TransportError::Lost(format!(
                    "nothing within {} s",
                    deadline.as_secs_f32()
                )))
            })
    }

    async fn exchange(&self, request: Request, environment: Environment) -> Answer {
        let client = self
            .clients
            .of(request.kind, environment)
            .map_err(TransportError::NotSent)?;
        let built = build(client, &request)?;

        fail_point!("request.before");
        let response = client.execute(built).await.map_err(sending_fault)?;
        fail_point!("request.headers");
        reading::read(response).await
    }
}

impl Transport for HttpTransport {
    fn call(&self, request: Request) -> Pin<Box<dyn Future<Output = Answer> + Send + '_>> {
        Box::pin(self.send(request))
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HttpTransport")
    }
}

fn build(client: &reqwest::Client, request: &Request) -> Result<reqwest::Request, TransportError> {
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
    };
    let mut built = client
        .request(method, request.url.clone())
        .header(AUTHORIZATION, authorization(&request.bearer)?);
    if let Some(body) = &request.body {
        if body.bytes.len() > MAX_BODY_BYTES {
            let limit = MAX_BODY_BYTES / (1024 * 1024);
            let words = format!("the request is larger than {limit} MiB");
            return Err(TransportError::NotSent(words));
        }
        built = built
            .header(CONTENT_TYPE, &body.content_type)
            .body(body.bytes.clone());
    }
    built
        .build()
        .map_err(|error| TransportError::NotSent(words(error)))
}

fn authorization(bearer: &Secret) -> Result<HeaderValue, TransportError> {
    let unusable = || TransportError::NotSent("the credential is not a usable token".to_owned());
    let token = bearer
        .expose_text()
        .filter(|text| !text.is_empty())
        .ok_or_else(unusable)?;
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(unusable());
    }
    let mut value = HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok(value)
}

/// Only what failed before a connection stood is "not sent". `is_connect` covers name resolution,
/// TCP, a proxy's tunnel, the TLS handshake and the timeout around them: hyper-util marks an error
/// so only while its connector runs, which is before it is given the request; 0-RTT is off.
/// `is_builder` is raised before anything is opened. A connection closed later is neither.
fn sending_fault(error: reqwest::Error) -> TransportError {
    if error.is_connect() || error.is_builder() {
        TransportError::NotSent(words(error))
    } else {
        TransportError::Lost(words(error))
    }
}

/// An error with its causes and without the address.
fn words(error: reqwest::Error) -> String {
    const MAX_CHARS: usize = 300;
    let error = error.without_url();
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words.chars().take(MAX_CHARS).collect()
}
