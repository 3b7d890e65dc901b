//! Owns looking a payment up: ask, keep the answer, fold it, and confirm the send it proves.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    evidence::{EvidenceSource, Sighting},
    ids::{OperationId, OrderId},
    operation::{OperationKind, OperationState},
    order_state::{self, Billed, OrderState},
    payment::LookupAnswer,
};
use counterfoil_providers::{
    Reply,
    meta::{LookupExchange, Target, read_lookup, read_webhook},
};
use counterfoil_store::{Db, EvidenceRow, NewEvidence, OrderRow, StoreError, Tx};
use fail::fail_point;

/// What a lookup changed.
#[derive(Clone, Debug)]
pub struct LookedUp {
    /// What all evidence says now.
    pub state: OrderState,
    /// The answer differs from the last one.
    pub changed: bool,
    /// Sends that this answer proved.
    pub confirmed: Vec<OperationId>,
    /// The provider's words when it answered without saying anything about the payment.
    pub says_nothing: Option<String>,
}

impl Desk {
    /// Looks the payment of an order up now.
    ///
    /// # Errors
    /// [`DeskError::NoAnswer`] when nothing came that can be kept; nothing is concluded from that.
    pub async fn look_up(&self, order: &OrderRow) -> Result<LookedUp, DeskError> {
        let (account_id, order_id) = (order.account_id, order.id);
        let (account, provable) = self
            .inner
            .store
            .read(move |db| Ok((db.account(account_id)?, provable_sends(db, order_id)?)))
            .await?;
        let token = self.access_token(&account).await?;
        // The number it was sent from, even if the account has another one by now.
        let target = Target {
            phone_number_id: order.phone_number_id.clone(),
            ..Target::of(&account)?
        };

        let exchange = self
            .inner
            .meta
            .look_up(
                &target,
                &order.configuration_name,
                order.reference_id.as_str(),
                &token,
            )
            .await;
        fail_point!("lookup.answered");
        let (reply, answer) = answered(exchange)?;

        let now_ms = self.now_ms();
        let looked_up = self
            .inner
            .store
            .write(move |tx| {
                // As it stands now: it may have been sent again with another amount meanwhile.
                let row = tx.order(order_id)?;
                let looked_up = record(tx, &row, &reply, answer, &provable, now_ms)?;
                fail_point!("lookup.inside");
                Ok(looked_up)
            })
            .await?;
        self.announce_order(order);
        fail_point!("lookup.recorded");
        Ok(looked_up)
    }

    /// Looks the payment of the order with this id up now.
    ///
    /// # Errors
    /// There is no such order; see also [`Desk::look_up`].
    pub async fn look_up_order(&self, id: OrderId) -> Result<LookedUp, DeskError> {
        let order = self.inner.store.read(move |db| db.order(id)).await?;
        self.look_up(&order).await
    }
}

/// The sends that an answer to a lookup asked from now on may prove.
fn provable_sends(db: &Db<'_>, order: OrderId) -> Result<Vec<OperationId>, StoreError> {
    let open = [OperationState::Accepted, OperationState::Unknown];
    let operations = db.operations_of_order(order)?;
    let sends = operations.iter().filter(|operation| {
        operation.kind == OperationKind::Send && open.contains(&operation.state)
    });
    Ok(sends.map(|operation| operation.id).collect())
}

fn answered(exchange: LookupExchange) -> Result<(Reply, LookupAnswer), DeskError> {
    let answer = exchange.answer.map_err(|none| DeskError::NoAnswer {
        words: none.to_string(),
    })?;
    let reply = exchange.reply.ok_or_else(|| DeskError::NoAnswer {
        words: "the answer had no body".to_owned(),
    })?;
    Ok((reply, answer))
}

/// The provider's words, when an answer says nothing about the payment.
pub(crate) fn says_nothing(answer: &LookupAnswer) -> Option<String> {
    match answer {
        LookupAnswer::Payments(_) => None,
        LookupAnswer::Declined { code, words } => Some(format!("{words} ({code})")),
        LookupAnswer::Unreadable { why } => Some(why.clone()),
    }
}

/// One commit: the answer, the fold of everything known, and what this answer proves.
pub(crate) fn record(
    tx: &Tx<'_>,
    order: &OrderRow,
    reply: &Reply,
    answer: LookupAnswer,
    provable: &[OperationId],
    now_ms: i64,
) -> Result<LookedUp, StoreError> {
    let (evidence_id, _) = tx.keep_lookup(&NewEvidence {
        order_id: order.id,
        account_id: order.account_id,
        environment: order.environment,
        operation_id: None,
        http_status: Some(reply.status),
        body: reply.body.to_vec(),
        provider_date_ms: reply.date_ms,
        seen_at_ms: now_ms,
    })?;
    let changed = tx.count_lookup(order.id, evidence_id, now_ms)?;
    let state = if changed {
        refold(tx, order)?
    } else {
        tx.order_state(order)?
    };
    let says_nothing = says_nothing(&answer);
    Ok(LookedUp {
        state,
        changed,
        confirmed: confirm_sends(tx, order, answer, provable, now_ms)?,
        says_nothing,
    })
}

/// Derives the state of an order again from everything the book keeps about it, and caches it.
pub(crate) fn refold(tx: &Tx<'_>, order: &OrderRow) -> Result<OrderState, StoreError> {
    let state = fold(tx, order)?;
    tx.cache_order_state(order.id, &state)?;
    Ok(state)
}

/// Derives the state of an order from everything the book keeps about it.
pub(crate) fn fold(db: &Db<'_>, order: &OrderRow) -> Result<OrderState, StoreError> {
    fold_of(db, order.id, &order.billed())
}

/// Derives the state of what was billed from everything the book keeps about it.
pub(crate) fn fold_of(
    db: &Db<'_>,
    order: OrderId,
    billed: &Billed,
) -> Result<OrderState, StoreError> {
    let sightings = db.each_evidence_of_order(order, |row| sighting(&row))?;
    Ok(order_state::fold(billed, &sightings))
}

/// What a piece of evidence says, read again from its raw body.
pub(crate) fn sighting(row: &EvidenceRow) -> Sighting {
    Sighting {
        source: row.source,
        first_at_ms: row.first_at_ms,
        last_at_ms: row.last_at_ms,
        answer: match row.http_status {
            Some(status) => read_lookup(status, &row.body),
            None => read_reports(&row.body),
        },
    }
}

/// The payment events of a webhook, as an answer that lists payments.
fn read_reports(body: &[u8]) -> LookupAnswer {
    match read_webhook(body) {
        Ok((reports, _)) => {
            LookupAnswer::Payments(reports.into_iter().map(|report| report.record).collect())
        }
        Err(fault) => LookupAnswer::Unreadable {
            why: fault.to_string(),
        },
    }
}

/// An answer that knows our reference id with our amount and currency proves the send it was asked
/// after. Older evidence does not: it may be about an order someone else sent.
fn confirm_sends(
    tx: &Tx<'_>,
    order: &OrderRow,
    answer: LookupAnswer,
    provable: &[OperationId],
    now_ms: i64,
) -> Result<Vec<OperationId>, StoreError> {
    let this_answer = Sighting {
        source: EvidenceSource::OwnLookup,
        first_at_ms: now_ms,
        last_at_ms: now_ms,
        answer,
    };
    if !order_state::fold(&order.billed(), &[this_answer]).known_to_provider {
        return Ok(Vec::new());
    }
    let mut confirmed = Vec::new();
    for id in provable {
        if tx
            .operation(*id)?
            .state
            .can_become(OperationState::Confirmed)
        {
            let why = "A lookup knows the reference id with our amount";
            tx.settle_operation(*id, OperationState::Confirmed, why, now_ms)?;
            confirmed.push(*id);
        }
    }
    Ok(confirmed)
}
