//! Owns the simulator in-process: orders are sent to it and looked up, without a socket and without
//! the desk.

use bytes::Bytes;
use counterfoil_domain::payment::LookupAnswer;
use counterfoil_providers::meta::read_lookup;
use counterfoil_sandbox::{
    Account, Attempt, Call, Config, CustomerPlan, Entropy, Fault, FaultKind, FaultPlan,
    LookupShape, ManualClock, NewAccount, Sandbox,
};
use counterfoil_tests::bodies::{CONFIGURATION, OrderBody};
use http::{Request, header};
use std::sync::Arc;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

/// Orders in one simulator; its world is searched from end to end for each.
const ORDERS_MAX: u64 = 200;

/// A simulator and the way to it.
pub struct Stage {
    seed: u64,
    sandbox: Sandbox,
    account: Account,
    runtime: Runtime,
    sent: u64,
    _folder: TempDir,
}

impl Stage {
    /// A simulator in which nothing has happened.
    pub fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::open(Config {
            ledger: folder.path().join("ledger"),
            seed,
            clock: Arc::new(ManualClock::new(1_798_761_600_000)),
            entropy: Entropy::Seeded,
        })
        .unwrap();
        let account = sandbox
            .add_account(NewAccount {
                name: "Kaveri".to_owned(),
                configurations: vec![CONFIGURATION.into()],
                ..NewAccount::default()
            })
            .unwrap();
        Self {
            seed,
            sandbox,
            account,
            runtime: Builder::new_current_thread().enable_time().build().unwrap(),
            sent: 0,
            _folder: folder,
        }
    }

    /// Sends an order to a customer who does this.
    pub fn send(&mut self, reference: &str, total_minor: i64, attempts: &[Attempt]) {
        self.sent += 1;
        if self.sent > ORDERS_MAX {
            *self = Self {
                sent: 1,
                ..Self::new(self.seed)
            };
        }
        let plan = CustomerPlan::Attempts(attempts.to_vec());
        let number = &self.account.phone_number_id;
        self.sandbox.set_customer(number, reference, plan);
        let body = OrderBody::new(reference).total_minor(total_minor).bytes();
        let uri = format!("/v24.0/{number}/messages");
        let (status, answer) = self.call("POST", &uri, body).unwrap();
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
    }

    /// Lets time pass.
    pub fn wait(&self, for_ms: u64) {
        self.sandbox.advance_ms(for_ms).unwrap();
    }

    /// Looks a payment up, written in this shape and with this gone wrong, if anything.
    pub fn look_up(
        &self,
        reference: &str,
        shape: LookupShape,
        fault: Option<FaultKind>,
    ) -> Option<(u16, Vec<u8>)> {
        let number = &self.account.phone_number_id;
        self.sandbox
            .set_behaviour(number, |habits| habits.lookup_shape = shape);
        let faults = fault.map(Fault::before).into_iter().collect();
        self.sandbox
            .set_faults(number, Call::Lookup, FaultPlan::Next(faults));
        let uri = format!("/v24.0/{number}/payments/{CONFIGURATION}/{reference}");
        self.call("GET", &uri, Vec::new())
    }

    fn call(&self, method: &str, uri: &str, body: Vec<u8>) -> Option<(u16, Vec<u8>)> {
        let request = Request::builder()
            .method(method)
            .uri(uri)
            .header(
                header::AUTHORIZATION,
                format!("Bearer {}", self.account.bearer),
            )
            .header(header::CONTENT_TYPE, "application/json")
            .body(Bytes::from(body))
            .unwrap();
        let answer = self.runtime.block_on(self.sandbox.call(request)).ok()?;
        Some((answer.status().as_u16(), answer.body().to_vec()))
    }
}

/// What an answer says.
pub fn said(answer: &(u16, Vec<u8>)) -> LookupAnswer {
    read_lookup(answer.0, &answer.1)
}
