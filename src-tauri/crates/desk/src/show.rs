//! Owns everything that is known about one order, gathered for a person.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{account::Account, evidence::EvidenceSource, order_state::OrderState};
use counterfoil_store::{EvidenceRow, OperationEventRow, OperationRow, OrderRow};

/// How many raw answers are shown of one order.
pub const EXCHANGES_MAX: usize = 100;
/// How much of a raw answer is shown, in bytes.
pub const SHOWN_BYTES_MAX: usize = 64 * 1024;

/// One order with everything known about it.
#[derive(Clone, Debug)]
pub struct OrderShown {
    /// What we billed.
    pub order: OrderRow,
    /// From which account.
    pub account: Account,
    /// What the evidence says together.
    pub state: OrderState,
    /// When a lookup was last answered, UTC.
    pub looked_up_at_ms: Option<i64>,
    /// Its operations, oldest first, each with its life.
    pub operations: Vec<(OperationRow, Vec<OperationEventRow>)>,
    /// The newest raw answers, at most [`EXCHANGES_MAX`], oldest first.
    pub exchanges: Vec<Exchange>,
}

/// A raw answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// To what.
    pub source: EvidenceSource,
    /// The HTTP status it came with.
    pub http_status: u16,
    /// The beginning of the body, at most [`SHOWN_BYTES_MAX`]; whatever is not UTF-8 is replaced.
    pub body: String,
    /// When it was first and last seen unchanged, UTC.
    pub first_at_ms: i64,
    /// See `first_at_ms`.
    pub last_at_ms: i64,
}

impl Desk {
    /// Gathers everything known about an order.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn show_order(&self, order: OrderRow) -> Result<OrderShown, DeskError> {
        let shown = self
            .inner
            .store
            .read(move |db| {
                let mut operations = Vec::new();
                for operation in db.operations_of_order(order.id)? {
                    let events = db.operation_events(operation.id)?;
                    operations.push((operation, events));
                }
                let mut exchanges = db.each_evidence_of_order(order.id, |row| exchange(&row))?;
                exchanges.drain(..exchanges.len().saturating_sub(EXCHANGES_MAX));
                Ok(OrderShown {
                    account: db.account(order.account_id)?,
                    state: db.order_state(&order)?,
                    looked_up_at_ms: db.last_lookup_at_ms(order.id)?,
                    operations,
                    exchanges,
                    order,
                })
            })
            .await?;
        Ok(shown)
    }
}

fn exchange(row: &EvidenceRow) -> Exchange {
    let shown = &row.body[..row.body.len().min(SHOWN_BYTES_MAX)];
    Exchange {
        source: row.source,
        http_status: row.http_status,
        body: String::from_utf8_lossy(shown).into_owned(),
        first_at_ms: row.first_at_ms,
        last_at_ms: row.last_at_ms,
    }
}
