//! Owns the steps from an empty file to today's book; the SQL lies in `migrations/`.

use crate::error::StoreError;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

macro_rules! migrations {
    ($($file:literal),* $(,)?) => {
        &[$(M::up(include_str!(concat!("../../../../migrations/", $file)))),*]
    };
}

const STEPS: &[M<'static>] = migrations![
    "0001_book.sql",
    "0002_accounts.sql",
    "0003_orders.sql",
    "0004_operations.sql",
    "0005_messages.sql",
    "0006_evidence.sql",
    "0007_order_states.sql",
    "0008_drafts.sql",
    "0009_preferences.sql",
    "0010_polls.sql",
    "0011_order_lists.sql",
    "0012_refunds.sql",
    "0013_decisions.sql",
    "0014_alarms.sql",
    "0015_refund_silence.sql",
    "0016_refund_list.sql",
    "0017_refund_intents.sql",
    "0018_activity.sql",
    "0019_book_lock.sql",
    "0020_status_messages.sql",
    "0021_webhook_parts.sql",
    "0022_batches.sql",
    "0023_payments.sql",
    "0024_payment_modes.sql",
    "0025_expected_payees.sql",
    "0026_pictures.sql",
];

/// The newest version this program knows; it is the file's `user_version`.
pub(crate) fn latest() -> i32 {
    i32::try_from(STEPS.len()).unwrap_or(i32::MAX)
}

/// Brings a book to today's version: every pending step and the version in one transaction.
pub(crate) fn apply(connection: &mut Connection) -> Result<(), StoreError> {
    apply_steps(connection, STEPS)
}

fn apply_steps(connection: &mut Connection, steps: &[M<'_>]) -> Result<(), StoreError> {
    use rusqlite_migration::Error;
    Migrations::from_slice(steps)
        .to_latest(connection)
        .map_err(|error| match error {
            Error::RusqliteError { err, .. } => StoreError::from(err),
            other => StoreError::Defect(format!("update of the book: {other}")),
        })
}

#[cfg(test)]
mod tests;
