//! Owns what a program reads about batches.

use super::{ListView, cursor, next};
use counterfoil_desk::BatchShown;
use counterfoil_domain::{account::Environment, batch::BatchState, order_status::OrderStatus};
use serde::Serialize;
use std::collections::BTreeMap;

/// A page of batches.
pub type BatchListView = ListView<BatchView>;

/// A batch and how far it is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    pub id: String,
    pub status: OrderStatus,
    pub state: BatchState,
    pub why: Option<String>,
    pub by_person: bool,
    pub created_at_ms: i64,
    /// How many of its orders are how far.
    pub orders: BTreeMap<&'static str, u32>,
}

impl From<&BatchShown> for BatchView {
    fn from(shown: &BatchShown) -> Self {
        let batch = &shown.batch;
        let counts = shown.counts.iter();
        Self {
            id: batch.id.to_string(),
            status: batch.message.message.status(),
            state: batch.state,
            why: batch.why.clone(),
            by_person: batch.by_person,
            created_at_ms: batch.created_at_ms,
            orders: counts.map(|(state, many)| (state.word(), *many)).collect(),
        }
    }
}

impl BatchListView {
    /// A page of at most `asked` rows.
    pub fn of(environment: Environment, rows: &[BatchShown], asked: u32) -> Self {
        let last = rows.last().map(|shown| cursor(&shown.batch.cursor()));
        let rows: Vec<_> = rows.iter().map(BatchView::from).collect();
        Self {
            environment,
            next: next(last, rows.len(), asked),
            rows,
        }
    }
}
