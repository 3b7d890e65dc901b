//! Owns the sandbox that both sides send to, on a thread of its own.

use crate::Outcome;
use counterfoil_sandbox::{Account, Config, Entropy, NewAccount, Sandbox, Server, SystemClock};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    sync::Arc,
};
use tokio::runtime::{Builder, Runtime};

/// The payment configuration that the orders name.
const CONFIGURATION: &str = "sandbox-razorpay";

/// A sandbox that listens until it is dropped.
pub struct Provider {
    sandbox: Sandbox,
    base_url: String,
    _server: Server,
    _runtime: Runtime,
}

impl Provider {
    /// Listens on any free port.
    pub fn start(ledger: &Path) -> Outcome<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let sandbox = Sandbox::open(Config {
            ledger: ledger.to_owned(),
            seed: 1,
            clock: Arc::new(SystemClock),
            entropy: Entropy::Os,
        })?;
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let server = runtime.block_on(sandbox.serve(anywhere))?;
        Ok(Self {
            sandbox,
            base_url: format!("http://{}", server.address()),
            _server: server,
            _runtime: runtime,
        })
    }

    /// Where it listens.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Adds an account of a business of its own.
    pub fn new_account(&self, name: &str) -> Outcome<Account> {
        Ok(self.sandbox.add_account(NewAccount {
            name: name.to_owned(),
            configurations: vec![CONFIGURATION.into()],
            waba_id: None,
            phone_number_id: None,
        })?)
    }

    /// How many sends of an account are in the ledger.
    pub fn committed(&self, phone_number_id: &str) -> usize {
        let messages = self.sandbox.messages();
        messages
            .iter()
            .filter(|message| message.phone_number_id == phone_number_id)
            .count()
    }
}
