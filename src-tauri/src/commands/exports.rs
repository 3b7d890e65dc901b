//! Owns what the window may ask about exports. Where a file goes is asked by the system's own dialog,
//! from here.

use crate::{
    exporting::Exporting,
    file_dialog::FileDialog,
    ipc_error::{ExportFaultWord, IpcError},
    shell::Shell,
    view::exports::{
        ExportInput, ExportProgressView, ExportStartView, ExportSumView, ExportedView,
        VerifiedExportView,
    },
};
use counterfoil_desk::{Desk, ExportForm, Present};
use std::path::PathBuf;
use tauri::{AppHandle, State, Window};
use tauri_plugin_opener::OpenerExt;

/// What can be exported, and how it was done last.
#[tauri::command]
#[specta::specta]
pub async fn export_start(shell: State<'_, Shell>) -> Result<ExportStartView, IpcError> {
    let choices = shell.desk().await?.export_choices().await?;
    Ok(ExportStartView::of(choices))
}

/// What an export would come to. A new question ends the one before, which is then refused as
/// stopped.
#[tauri::command]
#[specta::specta]
pub async fn export_preview(
    shell: State<'_, Shell>,
    exporting: State<'_, Exporting>,
    input: ExportInput,
) -> Result<ExportSumView, IpcError> {
    // Before anything is waited for, so that two questions cannot overtake each other.
    let job = exporting.preview();
    let desk = shell.desk().await?;
    let asked = input.asked(&desk).await?;
    let name = desk.export_name(&asked, input.form()).await?;
    let sum = desk.preview_export(asked.clone(), job);
    ExportSumView::of(&asked, &sum.await?, name)
}

/// Asks where the file goes, makes it, and remembers how. Nothing where the dialog was left.
#[tauri::command]
#[specta::specta]
pub async fn export_make(
    app: AppHandle,
    window: Window,
    shell: State<'_, Shell>,
    exporting: State<'_, Exporting>,
    input: ExportInput,
) -> Result<Option<ExportedView>, IpcError> {
    let desk = shell.desk().await?;
    let asked = input.asked(&desk).await?;
    let (form, choices) = (input.form(), desk.export_choices().await?);
    let reserved = exporting.reserve()?;
    let name = desk.export_name(&asked, form).await?;
    let dialog = FileDialog::new(&app, &window, kind_of(form), choices.folder);
    let Some(typed) = dialog.save(name).await else {
        return Ok(None);
    };
    let path = desk.export_path(&asked, form, &typed);
    // The dialog has asked about the file that was typed, and about no other.
    let present = if path == typed {
        Present::Replace
    } else {
        Present::Keep
    };
    let exported = desk.export(asked, form, &path, present, reserved.begin());
    let exported = exported.await?;
    exporting.note(exported.path.clone());
    keep_choices(&desk, &input, path).await;
    Ok(Some(ExportedView::of(&exported)))
}

/// How far the export is that is being made.
#[tauri::command]
#[specta::specta]
pub async fn export_progress(
    exporting: State<'_, Exporting>,
) -> Result<Option<ExportProgressView>, IpcError> {
    Ok(exporting.progress())
}

/// Calls off the export that is being made; it ends and leaves nothing behind.
#[tauri::command]
#[specta::specta]
pub async fn export_stop(exporting: State<'_, Exporting>) -> Result<(), IpcError> {
    exporting.stop();
    Ok(())
}

/// Shows the file that was made last in its folder.
#[tauri::command]
#[specta::specta]
pub async fn export_reveal(
    app: AppHandle,
    exporting: State<'_, Exporting>,
) -> Result<(), IpcError> {
    let path = exporting
        .last()
        .ok_or_else(|| IpcError::unknown_id("export"))?;
    let revealed = app.opener().reveal_item_in_dir(path);
    revealed.map_err(|error| IpcError::ExportRefused {
        fault: ExportFaultWord::Other,
        path: None,
        words: error.to_string(),
    })
}

/// Asks for an export and checks it against its manifest and this book. Nothing where the dialog was
/// left.
#[tauri::command]
#[specta::specta]
pub async fn export_verify(
    app: AppHandle,
    window: Window,
    shell: State<'_, Shell>,
) -> Result<Option<VerifiedExportView>, IpcError> {
    let desk = shell.desk().await?;
    let folder = desk.export_choices().await?.folder;
    let kinds = ("CSV, XLSX", ["csv", "xlsx", "json"].as_slice());
    let dialog = FileDialog::new(&app, &window, kinds, folder);
    let Some(path) = dialog.open().await else {
        return Ok(None);
    };
    let verified = desk.verify_export(&path).await?;
    Ok(Some(VerifiedExportView::of(&verified)))
}

fn kind_of(form: ExportForm) -> (&'static str, &'static [&'static str]) {
    match form {
        ExportForm::Csv(_) => ("CSV", &["csv"]),
        ExportForm::Xlsx => ("XLSX", &["xlsx"]),
    }
}

/// The file is made; that the next one begins otherwise is no reason to say it is not.
async fn keep_choices(desk: &Desk, input: &ExportInput, path: PathBuf) {
    let choices = input.choices(path.parent().map(Into::into));
    if let Err(error) = desk.keep_export_choices(choices).await {
        tracing::warn!(%error, "Could not remember how the export was made");
    }
}
