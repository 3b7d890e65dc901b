//! Owns when an anchor is stored: after effects, from then on after 200 lines or a minute, and on
//! leaving.

use crate::{
    clock::Clock,
    desk::{Desk, Inner},
    error::DeskError,
};
use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError, Weak,
    atomic::{AtomicBool, Ordering},
};
use tokio::{sync::Notify, task::JoinHandle};

/// An anchor is stored when so many lines are not anchored.
const LINES_MOST: i64 = 200;
/// Or when the last was stored so long ago.
const WAITS_MOST_MS: u64 = 60_000;
/// How often that is looked at.
const LOOKS_EVERY_MS: u64 = 5_000;
/// Effects that end within so long of one another are anchored together.
const TOGETHER_MS: u64 = 200;

/// Stores anchors for as long as the desk is open.
#[derive(Debug, Default)]
pub(crate) struct Keeper {
    asked: Arc<Notify>,
    /// The book has something to guard: it has accounts, or was anchored, or an effect left from it.
    is_wanted: AtomicBool,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Keeper {
    /// Asks for an anchor soon. Several asked for meanwhile are one.
    pub(crate) fn store_soon(&self) {
        self.is_wanted.store(true, Ordering::Relaxed);
        self.asked.notify_one();
    }

    fn task(&self) -> MutexGuard<'_, Option<JoinHandle<()>>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Begins to look whether the book contains its anchor, and to store new ones, if it has
    /// something to guard. Does not keep the desk open.
    pub(crate) fn keep_anchored(&self, is_wanted: bool) {
        self.inner
            .keeper
            .is_wanted
            .store(is_wanted, Ordering::Relaxed);
        if self.inner.vault.is_lasting() {
            let (inner, keeper) = (Arc::downgrade(&self.inner), &self.inner.keeper);
            let keeping = keep(inner, keeper.asked.clone(), self.inner.clock.clone());
            *keeper.task() = Some(tokio::spawn(keeping));
        }
    }

    /// Ends that, and stores what is not anchored yet.
    pub(crate) async fn end_anchored(&self) {
        let keeper = &self.inner.keeper;
        let Some(task) = keeper.task().take() else {
            return;
        };
        task.abort();
        let _ = task.await;
        if keeper.is_wanted.load(Ordering::Relaxed) {
            told(self.store_anchor().await);
        }
    }
}

async fn keep(inner: Weak<Inner>, asked: Arc<Notify>, clock: Arc<dyn Clock>) {
    // A book without accounts has nothing to guard, and nobody is asked to unlock a keyring for it.
    // An effect fetches a credential, so the keyring is open from then on.
    let mut waits_for_effect = true;
    if let Some(desk) = open(&inner)
        && desk.inner.keeper.is_wanted.load(Ordering::Relaxed)
    {
        waits_for_effect = told(desk.check_anchor().await);
    }
    let mut stored_ms = clock.elapsed_ms();
    loop {
        let is_asked = tokio::select! {
            () = asked.notified() => {
                clock.sleep_ms(TOGETHER_MS).await;
                true
            }
            () = clock.sleep_ms(LOOKS_EVERY_MS), if !waits_for_effect => false,
        };
        let Some(desk) = open(&inner) else {
            return;
        };
        let elapsed_ms = clock.elapsed_ms();
        let is_long = elapsed_ms.saturating_sub(stored_ms) >= WAITS_MOST_MS;
        if is_asked || is_long || desk.lines_not_anchored().await >= LINES_MOST {
            stored_ms = elapsed_ms;
            waits_for_effect = told(desk.store_anchor().await);
        }
    }
}

/// Tells of an error; true where the keyring should be left alone until it was used for an effect,
/// because each time somebody may be asked to unlock it.
fn told(ended: Result<(), DeskError>) -> bool {
    match ended {
        Ok(()) => false,
        Err(error) => {
            tracing::warn!(%error, "Could not anchor the activity");
            matches!(error, DeskError::Vault(_))
        }
    }
}

fn open(inner: &Weak<Inner>) -> Option<Desk> {
    inner.upgrade().map(|inner| Desk { inner })
}
