//! Owns the evidence about a refund side by side: what a lookup showed before it, and what one shows
//! now.

use crate::{
    desk::Desk,
    error::DeskError,
    lookups::{says_nothing, sighting},
};
use counterfoil_domain::{
    ids::OperationId,
    money::Money,
    order_state::{Fold, RefundInAnswers},
};
use counterfoil_store::{Db, EvidenceRow, OrderRow, StoreError};
use std::collections::BTreeSet;

/// What lookups showed before a refund, and show now.
#[derive(Clone, Debug)]
pub struct RefundProof {
    /// The answer it rests on.
    pub before: AnswerShown,
    /// The last answer since; `None` while there is none.
    pub after: Option<AnswerShown>,
    /// The refund ids that were there before it: none of them can be it.
    pub ids_before: BTreeSet<String>,
}

/// What one answer to a lookup of ours says.
#[derive(Clone, Debug)]
pub struct AnswerShown {
    /// When it was last given, UTC.
    pub at_ms: i64,
    /// What it shows to be captured.
    pub captured: Option<Money>,
    /// The refunds it shows, by their ids.
    pub refunds: Vec<RefundInAnswers>,
    /// The provider's words, where it says nothing about the payment.
    pub says_nothing: Option<String>,
}

impl Desk {
    /// The evidence about a refund of ours, before and after.
    ///
    /// # Errors
    /// There is no such refund, or the book cannot be read.
    pub async fn refund_proof(&self, id: OperationId) -> Result<RefundProof, DeskError> {
        Ok(self.inner.store.read(move |db| proof(db, id)).await?)
    }
}

fn proof(db: &Db<'_>, id: OperationId) -> Result<RefundProof, StoreError> {
    let order = db.order(db.operation(id)?.order_id)?;
    let mut refunds = db.refunds_of_order(order.id)?.into_iter();
    let refund = refunds
        .find(|refund| refund.operation == id)
        .ok_or_else(|| StoreError::NotFound(format!("refund {id}")))?;
    let before = db.evidence(order.id, refund.lookup_evidence_id)?;
    let last = db.last_answer(order.id)?;
    let last_at_ms = db.last_lookup_at_ms(order.id)?;
    let since_ms = db.operation(id)?.in_flight_at_ms;
    let is_since = last_at_ms
        .zip(since_ms)
        .is_some_and(|(last_ms, sent_ms)| last_ms >= sent_ms);
    Ok(RefundProof {
        before: answer(&order, &before, refund.prepared_at_ms),
        after: last
            .filter(|_| is_since)
            .map(|last| answer(&order, &last, last_at_ms.unwrap_or(last.last_at_ms))),
        ids_before: db.refund_ids_before(id)?,
    })
}

fn answer(order: &OrderRow, row: &EvidenceRow, at_ms: i64) -> AnswerShown {
    let sighting = sighting(row);
    let says_nothing = says_nothing(&sighting.answer);
    let fold = Fold::of(&order.billed(), &[sighting]);
    AnswerShown {
        at_ms,
        captured: fold.state().captured,
        refunds: fold.refunds(),
        says_nothing,
    }
}
