//! Owns the activity: who did what, as the book tells it, and whether its chain holds.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{activity::Deed, ids::AccountId};
use counterfoil_store::{ActivityRow, CHAIN_BEGINS, NewActivity, OrderRow, StoreError, Tx};

/// Lines that are checked in one go.
const LINES_AT_ONCE: u32 = 1_000;

/// What a check of the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many lines hold.
    pub lines: i64,
    /// The hash of the last of them.
    pub head: [u8; 32],
    /// The first line that does not hold, if any: it was changed, or one before it is gone.
    pub broken_at: Option<i64>,
}

impl Desk {
    /// At most `rows` lines before this number, newest first; the newest without one.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn activity(
        &self,
        before: Option<i64>,
        rows: u32,
    ) -> Result<Vec<ActivityRow>, DeskError> {
        let before = before.unwrap_or(i64::MAX);
        let read = self
            .inner
            .store
            .read(move |db| db.activity_before(before, rows));
        Ok(read.await?)
    }

    /// Computes every hash of the chain again.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn verify_activity(&self) -> Result<Verified, DeskError> {
        let mut verified = Verified {
            lines: 0,
            head: CHAIN_BEGINS,
            broken_at: None,
        };
        loop {
            let from = verified.lines + 1;
            let read = self
                .inner
                .store
                .read(move |db| db.activity_from(from, LINES_AT_ONCE));
            let rows = read.await?;
            if rows.is_empty() {
                return Ok(verified);
            }
            for row in rows {
                let number = verified.lines + 1;
                let hash = row.line.hash_after(&verified.head, number);
                if (row.number, row.hash) != (number, hash) {
                    verified.broken_at = Some(number);
                    return Ok(verified);
                }
                verified.lines = number;
                verified.head = hash;
            }
        }
    }
}

/// Appends what a person did about an account.
pub(crate) fn tell_account(
    tx: &Tx<'_>,
    deed: Deed,
    account: AccountId,
    words: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    tx.append_activity(&NewActivity {
        environment: Some(tx.account(account)?.environment),
        account: Some(account),
        ..NewActivity::of(deed, true, words, now_ms)
    })
}

/// Appends that something about an order turned out otherwise, or was seen to.
pub(crate) fn tell_alarm(
    tx: &Tx<'_>,
    order: &OrderRow,
    by_person: bool,
    words: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let words = format!("alarm of {}: {words}", order.reference_id);
    tx.append_activity(&NewActivity {
        environment: Some(order.environment),
        account: Some(order.account_id),
        order: Some(order.id),
        ..NewActivity::of(Deed::Alarm, by_person, words, now_ms)
    })
}
