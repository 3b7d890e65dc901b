//! Owns the list of refunds, ours and others': what needs a look on top, then the newest.

use super::{
    settle::doubted,
    show::{RefundShown, shown},
};
use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    account::Environment,
    refund::{KnownOfRefund, RefundStage, RefundStanding, Verdict, verdict},
};
use counterfoil_store::{
    AlarmRow, Db, DecisionRow, OrderRow, RefundCounts, RefundListRow, RefundPart, RefundRecordRow,
    RefundRow, StoreError, Tx,
};

/// A part of the list of refunds, with how many each part has.
#[derive(Clone, Debug)]
pub struct RefundPage {
    /// How many there are of each.
    pub counts: RefundCounts,
    /// The refunds asked for.
    pub refunds: Vec<RefundShown>,
}

impl Desk {
    /// At most `rows` refunds from this place of the list on, or of one part of it.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn refunds(
        &self,
        environment: Environment,
        stage: Option<RefundStage>,
        index: u64,
        rows: u32,
    ) -> Result<RefundPage, DeskError> {
        let desk = self.clone();
        let read = self.inner.store.read(move |db| {
            let refunds = db.refund_list(environment, stage, index, rows)?;
            Ok(RefundPage {
                counts: db.count_refunds(environment)?,
                refunds: refunds
                    .into_iter()
                    .map(|row| shown(db, row, &desk))
                    .collect::<Result<_, _>>()?,
            })
        });
        Ok(read.await?)
    }
}

/// Writes the refunds of an order as the list shows them now.
pub(crate) fn list_refunds(tx: &Tx<'_>, order: &OrderRow) -> Result<(), StoreError> {
    let rows = rows_now(tx, order)?;
    tx.keep_refund_list(order.id, order.environment, &rows)
}

/// The refunds of an order as the list should show them.
pub(crate) fn rows_now(db: &Db<'_>, order: &OrderRow) -> Result<Vec<RefundListRow>, StoreError> {
    let records = db.refund_records(order.id)?;
    let own = db.refunds_of_order(order.id)?;
    if own.is_empty() && records.is_empty() {
        return Ok(Vec::new());
    }
    let alarms = db.alarms_of_order(order.id)?;
    let mut rows = Vec::new();
    for refund in &own {
        let record = record_of(&records, refund);
        let decision = db.decision(refund.operation)?;
        let standing = standing(refund, record, decision.as_ref());
        rows.push(RefundListRow {
            order: order.id,
            part: RefundPart::Own(refund.operation),
            stage: stage(standing, &alarms, Some(refund)),
            at_ms: refund.prepared_at_ms,
        });
    }
    for record in records.iter().filter(|record| record.operation.is_none()) {
        rows.push(RefundListRow {
            order: order.id,
            part: RefundPart::Others(record.refund_id.clone()),
            stage: stage(RefundStanding::of_others(record.status), &alarms, None),
            at_ms: record.created_at_ms.unwrap_or(order.created_at_ms),
        });
    }
    Ok(rows)
}

/// The record that is one of ours, certainly or probably.
pub(super) fn record_of<'r>(
    records: &'r [RefundRecordRow],
    refund: &RefundRow,
) -> Option<&'r RefundRecordRow> {
    let mut records = records.iter();
    records.find(|record| record.operation == Some(refund.operation))
}

/// Where one of ours stands.
pub(super) fn standing(
    refund: &RefundRow,
    record: Option<&RefundRecordRow>,
    decision: Option<&DecisionRow>,
) -> RefundStanding {
    let proof = record.filter(|record| record.is_proven);
    RefundStanding::of_own(&KnownOfRefund {
        state: refund.state,
        record: record.map(|record| record.status),
        judgement: decision.map(|decision| decision.judgement),
        is_released: refund.released_at_ms.is_some(),
        is_doubtful: verdict(&doubted(refund, proof)) == Verdict::ProbablyNot,
    })
}

/// An alarm that nobody has seen puts every refund it is about on top.
fn stage(standing: RefundStanding, alarms: &[AlarmRow], refund: Option<&RefundRow>) -> RefundStage {
    let rings = |alarm: &AlarmRow| {
        let is_about =
            alarm.operation.is_none() || alarm.operation == refund.map(|refund| refund.operation);
        alarm.acknowledged_at_ms.is_none() && is_about
    };
    if alarms.iter().any(rings) {
        RefundStage::Unresolved
    } else {
        standing.stage()
    }
}
