//! Owns what the window may ask about pictures above messages. Which file it is, the system's own
//! dialog asks, from here.

use super::accounts::read;
use crate::{
    file_dialog::FileDialog,
    ipc_error::IpcError,
    shell::Shell,
    uploading::Uploading,
    view::pictures::{ChosenPictureView, PictureView, UploadedPictureView},
};
use counterfoil_desk::{Desk, DeskError, Picture};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager, State, Window};

/// A dialog tells endings apart by letter case on some systems.
const KINDS: (&str, &[&str]) = ("JPEG, PNG", &["jpg", "jpeg", "png", "JPG", "JPEG", "PNG"]);

/// Asks for a picture and checks it; nothing leaves. Nothing where the dialog was left.
#[tauri::command]
#[specta::specta]
pub async fn picture_choose(
    app: AppHandle,
    window: Window,
    shell: State<'_, Shell>,
    uploading: State<'_, Uploading>,
) -> Result<Option<ChosenPictureView>, IpcError> {
    let desk = shell.desk().await?;
    let kept = desk.picture_folder().await?;
    let folder = kept
        .filter(|folder| folder.is_dir())
        .or_else(|| first_folder(&app));
    let Some(path) = FileDialog::new(&app, &window, KINDS, folder).open().await else {
        return Ok(None);
    };
    keep_folder(&desk, &path).await;
    let picture = Picture::read(&path).await.map_err(DeskError::from)?;
    let view = ChosenPictureView::of(&picture);
    uploading.choose(picture);
    Ok(Some(view))
}

/// Uploads the picture that was chosen last, unless the account's number has it already. It stays
/// chosen until it is there.
#[tauri::command]
#[specta::specta]
pub async fn picture_upload(
    shell: State<'_, Shell>,
    uploading: State<'_, Uploading>,
    account_id: String,
) -> Result<UploadedPictureView, IpcError> {
    let desk = shell.desk().await?;
    let begun = uploading.begin()?;
    let upload = desk.upload_picture(read(&account_id)?, &begun.picture, begun.job.clone());
    let uploaded = upload.await?;
    uploading.done();
    Ok(uploaded.into())
}

/// Calls off the upload that is under way.
#[tauri::command]
#[specta::specta]
pub async fn picture_stop(uploading: State<'_, Uploading>) -> Result<(), IpcError> {
    uploading.stop();
    Ok(())
}

/// The pictures that were uploaded for the account's number last and are still there, newest first.
#[tauri::command]
#[specta::specta]
pub async fn picture_list(
    shell: State<'_, Shell>,
    account_id: String,
) -> Result<Vec<PictureView>, IpcError> {
    let desk = shell.desk().await?;
    let listed = desk.uploaded_pictures(read(&account_id)?).await?;
    Ok(listed.into_iter().map(PictureView::from).collect())
}

/// Where pictures usually are. Without a folder the dialog begins among what was used of late, where a
/// path that is typed is searched for and not gone to.
fn first_folder(app: &AppHandle) -> Option<PathBuf> {
    let pictures = app
        .path()
        .picture_dir()
        .ok()
        .filter(|folder| folder.is_dir());
    pictures.or_else(|| app.path().home_dir().ok())
}

/// The picture is chosen; that the next dialog begins elsewhere is no reason to say it is not.
async fn keep_folder(desk: &Desk, path: &Path) {
    let Some(folder) = path.parent() else { return };
    if let Err(error) = desk.keep_picture_folder(folder).await {
        tracing::warn!(%error, "Could not remember the folder of a picture");
    }
}
