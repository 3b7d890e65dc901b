//! Owns the batches table and their orders.

use crate::{
    db::{Cursor, Db, Page, Tx, found, parsed, word},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment,
    batch::{BatchMessage, BatchOrderState, BatchState},
    ids::{BatchId, OperationId, OrderId},
};
use rusqlite::{OptionalExtension, Row, named_params};

const COLUMNS: &str = "id, environment, message, by_person, state, why, created_at_ms";

/// A batch to be begun.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// Its id.
    pub id: BatchId,
    /// The environment of all its orders.
    pub environment: Environment,
    /// What is told.
    pub message: BatchMessage,
    /// A person asked for it, and not the sweep.
    pub by_person: bool,
    /// The orders, in their order.
    pub orders: Vec<OrderId>,
    /// Now, UTC.
    pub created_at_ms: i64,
}

/// A batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id.
    pub id: BatchId,
    /// The environment of all its orders.
    pub environment: Environment,
    /// What is told.
    pub message: BatchMessage,
    /// A person asked for it, and not the sweep.
    pub by_person: bool,
    /// Whether it goes on.
    pub state: BatchState,
    /// Why it is paused, or ended before its last order.
    pub why: Option<String>,
    /// When it was begun, UTC.
    pub created_at_ms: i64,
}

/// One order of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchOrderRow {
    /// Its place, from 0.
    pub position: u32,
    /// The order.
    pub order: OrderId,
    /// How far it is.
    pub state: BatchOrderState,
    /// Why, where there is more to say.
    pub why: Option<String>,
    /// The operation that told it.
    pub operation: Option<OperationId>,
}

impl BatchRow {
    /// Where the next page begins.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            at_ms: self.created_at_ms,
            id: self.id.to_string(),
        }
    }
}

impl Db<'_> {
    /// The batch.
    pub fn batch(&self, id: BatchId) -> Result<BatchRow, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM batches WHERE id = :id");
        let mut statement = self.prepare(&sql)?;
        let found = statement
            .query_row(named_params! { ":id": id.to_string() }, read)
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("batch {id}")))
    }

    /// A page of batches, newest first.
    pub fn batches(
        &self,
        environment: Environment,
        page: &Page,
    ) -> Result<Vec<BatchRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM batches
             WHERE environment = :environment AND (created_at_ms, id) < (:at, :id)
             ORDER BY created_at_ms DESC, id DESC LIMIT :rows"
        );
        let mut statement = self.prepare(&sql)?;
        let (at_ms, id) = page.start();
        let given = named_params! {
            ":environment": environment.word(), ":at": at_ms, ":id": id, ":rows": page.limit(),
        };
        let rows = statement.query_map(given, read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many orders of a batch are how far, in the order of [`BatchOrderState::ALL`]; states that
    /// none is in are left out.
    pub fn batch_counts(&self, id: BatchId) -> Result<Vec<(BatchOrderState, u32)>, StoreError> {
        let mut counts = Vec::new();
        for state in BatchOrderState::ALL {
            let mut statement = self.prepare(
                "SELECT count(*) AS many FROM batch_orders
                 WHERE batch_id = :id AND state = :state",
            )?;
            let given = named_params! { ":id": id.to_string(), ":state": state.word() };
            let many: u32 = statement.query_row(given, |row| row.get("many"))?;
            if many > 0 {
                counts.push((state, many));
            }
        }
        Ok(counts)
    }

    /// At most `rows` orders of a batch from this place on.
    pub fn batch_orders(
        &self,
        id: BatchId,
        from: u32,
        rows: u32,
    ) -> Result<Vec<BatchOrderRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT position, order_id, state, why, operation_id FROM batch_orders
             WHERE batch_id = :id AND position >= :from ORDER BY position LIMIT :rows",
        )?;
        let given = named_params! { ":id": id.to_string(), ":from": from, ":rows": rows };
        let found = statement.query_map(given, read_order)?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// At most `rows` orders of a batch whose turn has not come.
    pub fn batch_orders_waiting(
        &self,
        id: BatchId,
        rows: u32,
    ) -> Result<Vec<BatchOrderRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT position, order_id, state, why, operation_id FROM batch_orders
             WHERE batch_id = :id AND state = 'waiting' ORDER BY position LIMIT :rows",
        )?;
        let given = named_params! { ":id": id.to_string(), ":rows": rows };
        let found = statement.query_map(given, read_order)?;
        Ok(found.collect::<Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Begins a batch, running.
    pub fn begin_batch(&self, new: &NewBatch) -> Result<(), StoreError> {
        let message = serde_json::to_string(&new.message)
            .map_err(|error| StoreError::Defect(error.to_string()))?;
        self.prepare(
            "INSERT INTO batches (id, environment, message, by_person, state, created_at_ms)
             VALUES (:id, :environment, :message, :by_person, 'running', :now)",
        )?
        .execute(named_params! {
            ":id": new.id.to_string(),
            ":environment": new.environment.word(),
            ":message": message,
            ":by_person": new.by_person,
            ":now": new.created_at_ms,
        })?;
        let mut insert = self.prepare(
            "INSERT INTO batch_orders (batch_id, position, order_id, state)
             VALUES (:batch, :position, :order, 'waiting')",
        )?;
        for (position, order) in (0_u32..).zip(&new.orders) {
            insert.execute(named_params! {
                ":batch": new.id.to_string(), ":position": position, ":order": order.to_string(),
            })?;
        }
        Ok(())
    }

    /// Lets a batch go on, pauses it or ends it.
    pub fn move_batch(
        &self,
        id: BatchId,
        state: BatchState,
        why: Option<&str>,
    ) -> Result<(), StoreError> {
        let mut statement =
            self.prepare("UPDATE batches SET state = :state, why = :why WHERE id = :id")?;
        let given = named_params! { ":id": id.to_string(), ":state": state.word(), ":why": why };
        found(statement.execute(given)?, || format!("batch {id}"))
    }

    /// Notes how one order of a batch ended.
    pub fn end_batch_order(&self, id: BatchId, row: &BatchOrderRow) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE batch_orders SET state = :state, why = :why, operation_id = :operation
             WHERE batch_id = :id AND position = :position",
        )?;
        let given = named_params! {
            ":id": id.to_string(),
            ":position": row.position,
            ":state": row.state.word(),
            ":why": row.why,
            ":operation": row.operation.map(|id| id.to_string()),
        };
        found(statement.execute(given)?, || format!("order of batch {id}"))
    }

    /// Calls off what of a batch still waits.
    pub fn call_off_batch_orders(&self, id: BatchId) -> Result<(), StoreError> {
        self.prepare(
            "UPDATE batch_orders SET state = 'called_off'
             WHERE batch_id = :id AND state = 'waiting'",
        )?
        .execute(named_params! { ":id": id.to_string() })?;
        Ok(())
    }

    /// After a start: what was running when the program ended is paused. Returns those batches.
    pub fn pause_batches(&self, why: &str) -> Result<Vec<BatchId>, StoreError> {
        let mut statement =
            self.prepare("SELECT id FROM batches WHERE state = 'running' AND state <> 'ended'")?;
        let rows = statement.query_map([], |row| parsed(row, "id"))?;
        let running: Vec<BatchId> = rows.collect::<Result<_, _>>()?;
        for id in &running {
            self.move_batch(*id, BatchState::Paused, Some(why))?;
        }
        Ok(running)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<BatchRow> {
    Ok(BatchRow {
        id: parsed(row, "id")?,
        environment: word(row, "environment", Environment::from_word)?,
        message: word(row, "message", |json| serde_json::from_str(json).ok())?,
        by_person: row.get("by_person")?,
        state: word(row, "state", BatchState::from_word)?,
        why: row.get("why")?,
        created_at_ms: row.get("created_at_ms")?,
    })
}

fn read_order(row: &Row<'_>) -> rusqlite::Result<BatchOrderRow> {
    let operation: Option<String> = row.get("operation_id")?;
    Ok(BatchOrderRow {
        position: row.get("position")?,
        order: parsed(row, "order_id")?,
        state: word(row, "state", BatchOrderState::from_word)?,
        why: row.get("why")?,
        operation: operation.map(|_| parsed(row, "operation_id")).transpose()?,
    })
}
