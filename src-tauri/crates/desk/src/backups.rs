//! Owns when the book is backed up and what a restored one may do.

use crate::{desk::Desk, error::DeskError};
use chrono::{DateTime, FixedOffset};
use counterfoil_store::{Backup, Health};

/// How many daily backups are kept.
pub const DAILY_BACKUPS_KEPT: usize = 7;

/// India Standard Time, the zone of the business day.
const IST_SECONDS: i32 = 5 * 3_600 + 1_800;

impl Desk {
    /// Backs the book up if it has not been today, and removes the oldest daily backups beyond
    /// [`DAILY_BACKUPS_KEPT`].
    ///
    /// # Errors
    /// The copy could not be made or verified; the book itself is not touched.
    pub async fn back_up_daily(&self) -> Result<Option<Backup>, DeskError> {
        let today = business_day(self.now_ms());
        Ok(self.inner.store.back_up_daily(today, DAILY_BACKUPS_KEPT).await?)
    }

    /// Backs the book up now.
    ///
    /// # Errors
    /// The copy could not be made or verified; the book itself is not touched.
    pub async fn back_up(&self) -> Result<Backup, DeskError> {
        Ok(self.inner.store.back_up(self.now_ms()).await?)
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
    let zone = FixedOffset::east_opt(IST_SECONDS);
    let moment = DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
    zone.map_or_else(
        || moment.format("%Y-%m-%d").to_string(),
        |zone| moment.with_timezone(&zone).format("%Y-%m-%d").to_string(),
    )
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
