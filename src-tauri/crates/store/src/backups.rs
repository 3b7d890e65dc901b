//! Owns copies of the book: made while it is in use, verified before they get their name.

use crate::{
    connection,
    error::StoreError,
    files::{self, BookFiles, file_error},
};
use rusqlite::{
    Connection, OpenFlags,
    backup::{self, StepResult},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

const DAILY: &str = "daily-";
const UNFINISHED: &str = "part";

/// Why a backup was made; its name begins with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupReason {
    /// An update of the book was about to be applied.
    BeforeUpdate,
    /// The operator asked.
    Asked,
}

/// A verified copy of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// Makes a backup named after its reason and moment.
pub(crate) fn make(
    files: &BookFiles,
    reason: BackupReason,
    now_ms: i64,
) -> Result<Backup, StoreError> {
    let name = match reason {
        BackupReason::BeforeUpdate => format!("before-update-{now_ms}.sqlite3"),
        BackupReason::Asked => format!("asked-{now_ms}.sqlite3"),
    };
    make_named(files, &name)
}

/// Makes today's backup unless there is one, then removes the oldest daily ones beyond `keep`, but
/// never the one just made: the clock may have gone backwards.
pub(crate) fn make_daily(
    files: &BookFiles,
    today: &str,
    keep: usize,
) -> Result<Option<Backup>, StoreError> {
    let name = format!("{DAILY}{today}.sqlite3");
    if files.backups().join(&name).exists() {
        return Ok(None);
    }
    let made = make_named(files, &name)?;
    let daily: Vec<_> = files
        .list_backups()?
        .into_iter()
        .filter(|backup| is_daily(&backup.path) && backup.path != made.path)
        .collect();
    for old in daily.iter().rev().skip(keep.saturating_sub(1)) {
        fs::remove_file(&old.path).map_err(file_error(&old.path))?;
    }
    Ok(Some(made))
}

impl BookFiles {
    /// The backups of this book, by name.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list_backups(&self) -> Result<Vec<Backup>, StoreError> {
        let folder = self.backups();
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let named = file_error(&folder);
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).map_err(named)? {
            let entry = entry.map_err(named)?;
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == "sqlite3") {
                found.push(Backup {
                    bytes: entry.metadata().map_err(named)?.len(),
                    path,
                });
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }
}

/// Copies a database while it may be written to, and verifies the copy before it gets its name.
/// A copy that does not verify says that the original is damaged.
pub(crate) fn copy_verified(from: &Path, to: &Path) -> Result<(), StoreError> {
    let part = to.with_extension(UNFINISHED);
    let _ = fs::remove_file(&part);
    files::make_private_file(&part)?;
    let copied = copy(from, &part).and_then(|()| verify(&part, from));
    if let Err(error) = copied {
        let _ = fs::remove_file(&part);
        return Err(error.about(from));
    }
    let named = file_error(&part);
    fs::File::open(&part)
        .and_then(|file| file.sync_all())
        .map_err(named)?;
    fs::rename(&part, to).map_err(named)?;
    to.parent().map_or(Ok(()), files::sync_folder)
}

/// Removes what a copy left behind that was cut off with its program. The caller holds the lock.
pub(crate) fn remove_unfinished(files: &BookFiles) -> Result<(), StoreError> {
    for folder in [files.folder().to_owned(), files.backups()] {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(file_error(&folder)(error)),
        };
        for entry in entries {
            let path = entry.map_err(file_error(&folder))?.path();
            if path.extension().is_some_and(|ending| ending == UNFINISHED) {
                fs::remove_file(&path).map_err(file_error(&path))?;
            }
        }
    }
    Ok(())
}

/// The database's own complaints about a file; empty when it is well.
pub(crate) fn quick_check(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let ask = || -> rusqlite::Result<Vec<String>> {
        let mut asked = connection.prepare("PRAGMA quick_check(20)")?;
        let lines = asked.query_map([], |row| row.get(0))?;
        lines.collect()
    };
    match ask() {
        Ok(lines) => Ok(lines.into_iter().filter(|line| line != "ok").collect()),
        // Some damage ends the check itself.
        Err(error) if StoreError::is_damage(&error) => Ok(vec![error.to_string()]),
        Err(error) => Err(error.into()),
    }
}

fn make_named(files: &BookFiles, name: &str) -> Result<Backup, StoreError> {
    files::make_private_folder(&files.backups())?;
    let path = files.backups().join(name);
    copy_verified(&files.book(), &path)?;
    let bytes = fs::metadata(&path).map_err(file_error(&path))?.len();
    Ok(Backup { path, bytes })
}

fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let source = connection::open_reader(from)?;
    let mut copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // The copy is thrown away if anything goes wrong and synced when it is whole.
    copy.pragma_update(None, "journal_mode", "OFF")?;
    copy.pragma_update(None, "synchronous", "OFF")?;
    // One step reads one snapshot while writers go on. Between several, each commit would make the
    // copy begin again, and a busy book would never be backed up.
    match backup::Backup::new(&source, &mut copy)?.step(-1)? {
        StepResult::Done => {}
        unfinished => {
            let why = format!("the copy did not end: {unfinished:?}");
            return Err(file_error(to)(io::Error::other(why)));
        }
    }
    // A copy stands alone: it must not need a -wal beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.close().map_err(|(_, error)| StoreError::from(error))
}

fn verify(path: &Path, original: &Path) -> Result<(), StoreError> {
    let copy = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    match quick_check(&copy)?.into_iter().next() {
        Some(detail) => Err(StoreError::Damaged {
            path: original.to_owned(),
            detail,
        }),
        None => Ok(()),
    }
}

fn is_daily(path: &Path) -> bool {
    path.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.starts_with(DAILY))
}
