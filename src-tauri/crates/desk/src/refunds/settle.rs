//! Owns what a lookup of ours settles about the refunds of its order: which records there are, whose
//! they are, and which operations they prove or disprove (money-protocol, section 3).

use crate::lookups::fold_of;
use counterfoil_domain::{
    operation::OperationState,
    order_state::{RefundInAnswers, read},
    payment::LookupAnswer,
    refund::{Awaiting, Doubted, Record, Seen, Verdict, claims, verdict},
    refund_status::RefundStatus,
};
use counterfoil_store::{OrderRow, RefundRecordRow, RefundRow, StoreError, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Takes in an answer to a lookup of ours that is in the book already. `provider_ms` is the
/// provider's time, UTC. Whether an operation was settled.
pub(crate) fn settle_refunds(
    tx: &Tx<'_>,
    order: &OrderRow,
    answer: &LookupAnswer,
    now_ms: i64,
    provider_ms: i64,
) -> Result<bool, StoreError> {
    let known: BTreeMap<String, RefundRecordRow> = tx
        .refund_records(order.id)?
        .into_iter()
        .map(|row| (row.refund_id.clone(), row))
        .collect();
    let listed: Vec<_> = read(&order.billed(), answer).collect();
    if known.is_empty() && listed.iter().all(|reading| reading.refunds().is_empty()) {
        return Ok(false);
    }
    let failed: BTreeSet<&str> = listed
        .iter()
        .flat_map(|reading| reading.refunds())
        .filter(|refund| refund.status.meaning == RefundStatus::Failed)
        .map(|refund| refund.id.as_str())
        .collect();
    let fold = fold_of(tx, order.id, &order.billed())?;
    let mut rows: Vec<RefundRecordRow> = fold
        .refunds()
        .into_iter()
        .map(|seen| {
            let fails_ms = failed.contains(seen.id.as_str()).then_some(provider_ms);
            row(known.get(&seen.id), seen, fails_ms)
        })
        .collect();
    let own = tx.refunds_of_order(order.id)?;
    pair(tx, &own, &mut rows)?;
    keep(tx, order, &known, &rows)?;
    settle(tx, &own, &rows, now_ms)
}

/// A record as it is known from now on. What was proven to be ours stays so.
fn row(
    known: Option<&RefundRecordRow>,
    seen: RefundInAnswers,
    fails_ms: Option<i64>,
) -> RefundRecordRow {
    let before = known.and_then(|known| known.failed_ms);
    let failed_ms = match (before, fails_ms) {
        (Some((first_ms, last_ms)), Some(now_ms)) => Some((first_ms, last_ms.max(now_ms))),
        (None, Some(now_ms)) => Some((now_ms, now_ms)),
        (before, None) => before,
    };
    let proven = known.filter(|known| known.is_proven);
    RefundRecordRow {
        refund_id: seen.id,
        minor: seen.minor.filter(|minor| *minor > 0),
        status: seen.status,
        created_at_ms: seen.created_at_ms,
        failed_ms,
        operation: proven.and_then(|known| known.operation),
        is_proven: proven.is_some(),
    }
}

/// Says whose each record is that nothing has been proven of yet.
fn pair(tx: &Tx<'_>, own: &[RefundRow], rows: &mut [RefundRecordRow]) -> Result<(), StoreError> {
    let proven: BTreeSet<_> = rows.iter().filter_map(|row| row.operation).collect();
    let mut awaiting = Vec::new();
    for refund in own {
        let Some(sent_at_ms) = refund.sent_at_ms else {
            continue;
        };
        if may_have_a_record(refund.state) && !proven.contains(&refund.operation) {
            awaiting.push(Awaiting {
                id: refund.operation,
                minor: refund.minor,
                before: tx.refund_ids_before(refund.operation)?,
                sent_at_ms,
                answered_id: refund.answered_id.clone(),
            });
        }
    }
    let open: Vec<Seen> = rows
        .iter()
        .filter(|row| !row.is_proven)
        .map(|row| Seen {
            id: row.refund_id.clone(),
            minor: row.minor,
            created_at_ms: row.created_at_ms,
        })
        .collect();
    let claims = claims(&awaiting, &open);
    let proven = claims.proven.into_iter().map(|pair| (pair, true));
    let probable = claims.probable.into_iter().map(|pair| (pair, false));
    for ((operation, refund_id), is_proven) in proven.chain(probable) {
        if let Some(row) = rows.iter_mut().find(|row| row.refund_id == refund_id) {
            row.operation = Some(operation);
            row.is_proven = is_proven;
        }
    }
    Ok(())
}

const fn may_have_a_record(state: OperationState) -> bool {
    matches!(
        state,
        OperationState::Accepted
            | OperationState::Unknown
            | OperationState::Decided
            | OperationState::Disproved
    )
}

/// Writes the records. An operation has one at most, so those that lose theirs come first.
fn keep(
    tx: &Tx<'_>,
    order: &OrderRow,
    known: &BTreeMap<String, RefundRecordRow>,
    rows: &[RefundRecordRow],
) -> Result<(), StoreError> {
    for row in rows {
        let before = known.get(&row.refund_id).and_then(|row| row.operation);
        if before.is_some() && before != row.operation {
            let without = RefundRecordRow {
                operation: None,
                is_proven: false,
                ..row.clone()
            };
            tx.keep_refund_record(order.id, &without)?;
        }
    }
    rows.iter()
        .try_for_each(|row| tx.keep_refund_record(order.id, row))
}

/// Settles what a proven record settles.
fn settle(
    tx: &Tx<'_>,
    own: &[RefundRow],
    rows: &[RefundRecordRow],
    now_ms: i64,
) -> Result<bool, StoreError> {
    let mut is_settled = false;
    for refund in own {
        let record = rows
            .iter()
            .find(|row| row.is_proven && row.operation == Some(refund.operation));
        let Some(record) = record else { continue };
        let (to, why) = match verdict(&doubted(refund, record)) {
            Verdict::Confirmed => (
                OperationState::Confirmed,
                format!("A lookup shows that {} went back", record.refund_id),
            ),
            Verdict::Disproved => (
                OperationState::Disproved,
                format!("Lookups show that the gateway gave {} up", record.refund_id),
            ),
            Verdict::Open | Verdict::ProbablyNot => continue,
        };
        if refund.state.can_become(to) {
            tx.settle_operation(refund.operation, to, &why, now_ms)?;
            is_settled = true;
        }
    }
    Ok(is_settled)
}

fn doubted(refund: &RefundRow, record: &RefundRecordRow) -> Doubted {
    Doubted {
        state: refund.state,
        record: Some(Record {
            status: record.status,
            failed_for_ms: record
                .failed_ms
                .map_or(0, |(first_ms, last_ms)| last_ms.saturating_sub(first_ms)),
        }),
        sent_ago_ms: 0,
        silent_lookups: 0,
        has_candidate: true,
        lists_refunds: true,
    }
}
