//! Owns the four HTTP clients: effects and reads, live and sandbox, never shared.

use crate::transport::CallKind;
use counterfoil_domain::account::Environment;
use reqwest::{Client, ClientBuilder, redirect::Policy, retry};
use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::OnceLock,
    time::Duration,
};

/// How long name resolution, TCP and TLS may take together. Shorter than every call's deadline,
/// so that a host that cannot be reached is known not to have been reached.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// What the provider sees as our name.
const USER_AGENT: &str = concat!("counterfoil/", env!("CARGO_PKG_VERSION"));

/// Idle connections kept for reads of one host.
const MAX_IDLE: usize = 4;

type Slot = OnceLock<Result<Client, String>>;

/// Built when first needed: a sandbox needs no certificates and a live account no loopback.
#[derive(Default)]
pub(super) struct Clients {
    live_effects: Slot,
    live_reads: Slot,
    sandbox_effects: Slot,
    sandbox_reads: Slot,
}

impl Clients {
    /// The client for one kind of call in one environment, or why there is none.
    pub(super) fn of(&self, kind: CallKind, environment: Environment) -> Result<&Client, String> {
        let slot = match (environment, kind) {
            (Environment::Live, CallKind::Effect) => &self.live_effects,
            (Environment::Live, CallKind::Read) => &self.live_reads,
            (Environment::Sandbox, CallKind::Effect) => &self.sandbox_effects,
            (Environment::Sandbox, CallKind::Read) => &self.sandbox_reads,
        };
        slot.get_or_init(|| build(kind, environment))
            .as_ref()
            .map_err(Clone::clone)
    }
}

fn build(kind: CallKind, environment: Environment) -> Result<Client, String> {
    install_cryptography();
    place(purpose(basics(), kind), environment)
        .build()
        .map_err(super::words)
}

/// Follows nothing and repeats nothing by itself: reqwest would repeat some requests otherwise.
fn basics() -> ClientBuilder {
    Client::builder()
        .user_agent(USER_AGENT)
        .redirect(Policy::none())
        .referer(false)
        .retry(retry::never())
        .connect_timeout(CONNECT_TIMEOUT)
}

/// Effects use a new connection each: on a reused one hyper-util repeats requests it takes for
/// unstarted, and a connection the other side has just closed cannot be told from a lost answer.
fn purpose(builder: ClientBuilder, kind: CallKind) -> ClientBuilder {
    match kind {
        CallKind::Effect => builder.http1_only().pool_max_idle_per_host(0),
        CallKind::Read => builder.pool_max_idle_per_host(MAX_IDLE),
    }
}

/// Loopback ignores proxies and the resolver, so that nothing meant for a sandbox leaves this
/// machine; live calls are https or nothing, and use the machine's proxy and certificates.
fn place(builder: ClientBuilder, environment: Environment) -> ClientBuilder {
    match environment {
        Environment::Live => builder.https_only(true),
        Environment::Sandbox => builder
            .no_proxy()
            .tls_certs_only([])
            // Port 0 stands for the port in the address.
            .resolve_to_addrs(
                "localhost",
                &[
                    SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
                    (Ipv6Addr::LOCALHOST, 0).into(),
                ],
            ),
    }
}

/// Only the first call can install one; whoever was first chose, and that is fine.
fn install_cryptography() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}
