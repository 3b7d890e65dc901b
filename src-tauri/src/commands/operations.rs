//! Owns what the window may ask about operations nobody knows the end of.

use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        operations::{SentView, UnresolvedPageView},
        orders::read_cursor,
        start::EnvironmentView,
    },
};
use counterfoil_domain::ids::OperationId;
use counterfoil_store::Page;
use tauri::State;

/// Unresolved operations are few; more than a page of them is read on demand.
const ROWS: u32 = 100;

/// A page of unresolved operations, newest first, and how many there are in all.
#[tauri::command]
#[specta::specta]
pub async fn operation_list_unresolved(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    after: Option<String>,
) -> Result<UnresolvedPageView, IpcError> {
    let (desk, environment) = (shell.desk().await?, environment.into());
    let after = after.as_deref().and_then(read_cursor);
    let rows = desk
        .unresolved(environment, Page { after, rows: ROWS })
        .await?;
    let count = desk.count_unresolved(environment).await?;
    Ok(UnresolvedPageView::of(rows, ROWS, count))
}

/// Sends what was prepared before the program ended.
#[tauri::command]
#[specta::specta]
pub async fn operation_send(
    shell: State<'_, Shell>,
    operation_id: String,
) -> Result<SentView, IpcError> {
    let desk = shell.desk().await?;
    let sent = desk.send_prepared(read(&operation_id)?).await?;
    Ok(SentView::from(&sent))
}

/// Withdraws what was prepared and never left.
#[tauri::command]
#[specta::specta]
pub async fn operation_withdraw(
    shell: State<'_, Shell>,
    operation_id: String,
) -> Result<(), IpcError> {
    shell.desk().await?.withdraw(read(&operation_id)?).await?;
    Ok(())
}

pub(super) fn read(id: &str) -> Result<OperationId, IpcError> {
    id.parse().map_err(|_| IpcError::unknown_id("operation"))
}
