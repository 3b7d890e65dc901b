//! Owns where the book's files lie and who may read them.

use crate::error::StoreError;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The name of the database.
pub(crate) const BOOK: &str = "book.sqlite3";

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
        self.folder.join(BOOK)
    }

    /// The database's companion with this ending, such as `-wal`.
    pub(crate) fn companion(&self, ending: &str) -> PathBuf {
        companion(&self.book(), ending)
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

    /// An empty file that says: the book came from a backup, and nobody has worked on it since.
    pub(crate) fn restored_mark(&self) -> PathBuf {
        self.folder.join("book.restored")
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

/// Names the file or folder in what the system said about it.
pub(crate) fn file_error(path: &Path) -> impl FnOnce(io::Error) -> StoreError + Copy + '_ {
    move |error| StoreError::File {
        path: path.to_owned(),
        error,
    }
}

/// The file that SQLite keeps beside a database under this ending, such as `-wal`.
pub(crate) fn companion(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes a folder with mode 0700, or takes away what an existing one gives to others.
pub(crate) fn make_private_folder(path: &Path) -> Result<(), StoreError> {
    let named = file_error(path);
    fs::create_dir_all(path).map_err(named)?;
    restrict(path, 0o700).map_err(named)
}

/// Makes an empty file with mode 0600 if there is none, or takes away what an existing one gives to
/// others.
pub(crate) fn make_private_file(path: &Path) -> Result<(), StoreError> {
    let named = file_error(path);
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(named)?;
    restrict(path, 0o600).map_err(named)
}

/// Makes sure that the names in a folder survive a power loss.
pub(crate) fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let named = file_error(path);
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
    let found = fs::metadata(path)?.permissions().mode() & 0o777;
    // What its owner made read-only stays read-only.
    let private = found & mode;
    if private == found {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(private))
}

#[cfg(not(unix))]
fn restrict(_path: &Path, _mode: u32) -> io::Result<()> {
    // Elsewhere the profile folder's own access list protects the files.
    Ok(())
}
