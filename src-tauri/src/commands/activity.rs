//! Owns what the window may ask about the activity, and going on with a book in doubt.

use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        activity::{ActivityLineView, DeedView, VerifiedView},
        number::Integer,
        start::EnvironmentView,
    },
};
use counterfoil_desk::ActivityAsked;
use tauri::State;

/// At most `rows` lines of this environment before this number, newest first; of one kind or of one
/// order where that is given.
#[tauri::command]
#[specta::specta]
pub async fn activity_list(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
    deed: Option<DeedView>,
    reference: Option<String>,
    before: Option<Integer>,
    rows: u32,
) -> Result<Vec<ActivityLineView>, IpcError> {
    let desk = shell.desk().await?;
    let order = match reference {
        Some(reference) => Some(desk.order_with_reference(&reference, None).await?.id),
        None => None,
    };
    let asked = ActivityAsked {
        environment: Some(environment.into()),
        deed: deed.map(Into::into),
        order,
    };
    let lines = desk.activity(asked, before.map(Integer::get), rows).await?;
    Ok(lines.into_iter().map(Into::into).collect())
}

/// Computes every hash again, and asks the keyring for its anchor. A book whose lines do not hold is
/// locked.
#[tauri::command]
#[specta::specta]
pub async fn activity_verify(shell: State<'_, Shell>) -> Result<VerifiedView, IpcError> {
    Ok(shell.desk().await?.check_activity().await?.into())
}

/// Goes on with a book that is in doubt.
#[tauri::command]
#[specta::specta]
pub async fn book_go_on(shell: State<'_, Shell>, reason: String) -> Result<(), IpcError> {
    Ok(shell.desk().await?.go_on(&reason).await?)
}
