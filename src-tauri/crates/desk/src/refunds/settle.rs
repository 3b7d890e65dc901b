//! Owns what a lookup of ours settles about the refunds of its order: which records there are, whose
//! they are, and which operations they prove or disprove (money-protocol, section 3).

use super::{
    list::{list_refunds, rows_now},
    sum_of,
};
use crate::lookups::fold_of;
use counterfoil_domain::{
    alarm::Alarm,
    decision::Judgement,
    ids::{OperationId, OrderId},
    money::Money,
    mutant::{self, Mutant},
    operation::OperationState,
    order_state::{Fold, Reading, RefundInAnswers, read},
    payment::LookupAnswer,
    refund::{Awaiting, Doubted, Record, Seen, Silence, Verdict, claims, verdict},
    refund_status::RefundStatus,
};
use counterfoil_store::{Db, OrderRow, RefundRecordRow, RefundRow, StoreError, Tx};
use std::collections::{BTreeMap, BTreeSet};

/// Takes in an answer to a lookup of ours that is in the book already. `provider_ms` is the
/// provider's time, UTC. Whether an operation was settled or an alarm raised.
pub(crate) fn settle_refunds(
    tx: &Tx<'_>,
    order: &OrderRow,
    answer: &LookupAnswer,
    now_ms: i64,
    provider_ms: i64,
) -> Result<bool, StoreError> {
    let listed: Vec<_> = read(&order.billed(), answer).collect();
    let shows_payment = listed.iter().any(Reading::says_paid);
    if !shows_payment && listed.iter().all(|reading| reading.refunds().is_empty()) {
        return Ok(false);
    }
    let own = tx.refunds_of_order(order.id)?;
    let known = known(tx, order)?;
    let lists_none = listed.iter().all(|reading| reading.refunds().is_empty());
    if own.is_empty() && known.is_empty() && lists_none {
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
    let silent = pair(tx, &own, &mut rows)?;
    keep(tx, order, &known, &rows)?;
    if shows_payment {
        listen(tx, order, &own, &silent, provider_ms)?;
    }
    let is_settled = settle(tx, order, &rows, now_ms)?;
    let is_alarmed = alarm_over_refund(tx, order, fold.state().captured, now_ms)?;
    list_refunds(tx, order)?;
    Ok(is_settled || is_alarmed)
}

/// Whether the book keeps just the records that all evidence shows, and lists the refunds of an order
/// as they stand.
pub(crate) fn are_refunds_kept_right(
    db: &Db<'_>,
    order: OrderId,
    fold: &Fold,
) -> Result<bool, StoreError> {
    let (seen, kept) = (fold.refunds(), db.refund_records(order)?);
    let listed = db.refund_list_of_order(order)?;
    if seen.is_empty() && kept.is_empty() && listed.is_empty() {
        return Ok(true);
    }
    let is_same = |(seen, kept): (&RefundInAnswers, &RefundRecordRow)| {
        let minor = seen.minor.filter(|minor| *minor > 0);
        (&seen.id, minor, seen.status, seen.created_at_ms)
            == (&kept.refund_id, kept.minor, kept.status, kept.created_at_ms)
    };
    let mut wanted = rows_now(db, &db.order(order)?)?;
    wanted.sort_by_key(|row| row.part.clone());
    Ok(seen.len() == kept.len() && seen.iter().zip(&kept).all(is_same) && wanted == listed)
}

/// Writes the records of an order again from all evidence.
pub(crate) fn keep_refunds_again(tx: &Tx<'_>, order: &OrderRow) -> Result<(), StoreError> {
    let known = known(tx, order)?;
    let fold = fold_of(tx, order.id, &order.billed())?;
    let seen = fold.refunds().into_iter();
    let mut rows: Vec<_> = seen
        .map(|seen| row(known.get(&seen.id), seen, None))
        .collect();
    pair(tx, &tx.refunds_of_order(order.id)?, &mut rows)?;
    keep(tx, order, &known, &rows)?;
    list_refunds(tx, order)
}

/// The records that the book has, by their ids.
fn known(tx: &Tx<'_>, order: &OrderRow) -> Result<BTreeMap<String, RefundRecordRow>, StoreError> {
    let rows = tx.refund_records(order.id)?.into_iter();
    Ok(rows.map(|row| (row.refund_id.clone(), row)).collect())
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

/// Says whose each record is that nothing has been proven of yet. Returns the refunds of ours that no
/// record could be.
fn pair(
    tx: &Tx<'_>,
    own: &[RefundRow],
    rows: &mut [RefundRecordRow],
) -> Result<Vec<OperationId>, StoreError> {
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
    Ok(claims.silent)
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

/// Counts the lookups in a row that showed the payment and nothing that could be a refund of ours.
fn listen(
    tx: &Tx<'_>,
    order: &OrderRow,
    own: &[RefundRow],
    silent: &[OperationId],
    provider_ms: i64,
) -> Result<(), StoreError> {
    let is_told = tx
        .account(order.account_id)?
        .capabilities(order.payment_mode)
        .lookup_lists_refunds;
    for refund in own {
        let is_silent = is_told && silent.contains(&refund.operation);
        let (lookups, to_ms) = if is_silent {
            (refund.silent_lookups.saturating_add(1), Some(provider_ms))
        } else {
            (0, None)
        };
        if (lookups, to_ms) != (refund.silent_lookups, refund.silent_to_ms) {
            tx.note_silence(refund.operation, lookups, to_ms)?;
        }
    }
    Ok(())
}

/// Settles what the records settle, and raises what turned out otherwise.
fn settle(
    tx: &Tx<'_>,
    order: &OrderRow,
    rows: &[RefundRecordRow],
    now_ms: i64,
) -> Result<bool, StoreError> {
    let mut is_settled = false;
    for refund in tx.refunds_of_order(order.id)? {
        let record = rows
            .iter()
            .find(|row| row.operation == Some(refund.operation));
        let proof = record.filter(|record| record.is_proven);
        let verdict = match verdict(&doubted(&refund, proof)) {
            Verdict::Open if mutant::is(Mutant::UnlockAtEmptyLookup) && proof.is_none() => {
                Verdict::Disproved
            }
            verdict => verdict,
        };
        let name = proof.map_or("it", |proof| &proof.refund_id);
        let (to, why) = match verdict {
            Verdict::Confirmed => (
                OperationState::Confirmed,
                format!("A lookup shows that {name} went back"),
            ),
            Verdict::Disproved => (
                OperationState::Disproved,
                format!("Lookups show that the gateway gave {name} up"),
            ),
            Verdict::Open | Verdict::ProbablyNot => (refund.state, String::new()),
        };
        if refund.state == OperationState::Decided {
            is_settled |= compare_with_decision(tx, order, &refund, record, verdict, now_ms)?;
        } else if refund.state.can_become(to) {
            tx.settle_operation(refund.operation, to, &why, now_ms)?;
            if refund.state == OperationState::Disproved {
                let alarm = Alarm::HappenedAfterAll;
                tx.raise_alarm(
                    order.id,
                    alarm,
                    Some(refund.operation),
                    refund.minor,
                    now_ms,
                )?;
            }
            is_settled = true;
        }
    }
    Ok(is_settled)
}

/// What lookups show of a refund that a person has settled: it is recorded beside the decision. Only
/// silence that lasts frees the amount, and any record that may be it takes that back.
fn compare_with_decision(
    tx: &Tx<'_>,
    order: &OrderRow,
    refund: &RefundRow,
    record: Option<&RefundRecordRow>,
    verdict: Verdict,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let id = refund.operation;
    let decision = tx.decision(id)?;
    let judgement = decision.map(|decision| decision.judgement);
    let alarm = match (judgement, verdict, record) {
        (Some(Judgement::DidNotHappen), Verdict::Open | Verdict::Confirmed, Some(record))
            if record.is_proven && record.status != RefundStatus::Failed =>
        {
            Some(Alarm::DecidedWrongly)
        }
        (Some(Judgement::Happened), Verdict::Disproved, _) => Some(Alarm::GivenUpAfterAll),
        _ => None,
    };
    if let Some(alarm) = alarm {
        tx.raise_alarm(order.id, alarm, Some(id), refund.minor, now_ms)?;
    }
    let is_free = judgement == Some(Judgement::DidNotHappen)
        && matches!(verdict, Verdict::ProbablyNot | Verdict::Disproved);
    if is_free != refund.released_at_ms.is_some() {
        tx.release_refund(id, is_free.then_some(now_ms))?;
    }
    Ok(alarm.is_some())
}

/// Says aloud that more went back than came, or may have.
fn alarm_over_refund(
    tx: &Tx<'_>,
    order: &OrderRow,
    captured: Option<Money>,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let left_minor = sum_of(tx, order.id, captured.map_or(0, Money::minor))?.left_minor();
    if left_minor >= 0 {
        return Ok(false);
    }
    let over_minor = left_minor.saturating_neg();
    tx.raise_alarm(order.id, Alarm::OverRefunded, None, over_minor, now_ms)?;
    Ok(true)
}

/// What is known of a refund of ours, with the record that is proven to be its.
pub(crate) fn doubted(refund: &RefundRow, proof: Option<&RefundRecordRow>) -> Doubted {
    let silent_ms = refund.silent_to_ms.zip(refund.sent_at_ms);
    Doubted {
        state: refund.state,
        record: proof.map(|record| Record {
            status: record.status,
            failed_for_ms: record
                .failed_ms
                .map_or(0, |(first_ms, last_ms)| last_ms.saturating_sub(first_ms)),
        }),
        silence: silent_ms.map(|(to_ms, from_ms)| Silence {
            lookups: refund.silent_lookups,
            for_ms: to_ms.saturating_sub(from_ms),
        }),
    }
}
