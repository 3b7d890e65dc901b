//! Owns what must hold at every moment, by the simulator's own ledger.

use crate::{
    stage::{ORDERS, PAID_MINOR, Stage, Violation, reference},
    wire::Log,
};
use counterfoil_domain::{account::Environment, operation::OperationState, refund::RefundStage};
use counterfoil_sandbox::RefundFate;
use std::collections::BTreeMap;

/// What the book says of each of our refunds.
pub type Book = BTreeMap<String, Own>;

/// A refund of ours by the book.
#[derive(Clone, Debug)]
pub struct Own {
    pub intent: String,
    pub state: OperationState,
}

/// Compares the book with the ledger.
pub async fn check(stage: &Stage) -> Result<(), Violation> {
    let book = stage.book();
    let violations = stage.wire.log(|log| {
        let disproved = book
            .iter()
            .filter(|(_, own)| own.state == OperationState::Disproved);
        log.given_up.extend(disproved.map(|(id, _)| id.clone()));
        let mut found = std::mem::take(&mut log.violations);
        found.extend(nothing_is_lost(log, &book));
        found.extend(what_did_not_happen_did_not(log, &book));
        found.extend(each_wish_is_paid_once(log, &book));
        found.extend(nothing_goes_beyond_what_came(log));
        found.extend(stage.claims_that_cannot_be());
        found.extend(stage.requests_sent_twice());
        found
    });
    for order in 0..ORDERS {
        let left_minor = stage.left_minor(order).await;
        // Whose a record is cannot always be told, so one may stand for one of ours.
        let gone_minor = stage
            .wire
            .log(|log| log.own_minor(order).max(log.shown_minor(order)));
        if left_minor > PAID_MINOR - gone_minor {
            return Err(stage.violation(format!(
                "the desk says that {left_minor} of {} may still go back; {gone_minor} went",
                reference(order)
            )));
        }
    }
    if let Some(words) = stage.what_was_told_wrongly().await {
        return Err(stage.violation(words));
    }
    if let Some(lock) = stage.desk().book_lock().await.unwrap() {
        return Err(stage.violation(format!("nobody changed the book, and yet: {lock:?}")));
    }
    match violations.into_iter().next() {
        None => Ok(()),
        Some(words) => Err(stage.violation(words)),
    }
}

/// Every operation ends known, or visibly unknown.
pub async fn check_end(stage: &Stage) -> Result<(), Violation> {
    let unresolved = Some(RefundStage::Unresolved);
    let page = stage
        .desk()
        .refunds(Environment::Sandbox, unresolved, 0, 500);
    let shown = page.await.unwrap().refunds;
    for (id, own) in stage.book() {
        let is_shown = shown.iter().any(|refund| {
            let own = refund.own.as_ref();
            own.is_some_and(|own| own.operation.id.to_string() == id)
        });
        if own.state.is_unresolved() && !is_shown {
            return Err(stage.violation(format!("nobody sees that {id} is {:?}", own.state)));
        }
    }
    Ok(())
}

fn nothing_is_lost(log: &Log, book: &Book) -> Vec<String> {
    let left = log.left.iter();
    let lost = left.filter(|id| !book.contains_key(*id));
    lost.map(|id| format!("operation {id} left and is not in the book"))
        .collect()
}

/// A refund that the book calls refused, not sent, withdrawn or disproved moved nothing.
fn what_did_not_happen_did_not(log: &Log, book: &Book) -> Vec<String> {
    let mut found = Vec::new();
    for (id, made) in &log.made {
        let Some(own) = book.get(id) else { continue };
        let is_wrong = match own.state {
            OperationState::Refused
            | OperationState::NotSent
            | OperationState::Withdrawn
            | OperationState::Prepared => true,
            OperationState::Disproved => !matches!(
                made.fate,
                RefundFate::Fails { .. } | RefundFate::FailsThenSettles { .. }
            ),
            _ => false,
        };
        if is_wrong {
            found.push(format!("{id} is {:?} and made {made:?}", own.state));
        }
    }
    found
}

/// One wish of a person is paid once, however often they clicked.
fn each_wish_is_paid_once(log: &Log, book: &Book) -> Vec<String> {
    let mut paid: BTreeMap<&str, u32> = BTreeMap::new();
    for (id, made) in &log.made {
        let Some(own) = book.get(id) else { continue };
        if made.moves_money() && !is_given_up(log, id) {
            let wish = own.intent.split('#').next().unwrap_or_default();
            *paid.entry(wish).or_default() += 1;
        }
    }
    let twice = paid.into_iter().filter(|(_, times)| *times > 1);
    twice
        .map(|(wish, times)| format!("wish {wish} was paid {times} times"))
        .collect()
}

fn nothing_goes_beyond_what_came(log: &Log) -> Vec<String> {
    let mut found = Vec::new();
    for order in 0..ORDERS {
        let own_minor = log.own_minor(order);
        if own_minor > PAID_MINOR {
            found.push(format!(
                "{own_minor} of {} went back by us",
                reference(order)
            ));
        }
    }
    found
}

/// The gateway gave it up for long enough that the protocol lets its amount go back again; that it
/// succeeds later is accepted and alarmed (money-protocol, section 3).
fn is_given_up(log: &Log, id: &str) -> bool {
    log.given_up.contains(id)
}
