//! Owns why an export stops, named by what may be done next. Nothing is left behind by any of these.

use counterfoil_sheets::SheetError;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Why there is no export, or why one cannot be verified.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It was called off.
    #[error("the export was called off, and nothing of it was left")]
    Stopped,
    /// A file or folder cannot be used.
    #[error("{}", .fault.words(.path, .error))]
    File {
        /// What that means.
        fault: FileFault,
        /// Which one.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// What is to be verified cannot be read.
    #[error("{} cannot be read: {error}", .path.display())]
    Unread {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A book from before cannot say yet what every attempt to pay was.
    #[error(
        "what every attempt to pay was is still gathered from the evidence of a book from before; \
         try again in a while, or run `counterfoil evidence rebuild`"
    )]
    NotGathered,
    /// There is a file of this name already.
    #[error("{} is there already; choose another name, or replace it", .0.display())]
    Taken(PathBuf),
    /// The rows do not make a sheet.
    #[error("the export cannot be written: {0}")]
    Sheet(SheetError),
    /// So much was written to the book meanwhile that it would have grown without bound.
    #[error(
        "so much was written to the book while it was exported that the export gave up; try again \
         in a while, or a shorter period"
    )]
    TooMuchWritten,
    /// The amounts of a column come to more than can be counted.
    #[error(
        "the amounts in column `{0}` come to more than can be counted; choose a shorter period"
    )]
    SumTooLarge(&'static str),
    /// The rows of this kind have no such word.
    #[error("there is no status `{status}` here; there are: {known}")]
    UnknownStatus {
        /// What was asked for.
        status: String,
        /// What there is.
        known: String,
    },
    /// Only orders stand in lists.
    #[error("only orders can be chosen by a list")]
    NotAList,
}

/// What a refusal by the system means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// The folder or the file is not there, or not any more.
    Missing,
    /// It may not be read or written.
    Denied,
    /// The disk is full.
    Full,
    /// Anything else.
    Other,
}

impl FileFault {
    fn of(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied,
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full,
            _ => Self::Other,
        }
    }

    fn words(self, path: &Path, error: &io::Error) -> String {
        let path = path.display();
        match self {
            Self::Missing => format!("{path} is not there; choose another folder"),
            Self::Denied => {
                format!("{path} may not be written to; choose another folder")
            }
            Self::Full => {
                format!("the disk that {path} is on is full; make room, or choose another")
            }
            Self::Other => format!("{path} cannot be used: {error}"),
        }
    }
}

impl ExportError {
    /// What the system said about a file or folder.
    pub(super) fn about(path: &Path) -> impl FnOnce(io::Error) -> Self + Copy + '_ {
        move |error| Self::File {
            fault: FileFault::of(&error),
            path: path.to_owned(),
            error,
        }
    }

    /// What the system said about a file that is only read.
    pub(super) fn unread(path: &Path) -> impl FnOnce(io::Error) -> Self + Copy + '_ {
        move |error| Self::Unread {
            path: path.to_owned(),
            error,
        }
    }

    /// What writing or reading a sheet at this place said.
    pub(super) fn of_sheet(path: &Path) -> impl FnOnce(SheetError) -> Self + Copy + '_ {
        move |error| match error {
            SheetError::Io(error) => Self::about(path)(error),
            other => Self::Sheet(other),
        }
    }
}
