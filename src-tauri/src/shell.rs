//! Owns what every command needs: the desk, opened once, the simulator beside it, and what would
//! stop if the program closed now.

use crate::{
    events,
    ipc_error::IpcError,
    notify,
    own_sandbox::OwnSandbox,
    view::{
        accounts::AccountView,
        number::Integer,
        start::{CallsView, StartView},
    },
};
use counterfoil_desk::{
    AccountShown, Desk, DeskOptions, Entropy, PollingOptions, Recovered, SystemClock, Threads,
    operator,
};
use counterfoil_domain::{
    account::{Account, Environment},
    ids::AccountId,
    money::Currency,
};
use counterfoil_providers::{HttpTransport, meta::Meta};
use counterfoil_store::OperationRow;
use counterfoil_vault::Vault;
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tauri::AppHandle;
use tokio::sync::OnceCell;

/// Payments are looked up by themselves once the first picture stands.
const POLL_AFTER: Duration = Duration::from_secs(1);
/// The activity is checked once the window has settled.
const CHECK_AFTER: Duration = Duration::from_secs(2);
/// The day's backup waits until the window has settled, and is looked after this often.
const BACKUP_AFTER: Duration = Duration::from_secs(60);
const BACKUP_EVERY: Duration = Duration::from_secs(3_600);

/// The desk as the window holds it. Cloning shares it.
#[derive(Clone)]
pub struct Shell(Arc<Inner>);

struct Inner {
    data_dir: PathBuf,
    opened: OnceCell<Opened>,
    sandbox: OwnSandbox,
    lookups: AtomicUsize,
    is_followed: AtomicBool,
    is_asked_to_close: AtomicBool,
    is_leaving: AtomicBool,
}

struct Opened {
    desk: Desk,
    recovered: Recovered,
}

/// What would stop if the program closed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Requests that left and whose answers are awaited.
    pub on_their_way: usize,
    /// Lookups that are running; they only read.
    pub lookups: usize,
}

impl Shell {
    /// A shell over the book in this folder, which is not opened yet.
    pub fn new(data_dir: &Path) -> Self {
        Self(Arc::new(Inner {
            data_dir: data_dir.to_owned(),
            opened: OnceCell::new(),
            sandbox: OwnSandbox::in_folder(data_dir),
            lookups: AtomicUsize::new(0),
            is_followed: AtomicBool::new(false),
            is_asked_to_close: AtomicBool::new(false),
            is_leaving: AtomicBool::new(false),
        }))
    }

    /// The desk; opens it if that has not happened or did not succeed.
    pub async fn desk(&self) -> Result<Desk, IpcError> {
        Ok(self.opened().await?.desk.clone())
    }

    /// The desk, if it is open.
    pub fn desk_if_open(&self) -> Option<&Desk> {
        self.0.opened.get().map(|opened| &opened.desk)
    }

    /// Everything for the first picture; from then on the window is told what changes.
    pub async fn start(&self, app: &AppHandle) -> Result<StartView, IpcError> {
        let Opened { desk, recovered } = self.opened().await?;
        if !self.0.is_followed.swap(true, Ordering::Relaxed) {
            events::follow(app.clone(), desk);
            notify::follow(app.clone(), desk);
        }
        let (accounts, preferences) = (self.accounts().await?, desk.preferences().await?);
        let environment = preferences
            .environment
            .or_else(|| only_environment(&accounts));
        let unresolved = match environment {
            Some(environment) => desk.count_unresolved(environment).await?,
            None => 0,
        };
        Ok(StartView {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_dir: self.0.data_dir.display().to_string(),
            environment: environment.map(Into::into),
            accounts,
            sandbox: self.0.sandbox.view(),
            theme: preferences.theme.into(),
            notifications: preferences.notifications.into(),
            calls_per_hour: CallsView::of(preferences.calls_per_hour),
            refund_limits: [Currency::Inr, Currency::Brl]
                .map(|currency| preferences.refund_limits.of(currency).into())
                .to_vec(),
            recovered_unknown: count_in(environment, &recovered.unknown),
            recovered_withdrawn: count_in(environment, &recovered.withdrawn),
            unresolved: unresolved.into(),
            lock: desk.book_lock().await?.map(Into::into),
            write_trouble: desk.write_trouble().map(Into::into),
        })
    }

    /// Every account in use, by name.
    pub async fn accounts(&self) -> Result<Vec<AccountView>, IpcError> {
        let shown = self.desk().await?.show_accounts().await?;
        Ok(shown.into_iter().map(|shown| self.view(shown)).collect())
    }

    /// One account.
    pub async fn account(&self, id: AccountId) -> Result<AccountView, IpcError> {
        Ok(self.view(self.desk().await?.show_account(id).await?))
    }

    /// Starts the simulator and makes its account, or takes the one there is.
    pub async fn start_sandbox(&self) -> Result<Account, IpcError> {
        let desk = self.desk().await?;
        self.0.sandbox.start(&desk).await
    }

    /// Counts a lookup as running while it does.
    pub async fn looking_up<T>(&self, lookup: impl Future<Output = T>) -> T {
        let _running = Running::count(&self.0.lookups);
        lookup.await
    }

    /// What would stop if the program closed now.
    pub fn busy(&self) -> Busy {
        Busy {
            on_their_way: self.desk_if_open().map_or(0, Desk::effects_on_their_way),
            lookups: self.0.lookups.load(Ordering::Relaxed)
                + self.desk_if_open().map_or(0, Desk::asked_orders_waiting),
        }
    }

    /// Notes that the person was asked about closing; true if that had happened before.
    pub fn ask_to_close(&self) -> bool {
        self.0.is_asked_to_close.swap(true, Ordering::Relaxed)
    }

    /// The person decided to stay.
    pub fn stay(&self) {
        self.0.is_asked_to_close.store(false, Ordering::Relaxed);
    }

    /// Notes that the program leaves; true if it did already.
    pub fn begin_leaving(&self) -> bool {
        self.0.is_leaving.swap(true, Ordering::Relaxed)
    }

    async fn opened(&self) -> Result<&Opened, IpcError> {
        self.0.opened.get_or_try_init(|| self.open()).await
    }

    async fn open(&self) -> Result<Opened, IpcError> {
        let (desk, recovered) = Desk::open(DeskOptions {
            data_dir: self.0.data_dir.clone(),
            vault: Vault::keyring(),
            meta: Meta::new(Arc::new(HttpTransport::new())),
            clock: Arc::new(SystemClock),
            entropy: Entropy::Os,
            operator: operator(),
            threads: Threads::Own,
        })
        .await?;
        self.0.sandbox.resume(&desk).await;
        tauri::async_runtime::spawn(back_up_daily(desk.clone()));
        tauri::async_runtime::spawn(poll(desk.clone()));
        tauri::async_runtime::spawn(check_chain(desk.clone()));
        tauri::async_runtime::spawn(gather_payments(desk.clone()));
        Ok(Opened { desk, recovered })
    }

    fn view(&self, shown: AccountShown) -> AccountView {
        let is_own = self.0.sandbox.owns(&shown.account);
        AccountView::of(shown, is_own)
    }
}

/// One of something that runs, for as long as this lives.
struct Running<'a>(&'a AtomicUsize);

impl<'a> Running<'a> {
    fn count(counter: &'a AtomicUsize) -> Self {
        counter.fetch_add(1, Ordering::Relaxed);
        Self(counter)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

async fn poll(desk: Desk) {
    tokio::time::sleep(POLL_AFTER).await;
    desk.start_caring();
    if let Err(error) = desk.start_polling(PollingOptions::default()).await {
        tracing::error!(%error, "Could not begin to look payments up");
    }
}

/// A book that was changed by something else than this program is found before much is done with it.
async fn check_chain(desk: Desk) {
    tokio::time::sleep(CHECK_AFTER).await;
    if let Err(error) = desk.check_chain().await {
        tracing::warn!(%error, "Could not check the activity");
    }
}

/// In a book from before: what exports of payments rest on is read again from the evidence.
async fn gather_payments(desk: Desk) {
    tokio::time::sleep(CHECK_AFTER).await;
    if let Err(error) = desk.gather_payments().await {
        tracing::warn!(%error, "Could not gather the payments of a book from before");
    }
}

async fn back_up_daily(desk: Desk) {
    tokio::time::sleep(BACKUP_AFTER).await;
    loop {
        if let Err(error) = desk.back_up_daily().await {
            tracing::warn!(%error, "Could not make the daily backup");
        }
        tokio::time::sleep(BACKUP_EVERY).await;
    }
}

/// The environment of the accounts, where they have only one; real money comes first.
fn only_environment(accounts: &[AccountView]) -> Option<Environment> {
    let environments = accounts.iter().map(|account| account.environment.into());
    environments.max()
}

/// How many of these operations belong to the environment shown.
fn count_in(environment: Option<Environment>, operations: &[OperationRow]) -> Integer {
    let here = operations
        .iter()
        .filter(|operation| Some(operation.environment) == environment);
    u64::try_from(here.count()).unwrap_or(u64::MAX).into()
}
