//! Owns the refund_list table: every refund, ours and others', as a person reads them.

use crate::{
    db::{Db, PAGE_ROWS_MAX, Tx, parsed, unreadable},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment,
    ids::{OperationId, OrderId},
    refund::RefundStage,
};
use rusqlite::{Row, named_params};
use std::collections::BTreeMap;

/// A refund in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundListRow {
    /// Its order.
    pub order: OrderId,
    /// Whose it is, and which.
    pub part: RefundPart,
    /// The part of the list it is in.
    pub stage: RefundStage,
    /// Its moment: when we prepared it, or when it was made elsewhere, UTC.
    pub at_ms: i64,
}

/// Whose a refund is, and which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefundPart {
    /// Ours.
    Own(OperationId),
    /// Somebody else's, by the gateway's id.
    Others(String),
}

/// How many refunds each part of the list has, at most [`REFUNDS_COUNTED_MAX`] each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RefundCounts {
    /// Those a person must look at.
    pub unresolved: u64,
    /// Those the gateway has.
    pub on_their_way: u64,
    /// Those with nothing more to come.
    pub finished: u64,
}

/// Counting ends here: nobody reads on.
pub const REFUNDS_COUNTED_MAX: u64 = 10_000;

impl Db<'_> {
    /// At most `rows` refunds from this place of the list on, or of one part of it.
    pub fn refund_list(
        &self,
        environment: Environment,
        stage: Option<RefundStage>,
        index: u64,
        rows: u32,
    ) -> Result<Vec<RefundListRow>, StoreError> {
        let (from, to) = match stage {
            Some(stage) => (stage.number(), stage.number()),
            None => (
                RefundStage::Unresolved.number(),
                RefundStage::Finished.number(),
            ),
        };
        let mut statement = self.prepare(
            "SELECT order_id, part, is_ours, stage, newest_first FROM refund_list
             WHERE environment = :environment AND stage BETWEEN :from AND :to
             ORDER BY stage, newest_first, order_id, part LIMIT :rows OFFSET :index",
        )?;
        let given = named_params! {
            ":environment": environment.word(), ":from": from, ":to": to,
            ":rows": rows.min(PAGE_ROWS_MAX), ":index": i64::try_from(index).unwrap_or(i64::MAX),
        };
        let found = statement.query_map(given, read)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// How many refunds each part of the list has.
    pub fn count_refunds(&self, environment: Environment) -> Result<RefundCounts, StoreError> {
        let count = |stage: RefundStage| {
            let mut statement = self.prepare(
                "SELECT count(*) AS many FROM (
                     SELECT 1 FROM refund_list
                     WHERE environment = :environment AND stage = :stage LIMIT :most)",
            )?;
            let given = named_params! {
                ":environment": environment.word(), ":stage": stage.number(),
                ":most": i64::try_from(REFUNDS_COUNTED_MAX).unwrap_or(i64::MAX),
            };
            let many: i64 = statement.query_row(given, |row| row.get("many"))?;
            Ok::<_, StoreError>(many.unsigned_abs())
        };
        Ok(RefundCounts {
            unresolved: count(RefundStage::Unresolved)?,
            on_their_way: count(RefundStage::OnItsWay)?,
            finished: count(RefundStage::Finished)?,
        })
    }

    /// The refunds of one order in the list.
    pub fn refund_list_of_order(&self, order: OrderId) -> Result<Vec<RefundListRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT order_id, part, is_ours, stage, newest_first FROM refund_list
             WHERE order_id = :order ORDER BY part",
        )?;
        let rows = statement.query_map(named_params! { ":order": order.to_string() }, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Lets the list show these refunds of an order and no other. What is the same is not written
    /// again.
    pub fn keep_refund_list(
        &self,
        order: OrderId,
        environment: Environment,
        rows: &[RefundListRow],
    ) -> Result<(), StoreError> {
        let mut before: BTreeMap<_, _> = self
            .refund_list_of_order(order)?
            .into_iter()
            .map(|row| (row.part.clone(), row))
            .collect();
        for row in rows {
            if before.remove(&row.part).as_ref() == Some(row) {
                continue;
            }
            let (part, is_ours) = row.part.columns();
            self.prepare(
                "INSERT INTO refund_list (order_id, part, is_ours, environment, stage, newest_first)
                 VALUES (:order, :part, :ours, :environment, :stage, :newest_first)
                 ON CONFLICT (order_id, part) DO UPDATE SET
                     stage = excluded.stage, newest_first = excluded.newest_first",
            )?
            .execute(named_params! {
                ":order": order.to_string(), ":part": part, ":ours": is_ours,
                ":environment": environment.word(), ":stage": row.stage.number(),
                ":newest_first": row.at_ms.saturating_neg(),
            })?;
        }
        for part in before.into_keys() {
            self.prepare("DELETE FROM refund_list WHERE order_id = :order AND part = :part")?
                .execute(named_params! {
                    ":order": order.to_string(), ":part": part.columns().0,
                })?;
        }
        Ok(())
    }
}

impl RefundPart {
    fn columns(&self) -> (String, bool) {
        match self {
            Self::Own(operation) => (operation.to_string(), true),
            Self::Others(id) => (id.clone(), false),
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<RefundListRow> {
    let stage: u8 = row.get("stage")?;
    let newest_first: i64 = row.get("newest_first")?;
    Ok(RefundListRow {
        order: parsed(row, "order_id")?,
        part: if row.get("is_ours")? {
            RefundPart::Own(parsed(row, "part")?)
        } else {
            RefundPart::Others(row.get("part")?)
        },
        stage: RefundStage::from_number(stage)
            .ok_or_else(|| unreadable("stage", &stage.to_string()))?,
        at_ms: newest_first.saturating_neg(),
    })
}
