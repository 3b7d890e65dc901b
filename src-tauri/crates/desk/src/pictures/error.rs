//! Owns why there is no uploaded picture, named by what may be done next. None of these costs anybody
//! anything: the same picture may always be uploaded again.

use counterfoil_domain::picture::PictureFault;
use counterfoil_providers::meta::Complaint;
use std::{io, path::PathBuf};

/// Why a picture was not uploaded, or may not have been.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file cannot be uploaded. Nothing left this computer.
    #[error("{}: {fault}; nothing was uploaded", .path.display())]
    File {
        /// What is wrong with it.
        fault: PictureFileFault,
        /// Which one.
        path: PathBuf,
    },
    /// It was called off, maybe after all of it had left.
    #[error("the upload was called off")]
    Stopped,
    /// Nothing left this computer.
    #[error("the picture could not be sent to WhatsApp ({why}); nothing was uploaded")]
    NotSent {
        /// What failed.
        why: String,
    },
    /// The provider answered and declined.
    #[error("WhatsApp refused it: {words} ({code}); nothing was uploaded")]
    Refused {
        /// The provider's code.
        code: String,
        /// The provider's words.
        words: String,
        /// What it says is wrong, as far as its answer can be read.
        complaint: Option<Box<Complaint>>,
    },
    /// It may be there under a name nobody here knows.
    #[error("it is not known whether the picture was uploaded ({why}); upload it again")]
    Unknown {
        /// What was seen instead of an answer.
        why: String,
    },
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum PictureFileFault {
    /// It is not there, or not any more.
    #[error("there is no such file")]
    Missing,
    /// It may not be read.
    #[error("this file may not be read")]
    Denied,
    /// It is a folder, or a device: nothing with an end.
    #[error("this is no file but a folder or a device")]
    NotAFile,
    /// The system could not read it.
    #[error("this file cannot be read: {0}")]
    Unreadable(io::Error),
    /// Its content is no picture that WhatsApp takes.
    #[error(transparent)]
    Content(#[from] PictureFault),
}

impl From<io::Error> for PictureFileFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            _ => Self::Unreadable(error),
        }
    }
}
