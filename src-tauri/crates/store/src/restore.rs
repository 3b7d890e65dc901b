//! Owns putting a backup in the book's place without ever deleting what was there.

use crate::{
    backups,
    connection::{self, Found},
    error::StoreError,
    files::{self, BookFiles},
    lock::InstanceLock,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

impl BookFiles {
    /// Puts a verified copy of `backup` in the book's place. The replaced book and its companions
    /// are moved to `set-aside/<now_ms>/`, whatever state they are in; that folder is returned.
    ///
    /// # Errors
    /// [`StoreError::Locked`] while another instance writes; a backup that is damaged, newer or not
    /// a book is refused before anything is moved.
    pub fn restore(&self, backup: &Path, now_ms: i64) -> Result<PathBuf, StoreError> {
        self.make_folder()?;
        let _lock = InstanceLock::take(self)?;
        backups::copy_verified(backup, &self.restoring())?;
        if let Err(error) = refuse_other_than_a_book(&self.restoring()) {
            let _ = fs::remove_file(self.restoring());
            return Err(error);
        }
        let aside = self.set_aside().join(now_ms.to_string());
        move_aside(self, &aside, &["", "-wal", "-shm"])?;
        put_in_place(self)?;
        Ok(aside)
    }
}

/// Ends a restore that was cut off after the book was moved away. A copy that waits while the book
/// is still there is left over from one that was cut off before; it is removed.
pub(crate) fn finish_interrupted(files: &BookFiles, now_ms: i64) -> Result<(), StoreError> {
    if !files.restoring().exists() {
        return Ok(());
    }
    if files.book().exists() {
        return fs::remove_file(files.restoring()).map_err(|error| StoreError::File {
            path: files.restoring(),
            error,
        });
    }
    let aside = files.set_aside().join(now_ms.to_string());
    move_aside(files, &aside, &["-wal", "-shm"])?;
    put_in_place(files)
}

fn refuse_other_than_a_book(path: &Path) -> Result<(), StoreError> {
    match connection::inspect(path)? {
        Found::Book(_) => Ok(()),
        Found::Nothing => Err(StoreError::NotABook {
            path: path.to_owned(),
        }),
    }
}

fn move_aside(files: &BookFiles, aside: &Path, endings: &[&str]) -> Result<(), StoreError> {
    files::make_private_folder(aside)?;
    for ending in endings {
        let name = format!("book.sqlite3{ending}");
        let from = files.folder().join(&name);
        if from.exists() {
            fs::rename(&from, aside.join(&name)).map_err(|error| StoreError::File {
                path: from.clone(),
                error,
            })?;
        }
    }
    Ok(())
}

fn put_in_place(files: &BookFiles) -> Result<(), StoreError> {
    fs::rename(files.restoring(), files.book()).map_err(|error| StoreError::File {
        path: files.restoring(),
        error,
    })?;
    files::sync_folder(files.folder())
}
