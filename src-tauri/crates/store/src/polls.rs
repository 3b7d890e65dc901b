//! Owns the polls table: when each open order is looked up next.

use crate::{
    db::{Db, Tx, parsed, word},
    error::StoreError,
};
use counterfoil_domain::{
    cadence::PollReason,
    ids::{AccountId, OrderId},
};
use rusqlite::{OptionalExtension, Row, named_params};

const COLUMNS: &str = "order_id, account_id, lane, due_at_ms, every_ms, why, since_ms, \
                       unknown_since_ms, changed_at_ms, asked_at_ms, silent, is_guess";

/// When an order is looked up next. Moments are by the provider's clock, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollRow {
    /// The order.
    pub order_id: OrderId,
    /// The account it was sent from.
    pub account_id: AccountId,
    /// The lane of the queue it waits in.
    pub lane: u8,
    /// When.
    pub due_at_ms: i64,
    /// How far apart its lookups are now, in milliseconds.
    pub every_ms: i64,
    /// Why it is looked up that often.
    pub why: PollReason,
    /// When it was last sent.
    pub since_ms: i64,
    /// Since when the outcome of an effect on it is not known.
    pub unknown_since_ms: Option<i64>,
    /// When what is known of it last changed.
    pub changed_at_ms: Option<i64>,
    /// When it was last looked up, answered or not.
    pub asked_at_ms: Option<i64>,
    /// How many lookups in a row said nothing about it.
    pub silent: u32,
    /// The moments are guesses: the provider's time was not known.
    pub is_guess: bool,
}

/// A lookup that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DuePoll {
    /// The order.
    pub order_id: OrderId,
    /// When it became due, by the provider's clock, UTC.
    pub due_at_ms: i64,
    /// How far apart its lookups are, in milliseconds.
    pub every_ms: i64,
    /// Why it is looked up that often.
    pub why: PollReason,
}

impl Db<'_> {
    /// When this order is looked up next, if it is looked up by itself at all.
    pub fn poll(&self, order: OrderId) -> Result<Option<PollRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM polls WHERE order_id = :order");
        let mut statement = self.prepare(&sql)?;
        let given = named_params! { ":order": order.to_string() };
        Ok(statement.query_row(given, read).optional()?)
    }

    /// The lookups of one lane that are due, the longest overdue first.
    pub fn polls_due(
        &self,
        account: AccountId,
        lane: u8,
        now_ms: i64,
        rows: u32,
    ) -> Result<Vec<DuePoll>, StoreError> {
        let mut statement = self.prepare(
            "SELECT order_id, due_at_ms, every_ms, why FROM polls
             WHERE account_id = :account AND lane = :lane AND due_at_ms <= :now
             ORDER BY due_at_ms LIMIT :rows",
        )?;
        let given = named_params! {
            ":account": account.to_string(), ":lane": lane, ":now": now_ms, ":rows": rows,
        };
        let found = statement.query_map(given, |row| {
            Ok(DuePoll {
                order_id: parsed(row, "order_id")?,
                due_at_ms: row.get("due_at_ms")?,
                every_ms: row.get("every_ms")?,
                why: word(row, "why", PollReason::from_word)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// When the first lookup of a lane is due after this moment.
    pub fn next_poll_ms(
        &self,
        account: AccountId,
        lane: u8,
        after_ms: i64,
    ) -> Result<Option<i64>, StoreError> {
        let mut statement = self.prepare(
            "SELECT due_at_ms FROM polls
             WHERE account_id = :account AND lane = :lane AND due_at_ms > :after
             ORDER BY due_at_ms LIMIT 1",
        )?;
        let given = named_params! {
            ":account": account.to_string(), ":lane": lane, ":after": after_ms,
        };
        let found = statement.query_row(given, |row| row.get("due_at_ms"));
        Ok(found.optional()?)
    }

    /// How many lookups of a lane are due by a moment, counted up to `most`.
    pub fn count_polls_due(
        &self,
        account: AccountId,
        lane: u8,
        by_ms: i64,
        most: u32,
    ) -> Result<u64, StoreError> {
        let mut statement = self.prepare(
            "SELECT count(*) AS many FROM (SELECT 1 FROM polls
             WHERE account_id = :account AND lane = :lane AND due_at_ms <= :by LIMIT :most)",
        )?;
        let given = named_params! {
            ":account": account.to_string(), ":lane": lane, ":by": by_ms, ":most": most,
        };
        let many: i64 = statement.query_row(given, |row| row.get("many"))?;
        Ok(many.unsigned_abs())
    }

    /// Orders whose moments were guessed.
    pub fn guessed_polls(&self, account: AccountId, rows: u32) -> Result<Vec<OrderId>, StoreError> {
        let mut statement = self.prepare(
            "SELECT order_id FROM polls WHERE account_id = :account AND is_guess = 1
             ORDER BY order_id LIMIT :rows",
        )?;
        let given = named_params! { ":account": account.to_string(), ":rows": rows };
        let found = statement.query_map(given, |row| parsed(row, "order_id"))?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Writes when an order is looked up next, in the place of what was.
    pub fn keep_poll(&self, poll: &PollRow) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO polls (order_id, account_id, lane, due_at_ms, every_ms, why, since_ms,
                 unknown_since_ms, changed_at_ms, asked_at_ms, silent, is_guess)
             VALUES (:order, :account, :lane, :due, :every, :why, :since, :unknown, :changed,
                 :asked, :silent, :is_guess)
             ON CONFLICT (order_id) DO UPDATE SET
                 lane = excluded.lane, due_at_ms = excluded.due_at_ms,
                 every_ms = excluded.every_ms, why = excluded.why, since_ms = excluded.since_ms,
                 unknown_since_ms = excluded.unknown_since_ms,
                 changed_at_ms = excluded.changed_at_ms, asked_at_ms = excluded.asked_at_ms,
                 silent = excluded.silent, is_guess = excluded.is_guess",
        )?
        .execute(named_params! {
            ":order": poll.order_id.to_string(),
            ":account": poll.account_id.to_string(),
            ":lane": poll.lane,
            ":due": poll.due_at_ms,
            ":every": poll.every_ms,
            ":why": poll.why.word(),
            ":since": poll.since_ms,
            ":unknown": poll.unknown_since_ms,
            ":changed": poll.changed_at_ms,
            ":asked": poll.asked_at_ms,
            ":silent": poll.silent,
            ":is_guess": poll.is_guess,
        })?;
        Ok(())
    }

    /// Looks this order up no more by itself.
    pub fn end_poll(&self, order: OrderId) -> Result<(), StoreError> {
        self.prepare("DELETE FROM polls WHERE order_id = :order")?
            .execute(named_params! { ":order": order.to_string() })?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<PollRow> {
    Ok(PollRow {
        order_id: parsed(row, "order_id")?,
        account_id: parsed(row, "account_id")?,
        lane: row.get("lane")?,
        due_at_ms: row.get("due_at_ms")?,
        every_ms: row.get("every_ms")?,
        why: word(row, "why", PollReason::from_word)?,
        since_ms: row.get("since_ms")?,
        unknown_since_ms: row.get("unknown_since_ms")?,
        changed_at_ms: row.get("changed_at_ms")?,
        asked_at_ms: row.get("asked_at_ms")?,
        silent: row.get("silent")?,
        is_guess: row.get("is_guess")?,
    })
}
