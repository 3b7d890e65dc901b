//! Owns gathering what every attempt to pay was, in a book from before that was kept: its evidence says
//! so, and until all of it is read again an export of payments would say too little.

use super::{ExportAsked, ExportError};
use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::export::ExportKind;

/// The migration that began to keep payments writes it where there were orders already.
const NAME: &str = "payments";
const MISSING: &str = "missing";

impl Desk {
    /// Gathers what is missing, if anything is; takes as long as a rebuild does.
    ///
    /// # Errors
    /// The book cannot be read or written; what was gathered before stays.
    pub async fn gather_payments(&self) -> Result<(), DeskError> {
        if self.has_gathered().await? {
            return Ok(());
        }
        self.rebuild_states(true, |_| {}).await.map(drop)
    }

    /// Notes that every attempt was gathered.
    pub(crate) async fn note_gathered(&self) -> Result<(), DeskError> {
        if self.has_gathered().await? {
            return Ok(());
        }
        let write = self
            .inner
            .store
            .write(|tx| tx.keep_preference(NAME, "gathered"));
        Ok(write.await?)
    }

    /// Whether an export that rests on attempts can say all of them.
    pub(super) async fn check_gathered(&self, asked: &ExportAsked) -> Result<(), DeskError> {
        let rests = matches!(asked.kind, ExportKind::Payments | ExportKind::Movements);
        if rests && !self.has_gathered().await? {
            return Err(ExportError::NotGathered.into());
        }
        Ok(())
    }

    async fn has_gathered(&self) -> Result<bool, DeskError> {
        let kept = self.inner.store.read(|db| db.preference(NAME)).await?;
        Ok(kept.as_deref() != Some(MISSING))
    }
}
