//! Owns the system's own dialogs for files. They are opened from here, so that the page never holds a
//! path.

use std::path::PathBuf;
use tauri::{AppHandle, Window, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tokio::sync::oneshot;

/// A dialog that is about to be opened.
pub(crate) struct FileDialog(FileDialogBuilder<Wry>);

impl FileDialog {
    /// Over this window, about files with these endings; where the folder is still there, it begins
    /// in it.
    pub(crate) fn new(
        app: &AppHandle,
        window: &Window,
        (kinds, endings): (&str, &[&str]),
        folder: Option<PathBuf>,
    ) -> Self {
        let dialog = app.dialog().file().set_parent(window);
        let dialog = dialog.add_filter(kinds, endings);
        Self(match folder.filter(|folder| folder.is_dir()) {
            Some(folder) => dialog.set_directory(folder),
            None => dialog,
        })
    }

    /// Asks for a file that is there. Nothing where the dialog was left.
    pub(crate) async fn open(self) -> Option<PathBuf> {
        let (chosen, answer) = oneshot::channel();
        self.0.pick_file(move |path| drop(chosen.send(path)));
        path_of(answer).await
    }

    /// Asks where a file goes, under this name to begin with. Nothing where the dialog was left.
    pub(crate) async fn save(self, name: String) -> Option<PathBuf> {
        let (chosen, answer) = oneshot::channel();
        let dialog = self.0.set_file_name(name);
        dialog.save_file(move |path| drop(chosen.send(path)));
        path_of(answer).await
    }
}

async fn path_of(answer: oneshot::Receiver<Option<FilePath>>) -> Option<PathBuf> {
    answer.await.ok()??.into_path().ok()
}
