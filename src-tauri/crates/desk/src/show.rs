//! Owns everything that is known about one order, gathered for a person.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{account::Account, evidence::EvidenceSource, order_state::OrderState};
use counterfoil_store::{OperationEventRow, OperationRow, OrderRow};

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
    /// The raw answers, oldest first.
    pub exchanges: Vec<Exchange>,
}

/// A raw answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// To what.
    pub source: EvidenceSource,
    /// The HTTP status it came with.
    pub http_status: u16,
    /// The body; text, with whatever is not UTF-8 replaced.
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
                let evidence = db.evidence_of_order(order.id)?;
                let exchanges = evidence.into_iter().map(|row| Exchange {
                    source: row.source,
                    http_status: row.http_status,
                    body: String::from_utf8_lossy(&row.body).into_owned(),
                    first_at_ms: row.first_at_ms,
                    last_at_ms: row.last_at_ms,
                });
                Ok(OrderShown {
                    account: db.account(order.account_id)?,
                    state: db.order_state(&order)?,
                    looked_up_at_ms: db.last_lookup_at_ms(order.id)?,
                    operations,
                    exchanges: exchanges.collect(),
                    order,
                })
            })
            .await?;
        Ok(shown)
    }
}
