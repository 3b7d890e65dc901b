//! Owns ending the program at a named point: what its files and its keyring hold then is what the next
//! start finds, and nothing that it does afterwards counts.

use counterfoil_store::BookFiles;
use counterfoil_vault::Vault;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

/// Every point at which a program may end in the middle of a refund, a status
/// message, a cancel or a lookup.
pub const POINTS: [&str; 21] = [
    "refund.before",
    "prepare.inside",
    "commit.before",
    "commit.after",
    "commit.between",
    "in_flight.inside",
    "refund.in_flight",
    "wire.before",
    "wire.after",
    "refund.answered",
    "outcome.inside",
    "refund.recorded",
    "lookup.answered",
    "lookup.inside",
    "status.before",
    "status.in_flight",
    "status.answered",
    "status.recorded",
    "cancel.between",
    "anchor.read",
    "anchor.stored",
];

/// When a program ends, and what it left.
#[derive(Clone, Default)]
pub struct Crash(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// How many points are still passed.
    left: Option<u32>,
    book: PathBuf,
    image: PathBuf,
    keyring: Option<Vault>,
    keyring_image: Option<Vault>,
    /// Where it ended.
    ended_at: Option<&'static str>,
}

impl Crash {
    /// Watches every point for the program over this book and this keyring.
    pub fn over(data_dir: &Path, image: &Path, keyring: &Vault) -> Self {
        let crash = Self::default();
        {
            let mut state = crash.0.lock().unwrap();
            state.book = data_dir.to_owned();
            state.image = image.to_owned();
            state.keyring = Some(keyring.clone());
        }
        for point in POINTS {
            let crash = crash.clone();
            fail::cfg_callback(point, move || crash.pass(point)).unwrap();
        }
        crash
    }

    /// Ends the program at the point it passes after so many others.
    pub fn after(&self, points: u32) {
        self.0.lock().unwrap().left = Some(points);
    }

    /// A point is passed; the files are copied as they are if it is the one.
    pub fn pass(&self, point: &'static str) {
        let mut state = self.0.lock().unwrap();
        match state.left {
            Some(0) => {
                copy(&state.book, &state.image);
                state.keyring_image = state.keyring.as_ref().and_then(Vault::copied);
                state.left = None;
                state.ended_at = Some(point);
            }
            Some(left) => state.left = Some(left - 1),
            None => {}
        }
    }

    /// Whether the program has ended.
    pub fn has_ended(&self) -> bool {
        self.0.lock().unwrap().ended_at.is_some()
    }

    /// Where it ended, once; it has not ended any more.
    pub fn take(&self) -> Option<&'static str> {
        let mut state = self.0.lock().unwrap();
        state.left = None;
        state.ended_at.take()
    }

    /// Puts what the program left in the place of its files.
    pub fn restore(&self) {
        let state = self.0.lock().unwrap();
        copy(&state.image, &state.book);
    }

    /// The keyring as the program left it.
    pub fn keyring(&self) -> Vault {
        let mut state = self.0.lock().unwrap();
        let left = state.keyring_image.take().unwrap();
        state.keyring = Some(left.clone());
        left
    }
}

/// A copy of a book beside it.
pub struct Copy {
    book: PathBuf,
    copy: PathBuf,
}

impl Copy {
    /// A copy of this name, to be made.
    pub fn of(data_dir: &Path, name: &str) -> Self {
        Self {
            book: data_dir.to_owned(),
            copy: data_dir.with_extension(name),
        }
    }

    /// Copies the book as it lies there.
    pub fn keep(&self) {
        copy(&self.book, &self.copy);
    }

    /// Puts the copy in the place of the book.
    pub fn put_back(&self) {
        copy(&self.copy, &self.book);
    }
}

/// Copies a book as it lies there, with what is not in its main file yet.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let (from, to) = (BookFiles::in_folder(from), BookFiles::in_folder(to));
    for suffix in ["", "-wal", "-shm"] {
        let name = |files: &BookFiles| {
            let mut name = files.book().into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        };
        let _ = fs::remove_file(name(&to));
        // The index of the write-ahead log is made anew from the log.
        if suffix != "-shm" && name(&from).exists() {
            fs::copy(name(&from), name(&to)).unwrap();
        }
    }
}
