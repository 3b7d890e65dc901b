//! Owns the ledger file: one line of JSON per committed fact, on the disk before anyone is told.

mod fact;

pub(crate) use fact::{FORMAT, Fact};

use crate::SandboxError;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The open file. While it is open nobody else can open it.
pub(crate) struct Ledger {
    path: PathBuf,
    file: File,
    /// Where the last whole line ends.
    length: u64,
    /// Set when a half-written line could not be taken back: appending would corrupt the file.
    spoiled: bool,
}

impl Ledger {
    /// Opens or creates the file and reads all its facts. A line that was never finished was never
    /// answered for either, so it is cut off.
    pub(crate) fn open(path: &Path) -> Result<(Ledger, Vec<Fact>), SandboxError> {
        let failed = |doing| {
            move |source| SandboxError::Ledger {
                doing,
                path: path.into(),
                source,
            }
        };
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        // It holds telephone numbers.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path).map_err(failed("open"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(SandboxError::InUse(path.into())),
            Err(TryLockError::Error(source)) => return Err(failed("lock")(source)),
        }
        let (facts, length) = read(path, &file)?;
        file.set_len(length)
            .and_then(|()| file.sync_all())
            .map_err(failed("truncate"))?;
        keep_name(path).map_err(failed("create"))?;
        Ok((
            Ledger {
                path: path.into(),
                file,
                length,
                spoiled: false,
            },
            facts,
        ))
    }

    /// Adds a fact and returns when it is on the disk. After an error the fact is not in the file.
    pub(crate) fn append(&mut self, fact: &Fact) -> Result<(), SandboxError> {
        self.try_append(fact)
            .map_err(|source| SandboxError::Ledger {
                doing: "append to",
                path: self.path.clone(),
                source,
            })
    }

    fn try_append(&mut self, fact: &Fact) -> io::Result<()> {
        if self.spoiled {
            return Err(io::Error::other("an earlier line is half written"));
        }
        let mut line = serde_json::to_vec(fact)?;
        line.push(b'\n');
        let written = self
            .file
            .write_all(&line)
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            self.spoiled = self
                .file
                .set_len(self.length)
                .and_then(|()| self.file.sync_all())
                .is_err();
            return Err(error);
        }
        self.length += line.len() as u64;
        Ok(())
    }
}

fn read(path: &Path, mut file: &File) -> Result<(Vec<Fact>, u64), SandboxError> {
    let failed = |source| SandboxError::Ledger {
        doing: "read",
        path: path.into(),
        source,
    };
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    let mut reader = BufReader::new(file);
    let (mut facts, mut length, mut line) = (Vec::new(), 0, Vec::new());
    while reader.read_until(b'\n', &mut line).map_err(failed)? > 0 && line.ends_with(b"\n") {
        let fact = serde_json::from_slice(&line).map_err(|error| SandboxError::BrokenLine {
            path: path.into(),
            line: facts.len() + 1,
            reason: error.to_string(),
        })?;
        facts.push(fact);
        length += line.len() as u64;
        line.clear();
    }
    Ok((facts, length))
}

/// Makes the file's name as durable as its lines.
fn keep_name(path: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(fs::canonicalize(".")?)?.sync_all(),
    }
}
