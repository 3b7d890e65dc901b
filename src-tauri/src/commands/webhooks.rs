//! Owns taking in webhooks that somebody saved.

use crate::{ipc_error::IpcError, shell::Shell, view::webhooks::WebhookTakenView};
use tauri::State;

/// Takes in the text of a webhook for an account; `signature` is its `X-Hub-Signature-256`, where it
/// was kept.
#[tauri::command]
#[specta::specta]
pub async fn webhook_take(
    shell: State<'_, Shell>,
    account_id: String,
    body: String,
    signature: Option<String>,
) -> Result<WebhookTakenView, IpcError> {
    let id = account_id
        .parse()
        .map_err(|_| IpcError::unknown_id("account"))?;
    let desk = shell.desk().await?;
    let account = desk.account(id).await?;
    let taken = desk.take_webhook(&account, body.into_bytes(), signature.as_deref());
    Ok(taken.await?.into())
}
