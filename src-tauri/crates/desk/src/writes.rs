//! Owns noticing that nothing can be written, saying so, and finding out when it goes well again. What
//! cannot be written does not leave; what has left is kept in memory and written again and again.

use crate::{
    clock::Clock,
    desk::{Desk, Inner},
    events::DeskEvent,
};
use counterfoil_store::WriteTrouble;
use std::sync::{Arc, Weak};
use tokio::sync::watch;

/// How often a write is tried while none goes well.
const TRIES_EVERY_MS: u64 = 5_000;

impl Desk {
    /// Why nothing can be written at the moment; `None` as long as it can.
    pub fn write_trouble(&self) -> Option<WriteTrouble> {
        self.inner.store.write_trouble().borrow().clone()
    }

    /// Begins to tell when that changes. Does not keep the desk open.
    pub(crate) fn watch_writes(&self) {
        let inner = Arc::downgrade(&self.inner);
        let trouble = self.inner.store.write_trouble();
        tokio::spawn(watch(inner, trouble, self.inner.clock.clone()));
    }
}

async fn watch(
    inner: Weak<Inner>,
    mut trouble: watch::Receiver<Option<WriteTrouble>>,
    clock: Arc<dyn Clock>,
) {
    loop {
        // Not marked as seen: what changed since is told below.
        let may_pass = matches!(
            *trouble.borrow(),
            Some(WriteTrouble::Full | WriteTrouble::Refused(_))
        );
        tokio::select! {
            changed = trouble.changed() => {
                if changed.is_err() {
                    return;
                }
                let Some(inner) = inner.upgrade() else { return };
                Desk { inner }.announce(DeskEvent::EverythingChanged);
            }
            () = clock.sleep_ms(TRIES_EVERY_MS), if may_pass => {
                let Some(inner) = inner.upgrade() else { return };
                // How it ends is told through `trouble`.
                let _ = inner.store.write(|tx| tx.write_again()).await;
            }
        }
    }
}
