//! Owns the file of an export until it has its name: written beside its place, synced, hashed, renamed.

use super::{ExportError, Present};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
    thread,
};
use tempfile::{NamedTempFile, TempPath};

const READ_BYTES: usize = 256 * 1024;

/// A whole file, on the disk, under a name that nobody looks at. Dropped, it is gone.
pub(super) struct Unplaced {
    path: TempPath,
    pub sha256: [u8; 32],
}

/// A file being written. Dropped, it is gone.
pub(super) struct Unfinished(NamedTempFile);

/// Whether something may be written there, before anything long is begun.
pub(super) fn check_place(path: &Path, present: Present) -> Result<(), ExportError> {
    let named = ExportError::about(path);
    let folder = folder(path);
    fs::metadata(folder).map_err(ExportError::about(folder))?;
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Err(named(io::ErrorKind::IsADirectory.into())),
        Ok(_) if present == Present::Keep => Err(ExportError::Taken(path.to_owned())),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(named(error)),
        _ => Ok(()),
    }
}

/// The SHA-256 of these bytes.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The SHA-256 of a file.
pub(super) fn sha256_of(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; READ_BYTES];
    loop {
        let read = file.read(&mut buffer)?;
        match buffer.get(..read) {
            None | Some([]) => return Ok(hash.finalize().into()),
            Some(bytes) => hash.update(bytes),
        }
    }
}

/// How long a file is, in bytes.
pub(super) fn length(file: &Unplaced) -> Result<u64, ExportError> {
    let found = fs::metadata(&file.path).map_err(ExportError::about(&file.path))?;
    Ok(found.len())
}

/// The folder that a file lies in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

impl Unfinished {
    /// Begins a file beside its place, for its owner alone.
    pub(super) fn beside(path: &Path) -> Result<Self, ExportError> {
        let folder = folder(path);
        let made = tempfile::Builder::new()
            .prefix(".counterfoil-export-")
            .tempfile_in(folder);
        made.map(Self).map_err(ExportError::about(folder))
    }

    /// Another handle to write to it.
    pub(super) fn handle(&self) -> Result<File, ExportError> {
        let handle = self.0.as_file().try_clone();
        handle.map_err(ExportError::about(self.0.path()))
    }

    /// Brings it to the disk, and hashes meanwhile what was written.
    pub(super) fn durable(self) -> Result<Unplaced, ExportError> {
        let (file, path) = self.0.into_parts();
        let named = ExportError::about(&path);
        let (synced, sha256) = thread::scope(|scope| {
            let sync = scope.spawn(|| file.sync_all());
            let sha256 = sha256_of(&path);
            (sync.join(), sha256)
        });
        synced
            .unwrap_or_else(|_| Err(io::Error::other("the sync broke off")))
            .map_err(named)?;
        Ok(Unplaced {
            sha256: sha256.map_err(ExportError::about(&path))?,
            path,
        })
    }
}

impl Unplaced {
    /// A small file, whole and on the disk.
    pub(super) fn of_bytes(place: &Path, bytes: &[u8]) -> Result<Self, ExportError> {
        let unfinished = Unfinished::beside(place)?;
        let mut handle = unfinished.handle()?;
        handle.write_all(bytes).map_err(ExportError::about(place))?;
        unfinished.durable()
    }

    /// Gives it its name, in one step, and brings that to the disk too.
    pub(super) fn place(self, path: &Path, present: Present) -> Result<(), ExportError> {
        let placed = match present {
            Present::Replace => self.path.persist(path),
            Present::Keep => self.path.persist_noclobber(path),
        };
        placed.map_err(|failed| match failed.error.kind() {
            io::ErrorKind::AlreadyExists => ExportError::Taken(path.to_owned()),
            _ => ExportError::about(path)(failed.error),
        })?;
        sync_folder(folder(path));
        Ok(())
    }
}

/// Brings the names in a folder to the disk, where the system can. The names are there either way.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Err(error) = File::open(folder).and_then(|opened| opened.sync_all())
    {
        tracing::warn!(%error, "Could not sync the folder of an export");
    }
}

/// What lies at a place that is about to be replaced, so that it can be put back.
pub(super) struct Replaced<'p> {
    path: &'p Path,
    bytes: Option<Vec<u8>>,
}

impl<'p> Replaced<'p> {
    /// Reads it; a file longer than a manifest may be is none of ours.
    pub(super) fn at(path: &'p Path, bytes_max: u64) -> Self {
        let short = fs::metadata(path).is_ok_and(|found| found.len() <= bytes_max);
        let bytes = if short { fs::read(path).ok() } else { None };
        Self { path, bytes }
    }

    /// Puts it back, or takes away what replaced nothing.
    pub(super) fn put_back(self) {
        let put_back = match self.bytes {
            Some(bytes) => Unplaced::of_bytes(self.path, &bytes)
                .and_then(|file| file.place(self.path, Present::Replace)),
            None => fs::remove_file(self.path).map_err(ExportError::about(self.path)),
        };
        if let Err(error) = put_back {
            tracing::warn!(%error, "Could not put a manifest back");
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn what_was_replaced_is_put_back_and_what_was_not_there_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let put = |bytes: &[u8]| Unplaced::of_bytes(&path, bytes).unwrap();

        let nothing = Replaced::at(&path, 10);
        put(b"new").place(&path, Present::Keep).unwrap();
        nothing.put_back();
        assert!(!path.exists());

        put(b"old").place(&path, Present::Keep).unwrap();
        let older = Replaced::at(&path, 10);
        let taken = put(b"new").place(&path, Present::Keep);
        assert!(matches!(taken, Err(ExportError::Taken(_))), "{taken:?}");
        put(b"new").place(&path, Present::Replace).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        older.put_back();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
