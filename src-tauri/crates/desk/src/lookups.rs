//! Owns looking a payment up: ask, keep the answer, fold it, and confirm the send it proves.

use crate::{
    cancels::{Heard as HeardOfCancel, settle_cancel},
    desk::Desk,
    error::DeskError,
    lists::relist,
    polling::{Heard, News, ProviderNow, reschedule},
    refunds::settle_refunds,
};
use counterfoil_domain::{
    account::Account,
    alarm::Alarm,
    decision::Judgement,
    evidence::{EvidenceSource, Sighting},
    ids::{OperationId, OrderId},
    mutant::{self, Mutant},
    operation::{OperationKind, OperationState},
    order_state::{self, Billed, Fold, OrderState, PaymentState},
    payment::LookupAnswer,
};
use counterfoil_providers::{
    Reply,
    meta::{
        Complaint, LookupExchange, Target, Told, Tries, WebhookEvent, read_lookup, read_webhook,
    },
};
use counterfoil_store::{Db, EvidenceRow, NewEvidence, OrderRow, PaymentRow, StoreError, Tx};
use fail::fail_point;

/// What a lookup changed.
#[derive(Clone, Debug)]
pub struct LookedUp {
    /// Where the payment stood before.
    pub was: PaymentState,
    /// What all evidence says now.
    pub state: OrderState,
    /// The answer differs from the last one.
    pub changed: bool,
    /// Sends that this answer proved.
    pub confirmed: Vec<OperationId>,
    /// Nobody knew the end of one of them.
    pub proved_unknown: bool,
    /// The provider's words when it answered without saying anything about the payment.
    pub says_nothing: Option<String>,
    /// What it said was wrong, when it declined to answer.
    pub complaint: Option<Complaint>,
    /// The answer lists the order.
    pub lists_order: bool,
}

/// A lookup that was made: what was asked about, and what came.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The order as it was then.
    pub(crate) order: OrderRow,
    /// The account it was asked for.
    pub(crate) account: Account,
    /// What came.
    pub(crate) exchange: LookupExchange,
    /// The sends that the answer may prove.
    provable: Vec<OperationId>,
}

/// A lookup that was answered, ready to be written down.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    order: OrderId,
    reply: Reply,
    answer: LookupAnswer,
    provable: Vec<OperationId>,
}

impl Desk {
    /// Looks the payment of an order up now.
    ///
    /// # Errors
    /// [`DeskError::NoAnswer`] when nothing came that can be kept; nothing is concluded from that.
    pub async fn look_up(&self, order: &OrderRow) -> Result<LookedUp, DeskError> {
        self.look_up_order(order.id).await
    }

    /// Looks the payment of the order with this id up now.
    ///
    /// # Errors
    /// There is no such order; see also [`Desk::look_up`].
    pub async fn look_up_order(&self, id: OrderId) -> Result<LookedUp, DeskError> {
        let asked = self.ask(id, Tries::Few).await?;
        fail_point!("lookup.answered");
        let order = asked.order.clone();
        self.spend(&asked.account);
        let answered = asked.answered()?;
        let (now_ms, provider_now) = (self.now_ms(), self.provider_now(order.account_id));
        let write = self.inner.store.write(move |tx| {
            let looked_up = record(tx, answered, now_ms, provider_now)?;
            fail_point!("lookup.inside");
            Ok(looked_up)
        });
        let looked_up = write.await?;
        self.announce_order(&order);
        fail_point!("lookup.recorded");
        Ok(looked_up)
    }

    /// Asks for the payment of an order, writes nothing, and heeds what the answer says about the
    /// account.
    pub(crate) async fn ask(&self, id: OrderId, tries: Tries) -> Result<Asked, DeskError> {
        let read = self.inner.store.read(move |db| {
            let order = db.order(id)?;
            let account = db.account(order.account_id)?;
            let configuration = visible(db, &order)?;
            Ok((order, account, configuration, provable_sends(db, id)?))
        });
        let (order, account, configuration, provable) = read.await?;
        let configuration = configuration.ok_or(DeskError::NoLookup)?;
        let token = match self.access_token(&account).await {
            Ok(token) => token,
            Err(error) => {
                self.heed(&account, &Heard::NoToken(error.to_string()), 0);
                return Err(error);
            }
        };
        // The number it was sent from, even if the account has another one by now.
        let target = Target {
            phone_number_id: order.phone_number_id.clone(),
            ..Target::of(&account)?
        };
        let begun_ms = self.inner.clock.elapsed_ms();
        let exchange = self
            .inner
            .meta
            .look_up(
                &target,
                &configuration,
                order.reference_id.as_str(),
                &token,
                tries,
            )
            .await;
        let took_ms = self.inner.clock.elapsed_ms().saturating_sub(begun_ms);
        self.heed(&account, &Heard::Exchange(&exchange), took_ms);
        Ok(Asked {
            order,
            account,
            exchange,
            provable,
        })
    }
}

/// The payment configuration an order is looked up and refunded by; none when the provider is not
/// part of how it is paid.
pub(crate) fn visible(db: &Db<'_>, order: &OrderRow) -> Result<Option<String>, StoreError> {
    match db.has_lookup(order)? {
        true => Ok(order.configuration_name.clone()),
        false => Ok(None),
    }
}

impl Answered {
    /// An answer about this order, which may prove these sends.
    pub(crate) const fn new(
        order: OrderId,
        reply: Reply,
        answer: LookupAnswer,
        provable: Vec<OperationId>,
    ) -> Self {
        Self {
            order,
            reply,
            answer,
            provable,
        }
    }
}

impl Asked {
    /// The answer, ready to be written down.
    ///
    /// # Errors
    /// [`DeskError::NoAnswer`] when nothing came that can be kept.
    pub(crate) fn answered(self) -> Result<Answered, DeskError> {
        match (self.exchange.answer, self.exchange.reply) {
            (Ok(answer), Some(reply)) => {
                Ok(Answered::new(self.order.id, reply, answer, self.provable))
            }
            (answer, reply) => Err(DeskError::NoAnswer {
                words: match answer {
                    Ok(_) => "the answer had no body".to_owned(),
                    Err(none) => none.to_string(),
                },
                complaint: reply
                    .and_then(|reply| Complaint::in_answer(&reply.body))
                    .map(Box::new),
            }),
        }
    }
}

/// The sends that an answer to a lookup asked from now on may prove.
fn provable_sends(db: &Db<'_>, order: OrderId) -> Result<Vec<OperationId>, StoreError> {
    let open = [
        OperationState::Accepted,
        OperationState::Unknown,
        OperationState::Decided,
    ];
    let operations = db.operations_of_order(order)?;
    let sends = operations.iter().filter(|operation| {
        operation.kind == OperationKind::Send && open.contains(&operation.state)
    });
    Ok(sends.map(|operation| operation.id).collect())
}

/// The provider's words, when an answer says nothing about the payment.
pub(crate) fn says_nothing(answer: &LookupAnswer) -> Option<String> {
    match answer {
        LookupAnswer::Payments(_) => None,
        LookupAnswer::Declined { code, words } => Some(format!("{words} ({code})")),
        LookupAnswer::Unreadable { why } => Some(why.clone()),
    }
}

/// One commit: the answer, the fold of everything known, what this answer proves, and when the order
/// is looked up next.
pub(crate) fn record(
    tx: &Tx<'_>,
    answered: Answered,
    now_ms: i64,
    provider_now: ProviderNow,
) -> Result<LookedUp, StoreError> {
    let Answered {
        order,
        reply,
        answer,
        provable,
    } = answered;
    // As it stands now: it may have been sent again with another amount meanwhile.
    let order = tx.order(order)?;
    let date_ms = reply.date_ms;
    let evidence_id = match refused_again(tx, order.id, &answer)? {
        Some(known) => known,
        None => keep(tx, &order, &reply, now_ms)?,
    };
    let changed = tx.count_lookup(order.id, evidence_id, now_ms)?;
    let before = tx.order_state(&order)?;
    let state = if changed {
        refold(tx, &order, now_ms)?
    } else {
        before.clone()
    };
    let says_nothing = says_nothing(&answer);
    let is_silent = says_nothing.is_some();
    let complaint = is_silent
        .then(|| Complaint::in_answer(&reply.body))
        .flatten();
    let heard = HeardOfCancel {
        state: &state,
        lists_order: order_state::read(&order.billed(), &answer).next().is_some(),
        at_ms: date_ms.or(provider_now.is_known.then_some(provider_now.ms)),
    };
    let lists_order = heard.lists_order;
    let is_cancel_settled = settle_cancel(tx, &order, &heard, now_ms)?;
    if settle_refunds(tx, &order, &answer, now_ms, provider_now.ms)? || is_cancel_settled {
        relist(tx, &order, None, now_ms)?;
    }
    let was_unknown = !provable.is_empty() && tx.effects_on_order(order.id)?.is_unknown;
    let confirmed = confirm_sends(tx, &order, answer, &provable, now_ms)?;
    if !confirmed.is_empty() {
        relist(tx, &order, None, now_ms)?;
    }
    let news = News::Asked {
        is_told: !is_silent,
        is_changed: state != before,
    };
    reschedule(tx, &order, news, provider_now)?;
    Ok(LookedUp {
        was: before.payment,
        state,
        changed,
        proved_unknown: was_unknown && !confirmed.is_empty(),
        confirmed,
        says_nothing,
        complaint,
        lists_order,
    })
}

fn keep(tx: &Tx<'_>, order: &OrderRow, reply: &Reply, now_ms: i64) -> Result<i64, StoreError> {
    let (id, _) = tx.keep_lookup(&NewEvidence {
        order_id: order.id,
        account_id: order.account_id,
        environment: order.environment,
        operation_id: None,
        http_status: Some(reply.status),
        body: reply.body.to_vec(),
        provider_date_ms: reply.date_ms,
        seen_at_ms: now_ms,
    })?;
    Ok(id)
}

/// The last answer, where it refused to say anything with the same code and words. Each refusal
/// carries a trace id of its own, and would be kept for good although it is no news.
fn refused_again(
    tx: &Tx<'_>,
    order: OrderId,
    answer: &LookupAnswer,
) -> Result<Option<i64>, StoreError> {
    if !matches!(answer, LookupAnswer::Declined { .. }) {
        return Ok(None);
    }
    let last = tx.last_answer(order)?;
    Ok(last
        .filter(|last| sighting(last).answer == *answer)
        .map(|last| last.id))
}

/// Derives the state of an order again from everything the book keeps about it, caches it, and lets
/// the order stand in the lists it belongs to.
pub(crate) fn refold(tx: &Tx<'_>, order: &OrderRow, now_ms: i64) -> Result<OrderState, StoreError> {
    let fold = fold_of(tx, order.id, &order.billed())?;
    let state = fold.state();
    tx.cache_order_state(order.id, &state)?;
    let payments = PaymentRow::of_order(fold.attempts(), order.created_at_ms);
    tx.keep_payments(order.id, order.environment, &payments)?;
    relist(tx, order, Some(&fold.settled_refunds()), now_ms)?;
    Ok(state)
}

/// Folds everything the book keeps about an order with what it billed.
pub(crate) fn fold_of(db: &Db<'_>, order: OrderId, billed: &Billed) -> Result<Fold, StoreError> {
    let sightings = db.each_evidence_of_order(order, |row| sighting(&row))?;
    Ok(Fold::of(billed, &sightings))
}

/// What a piece of evidence says, read again from its raw body.
pub(crate) fn sighting(row: &EvidenceRow) -> Sighting {
    let is_believed = mutant::is(Mutant::ImportIsLookup);
    Sighting {
        source: match row.source {
            EvidenceSource::UnsignedWebhook if is_believed => EvidenceSource::OwnLookup,
            source => source,
        },
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
        Ok(read) => {
            let payment = |event: WebhookEvent| match event.told {
                Told::Payment(record) => Some(record),
                Told::Message(_) | Told::Notice(_) | Told::Configuration { .. } => None,
            };
            LookupAnswer::Payments(read.events.into_iter().filter_map(payment).collect())
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
        let state = tx.operation(*id)?.state;
        if state.can_become(OperationState::Confirmed) {
            let why = "A lookup knows the reference id with our amount";
            tx.settle_operation(*id, OperationState::Confirmed, why, now_ms)?;
            confirmed.push(*id);
        } else if state == OperationState::Decided && provable.len() == 1 {
            alarm_if_decided_otherwise(tx, order, *id, now_ms)?;
        }
    }
    Ok(confirmed)
}

/// A person decided that a send did not happen, no other can be meant, and the provider knows it.
fn alarm_if_decided_otherwise(
    tx: &Tx<'_>,
    order: &OrderRow,
    id: OperationId,
    now_ms: i64,
) -> Result<(), StoreError> {
    let decision = tx.decision(id)?;
    if decision.is_some_and(|decision| decision.judgement == Judgement::DidNotHappen) {
        let minor = order.total.minor();
        tx.raise_alarm(order.id, Alarm::DecidedWrongly, Some(id), minor, now_ms)?;
        relist(tx, order, None, now_ms)?;
    }
    Ok(())
}
