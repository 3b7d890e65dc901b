//! Owns the operating system's keyring: the one place where credentials are kept.
//!
//! A keyring call may wait for a person to answer a prompt, without any limit of its own. So the
//! calls run on a thread apart, every caller gets an answer within [`DEADLINE`], and a keyring
//! that was locked, absent or stuck is tried anew at the next call. There is no other place to
//! keep a credential: without a keyring the answer is an error, never a file.

mod error;
mod item;
mod keyring;
mod memory;
mod store;
mod worker;

pub use error::VaultError;
pub use item::{BookItem, Credential, Item};

use counterfoil_domain::Secret;
use memory::Memory;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::{Op, Store, perform};
use worker::Worker;

/// How long a caller waits for the keyring; the keyring itself may be waiting for a person.
pub const DEADLINE: Duration = Duration::from_secs(3);

/// The longest secret accepted on any platform, which is what Windows can keep in one item.
pub const MAX_SECRET_BYTES: usize = 2_560;

/// Keeps credentials in the system keyring; clones share one connection.
#[derive(Clone)]
pub struct Vault(Backend);

#[derive(Clone)]
enum Backend {
    Keyring(Arc<Worker>),
    /// Answers at once and on the caller's thread, so that a paused test clock cannot outrun it.
    Memory {
        items: Arc<Mutex<Memory>>,
        is_lasting: bool,
    },
}

impl Vault {
    /// Uses the platform's keyring, connected to at the first call.
    pub fn keyring() -> Self {
        Self::over(DEADLINE, keyring::connect)
    }

    /// Keeps everything in this process and forgets it when the last clone is dropped.
    pub fn in_memory() -> Self {
        Self(Backend::Memory {
            items: Arc::default(),
            is_lasting: false,
        })
    }

    /// Stands in for a keyring that outlives the desks over it, for tests.
    pub fn stand_in() -> Self {
        Self(Backend::Memory {
            items: Arc::default(),
            is_lasting: true,
        })
    }

    /// A stand-in that holds what this one holds now, and goes its own way; `None` for a keyring.
    pub fn copied(&self) -> Option<Self> {
        match &self.0 {
            Backend::Keyring(_) => None,
            Backend::Memory { items, is_lasting } => Some(Self(Backend::Memory {
                items: Arc::new(Mutex::new(lock(items).clone())),
                is_lasting: *is_lasting,
            })),
        }
    }

    /// Whether what is stored is still there at the next start.
    pub fn is_lasting(&self) -> bool {
        match &self.0 {
            Backend::Keyring(_) => true,
            Backend::Memory { is_lasting, .. } => *is_lasting,
        }
    }

    /// Stores the secret under this item, replacing what was there.
    ///
    /// Only text of at most [`MAX_SECRET_BYTES`] is accepted: some keyrings keep nothing else.
    pub async fn put(&self, item: &Item, secret: &Secret) -> Result<(), VaultError> {
        if secret.expose().len() > MAX_SECRET_BYTES {
            return Err(VaultError::TooLarge);
        }
        if secret.expose_text().is_none() {
            return Err(VaultError::NotText);
        }
        self.call(item, Op::Put(secret.clone())).await.map(drop)
    }

    /// Fetches the secret of this item, or `None` when there is no such item.
    pub async fn get(&self, item: &Item) -> Result<Option<Secret>, VaultError> {
        self.call(item, Op::Get).await
    }

    /// Removes this item; removing what is not there is fine.
    pub async fn remove(&self, item: &Item) -> Result<(), VaultError> {
        self.call(item, Op::Remove).await.map(drop)
    }

    /// Names the backend, to be recorded beside a credential: a person who changes desktops may
    /// have left the credential in another keyring.
    pub fn backend(&self) -> &'static str {
        match self.0 {
            Backend::Keyring(_) => keyring::BACKEND,
            Backend::Memory { .. } => memory::BACKEND,
        }
    }

    fn over<C>(deadline: Duration, connect: C) -> Self
    where
        C: Fn() -> Result<Box<dyn Store>, VaultError> + Send + Sync + 'static,
    {
        Self(Backend::Keyring(Arc::new(Worker::new(deadline, connect))))
    }

    async fn call(&self, item: &Item, op: Op) -> Result<Option<Secret>, VaultError> {
        match &self.0 {
            Backend::Keyring(worker) => worker.call(item.clone(), op).await,
            Backend::Memory { items, .. } => perform(&mut *lock(items), item, &op, &|| true),
        }
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Vault").field(&self.backend()).finish()
    }
}

/// Locks what stays consistent even when a holder panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
