//! Owns what a program reads about operations.

use super::{ListView, cursor, next};
use counterfoil_domain::{account::Environment, operation::OperationState};
use counterfoil_store::{OperationEventRow, OperationRow};
use serde::Serialize;

/// A page of operations.
pub type OperationListView = ListView<OperationView>;

/// An operation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    pub id: String,
    pub kind: &'static str,
    pub state: OperationState,
    pub order_id: String,
    pub reference_id: String,
    pub code: Option<String>,
    pub words: Option<String>,
    pub provider_id: Option<String>,
    pub prepared_at_ms: i64,
    pub in_flight_at_ms: Option<i64>,
    pub outcome_at_ms: Option<i64>,
    pub settled_at_ms: Option<i64>,
}

/// An operation with its life.
#[derive(Serialize)]
pub struct LifeView {
    #[serde(flatten)]
    pub operation: OperationView,
    pub events: Vec<EventView>,
}

/// A line of an operation's life.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    pub state: OperationState,
    pub why: String,
    pub at_ms: i64,
}

impl OperationListView {
    /// A page of at most `asked` rows.
    pub fn of(environment: Environment, rows: &[OperationRow], asked: u32) -> Self {
        let last = rows.last().map(|row| cursor(&row.cursor()));
        let rows: Vec<_> = rows.iter().map(OperationView::from).collect();
        Self {
            environment,
            next: next(last, rows.len(), asked),
            rows,
        }
    }
}

impl From<&OperationRow> for OperationView {
    fn from(row: &OperationRow) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.word(),
            state: row.state,
            order_id: row.order_id.to_string(),
            reference_id: row.reference_id.clone(),
            code: row.outcome_code.clone(),
            words: row.outcome_words.clone(),
            provider_id: row.provider_id.clone(),
            prepared_at_ms: row.prepared_at_ms,
            in_flight_at_ms: row.in_flight_at_ms,
            outcome_at_ms: row.outcome_at_ms,
            settled_at_ms: row.settled_at_ms,
        }
    }
}

impl From<&(OperationRow, Vec<OperationEventRow>)> for LifeView {
    fn from((operation, events): &(OperationRow, Vec<OperationEventRow>)) -> Self {
        Self {
            operation: OperationView::from(operation),
            events: events
                .iter()
                .map(|event| EventView {
                    state: event.state,
                    why: event.why.clone(),
                    at_ms: event.at_ms,
                })
                .collect(),
        }
    }
}
