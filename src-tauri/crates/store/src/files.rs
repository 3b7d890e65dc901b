//! Owns where the book's files lie and who may read them.

use crate::error::StoreError;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The files of one data directory.
#[derive(Clone, Debug)]
pub struct BookFiles {
    folder: PathBuf,
}

impl BookFiles {
    /// Names the files; touches nothing.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The data directory.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The database.
    pub fn book(&self) -> PathBuf {
        self.folder.join("book.sqlite3")
    }

    /// The lock file. It is never removed: removing it would let two instances hold "the" lock.
    pub fn lock(&self) -> PathBuf {
        self.folder.join("book.lock")
    }

    /// The folder of backups.
    pub fn backups(&self) -> PathBuf {
        self.folder.join("backups")
    }

    /// A verified copy that is about to take the book's place.
    pub(crate) fn restoring(&self) -> PathBuf {
        self.folder.join("book.sqlite3.restoring")
    }

    /// Where a replaced book and its companions are kept.
    pub(crate) fn set_aside(&self) -> PathBuf {
        self.folder.join("set-aside")
    }

    /// Makes the data directory, readable by its owner alone.
    pub(crate) fn make_folder(&self) -> Result<(), StoreError> {
        make_private_folder(&self.folder)
    }

    /// Makes an empty database file with its final permissions, so that the companions SQLite makes
    /// beside it inherit them. An existing file only has its permissions tightened.
    pub(crate) fn make_book(&self) -> Result<(), StoreError> {
        make_private_file(&self.book())
    }
}

/// Makes a folder with mode 0700, or tightens an existing one.
pub(crate) fn make_private_folder(path: &Path) -> Result<(), StoreError> {
    let named = |error| StoreError::File {
        path: path.to_owned(),
        error,
    };
    fs::create_dir_all(path).map_err(named)?;
    restrict(path, 0o700).map_err(named)
}

/// Makes an empty file with mode 0600 if there is none, and tightens an existing one.
pub(crate) fn make_private_file(path: &Path) -> Result<(), StoreError> {
    let named = |error| StoreError::File {
        path: path.to_owned(),
        error,
    };
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(named)?;
    restrict(path, 0o600).map_err(named)
}

/// Makes sure that the names in a folder survive a power loss.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let named = |error| StoreError::File {
        path: path.to_owned(),
        error,
    };
    if cfg!(unix) {
        fs::File::open(path)
            .and_then(|folder| folder.sync_all())
            .map_err(named)?;
    }
    Ok(())
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if fs::metadata(path)?.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict(_path: &Path, _mode: u32) -> io::Result<()> {
    // Elsewhere the profile folder's own access list protects the files.
    Ok(())
}
