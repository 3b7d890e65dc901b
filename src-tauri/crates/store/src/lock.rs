//! Owns the lock that makes one instance the only writer of a book.

use crate::{
    error::StoreError,
    files::{self, BookFiles, file_error},
};
use std::fs::{File, TryLockError};

/// Held by the one instance that may write. The system releases it when the process ends, however
/// it ends; the file itself stays.
#[derive(Debug)]
pub(crate) struct InstanceLock {
    _held: File,
}

impl InstanceLock {
    /// Takes the lock or says that another instance has it.
    pub(crate) fn take(files: &BookFiles) -> Result<Self, StoreError> {
        let path = files.lock();
        files::make_private_file(&path)?;
        let file = File::options()
            .write(true)
            .open(&path)
            .map_err(file_error(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _held: file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path }),
            Err(TryLockError::Error(error)) => Err(StoreError::File { path, error }),
        }
    }
}
