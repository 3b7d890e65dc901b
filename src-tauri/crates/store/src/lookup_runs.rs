//! Owns the lookup_runs table: equal answers to lookups, run by run.

use crate::{
    db::{Db, Tx},
    error::StoreError,
    evidence::EvidenceRow,
};
use counterfoil_domain::ids::OrderId;
use rusqlite::{OptionalExtension, named_params};

/// A run of equal answers to lookups of one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookupRunRow {
    /// The answer.
    pub evidence_id: i64,
    /// When it was first given, UTC.
    pub first_at_ms: i64,
    /// When it was last given, UTC.
    pub last_at_ms: i64,
    /// How often it was given.
    pub times: u32,
}

impl Db<'_> {
    /// The newest runs of answers about an order, at most `most`, oldest first.
    pub fn lookup_runs(&self, order: OrderId, most: u32) -> Result<Vec<LookupRunRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT evidence_id, first_at_ms, last_at_ms, times FROM lookup_runs
             WHERE order_id = :order ORDER BY id DESC LIMIT :most",
        )?;
        let given = named_params! { ":order": order.to_string(), ":most": most };
        let rows = statement.query_map(given, |row| {
            Ok(LookupRunRow {
                evidence_id: row.get("evidence_id")?,
                first_at_ms: row.get("first_at_ms")?,
                last_at_ms: row.get("last_at_ms")?,
                times: row.get("times")?,
            })
        })?;
        let mut runs: Vec<_> = rows.collect::<Result<_, _>>()?;
        runs.reverse();
        Ok(runs)
    }

    /// The answer to the last lookup of this order.
    pub fn last_answer(&self, order: OrderId) -> Result<Option<EvidenceRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT evidence_id FROM lookup_runs WHERE order_id = :order ORDER BY id DESC LIMIT 1",
        )?;
        let given = named_params! { ":order": order.to_string() };
        let last: Option<i64> = statement
            .query_row(given, |row| row.get("evidence_id"))
            .optional()?;
        last.map(|id| self.evidence(order, id)).transpose()
    }

    /// When a lookup of this order was last answered, UTC.
    pub fn last_lookup_at_ms(&self, order: OrderId) -> Result<Option<i64>, StoreError> {
        let mut statement = self.prepare(
            "SELECT last_at_ms FROM lookup_runs WHERE order_id = :order ORDER BY id DESC LIMIT 1",
        )?;
        let given = named_params! { ":order": order.to_string() };
        Ok(statement
            .query_row(given, |row| row.get("last_at_ms"))
            .optional()?)
    }
}

impl Tx<'_> {
    /// Counts one more lookup. The same answer as last time only touches the last run; returns
    /// whether the answer differs from the last one, so that the order must be folded again.
    pub fn count_lookup(
        &self,
        order: OrderId,
        evidence_id: i64,
        now_ms: i64,
    ) -> Result<bool, StoreError> {
        let last: Option<(i64, i64)> = self
            .prepare(
                "SELECT id, evidence_id FROM lookup_runs WHERE order_id = :order
                 ORDER BY id DESC LIMIT 1",
            )?
            .query_row(named_params! { ":order": order.to_string() }, |row| {
                Ok((row.get("id")?, row.get("evidence_id")?))
            })
            .optional()?;
        let same = last.is_some_and(|(_, seen)| seen == evidence_id);
        match last {
            // A clock that went backwards must not shorten a run.
            Some((run, seen)) if seen == evidence_id => self.prepare(
                    "UPDATE lookup_runs SET last_at_ms = max(last_at_ms, :now), times = times + 1
                     WHERE id = :run",
                )?
                .execute(named_params! { ":run": run, ":now": now_ms })?,
            Some(_) | None => self.prepare(
                    "INSERT INTO lookup_runs (order_id, evidence_id, first_at_ms, last_at_ms, times)
                     VALUES (:order, :evidence, :now, :now, 1)",
                )?
                .execute(named_params! {
                    ":order": order.to_string(), ":evidence": evidence_id, ":now": now_ms,
                })?,
        };
        Ok(!same)
    }
}
