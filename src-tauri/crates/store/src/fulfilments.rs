//! Owns the fulfilments table, the cache of where the fulfilment of orders stands, and what persons
//! decided about money that came late.

use crate::{
    db::{Db, Tx, word, word_if_any},
    error::StoreError,
};
use counterfoil_domain::{
    cancel::CancelStanding,
    fulfilment::{Fulfilment, FulfilmentBrief, Late},
    ids::OrderId,
    order_status::OrderStatus,
};
use rusqlite::{OptionalExtension, Row, RowIndex, named_params};
use std::fmt::Display;

/// Where the fulfilment of an order stands, for lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FulfilmentRow {
    /// What the customer was told last.
    pub told: OrderStatus,
    /// What they may have been told since.
    pub may_be: Option<OrderStatus>,
    /// Where a cancel of it stands.
    pub cancel: Option<CancelStanding>,
    /// Its money came late, and nobody has decided what becomes of it.
    pub late: Option<Late>,
}

impl FulfilmentRow {
    /// Of an order about which nobody was told anything.
    pub const NEW: Self = Self {
        told: OrderStatus::Pending,
        may_be: None,
        cancel: None,
        late: None,
    };

    /// What a list shows of this.
    pub const fn of(fulfilment: &Fulfilment, late: Option<Late>) -> Self {
        Self {
            told: fulfilment.told(),
            may_be: fulfilment.may_be(),
            cancel: fulfilment.cancel(),
            late,
        }
    }

    /// The same in one word.
    pub const fn brief(&self) -> FulfilmentBrief {
        FulfilmentBrief::of(self.told, self.cancel)
    }

    /// Reads the four columns, of which a row without an entry has nothing.
    pub(crate) fn read<C: RowIndex + Copy + Display>(
        row: &Row<'_>,
        [told, may_be, cancel, late]: [C; 4],
    ) -> rusqlite::Result<Self> {
        let Some(told) = word_if_any(row, told, OrderStatus::from_word)? else {
            return Ok(Self::NEW);
        };
        Ok(Self {
            told,
            may_be: word_if_any(row, may_be, OrderStatus::from_word)?,
            cancel: word_if_any(row, cancel, CancelStanding::from_word)?,
            late: word_if_any(row, late, Late::from_word)?,
        })
    }
}

impl Db<'_> {
    /// The cached fulfilment of an order.
    pub fn cached_fulfilment(&self, order: OrderId) -> Result<FulfilmentRow, StoreError> {
        let mut statement = self.prepare(
            "SELECT told, may_be, cancel, late FROM fulfilments WHERE order_id = :order",
        )?;
        let given = named_params! { ":order": order.to_string() };
        let found = statement.query_row(given, |row| {
            FulfilmentRow::read(row, ["told", "may_be", "cancel", "late"])
        });
        Ok(found.optional()?.unwrap_or(FulfilmentRow::NEW))
    }

    /// What a person decided to fulfil although its money came late, and why it was late.
    pub fn fulfil_decisions(&self, order: OrderId) -> Result<Vec<Late>, StoreError> {
        let mut statement =
            self.prepare("SELECT late FROM fulfil_decisions WHERE order_id = :order")?;
        let given = named_params! { ":order": order.to_string() };
        let rows = statement.query_map(given, |row| word(row, "late", Late::from_word))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Caches where the fulfilment of an order stands. What is the same is not written again.
    pub fn cache_fulfilment(&self, order: OrderId, row: &FulfilmentRow) -> Result<(), StoreError> {
        if self.cached_fulfilment(order)? == *row {
            return Ok(());
        }
        self.prepare(
            "INSERT INTO fulfilments (order_id, told, may_be, cancel, late)
             VALUES (:order, :told, :may_be, :cancel, :late)
             ON CONFLICT (order_id) DO UPDATE SET told = excluded.told,
                 may_be = excluded.may_be, cancel = excluded.cancel, late = excluded.late",
        )?
        .execute(named_params! {
            ":order": order.to_string(),
            ":told": row.told.word(),
            ":may_be": row.may_be.map(OrderStatus::word),
            ":cancel": row.cancel.map(CancelStanding::word),
            ":late": row.late.map(Late::word),
        })?;
        Ok(())
    }

    /// Writes that an order is fulfilled although its money came late. To decide it again changes
    /// nothing.
    pub fn decide_to_fulfil(
        &self,
        order: OrderId,
        late: Late,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO fulfil_decisions (order_id, late, decided_at_ms)
             VALUES (:order, :late, :now) ON CONFLICT DO NOTHING",
        )?
        .execute(named_params! {
            ":order": order.to_string(), ":late": late.word(), ":now": now_ms,
        })?;
        Ok(())
    }
}
