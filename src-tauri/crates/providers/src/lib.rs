//! The only crate that speaks HTTP to a provider: it translates words and keeps nothing.
//!
//! Credentials are passed in per call; an answer becomes a domain type or an explicit "unknown".

pub mod endpoint;
pub mod http;
pub mod json;
pub mod meta;
pub mod retries;
pub mod transport;

pub use endpoint::{BaseUrl, EndpointError};
pub use http::HttpTransport;
pub use transport::{Body, CallKind, Method, Reply, Request, Transport, TransportError};
