//! Owns refunding: a fresh lookup first, then the three commits and one request that is never
//! repeated (money-protocol, sections 1 and 3).

mod list;
mod plan;
mod promise;
mod proof;
mod settle;
mod show;

pub use list::RefundPage;
pub(crate) use list::list_refunds;
pub use plan::{AmountFault, RefundPlan};
pub use proof::{AnswerShown, RefundProof};
pub(crate) use settle::{are_refunds_kept_right, keep_refunds_again, settle_refunds};
pub(crate) use show::of_order as refunds_of_order;
pub use show::{OwnRefundShown, RefundShown, RefundsOfOrder};

use crate::{
    desk::Desk,
    effects::{Effect, InFlight},
    error::DeskError,
    lookups::{fold_of, sighting, visible},
};
use counterfoil_domain::{
    decision::{REASON_CHARS_MAX, reason},
    ids::{OperationId, OrderId},
    money::Money,
    mutant::{self, Mutant},
    operation::{OperationKind, OperationState},
    order_state::Fold,
    refund::{OwnRefund, Reason, Refundable, SeenRefund, Speed},
};
use counterfoil_providers::meta::{Complaint, Target, refund::refund_body};
use counterfoil_store::{
    Db, NewOperation, NewRefund, OperationRow, OrderRow, RefundRecordRow, RefundRow, StoreError, Tx,
};
use fail::fail_point;

/// Before a refund the payment was looked up so long ago at most.
const FRESH_MS: u64 = 10_000;

/// The longest name of an intent.
const INTENT_CHARS_MAX: usize = 64;

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundAsked {
    /// The order.
    pub order: OrderId,
    /// A name for this one confirmation, at most 64 characters: however often it arrives, it is
    /// refunded once. Without one, every call is meant anew.
    pub intent: Option<String>,
    /// What should go back.
    pub amount: Money,
    /// How fast.
    pub speed: Speed,
    /// Why.
    pub reason: Reason,
    /// More about it.
    pub reason_text: Option<String>,
    /// The amount as a person typed it once more; needed above the limit they set.
    pub typed_again: Option<Money>,
}

/// A refund that left, or that may have.
#[derive(Clone, Debug)]
pub struct Refunded {
    /// The order.
    pub order: OrderRow,
    /// The refund, with its outcome.
    pub operation: OperationRow,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<Complaint>,
}

impl Desk {
    /// Looks the payment up, and asks for a refund of it if so much is left: three commits and one
    /// request, which is never repeated.
    ///
    /// # Errors
    /// Nothing left when this errs, except [`DeskError::OutcomeNotKept`] and
    /// [`DeskError::EffectLost`]. A refund that may have happened is none: its operation is unknown.
    pub async fn start_refund(&self, asked: RefundAsked) -> Result<Refunded, DeskError> {
        let asked = checked(asked)?;
        let limits = self.preferences().await?.refund_limits;
        let limit = limits.of(asked.amount.currency());
        if asked.amount.minor() > limit.minor() && asked.typed_again != Some(asked.amount) {
            return Err(DeskError::NotTypedAgain { limit });
        }
        let looked_up = self.look_up_order(asked.order).await?;
        if let Some(words) = looked_up.says_nothing {
            let complaint = looked_up.complaint.map(Box::new);
            return Err(DeskError::NoAnswer { words, complaint });
        }
        if looked_up.state.captured.is_none() {
            let words = "no lookup has shown money of this order that could go back";
            return Err(DeskError::NotRefundable(words));
        }
        let looked_up_ms = self.inner.clock.elapsed_ms();
        let id = asked.order;
        let read = self.inner.store.read(move |db| {
            let order = db.order(id)?;
            let account = db.account(order.account_id)?;
            let configuration = visible(db, &order)?;
            Ok((order, account, configuration))
        });
        let (order, account, configuration) = read.await?;
        if asked.amount.currency() != order.total.currency() {
            let words = "the amount is in another currency than the order";
            return Err(DeskError::NotRefundable(words));
        }
        let token = self.access_token(&account).await?;
        // The number it was sent from, even if the account has another one by now.
        let target = Target {
            phone_number_id: order.phone_number_id.clone(),
            ..Target::of(&account)?
        };
        let configuration = configuration.ok_or(DeskError::NoLookup)?;
        fail_point!("refund.before");
        let start = self
            .clone()
            .prepare_refund(asked, order, configuration, looked_up_ms);
        let (order, operation, complaint) = self.carry_out(start, target, token).await?;
        tracing::info!(
            order.reference_id = order.reference_id.as_str(),
            operation.state = operation.state.word(),
            "Asked for a refund"
        );
        Ok(Refunded {
            order,
            operation,
            complaint,
        })
    }

    /// What may still go back of an order, as far as the book knows.
    ///
    /// # Errors
    /// There is no such order, or the book cannot be read.
    pub async fn refundable(&self, order: OrderId) -> Result<Refundable, DeskError> {
        let read = self.inner.store.read(move |db| {
            let order = db.order(order)?;
            let state = db.order_state(&order)?;
            sum_of(db, order.id, state.captured.map_or(0, Money::minor))
        });
        Ok(read.await?)
    }

    /// The first two commits: the operation with the exact bytes and what it rests on; and that it is
    /// about to leave.
    async fn prepare_refund(
        self,
        asked: RefundAsked,
        order: OrderRow,
        configuration: String,
        looked_up_ms: u64,
    ) -> Result<InFlight, DeskError> {
        let now_ms = self.now_ms();
        let provider_ms = self.provider_now(order.account_id).ms;
        let operation = OperationId::new(now_ms, self.id_bytes());
        let body = refund_body(
            order.reference_id.as_str(),
            &configuration,
            asked.amount,
            asked.speed,
        );
        if self.inner.clock.elapsed_ms().saturating_sub(looked_up_ms) > FRESH_MS {
            let words = "the lookup before it is too old by now; try again";
            return Err(DeskError::NotRefundable(words));
        }
        let prepare = move |tx: &Tx<'_>| {
            tx.prepare_refund(&new_refund(tx, &order, asked, operation, body, now_ms)?)?;
            list_refunds(tx, &order)?;
            Ok(order)
        };
        let start = move |tx: &Tx<'_>, order: OrderRow| {
            let body = if mutant::is(Mutant::NoInFlightCommit) {
                tx.request_body(operation)?
            } else {
                tx.mark_refund_in_flight(operation, now_ms, provider_ms)?
            };
            Ok(InFlight {
                order,
                operation,
                body,
                effect: Effect::Refund,
            })
        };
        Ok(self.inner.store.write_twice(prepare, start).await?)
    }
}

/// Refuses what is no refund before anything is asked.
fn checked(asked: RefundAsked) -> Result<RefundAsked, DeskError> {
    if asked.amount.minor() <= 0 {
        let words = "a refund moves more than nothing".to_owned();
        return Err(DeskError::Input(words));
    }
    let is_intent = |intent: &String| (1..=INTENT_CHARS_MAX).contains(&intent.chars().count());
    if !asked.intent.as_ref().is_none_or(is_intent) {
        let words = format!("an intent has 1 to {INTENT_CHARS_MAX} characters");
        return Err(DeskError::Input(words));
    }
    let reason_text = match asked.reason_text.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(reason(text).ok_or_else(|| {
            DeskError::Input(format!(
                "a note says something in at most {REASON_CHARS_MAX} characters"
            ))
        })?),
    };
    if asked.reason == Reason::Other && reason_text.is_none() {
        let words = "say in a few words why the money goes back".to_owned();
        return Err(DeskError::Input(words));
    }
    Ok(RefundAsked {
        reason_text,
        ..asked
    })
}

/// What a refund rests on: the captured amount and the refunds that the lookup just made has shown.
fn new_refund(
    tx: &Tx<'_>,
    order: &OrderRow,
    asked: RefundAsked,
    operation: OperationId,
    request_body: Vec<u8>,
    now_ms: i64,
) -> Result<NewRefund, StoreError> {
    let fold = fold_of(tx, order.id, &order.billed())?;
    let captured = fold.state().captured;
    let captured = captured.filter(|captured| captured.currency() == asked.amount.currency());
    let (Some(captured), Some(answer)) = (captured, tx.last_answer(order.id)?) else {
        return Err(StoreError::MoreThanLeft);
    };
    Ok(NewRefund {
        operation: NewOperation {
            id: operation,
            account_id: order.account_id,
            environment: order.environment,
            kind: OperationKind::Refund,
            order_id: order.id,
            amount_minor: Some(asked.amount.minor()),
            request_body,
            prepared_at_ms: now_ms,
        },
        intent: asked.intent.unwrap_or_else(|| operation.to_string()),
        captured_minor: captured.minor(),
        lookup_evidence_id: answer.id,
        speed: asked.speed,
        reason: asked.reason,
        reason_text: asked.reason_text,
        before: fold.refunds().into_iter().map(|seen| seen.id).collect(),
    })
}

/// The worked sum, from the operations and the records: never from a cache.
pub(crate) fn sum_of(
    db: &Db<'_>,
    order: OrderId,
    captured_minor: i64,
) -> Result<Refundable, StoreError> {
    let mut records = db.refund_records(order)?;
    if mutant::is(Mutant::StaleRemovesRefund) {
        records = shown_last(db, order, records)?;
    }
    let own = |refund: RefundRow| OwnRefund {
        minor: refund.minor,
        state: refund.state,
        record: records
            .iter()
            .find(|record| record.operation == Some(refund.operation))
            .map(|record| record.status),
        is_released: refund.released_at_ms.is_some(),
    };
    let is_counted = |own: &OwnRefund| {
        !(mutant::is(Mutant::UnknownNotReserved) && own.state == OperationState::Unknown)
    };
    let own = db.refunds_of_order(order)?.into_iter().map(own);
    let own: Vec<_> = own.filter(is_counted).collect();
    let elsewhere: Vec<_> = records
        .iter()
        .filter(|record| record.operation.is_none())
        .map(|record| SeenRefund {
            minor: record.minor.unwrap_or(i64::MAX),
            status: record.status,
        })
        .collect();
    Ok(Refundable::of(captured_minor, &own, &elsewhere))
}

/// Those of the records that the last answer shows: what the mutant believes.
fn shown_last(
    db: &Db<'_>,
    order: OrderId,
    mut records: Vec<RefundRecordRow>,
) -> Result<Vec<RefundRecordRow>, StoreError> {
    let billed = db.order(order)?.billed();
    let last = db.last_answer(order)?;
    let last: Vec<_> = last.iter().map(sighting).collect();
    let shown: Vec<String> = Fold::of(&billed, &last)
        .refunds()
        .into_iter()
        .map(|seen| seen.id)
        .collect();
    records.retain(|record| shown.contains(&record.refund_id));
    Ok(records)
}
