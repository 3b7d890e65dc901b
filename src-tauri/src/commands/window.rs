//! Owns what the window may ask about its own closing.

use crate::{closing, ipc_error::IpcError, shell::Shell};
use tauri::{AppHandle, State};

/// Leaves the program, after the answers to what is on its way, or 30 seconds.
#[tauri::command]
#[specta::specta]
pub async fn window_close(app: AppHandle, shell: State<'_, Shell>) -> Result<(), IpcError> {
    closing::leave(&app, &shell).await;
    Ok(())
}

/// Stays, after the window was asked to close.
#[tauri::command]
#[specta::specta]
pub async fn window_stay(shell: State<'_, Shell>) -> Result<(), IpcError> {
    shell.stay();
    Ok(())
}
