//! Owns a keyring that hangs, fails and comes back on command.

use crate::memory::Memory;
use crate::store::{Store, Wanted};
use crate::{Item, Vault, VaultError, lock};
use counterfoil_domain::Secret;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// A keyring on a leash; all its connections see the same items.
#[derive(Clone, Default)]
pub(super) struct Fake(Arc<Leash>);

#[derive(Default)]
struct Leash {
    memory: Mutex<Memory>,
    failures: Mutex<Vec<VaultError>>,
    connections: AtomicUsize,
    broken_below: AtomicUsize,
    entered: AtomicUsize,
    withdrawn: AtomicUsize,
    /// Connections numbered below this hang.
    hanging_below: Mutex<usize>,
    changed: Condvar,
}

struct FakeStore {
    leash: Arc<Leash>,
    number: usize,
}

impl Fake {
    pub(super) fn vault(&self, deadline: Duration) -> Vault {
        let leash = Arc::clone(&self.0);
        Vault::over(deadline, move || {
            let number = leash.connections.fetch_add(1, SeqCst);
            let mut failures = lock(&leash.failures);
            if !failures.is_empty() {
                return Err(failures.remove(0));
            }
            Ok(Box::new(FakeStore {
                leash: Arc::clone(&leash),
                number,
            }))
        })
    }

    pub(super) fn hang(&self) {
        *lock(&self.0.hanging_below) = usize::MAX;
    }

    /// Leaves the connections made so far hanging; the next ones answer.
    pub(super) fn hang_only_started(&self) {
        *lock(&self.0.hanging_below) = self.connections();
    }

    pub(super) fn release(&self) {
        *lock(&self.0.hanging_below) = 0;
        self.0.changed.notify_all();
    }

    /// Makes the next connections fail, one for each error.
    pub(super) fn fail_next(&self, errors: impl IntoIterator<Item = VaultError>) {
        lock(&self.0.failures).extend(errors);
    }

    /// Makes the connections made so far fail at their next use.
    pub(super) fn break_connection(&self) {
        self.0.broken_below.store(self.connections(), SeqCst);
    }

    pub(super) fn connections(&self) -> usize {
        self.0.connections.load(SeqCst)
    }

    /// Counts the calls that reached the keyring.
    pub(super) fn entered(&self) -> usize {
        self.0.entered.load(SeqCst)
    }

    /// Tells whether no vault holds on to this keyring any more.
    pub(super) fn is_alone(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    /// Counts the writes that found their caller gone.
    pub(super) fn withdrawn(&self) -> usize {
        self.0.withdrawn.load(SeqCst)
    }
}

impl FakeStore {
    fn answer(&self, item: &Item) -> Result<MutexGuard<'_, Memory>, VaultError> {
        assert!(!item.as_str().contains("panic"), "asked to panic");
        self.leash.entered.fetch_add(1, SeqCst);
        let hanging = lock(&self.leash.hanging_below);
        drop(
            self.leash
                .changed
                .wait_while(hanging, |below| self.number < *below)
                .unwrap(),
        );
        if self.number < self.leash.broken_below.load(SeqCst) {
            return Err(VaultError::Failed("connection lost".into()));
        }
        Ok(lock(&self.leash.memory))
    }

    fn withdraw(&self) -> Result<(), VaultError> {
        self.leash.withdrawn.fetch_add(1, SeqCst);
        Err(VaultError::TimedOut)
    }
}

impl Store for FakeStore {
    fn put(&mut self, item: &Item, secret: &Secret, wanted: Wanted<'_>) -> Result<(), VaultError> {
        let mut memory = self.answer(item)?;
        if wanted() {
            memory.put(item, secret, wanted)
        } else {
            self.withdraw()
        }
    }

    fn get(&mut self, item: &Item) -> Result<Option<Secret>, VaultError> {
        self.answer(item)?.get(item)
    }

    fn remove(&mut self, item: &Item, wanted: Wanted<'_>) -> Result<(), VaultError> {
        let mut memory = self.answer(item)?;
        if wanted() {
            memory.remove(item, wanted)
        } else {
            self.withdraw()
        }
    }
}
