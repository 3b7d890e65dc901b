//! Owns the order_lists table: the lists an order stands in, their sums, and their pages.

use crate::{
    db::{Cursor, Db, Page, Tx, parsed, word},
    error::StoreError,
    order_list::{LIST, OrderListRow, read_rows},
};
use counterfoil_domain::{
    account::Environment,
    ids::OrderId,
    money::{Currency, Money},
    order_list::{Membership, OrderList},
};
use rusqlite::{OptionalExtension, Row, named_params};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a list: what lies from one moment on to before another, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListSpan {
    /// The environment.
    pub environment: Environment,
    /// The list.
    pub list: OrderList,
    /// From this moment on.
    pub from_ms: i64,
    /// To before this moment.
    pub to_ms: i64,
}

/// What a part of a list comes to. Currencies are never added to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListSum {
    /// How many rows it has: orders, or refunds.
    pub rows: u64,
    /// In paise.
    pub inr_minor: i64,
    /// How many of the rows are in rupees.
    pub inr_rows: u64,
    /// In centavos.
    pub brl_minor: i64,
    /// The first moment in it, UTC.
    pub first_at_ms: Option<i64>,
}

impl Db<'_> {
    /// What a part of a list comes to.
    pub fn list_sum(&self, span: &ListSpan) -> Result<ListSum, StoreError> {
        let mut statement = self.prepare(
            "SELECT count(*) AS many, min(at_ms) AS first_at_ms,
                 coalesce(sum(CASE currency WHEN 'INR' THEN minor END), 0) AS inr_minor,
                 count(CASE currency WHEN 'INR' THEN 1 END) AS inr_rows,
                 coalesce(sum(CASE currency WHEN 'BRL' THEN minor END), 0) AS brl_minor
             FROM order_lists
             WHERE environment = :environment AND list = :list
               AND at_ms >= :from AND at_ms < :to",
        )?;
        let given = named_params! {
            ":environment": span.environment.word(), ":list": span.list.word(),
            ":from": span.from_ms, ":to": span.to_ms,
        };
        Ok(statement.query_row(given, |row| {
            let count = |name| row.get::<_, i64>(name).map(i64::unsigned_abs);
            Ok(ListSum {
                rows: count("many")?,
                inr_minor: row.get("inr_minor")?,
                inr_rows: count("inr_rows")?,
                brl_minor: row.get("brl_minor")?,
                first_at_ms: row.get("first_at_ms")?,
            })
        })?)
    }

    /// A page of the orders in a part of a list, newest first; a cursor is the moment and the order.
    /// An order that stands in it more than once is there as often.
    pub fn list_page(
        &self,
        span: &ListSpan,
        page: &Page,
    ) -> Result<Vec<(Cursor, OrderListRow)>, StoreError> {
        let sql = format!(
            "{LIST} JOIN order_lists ON order_lists.order_id = orders.id
             WHERE order_lists.environment = :environment AND list = :list
               AND at_ms >= :from AND at_ms < :to AND (at_ms, order_lists.order_id) < (:at, :id)
             ORDER BY at_ms DESC, order_lists.order_id DESC LIMIT :rows"
        );
        let sql = sql.replacen("SELECT", "SELECT order_lists.at_ms AS list_at_ms,", 1);
        let mut statement = self.prepare(&sql)?;
        let (at_ms, id) = page.start();
        let given = named_params! {
            ":environment": span.environment.word(), ":list": span.list.word(),
            ":from": span.from_ms, ":to": span.to_ms,
            ":at": at_ms, ":id": id, ":rows": page.limit(),
        };
        read_rows(&mut statement, given, |row, line| {
            let cursor = Cursor {
                at_ms: row.get("list_at_ms")?,
                id: line.id.to_string(),
            };
            Ok((cursor, line))
        })
    }

    /// At most `rows` orders of a part of a list from this place on, newest first: for jumps.
    pub fn list_page_at(
        &self,
        span: &ListSpan,
        index: u64,
        rows: u32,
    ) -> Result<Vec<(Cursor, OrderListRow)>, StoreError> {
        let after = match index.checked_sub(1) {
            None => None,
            Some(before) => match self.list_cursor_at(span, before)? {
                None => return Ok(Vec::new()),
                cursor => cursor,
            },
        };
        self.list_page(span, &Page { after, rows })
    }

    /// The orders of a part of a list, newest first, each once and at most `rows`.
    pub fn list_ids(&self, span: &ListSpan, rows: u32) -> Result<Vec<OrderId>, StoreError> {
        let mut statement = self.prepare(
            "SELECT order_id FROM order_lists
             WHERE environment = :environment AND list = :list AND at_ms >= :from AND at_ms < :to
             ORDER BY at_ms DESC, order_id DESC LIMIT :rows",
        )?;
        let given = named_params! {
            ":environment": span.environment.word(), ":list": span.list.word(),
            ":from": span.from_ms, ":to": span.to_ms, ":rows": rows,
        };
        let found = statement.query_map(given, |row| parsed(row, "order_id"))?;
        let mut ids: Vec<OrderId> = found.collect::<Result<_, _>>()?;
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        Ok(ids)
    }

    fn list_cursor_at(&self, span: &ListSpan, index: u64) -> Result<Option<Cursor>, StoreError> {
        let mut statement = self.prepare(
            "SELECT at_ms, order_id FROM order_lists
             WHERE environment = :environment AND list = :list AND at_ms >= :from AND at_ms < :to
             ORDER BY at_ms DESC, order_id DESC LIMIT 1 OFFSET :index",
        )?;
        let given = named_params! {
            ":environment": span.environment.word(), ":list": span.list.word(),
            ":from": span.from_ms, ":to": span.to_ms,
            ":index": i64::try_from(index).unwrap_or(i64::MAX),
        };
        let found = statement.query_row(given, |row| {
            Ok(Cursor {
                at_ms: row.get("at_ms")?,
                id: row.get("order_id")?,
            })
        });
        Ok(found.optional()?)
    }

    /// The lists that an order stands in.
    pub fn lists_of_order(&self, order: OrderId) -> Result<Vec<Membership>, StoreError> {
        let mut statement = self.prepare(
            "SELECT list, part, at_ms, currency, minor FROM order_lists WHERE order_id = :order
             ORDER BY list, part",
        )?;
        let given = named_params! { ":order": order.to_string() };
        let rows = statement.query_map(given, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Lets an order stand in these lists and in no other. Where a moment is not given, it is the
    /// one at which the order got into the list: `now_ms`, unless it stands there already.
    pub fn keep_lists(
        &self,
        order: OrderId,
        environment: Environment,
        lists: &[Membership],
        now_ms: i64,
    ) -> Result<(), StoreError> {
        let mut before: BTreeMap<_, _> = self
            .lists_of_order(order)?
            .into_iter()
            .map(|row| ((row.list, row.part.clone()), row))
            .collect();
        for new in lists {
            let known = before.remove(&(new.list, new.part.clone()));
            let at_ms = new
                .at_ms
                .or(known.as_ref().and_then(|known| known.at_ms))
                .unwrap_or(now_ms);
            let row = Membership {
                at_ms: Some(at_ms),
                ..new.clone()
            };
            if known.as_ref() != Some(&row) {
                self.keep_in_list(order, environment, &row, at_ms)?;
            }
        }
        for (list, part) in before.into_keys() {
            self.prepare(
                "DELETE FROM order_lists
                 WHERE order_id = :order AND list = :list AND part = :part",
            )?
            .execute(named_params! {
                ":order": order.to_string(), ":list": list.word(),
                ":part": part.unwrap_or_default(),
            })?;
        }
        Ok(())
    }

    fn keep_in_list(
        &self,
        order: OrderId,
        environment: Environment,
        row: &Membership,
        at_ms: i64,
    ) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO order_lists (order_id, list, part, environment, at_ms, currency, minor)
             VALUES (:order, :list, :part, :environment, :at, :currency, :minor)
             ON CONFLICT (order_id, list, part) DO UPDATE SET
                 at_ms = excluded.at_ms, currency = excluded.currency, minor = excluded.minor",
        )?
        .execute(named_params! {
            ":order": order.to_string(),
            ":list": row.list.word(),
            ":part": row.part.as_deref().unwrap_or_default(),
            ":environment": environment.word(),
            ":at": at_ms,
            ":currency": row.amount.currency().code(),
            ":minor": row.amount.minor(),
        })?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Membership> {
    let part: String = row.get("part")?;
    let currency = word(row, "currency", |code| code.parse::<Currency>().ok())?;
    let minor: i64 = row.get("minor")?;
    Ok(Membership {
        list: word(row, "list", OrderList::from_word)?,
        part: (!part.is_empty()).then_some(part),
        at_ms: Some(row.get("at_ms")?),
        amount: Money::new(minor, currency)
            .ok_or_else(|| crate::db::unreadable("minor", &minor.to_string()))?,
    })
}
