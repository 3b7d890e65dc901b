//! Owns opening the desk for one command, and leaving it.

use crate::{
    args::{Arguments, EnvironmentChoice, ListOptions, VaultChoice},
    clock,
    exit::{Code, Failure},
    input,
};
use counterfoil_desk::{Credentials, Desk, DeskOptions, Entropy, Recovered, Threads, operator};
use counterfoil_domain::account::{Account, Environment};
use counterfoil_providers::{HttpTransport, meta::Meta};
use counterfoil_store::{BookFiles, Cursor, Page};
use counterfoil_vault::Vault;
use std::{path::PathBuf, sync::Arc};

/// What a command is run with.
#[derive(Clone, Debug)]
pub struct Session {
    data_dir: Option<PathBuf>,
    vault: VaultChoice,
}

impl Session {
    /// Takes what concerns every command.
    pub fn of(arguments: &Arguments) -> Self {
        Self {
            data_dir: arguments.data_dir.clone(),
            vault: arguments.vault,
        }
    }

    /// The data directory.
    pub fn data_dir(&self) -> Result<PathBuf, Failure> {
        self.data_dir
            .clone()
            .ok_or_else(|| Failure::usage("say where the book is with --data-dir DIR"))
    }

    /// Whether there is a book to read.
    pub fn has_book(&self) -> bool {
        let files = self.data_dir.as_deref().map(BookFiles::in_folder);
        files.is_some_and(|files| files.book().exists())
    }

    /// Opens the desk to work, with the lock.
    pub async fn open(&self) -> Result<(Desk, Recovered), Failure> {
        Ok(Desk::open(self.options()?).await?)
    }

    /// Opens the desk to read, without the lock.
    pub async fn open_to_read(&self) -> Result<Desk, Failure> {
        Ok(Desk::open_to_read(self.options()?).await?)
    }

    /// Reads the token that a forgetful vault will need. Called before the book is opened: whoever
    /// types slowly keeps nobody out of it, and an interrupt ends the reading.
    pub fn borrow_token(&self) -> Result<Option<Credentials>, Failure> {
        self.borrow(false)
    }

    /// The same, with the app secret from the second line.
    pub fn borrow_credentials(&self) -> Result<Option<Credentials>, Failure> {
        self.borrow(true)
    }

    fn borrow(&self, with_app_secret: bool) -> Result<Option<Credentials>, Failure> {
        match self.vault {
            VaultChoice::Keyring => Ok(None),
            VaultChoice::Memory => read_credentials(with_app_secret).map(Some),
        }
    }

    /// What the desk is made of.
    pub fn options(&self) -> Result<DeskOptions, Failure> {
        Ok(DeskOptions {
            data_dir: self.data_dir()?,
            vault: match self.vault {
                VaultChoice::Keyring => Vault::keyring(),
                VaultChoice::Memory => Vault::in_memory(),
            },
            meta: Meta::new(Arc::new(HttpTransport::new())),
            clock: clock::for_desk(),
            entropy: Entropy::Os,
            operator: operator(),
            threads: Threads::Own,
        })
    }
}

/// Runs `work` on a desk opened to work, backs the book up once a day, and leaves. An interrupt
/// stops waiting for `work`, but not for an effect that is on its way.
pub async fn working<T, W, F>(session: &Session, work: W) -> Result<T, Failure>
where
    W: FnOnce(Desk) -> F,
    F: Future<Output = Result<T, Failure>>,
{
    let (desk, recovered) = session.open().await?;
    tell_recovered(&recovered);
    let result = tokio::select! {
        result = work(desk.clone()) => result,
        () = interrupted() => Err(interruption(&desk)),
    };
    if let Err(error) = desk.back_up_daily().await {
        tracing::warn!(%error, "Could not make the daily backup");
    }
    match desk.leave().await {
        0 => result,
        _ => Err(Failure::Said(
            Code::Unknown,
            "an answer did not come in time; `operation list --unresolved` shows what is unknown"
                .to_owned(),
        )),
    }
}

fn interruption(desk: &Desk) -> Failure {
    if desk.effects_on_their_way() == 0 {
        return Failure::other("interrupted; nothing was on its way");
    }
    tracing::warn!("Waiting for the answer to what is on its way, at most 30 seconds");
    Failure::Said(
        Code::Unknown,
        "interrupted; what was on its way is recorded: `operation list` shows how it ended"
            .to_owned(),
    )
}

/// Nobody may have looked since the program ended in the middle of something.
fn tell_recovered(recovered: &Recovered) {
    let (unknown, withdrawn) = (recovered.unknown.len(), recovered.withdrawn.len());
    if unknown > 0 {
        tracing::warn!(
            unknown,
            "The program ended while something was on its way: `operation list --unresolved`"
        );
    }
    if withdrawn > 0 {
        tracing::warn!(
            withdrawn,
            "A restore was finished; what was prepared was withdrawn: it may have left since"
        );
    }
}

/// Ends when the program is asked to end, from the moment of the call on: who reads a first line
/// may ask before anybody waits.
#[cfg(unix)]
pub fn interrupted() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (interrupt, terminate) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    );
    async {
        match (interrupt, terminate) {
            (Ok(mut interrupt), Ok(mut terminate)) => {
                tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
            }
            (Ok(mut one), Err(_)) | (Err(_), Ok(mut one)) => {
                one.recv().await;
            }
            (Err(_), Err(_)) => std::future::pending().await,
        }
    }
}

/// Ends when the program is asked to end.
#[cfg(not(unix))]
pub async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Gives a forgetful vault the token it needs for this account.
pub async fn lend_token(
    desk: &Desk,
    account: &Account,
    token: Option<Credentials>,
) -> Result<(), Failure> {
    match token {
        Some(token) => Ok(desk.lend_credentials(account, token).await?),
        None => Ok(()),
    }
}

/// Reads an access token and, if asked for, an app secret from standard input.
pub fn read_credentials(with_app_secret: bool) -> Result<Credentials, Failure> {
    let token = input::secret_line("Access token")?.ok_or_else(|| {
        Failure::Said(
            Code::Credential,
            "give the access token as the first line of standard input".to_owned(),
        )
    })?;
    let app_secret = if with_app_secret {
        input::secret_line("App secret, or nothing")?
    } else {
        None
    };
    Ok(Credentials {
        access_token: token,
        app_secret,
    })
}

/// The account to act for: the one named, or the only one.
pub async fn chosen_account(desk: &Desk, name: Option<&str>) -> Result<Account, Failure> {
    if let Some(name) = name {
        return Ok(desk.account_named(name).await?);
    }
    let mut accounts = desk.accounts().await?;
    match (accounts.pop(), accounts.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(_), false) => Err(Failure::usage(
            "there are several accounts: say --account NAME",
        )),
        (None, _) => Err(Failure::usage(
            "there is no account yet: add one with `account add`",
        )),
    }
}

/// The environment a list is about: the one named, or the only one in use.
pub async fn chosen_environment(
    desk: &Desk,
    choice: Option<EnvironmentChoice>,
) -> Result<Environment, Failure> {
    match choice {
        Some(EnvironmentChoice::Sandbox) => return Ok(Environment::Sandbox),
        Some(EnvironmentChoice::Live) => return Ok(Environment::Live),
        None => {}
    }
    let accounts = desk.accounts().await?;
    let live = accounts
        .iter()
        .any(|account| account.environment == Environment::Live);
    let sandbox = accounts
        .iter()
        .any(|account| account.environment == Environment::Sandbox);
    match (live, sandbox) {
        (true, true) => Err(Failure::usage(
            "there are sandbox and live accounts: say --environment sandbox or live",
        )),
        (true, false) => Ok(Environment::Live),
        (false, _) => Ok(Environment::Sandbox),
    }
}

/// The page a list is about.
pub fn chosen_page(options: &ListOptions) -> Result<Page, Failure> {
    let after = options.after.as_deref().map(read_cursor).transpose()?;
    Ok(Page {
        after,
        rows: options.rows,
    })
}

fn read_cursor(text: &str) -> Result<Cursor, Failure> {
    let parts = text
        .split_once('/')
        .and_then(|(at, id)| Some((at.parse().ok()?, id)));
    let (at_ms, id) =
        parts.ok_or_else(|| Failure::usage("--after takes the `next` of the page before"))?;
    Ok(Cursor {
        at_ms,
        id: id.to_owned(),
    })
}
