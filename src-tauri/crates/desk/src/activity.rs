//! Owns the activity: who did what, as the book tells it, and whether its chain holds.

use crate::{anchor::AnchorFound, desk::Desk, error::DeskError};
use counterfoil_domain::{activity::Deed, book_doubt::BookDoubt, ids::AccountId};
use counterfoil_store::{
    ActivityAsked, ActivityRow, BatchRow, CHAIN_BEGINS, NewActivity, OrderRow, StoreError, Tx,
};

/// Lines that are checked in one go.
const LINES_AT_ONCE: u32 = 1_000;

/// The most broken lines that a check names.
pub const BREAKS_MAX: usize = 20;

/// What a check of every line found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// How many lines there are.
    pub lines: i64,
    /// The hash of the last of them.
    pub head: [u8; 32],
    /// The first lines that do not hold, at most [`BREAKS_MAX`]: each was changed, or put in, or one
    /// before it is gone.
    pub broken_at: Vec<i64>,
    /// The last of all that do not hold.
    last_break: i64,
}

/// What is known of the activity as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Whether every line holds.
    pub chain: Chain,
    /// What the keyring says.
    pub anchor: AnchorFound,
}

impl Verified {
    /// Nothing was changed, and this is the book that was last worked with, as far as can be known.
    pub fn holds(&self) -> bool {
        self.chain.broken_at.is_empty() && !matches!(self.anchor, AnchorFound::Doubted(_))
    }

    /// How many lines came after the anchor; all of them without one.
    pub fn not_yet_anchored(&self) -> i64 {
        match self.anchor {
            AnchorFound::Holds { number } => self.chain.lines - number,
            AnchorFound::NoKeyring(_) | AnchorFound::None | AnchorFound::Doubted(_) => {
                self.chain.lines
            }
        }
    }
}

impl Chain {
    fn take(&mut self, row: &ActivityRow) {
        let number = self.lines + 1;
        let hash = row.line.hash_after(&self.head, number);
        if (row.number, row.hash) != (number, hash) {
            self.last_break = number;
            if self.broken_at.len() < BREAKS_MAX {
                self.broken_at.push(number);
            }
        }
        // The next line is held against what this one says of itself.
        (self.lines, self.head) = (row.number, row.hash);
    }
}

impl Desk {
    /// At most `rows` lines before this number, newest first; the newest without one.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn activity(
        &self,
        asked: ActivityAsked,
        before: Option<i64>,
        rows: u32,
    ) -> Result<Vec<ActivityRow>, DeskError> {
        let before = before.unwrap_or(i64::MAX);
        let read = self
            .inner
            .store
            .read(move |db| db.activity_before(before, &asked, rows));
        Ok(read.await?)
    }

    /// Computes every hash of the chain again, and asks the keyring for its anchor.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn verify_activity(&self) -> Result<Verified, DeskError> {
        Ok(Verified {
            chain: self.chain().await?,
            anchor: self.anchor().await?,
        })
    }

    /// The same, and locks the effects of the book as [`Desk::check_chain`] does.
    ///
    /// # Errors
    /// The book cannot be read or written.
    pub async fn check_activity(&self) -> Result<Verified, DeskError> {
        Ok(Verified {
            chain: self.check_chain().await?,
            anchor: self.anchor().await?,
        })
    }

    /// Computes every hash of the chain again, and locks the effects of the book if a line does not
    /// hold that was written since a person last went on with it. Leaves the keyring alone.
    ///
    /// # Errors
    /// The book cannot be read or written.
    pub async fn check_chain(&self) -> Result<Chain, DeskError> {
        let chain = self.chain().await?;
        let gone_on = self.inner.store.read(|db| db.last_gone_on()).await?;
        if chain.last_break > gone_on {
            self.lock_effects(BookDoubt::BrokenChain).await?;
        }
        Ok(chain)
    }

    async fn chain(&self) -> Result<Chain, DeskError> {
        let mut chain = Chain {
            lines: 0,
            head: CHAIN_BEGINS,
            broken_at: Vec::new(),
            last_break: 0,
        };
        loop {
            let from = chain.lines + 1;
            let read = self
                .inner
                .store
                .read(move |db| db.activity_from(from, LINES_AT_ONCE));
            let rows = read.await?;
            if rows.is_empty() {
                return Ok(chain);
            }
            rows.iter().for_each(|row| chain.take(row));
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

/// Appends how telling many customers at once goes.
pub(crate) fn tell_batch(
    tx: &Tx<'_>,
    batch: &BatchRow,
    by_person: bool,
    words: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let status = batch.message.message.status().word();
    let words = format!("batch {}, {status}: {words}", batch.id);
    tx.append_activity(&NewActivity {
        environment: Some(batch.environment),
        ..NewActivity::of(Deed::Batch, by_person, words, now_ms)
    })
}

/// Appends what a person did with an order.
pub(crate) fn tell_order(
    tx: &Tx<'_>,
    deed: Deed,
    order: &OrderRow,
    words: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    tx.append_activity(&NewActivity {
        environment: Some(order.environment),
        account: Some(order.account_id),
        order: Some(order.id),
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
