//! Real HTTP over loopback against a server that misbehaves on request.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod credentials;
mod effects;
#[cfg(feature = "fault-points")]
mod faults;
mod lookups;
mod proxies;
mod server;
mod transport;

use counterfoil_domain::Secret;
use counterfoil_providers::{
    BaseUrl, HttpTransport,
    meta::{Meta, Target},
};
use std::{net::SocketAddr, sync::Arc, time::Duration};

const TOKEN: &str = "EAAG-a|test/token";

/// Long enough for a loaded machine, short enough to wait for.
const DEADLINE: Duration = Duration::from_millis(1500);

fn meta() -> Meta {
    Meta::with_deadlines(Arc::new(HttpTransport::new()), DEADLINE, DEADLINE)
}

fn target(address: SocketAddr) -> Target {
    Target {
        base_url: BaseUrl::parse(&format!("http://{address}")).unwrap(),
        graph_version: "v24.0".to_owned(),
        waba_id: "330098765432109".to_owned(),
        phone_number_id: "110055550001".to_owned(),
    }
}

fn token() -> Secret {
    Secret::new(TOKEN.as_bytes().to_vec())
}
