//! Owns the simulator inside this program: its ledger lies beside the book, and its address is
//! another one at each start.

mod example;

pub use example::example;

use crate::{ipc_error::IpcError, view::start::SandboxView};
use counterfoil_desk::{AddAccount, Credential, Credentials, Desk, EditAccount};
use counterfoil_domain::{
    Secret,
    account::{Account, Environment},
};
use counterfoil_sandbox::{
    Config, Configuration, Entropy, KnownAccount, NewAccount, Provider, Sandbox, SandboxError,
    Server, SystemClock,
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OnceCell;

/// Decides what simulated customers do; a ledger keeps to the seed it was started with.
const SEED: u64 = 1;
const ACCOUNT: &str = "Sandbox";
const CONFIGURATION: &str = "sandbox-razorpay";
const UPI_CONFIGURATION: &str = "sandbox-upi";
const GRAPH_VERSION: &str = "v24.0";

/// The simulator inside this program, which may not have been started yet.
pub struct OwnSandbox {
    ledger: PathBuf,
    running: OnceCell<Running>,
    fault: Mutex<Option<String>>,
}

struct Running {
    sandbox: Sandbox,
    server: Server,
}

impl OwnSandbox {
    /// The simulator whose ledger is in this folder.
    pub fn in_folder(data_dir: &Path) -> Self {
        Self {
            ledger: data_dir.join("sandbox.ledger"),
            running: OnceCell::new(),
            fault: Mutex::new(None),
        }
    }

    /// Starts the simulator again if it was used before, and tells the book where it is now. What
    /// goes wrong is shown, and keeps nobody from live accounts.
    pub async fn resume(&self, desk: &Desk) {
        if !self.ledger.exists() {
            return;
        }
        let resumed = async {
            let running = self.running().await?;
            for account in desk.accounts().await? {
                if owns(running, &account) {
                    move_here(desk, &account, running).await?;
                }
            }
            Ok::<(), IpcError>(())
        };
        if let Err(error) = resumed.await {
            tracing::warn!(?error, "Could not start the simulator again");
        }
    }

    /// Starts the simulator, and makes its account or takes the one there is.
    pub async fn start(&self, desk: &Desk) -> Result<Account, IpcError> {
        let running = self.running().await?;
        let known = running.sandbox.accounts().into_iter().next();
        match known {
            None => self.add(desk, running, None).await,
            Some(known) => {
                let accounts = desk.accounts().await?;
                let mine = accounts.into_iter().find(|account| is_of(account, &known));
                match mine {
                    None => self.add(desk, running, Some(known)).await,
                    Some(account) => take(desk, running, account).await,
                }
            }
        }
    }

    /// Whether an account is one of this simulator.
    pub fn owns(&self, account: &Account) -> bool {
        self.running
            .get()
            .is_some_and(|running| owns(running, account))
    }

    /// What the window may see of it.
    pub fn view(&self) -> SandboxView {
        if let Some(running) = self.running.get() {
            return SandboxView::Running {
                address: address(running),
            };
        }
        match &*self.fault.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(words) => SandboxView::Failed {
                words: words.clone(),
            },
            None => SandboxView::NotUsed,
        }
    }

    async fn running(&self) -> Result<&Running, IpcError> {
        let running = self.running.get_or_try_init(|| open(&self.ledger)).await;
        let fault = running.as_ref().err().map(ToString::to_string);
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
        Ok(running?)
    }

    async fn add(
        &self,
        desk: &Desk,
        running: &Running,
        known: Option<KnownAccount>,
    ) -> Result<Account, IpcError> {
        let (waba_id, phone_number_id, bearer) = match known {
            Some(known) => {
                let bearer = running.sandbox.renew_bearer(&known.phone_number_id)?;
                (known.waba_id, known.phone_number_id, bearer)
            }
            None => {
                let made = running.sandbox.add_account(NewAccount {
                    name: ACCOUNT.to_owned(),
                    configurations: vec![
                        CONFIGURATION.into(),
                        Configuration {
                            provider: Provider::UpiVpa,
                            ..UPI_CONFIGURATION.into()
                        },
                    ],
                    ..NewAccount::default()
                })?;
                (made.waba_id, made.phone_number_id, made.bearer)
            }
        };
        let new = AddAccount {
            name: ACCOUNT.to_owned(),
            base_url: address(running),
            graph_version: GRAPH_VERSION.to_owned(),
            waba_id,
            phone_number_id,
        };
        let credentials = Credentials {
            access_token: Secret::new(bearer.into_bytes()),
            app_secret: None,
        };
        Ok(desk.add_account(new, credentials).await?)
    }
}

/// Takes the account there is, with a token that works: the keyring may have lost the one before.
async fn take(desk: &Desk, running: &Running, account: Account) -> Result<Account, IpcError> {
    move_here(desk, &account, running).await?;
    if !desk.test_account(account.id).await?.is_good() {
        let bearer = running.sandbox.renew_bearer(&account.phone_number_id)?;
        let (credential, secret) = (Credential::AccessToken, Secret::new(bearer.into_bytes()));
        desk.set_credential(account.id, credential, secret).await?;
    }
    Ok(desk.account(account.id).await?)
}

async fn move_here(desk: &Desk, account: &Account, running: &Running) -> Result<(), IpcError> {
    let base_url = address(running);
    if account.base_url != base_url {
        let edit = EditAccount {
            base_url,
            ..EditAccount::of(account)
        };
        desk.edit_account(account.id, edit).await?;
    }
    Ok(())
}

async fn open(ledger: &Path) -> Result<Running, SandboxError> {
    let config = Config {
        ledger: ledger.to_owned(),
        seed: SEED,
        clock: Arc::new(SystemClock),
        entropy: Entropy::Os,
    };
    let sandbox = tokio::task::spawn_blocking(move || Sandbox::open(config))
        .await
        .map_err(|error| SandboxError::BadAccount(error.to_string()))??;
    let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let server = sandbox.serve(any_port).await?;
    Ok(Running { sandbox, server })
}

fn address(running: &Running) -> String {
    format!("http://{}", running.server.address())
}

fn owns(running: &Running, account: &Account) -> bool {
    let known = running.sandbox.accounts();
    known.iter().any(|known| is_of(account, known))
}

fn is_of(account: &Account, known: &KnownAccount) -> bool {
    account.environment == Environment::Sandbox && account.phone_number_id == known.phone_number_id
}
