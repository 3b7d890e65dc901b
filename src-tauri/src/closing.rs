//! Owns leaving the program: nothing that left is dropped without a word.

use crate::{events::CloseAsked, shell::Shell};
use tauri::{AppHandle, Manager, Window, WindowEvent};
use tauri_specta::Event;

/// Closes at once when nothing would stop; otherwise the person is asked. A second request to close
/// is an answer too: the window may be unable to ask.
pub fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    api.prevent_close();
    let (app, shell) = (window.app_handle().clone(), shell(window));
    let busy = shell.busy();
    let is_idle = busy.on_their_way == 0 && busy.lookups == 0;
    if is_idle || shell.ask_to_close() {
        tauri::async_runtime::spawn(async move { leave(&app, &shell).await });
        return;
    }
    let asked = CloseAsked {
        on_their_way: number(busy.on_their_way),
        lookups: number(busy.lookups),
    };
    if let Err(error) = asked.emit(&app) {
        tracing::warn!(%error, "Could not ask about closing");
    }
}

/// Leaves: waits for the answers to what is on its way, at most 30 seconds, and ends the program.
pub async fn leave(app: &AppHandle, shell: &Shell) {
    if shell.begin_leaving() {
        return;
    }
    if let Some(desk) = shell.desk_if_open() {
        let unanswered = desk.leave().await;
        if unanswered > 0 {
            tracing::warn!(unanswered, "Left before an answer came; it is unknown now");
        }
    }
    app.exit(0);
}

/// Leaves as if the window had been closed when the system asks the program to end.
#[cfg(unix)]
pub fn follow_signals(app: AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    tauri::async_runtime::spawn(async move {
        let (Ok(mut terminate), Ok(mut interrupt)) = (
            signal(SignalKind::terminate()),
            signal(SignalKind::interrupt()),
        ) else {
            return;
        };
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        let shell = app.state::<Shell>().inner().clone();
        leave(&app, &shell).await;
    });
}

/// Other systems close the window instead.
#[cfg(not(unix))]
pub fn follow_signals(_app: AppHandle) {}

fn shell(window: &Window) -> Shell {
    window.state::<Shell>().inner().clone()
}

fn number(count: usize) -> crate::view::number::Integer {
    u64::try_from(count).unwrap_or(u64::MAX).into()
}
