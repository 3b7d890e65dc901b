//! Owns the window: what it may ask, what it is told, and the life of the program around it.

pub mod commands;
pub mod events;
pub mod exporting;
pub mod ipc;
pub mod ipc_error;
pub mod options;
pub mod shell;
pub mod uploading;
pub mod view;

mod closing;
mod file_dialog;
mod instance;
mod notify;
mod own_sandbox;

use exporting::Exporting;
use options::Options;
use shell::Shell;
use tauri_plugin_window_state::StateFlags;
use uploading::Uploading;

/// Opens the window over the book, and returns when the program has left.
///
/// # Errors
/// The folder or the window system cannot be used. A book that cannot be opened is not one: the
/// window says so.
pub fn run(options: &Options) -> Result<(), String> {
    let data_dir = options.data_dir()?;
    let shell = Shell::new(&data_dir);
    open_early(&shell);

    let ipc = ipc::ipc();
    let app = tauri::Builder::default()
        .plugin(instance::plugin(&data_dir))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window_state())
        .invoke_handler(ipc.invoke_handler())
        .on_window_event(closing::on_window_event)
        .manage(shell.clone())
        .manage(Exporting::default())
        .manage(Uploading::default())
        .setup(move |app| {
            ipc.mount_events(app);
            closing::follow_signals(app.handle().clone());
            notify::follow_clicks(app.handle());
            Ok(())
        })
        .build(tauri::generate_context!())
        .map_err(|error| error.to_string())?;
    app.run(|_, _| {});
    Ok(())
}

/// The book opens while the window system starts.
fn open_early(shell: &Shell) {
    let shell = shell.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = shell.desk().await {
            tracing::warn!(?error, "Could not open the book");
        }
    });
}

/// Remembers size and place. On Wayland a window cannot be placed, and its size would grow by its
/// own frame at each start.
fn window_state() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let remembered = match std::env::var_os("WAYLAND_DISPLAY") {
        Some(_) => StateFlags::MAXIMIZED,
        None => StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED,
    };
    tauri_plugin_window_state::Builder::default()
        .with_state_flags(remembered)
        .build()
}
