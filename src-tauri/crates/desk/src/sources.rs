//! Owns saying on whose word each field of an order's state stands.

use crate::{desk::Desk, error::DeskError, lookups::sighting};
use counterfoil_domain::{
    evidence::{EvidenceSource, Trust},
    ids::OrderId,
    order_state::{Fold, OrderState, read},
};
use counterfoil_store::{Db, StoreError};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The evidence that made a field what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSource {
    /// Its number among the evidence about the order.
    pub evidence_id: i64,
    /// Where it came from.
    pub source: EvidenceSource,
    /// When it was first seen, UTC.
    pub first_at_ms: i64,
    /// When it was last seen unchanged, UTC.
    pub last_at_ms: i64,
}

impl Desk {
    /// For each field of an order's state, by its name in JSON, the evidence that made it what it
    /// is: taken in the order in which it came, the piece with which the field took its value. A
    /// field of which no evidence says anything is not named.
    ///
    /// # Errors
    /// There is no such order.
    pub async fn sources(&self, id: OrderId) -> Result<BTreeMap<String, FieldSource>, DeskError> {
        Ok(self.inner.store.read(move |db| sources(db, id)).await?)
    }
}

fn sources(db: &Db<'_>, id: OrderId) -> Result<BTreeMap<String, FieldSource>, StoreError> {
    let billed = db.order(id)?.billed();
    let mut evidence = db.each_evidence_of_order(id, |row| (row.id, sighting(&row)))?;
    evidence.sort_by_key(|(id, sighting)| (sighting.first_at_ms, *id));
    let mut fold = Fold::new(billed.clone());
    let mut before = fields(&OrderState::NOTHING_KNOWN);
    let mut sources = BTreeMap::new();
    for (evidence_id, sighting) in evidence {
        for reading in read(&billed, &sighting.answer) {
            match sighting.source.trust() {
                Trust::Proof => fold.add(sighting.last_at_ms, &reading),
                Trust::SignedReport => fold.add_report(true, &reading),
                Trust::UnsignedReport => fold.add_report(false, &reading),
                Trust::Nothing => {}
            }
        }
        let now = fields(&fold.state());
        for (field, value) in &now {
            if before.get(field) != Some(value) {
                let source = FieldSource {
                    evidence_id,
                    source: sighting.source,
                    first_at_ms: sighting.first_at_ms,
                    last_at_ms: sighting.last_at_ms,
                };
                sources.insert(field.clone(), source);
            }
        }
        before = now;
    }
    let nothing = fields(&OrderState::NOTHING_KNOWN);
    sources.retain(|field, _| before.get(field) != nothing.get(field));
    Ok(sources)
}

/// The fields of a state by name. A state is always an object.
fn fields(state: &OrderState) -> Map<String, Value> {
    match serde_json::to_value(state) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}
