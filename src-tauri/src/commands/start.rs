//! Owns opening the desk for the window, and the choices that are remembered.

use crate::{
    ipc_error::IpcError,
    shell::Shell,
    view::{
        accounts::AccountView,
        start::{EnvironmentView, NotificationsView, StartView, ThemeView},
    },
};
use counterfoil_desk::Preference;
use tauri::{AppHandle, State};

/// Everything for the first picture; opens the book again if it could not be opened before.
#[tauri::command]
#[specta::specta]
pub async fn desk_start(app: AppHandle, shell: State<'_, Shell>) -> Result<StartView, IpcError> {
    shell.start(&app).await
}

/// Says that the desk is there, even while something long is running.
#[tauri::command]
#[specta::specta]
pub async fn desk_ping() -> Result<(), IpcError> {
    Ok(())
}

/// Shows this environment from now on.
#[tauri::command]
#[specta::specta]
pub async fn environment_choose(
    shell: State<'_, Shell>,
    environment: EnvironmentView,
) -> Result<(), IpcError> {
    let chosen = Preference::Environment(environment.into());
    Ok(shell.desk().await?.prefer(chosen).await?)
}

/// Shows these colors from now on.
#[tauri::command]
#[specta::specta]
pub async fn theme_choose(shell: State<'_, Shell>, theme: ThemeView) -> Result<(), IpcError> {
    let chosen = Preference::Theme(theme.into());
    Ok(shell.desk().await?.prefer(chosen).await?)
}

/// Tells this while the window is not in sight from now on.
#[tauri::command]
#[specta::specta]
pub async fn notifications_choose(
    shell: State<'_, Shell>,
    notifications: NotificationsView,
) -> Result<(), IpcError> {
    let chosen = Preference::Notifications(notifications.into());
    Ok(shell.desk().await?.prefer(chosen).await?)
}

/// Starts the simulator, makes its account or takes the one there is, and shows its environment.
#[tauri::command]
#[specta::specta]
pub async fn sandbox_start(shell: State<'_, Shell>) -> Result<AccountView, IpcError> {
    let account = shell.start_sandbox().await?;
    let desk = shell.desk().await?;
    desk.prefer(Preference::Environment(account.environment))
        .await?;
    Ok(AccountView::of(desk.show_account(account.id).await?, true))
}
