//! Owns what the window may ask about accounts. Credentials come in here and nowhere go out.

use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::accounts::{
        AccountInput, AccountTestView, AccountView, ConfigurationView, CredentialKind,
    },
};
use counterfoil_desk::{AddAccount, Credentials, EditAccount, Preference};
use counterfoil_domain::{Secret, ids::AccountId};
use counterfoil_providers::meta::TermsLink;
use tauri::{AppHandle, State};
use tauri_plugin_opener::OpenerExt;

/// Every account in use, by name.
#[tauri::command]
#[specta::specta]
pub async fn account_list(shell: State<'_, Shell>) -> Result<Vec<AccountView>, IpcError> {
    shell.accounts().await
}

/// Adds an account and shows its environment from then on; its credentials are in the keyring before
/// the book knows of it.
#[tauri::command]
#[specta::specta]
pub async fn account_add(
    shell: State<'_, Shell>,
    input: AccountInput,
    access_token: String,
    app_secret: Option<String>,
) -> Result<AccountView, IpcError> {
    let credentials = Credentials {
        access_token: secret(&access_token),
        app_secret: app_secret.as_deref().map(secret),
    };
    let desk = shell.desk().await?;
    let added = desk.add_account(input.into(), credentials);
    let account = added.await?;
    desk.prefer(Preference::Environment(account.environment))
        .await?;
    shell.account(account.id).await
}

/// Changes what is said of an account.
#[tauri::command]
#[specta::specta]
pub async fn account_edit(
    shell: State<'_, Shell>,
    account_id: String,
    input: AccountInput,
) -> Result<AccountView, IpcError> {
    let id = read(&account_id)?;
    shell.desk().await?.edit_account(id, input.into()).await?;
    shell.account(id).await
}

/// Takes an account out of use and its credentials out of the keyring.
#[tauri::command]
#[specta::specta]
pub async fn account_remove(shell: State<'_, Shell>, account_id: String) -> Result<(), IpcError> {
    let id = read(&account_id)?;
    shell.desk().await?.remove_account(id).await?;
    Ok(())
}

/// Asks the provider whether an account works. It reads and never sends.
#[tauri::command]
#[specta::specta]
pub async fn account_test(
    shell: State<'_, Shell>,
    account_id: String,
) -> Result<AccountTestView, IpcError> {
    let test = shell.desk().await?.test_account(read(&account_id)?).await?;
    Ok(test.into())
}

/// Replaces one credential in the keyring.
#[tauri::command]
#[specta::specta]
pub async fn credential_set(
    shell: State<'_, Shell>,
    account_id: String,
    kind: CredentialKind,
    secret: String,
) -> Result<AccountView, IpcError> {
    let (id, secret) = (read(&account_id)?, self::secret(&secret));
    let desk = shell.desk().await?;
    desk.set_credential(id, kind.into(), secret).await?;
    shell.account(id).await
}

/// Expects from now on that an account is paid by this UPI id too.
#[tauri::command]
#[specta::specta]
pub async fn payee_expect(
    shell: State<'_, Shell>,
    account_id: String,
    upi_id: String,
) -> Result<AccountView, IpcError> {
    let id = read(&account_id)?;
    shell.desk().await?.expect_payee(id, &upi_id).await?;
    shell.account(id).await
}

/// Takes back a UPI id that a person named for an account.
#[tauri::command]
#[specta::specta]
pub async fn payee_forget(
    shell: State<'_, Shell>,
    account_id: String,
    upi_id: String,
) -> Result<AccountView, IpcError> {
    let id = read(&account_id)?;
    shell.desk().await?.forget_payee(id, &upi_id).await?;
    shell.account(id).await
}

/// The payment configurations the provider lists for an account.
#[tauri::command]
#[specta::specta]
pub async fn configuration_list(
    shell: State<'_, Shell>,
    account_id: String,
) -> Result<Vec<ConfigurationView>, IpcError> {
    let id = read(&account_id)?;
    let listed = shell.desk().await?.payment_configurations(id).await?;
    Ok(listed.into_iter().map(ConfigurationView::from).collect())
}

pub(super) fn read(id: &str) -> Result<AccountId, IpcError> {
    id.parse().map_err(|_| IpcError::unknown_id("account"))
}

/// Opens in the browser where the payments terms can be accepted. The link came from a provider, so it
/// is checked here once more: no other host is ever opened.
#[tauri::command]
#[specta::specta]
pub async fn terms_open(app: AppHandle, link: String) -> Result<(), IpcError> {
    let link = TermsLink::parse(&link).ok_or_else(|| IpcError::InputRefused {
        words: "the link does not lead to https://fb.me".to_owned(),
    })?;
    let opened = app.opener().open_url(link.as_str(), None::<&str>);
    opened.map_err(|error| IpcError::NotOpened {
        words: error.to_string(),
    })
}

/// What was pasted, without the line end that often comes along.
fn secret(pasted: &str) -> Secret {
    Secret::new(pasted.trim().as_bytes().to_vec())
}

impl From<AccountInput> for AddAccount {
    fn from(input: AccountInput) -> Self {
        Self {
            name: input.name,
            base_url: input.base_url,
            graph_version: input.graph_version,
            waba_id: input.waba_id,
            phone_number_id: input.phone_number_id,
        }
    }
}

impl From<AccountInput> for EditAccount {
    fn from(input: AccountInput) -> Self {
        Self {
            name: input.name,
            base_url: input.base_url,
            graph_version: input.graph_version,
            waba_id: input.waba_id,
            phone_number_id: input.phone_number_id,
        }
    }
}
