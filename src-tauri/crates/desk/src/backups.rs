//! Owns when the book is backed up and what a restored one may do.

use crate::{
    desk::{Desk, DeskOptions},
    error::DeskError,
    zone::in_india,
};
use counterfoil_domain::{activity::Deed, ids::OperationId};
use counterfoil_store::{Backup, BookFiles, Health, NewActivity, OperationRow, StoreError};
use std::path::PathBuf;

/// How many daily backups are kept.
pub const DAILY_BACKUPS_KEPT: usize = 7;

/// What putting a backup in the book's place did.
#[derive(Clone, Debug)]
pub struct Restored {
    /// Where the replaced book is kept.
    pub set_aside: PathBuf,
    /// Operations that were on their way when the backup was made; they are unknown now.
    pub unknown: Vec<OperationId>,
    /// Operations that were prepared then. They may have left since, so none leaves from here.
    pub withdrawn: Vec<OperationId>,
}

impl Desk {
    /// Puts a backup in the book's place. The replaced book is set aside, whatever state it is in.
    ///
    /// # Errors
    /// Another instance is working, or the backup is not a healthy book; nothing was moved then.
    pub async fn restore(options: DeskOptions, backup: PathBuf) -> Result<Restored, DeskError> {
        let (files, now_ms) = (
            BookFiles::in_folder(&options.data_dir),
            options.clock.now_ms(),
        );
        let set_aside = tokio::task::spawn_blocking(move || files.restore(&backup, now_ms))
            .await
            .map_err(|_| StoreError::Closed)??;
        let (desk, recovered) = Self::open(options).await?;
        desk.leave().await;
        Ok(Restored {
            set_aside,
            unknown: ids(&recovered.unknown),
            withdrawn: ids(&recovered.withdrawn),
        })
    }

    /// Backs the book up if it has not been today, and removes the oldest daily backups beyond
    /// [`DAILY_BACKUPS_KEPT`].
    ///
    /// # Errors
    /// The copy could not be made or verified; the book itself is not touched.
    pub async fn back_up_daily(&self) -> Result<Option<Backup>, DeskError> {
        let today = business_day(self.now_ms());
        let made = self.inner.store.back_up_daily(today, DAILY_BACKUPS_KEPT);
        let made = made.await?;
        if made.is_some() {
            self.tell_backup(false).await?;
        }
        Ok(made)
    }

    /// Backs the book up now.
    ///
    /// # Errors
    /// The copy could not be made or verified; the book itself is not touched.
    pub async fn back_up(&self) -> Result<Backup, DeskError> {
        let made = self.inner.store.back_up(self.now_ms()).await?;
        self.tell_backup(true).await?;
        Ok(made)
    }

    async fn tell_backup(&self, by_person: bool) -> Result<(), DeskError> {
        let now_ms = self.now_ms();
        let line = NewActivity::of(Deed::Backup, by_person, "backup made", now_ms);
        let write = self.inner.store.write(move |tx| tx.append_activity(&line));
        Ok(write.await?)
    }

    /// Asks the database whether its file is well.
    ///
    /// # Errors
    /// The question itself could not be asked.
    pub async fn health(&self) -> Result<Health, DeskError> {
        Ok(self.inner.store.health().await?)
    }
}

/// The day in India at that moment, as `2026-11-20`.
fn business_day(now_ms: i64) -> String {
    in_india(now_ms).format("%Y-%m-%d").to_string()
}

fn ids(operations: &[OperationRow]) -> Vec<OperationId> {
    operations.iter().map(|operation| operation.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_at_midnight_in_india() {
        let before_ms = 1_798_741_799_999; // 2026-12-31 18:29:59.999 UTC

        assert_eq!(business_day(before_ms), "2026-12-31");
        assert_eq!(business_day(before_ms + 1), "2027-01-01");
    }
}
