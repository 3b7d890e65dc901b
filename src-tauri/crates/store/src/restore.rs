//! Owns putting a backup in the book's place without ever deleting what was there.

use crate::{
    backups,
    connection::{self, Found},
    error::StoreError,
    files::{self, BOOK, BookFiles, file_error},
    lock::InstanceLock,
};
use fail::fail_point;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A book and what SQLite may keep beside it, in the order in which they are moved: as long as the
/// book is in its place its log is beside it.
const BOOK_ENDINGS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

impl BookFiles {
    /// Puts a verified copy of `backup` in the book's place. The replaced book and its companions
    /// are moved to a folder of their own in `set-aside`, whatever state they are in; that folder is
    /// returned.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while another instance writes; a backup that is damaged, newer or not
    /// a book is refused before anything is moved.
    pub fn restore(&self, backup: &Path, now_ms: i64) -> Result<PathBuf, StoreError> {
        self.make_folder()?;
        let _lock = InstanceLock::take(self)?;
        finish_interrupted(self, now_ms)?;
        fs::metadata(backup).map_err(file_error(backup))?;
        if connection::inspect(backup)? == Found::Nothing {
            return Err(StoreError::NotABook {
                path: backup.to_owned(),
            });
        }
        backups::copy_verified(backup, &self.restoring())?;
        fail_point!("restore.copied");
        let aside = self.new_aside(now_ms);
        move_aside(self, &aside)?;
        put_in_place(self)?;
        Ok(aside)
    }

    /// Whether the book came from a backup and still calls prepared what may have left since.
    pub fn is_restored(&self) -> bool {
        self.restored_mark().exists()
    }

    /// Notes that what a restored book calls prepared was withdrawn, for good.
    ///
    /// # Errors
    /// When the note cannot be made; the next opening asks again then.
    pub fn note_withdrawn(&self) -> Result<(), StoreError> {
        let mark = self.restored_mark();
        fs::remove_file(&mark).map_err(file_error(&mark))?;
        files::sync_folder(self.folder())
    }

    /// A folder for what is set aside now. Two moments may be one, so it is made sure to be new.
    fn new_aside(&self, now_ms: i64) -> PathBuf {
        let mut aside = self.set_aside().join(now_ms.to_string());
        let mut more = 2_u32;
        while aside.exists() {
            aside = self.set_aside().join(format!("{now_ms}-{more}"));
            more += 1;
        }
        aside
    }
}

/// Ends a restore that was cut off after the book was moved away. A copy that waits while the book
/// is still there is left over from one that was cut off before; it is removed.
pub(crate) fn finish_interrupted(files: &BookFiles, now_ms: i64) -> Result<(), StoreError> {
    let restoring = files.restoring();
    if !restoring.exists() {
        return Ok(());
    }
    if files.book().exists() {
        return fs::remove_file(&restoring).map_err(file_error(&restoring));
    }
    // What lies beside the place of the book belongs to the one that was moved away last.
    let has_no_log = |aside: &PathBuf| !files::companion(&aside.join(BOOK), "-wal").exists();
    let aside = last_set_aside(files)?
        .filter(has_no_log)
        .unwrap_or_else(|| files.new_aside(now_ms));
    move_aside(files, &aside)?;
    put_in_place(files)
}

fn last_set_aside(files: &BookFiles) -> Result<Option<PathBuf>, StoreError> {
    let folder = files.set_aside();
    if !folder.exists() {
        return Ok(None);
    }
    let mut last = None;
    for entry in fs::read_dir(&folder).map_err(file_error(&folder))? {
        let entry = entry.map_err(file_error(&folder))?;
        let modified = entry
            .metadata()
            .and_then(|found| found.modified())
            .map_err(file_error(&folder))?;
        last = last.max(Some((modified, entry.path())));
    }
    Ok(last.map(|(_, path)| path))
}

fn move_aside(files: &BookFiles, aside: &Path) -> Result<(), StoreError> {
    files::make_private_folder(aside)?;
    for ending in BOOK_ENDINGS {
        let from = files.companion(ending);
        let to = files::companion(&aside.join(BOOK), ending);
        if from.exists() {
            fs::rename(&from, &to).map_err(file_error(&from))?;
        }
        fail_point!("restore.moving");
    }
    // The old book has its new name for good before another takes its place.
    files::sync_folder(aside)?;
    files::sync_folder(&files.set_aside())?;
    files::sync_folder(files.folder())
}

fn put_in_place(files: &BookFiles) -> Result<(), StoreError> {
    let restoring = files.restoring();
    // Whoever opens it must know what it is, even if the program ends right after the renaming.
    files::make_private_file(&files.restored_mark())?;
    files::sync_folder(files.folder())?;
    fs::rename(&restoring, files.book()).map_err(file_error(&restoring))?;
    files::sync_folder(files.folder())
}
