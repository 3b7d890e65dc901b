//! Owns a desk for tests: a book in a folder of its own, an account of a sandbox of its own, and a
//! clock that both go by.

use crate::{
    bodies::{CONFIGURATION, OrderBody, PAYU, UPI},
    clock::TestClock,
    router::RouterTransport,
    wait,
};
use counterfoil_desk::{
    AddAccount, Credentials, Desk, DeskError, DeskOptions, Entropy, ExchangeRow, LookedUp,
    OrderShown, Recovered, Sent, Threads,
};
use counterfoil_domain::{Secret, operation::OperationState};
use counterfoil_providers::{HttpTransport, Transport, meta::Meta};
use counterfoil_sandbox::{
    AcceptedMessage, Account, Call, Config, Configuration, Fault, FaultPlan, NewAccount, Provider,
    Sandbox, Server,
};
use counterfoil_store::{OperationRow, OrderRow, StoreError};
use counterfoil_vault::Vault;
use std::{
    net::Ipv4Addr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tempfile::TempDir;

/// The account's name in the book.
pub const ACCOUNT: &str = "Kaveri";

/// When every test begins: 2027-01-01T00:00:00Z.
pub const BEGINNING_MS: i64 = 1_798_761_600_000;

/// Longer than any answer takes that is not held back.
const PATIENT: Duration = Duration::from_secs(20);

/// A desk, its sandbox, and the way between them.
pub struct TestDesk {
    // Fields are dropped in this order: the folder goes last.
    desk: Option<Desk>,
    server: Option<Server>,
    sandbox: Sandbox,
    account: Account,
    clock: Arc<TestClock>,
    vault: Vault,
    meta: Meta,
    /// Counts the openings of a seeded desk, so that no opening repeats the ids of another.
    seed: Option<u64>,
    data_dir: PathBuf,
    folder: TempDir,
}

impl TestDesk {
    /// A desk that reaches its sandbox over real HTTP.
    pub async fn over_http() -> Self {
        Self::with_effect_deadline(PATIENT).await
    }

    /// The same, with little patience for effects.
    pub async fn with_effect_deadline(deadline: Duration) -> Self {
        let (folder, clock) = beginnings();
        let sandbox = sandbox(folder.path(), &clock, 1, counterfoil_sandbox::Entropy::Os);
        let server = served(&sandbox).await;
        let base_url = format!("http://{}", server.address());
        let transport = Arc::new(HttpTransport::new());
        let meta = Meta::with_deadlines(transport, deadline, PATIENT);
        let mut desk = Self::of(folder, clock, sandbox, meta, None);
        desk.server = Some(server);
        desk.open().await;
        desk.add_account(&base_url).await;
        desk
    }

    /// A desk whose sandbox is called in-process. Everything follows from the seed.
    pub async fn over_router(seed: u64) -> Self {
        let through = |sandbox: &Sandbox, _: &Arc<TestClock>| -> Arc<dyn Transport> {
            Arc::new(RouterTransport::new(sandbox))
        };
        Self::through(seed, through).await
    }

    /// The same, through a transport of the test's own.
    pub async fn through(
        seed: u64,
        transport: impl FnOnce(&Sandbox, &Arc<TestClock>) -> Arc<dyn Transport>,
    ) -> Self {
        let (folder, clock) = (in_memory(), Arc::new(TestClock::at(BEGINNING_MS)));
        let sandbox = sandbox(
            folder.path(),
            &clock,
            seed,
            counterfoil_sandbox::Entropy::Seeded,
        );
        let meta = Meta::with_deadlines(transport(&sandbox, &clock), PATIENT, PATIENT);
        let mut desk = Self::of(folder, clock, sandbox, meta, Some(seed));
        desk.open().await;
        desk.add_account("http://127.0.0.1:9").await;
        desk
    }

    fn of(
        folder: TempDir,
        clock: Arc<TestClock>,
        sandbox: Sandbox,
        meta: Meta,
        seed: Option<u64>,
    ) -> Self {
        let of = |name: &str, provider| Configuration {
            provider,
            ..name.into()
        };
        let new = NewAccount {
            name: ACCOUNT.to_owned(),
            configurations: vec![
                CONFIGURATION.into(),
                of(PAYU, Provider::Payu),
                of(UPI, Provider::UpiVpa),
            ],
            ..NewAccount::default()
        };
        Self {
            desk: None,
            server: None,
            account: sandbox
                .add_account(new)
                .expect("the sandbox takes an account"),
            sandbox,
            clock,
            vault: Vault::stand_in(),
            meta,
            seed,
            data_dir: folder.path().join("desk"),
            folder,
        }
    }

    async fn open(&mut self) -> Recovered {
        self.seed = self.seed.map(|seed| seed.wrapping_add(1));
        let options = || DeskOptions {
            data_dir: self.data_dir.clone(),
            vault: self.vault.clone(),
            meta: self.meta.clone(),
            clock: self.clock.clone(),
            entropy: match self.seed {
                None => Entropy::Os,
                Some(seed) => Entropy::seeded(seed),
            },
            // What follows from a seed comes in one order.
            operator: "tester".to_owned(),
            threads: match self.seed {
                None => Threads::Own,
                Some(_) => Threads::Callers,
            },
        };
        // Another test that starts a program shares this one's lock between fork and exec.
        let (desk, recovered) = wait::until_some("the lock is free", async || {
            match Desk::open(options()).await {
                Err(DeskError::Store(StoreError::Locked { .. })) => None,
                opened => Some(opened.expect("the book opens")),
            }
        })
        .await;
        self.desk = Some(desk);
        recovered
    }

    async fn add_account(&self, base_url: &str) {
        let new = AddAccount {
            name: ACCOUNT.to_owned(),
            base_url: base_url.to_owned(),
            graph_version: "v24.0".to_owned(),
            waba_id: self.account.waba_id.clone(),
            phone_number_id: self.account.phone_number_id.clone(),
        };
        let access_token = Secret::new(self.account.bearer.clone().into_bytes());
        let credentials = Credentials {
            access_token,
            app_secret: None,
        };
        self.desk()
            .add_account(new, credentials)
            .await
            .expect("the account is added");
    }

    /// Ends the desk and starts it again over the same book.
    pub async fn restart(&mut self) -> Recovered {
        self.restart_after(|| ()).await
    }

    /// Ends the desk, does something to its files, and starts it again.
    pub async fn restart_after(&mut self, meanwhile: impl FnOnce()) -> Recovered {
        self.end().await;
        meanwhile();
        self.open().await
    }

    /// Ends the desk.
    pub async fn end(&mut self) {
        if let Some(desk) = self.desk.take() {
            desk.leave().await;
        }
    }

    /// What stands in for the keyring.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Works with another keyring from the next start on.
    pub fn set_vault(&mut self, vault: Vault) {
        self.vault = vault;
    }

    /// The desk itself.
    pub fn desk(&self) -> &Desk {
        self.desk.as_ref().expect("the desk is open")
    }

    /// The sandbox it speaks to.
    pub fn sandbox(&self) -> &Sandbox {
        &self.sandbox
    }

    /// The account's id at the sandbox.
    pub fn phone_number_id(&self) -> &str {
        &self.account.phone_number_id
    }

    /// The account's access token.
    pub fn token(&self) -> &str {
        &self.account.bearer
    }

    /// The account as the book has it.
    pub async fn account(&self) -> counterfoil_domain::account::Account {
        let found = self.desk().account_named(ACCOUNT).await;
        found.expect("the account is in use")
    }

    /// Where the book is.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// What the sandbox has committed, byte for byte.
    pub fn ledger(&self) -> Vec<u8> {
        std::fs::read(ledger_in(self.folder.path())).expect("the ledger can be read")
    }

    /// Lets time pass for both.
    pub fn advance_ms(&self, by_ms: i64) {
        self.clock.advance_ms(by_ms);
    }

    /// The clocks that both go by.
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// Lets the next calls of one kind go wrong, one fault each.
    pub fn next(&self, call: Call, faults: impl Into<Vec<Fault>>) {
        self.sandbox
            .set_faults(self.phone_number_id(), call, FaultPlan::Next(faults.into()));
    }

    /// How many calls of one kind reached the sandbox.
    pub fn received(&self, call: Call) -> u64 {
        self.sandbox.calls(self.phone_number_id()).of(call).received
    }

    /// What the sandbox has committed under a reference id.
    pub fn committed(&self, reference_id: &str) -> Vec<AcceptedMessage> {
        let mut messages = self.sandbox.messages();
        messages.retain(|message| message.reference_id == reference_id);
        messages
    }

    /// Sends an order.
    ///
    /// # Errors
    /// See [`Desk::send_order_body`].
    pub async fn send(&self, body: &OrderBody) -> Result<Sent, DeskError> {
        let account = self.account().await;
        self.desk().send_order_body(&account, &body.bytes()).await
    }

    /// Sends an order that nothing keeps from being accepted.
    pub async fn send_well(&self, body: &OrderBody) -> OrderRow {
        let sent = self.send(body).await.expect("the order leaves");
        assert_eq!(
            sent.operation.state,
            OperationState::Accepted,
            "{:?}",
            sent.operation
        );
        sent.order
    }

    /// Looks an order up.
    ///
    /// # Errors
    /// See [`Desk::look_up`].
    pub async fn look_up(&self, reference_id: &str) -> Result<LookedUp, DeskError> {
        self.desk().look_up(&self.order(reference_id).await).await
    }

    /// The order of a reference id.
    pub async fn order(&self, reference_id: &str) -> OrderRow {
        let found = self.desk().order_with_reference(reference_id, None).await;
        found.expect("the book has the order")
    }

    /// Everything known about an order.
    pub async fn show(&self, reference_id: &str) -> OrderShown {
        let order = self.order(reference_id).await;
        let shown = self.desk().show_order(order.id).await;
        shown.expect("the book can be read")
    }

    /// The raw requests and answers of an order, newest first, without their bodies.
    pub async fn exchanges(&self, reference_id: &str) -> Vec<ExchangeRow> {
        let order = self.order(reference_id).await;
        let rows = self.desk().exchanges(order.id).await;
        rows.expect("the book can be read")
    }

    /// The one send of an order, which must not have two.
    pub async fn only_send(&self, reference_id: &str) -> OperationRow {
        let mut operations = self.show(reference_id).await.operations;
        assert_eq!(operations.len(), 1, "{reference_id} has one operation");
        operations.remove(0).0
    }
}

/// A folder that no disk is waited for, where there is one: a schedule that is replayed proves
/// nothing about disks.
fn in_memory() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a folder can be made")
}

fn beginnings() -> (TempDir, Arc<TestClock>) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    (folder, Arc::new(TestClock::at(BEGINNING_MS)))
}

fn sandbox(
    folder: &Path,
    clock: &Arc<TestClock>,
    seed: u64,
    entropy: counterfoil_sandbox::Entropy,
) -> Sandbox {
    let config = Config {
        ledger: ledger_in(folder),
        seed,
        clock: clock.clone(),
        entropy,
    };
    Sandbox::open(config).expect("the ledger opens")
}

fn ledger_in(folder: &Path) -> PathBuf {
    folder.join("sandbox.ledger")
}

/// Serves a sandbox on a free port of loopback.
pub async fn served(sandbox: &Sandbox) -> Server {
    sandbox
        .serve((Ipv4Addr::LOCALHOST, 0).into())
        .await
        .expect("a port is free")
}
