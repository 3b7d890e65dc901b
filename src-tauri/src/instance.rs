//! Owns showing the window that is open already instead of a second one. This is a convenience: what
//! keeps two programs from one book is the lock beside it.

use sha2::{Digest, Sha256};
use std::path::Path;
use tauri::{AppHandle, Manager, Wry, plugin::TauriPlugin};

/// The plugin for the book in this folder; another book has a window of its own.
pub fn plugin(data_dir: &Path) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(bus_name(data_dir))
        .callback(|app, _arguments, _folder| show(app))
        .build()
}

/// A name on the bus that says which book it is about. A part of it may not begin with a digit.
fn bus_name(data_dir: &Path) -> String {
    let hash = Sha256::digest(data_dir.as_os_str().as_encoded_bytes());
    format!("app.counterfoil.desk.book_{}", hex::encode(&hash[..8]))
}

/// Brings the window before everything else.
pub fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window("main") else {
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "Could not bring the window to the front");
    }
}
