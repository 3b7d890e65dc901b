//! Owns pictures above messages as the window sees them: by their names, never themselves.

use super::number::Integer;
use counterfoil_desk::{Picture, Uploaded, UploadedPicture};
use serde::Serialize;
use specta::Type;

/// A picture that was chosen and may be uploaded.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChosenPictureView {
    /// What the file is called, without its folder.
    pub file_name: String,
    /// How many bytes it has.
    pub size_bytes: Integer,
}

/// A picture that was uploaded from this book.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureView {
    /// What WhatsApp calls it.
    pub media_id: String,
    /// What the file was called.
    pub file_name: String,
    /// How many bytes it has.
    pub size_bytes: Integer,
    /// When it was uploaded, UTC.
    pub uploaded_at_ms: Integer,
    /// Until when it may be used, UTC.
    pub usable_until_ms: Integer,
    /// That moment is past.
    pub is_gone: bool,
}

/// What came of an upload.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UploadedPictureView {
    /// The picture.
    pub picture: PictureView,
    /// It was there already, and nothing left.
    pub is_reused: bool,
}

impl ChosenPictureView {
    /// A picture as it was read.
    pub fn of(picture: &Picture) -> Self {
        Self {
            file_name: picture.name().to_owned(),
            size_bytes: u64::from(picture.size_bytes()).into(),
        }
    }
}

impl From<UploadedPicture> for PictureView {
    fn from(picture: UploadedPicture) -> Self {
        Self {
            media_id: picture.media_id,
            file_name: picture.file_name,
            size_bytes: u64::from(picture.size_bytes).into(),
            uploaded_at_ms: picture.uploaded_at_ms.into(),
            usable_until_ms: picture.usable_until_ms.into(),
            is_gone: picture.is_gone,
        }
    }
}

impl From<Uploaded> for UploadedPictureView {
    fn from(uploaded: Uploaded) -> Self {
        Self {
            picture: uploaded.picture.into(),
            is_reused: uploaded.is_reused,
        }
    }
}
