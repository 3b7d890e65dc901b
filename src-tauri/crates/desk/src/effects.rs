//! Owns how an effect leaves the machine: two commits before, one after, on a task of its own that
//! nobody's leaving can drop (money-protocol, section 1).

use crate::{
    desk::Desk,
    error::DeskError,
    events::DeskEvent,
    lists::relist,
    polling::{News, ProviderNow, reschedule},
};
use counterfoil_domain::{
    Secret,
    ids::{AccountId, OperationId},
    mutant::{self, Mutant},
    operation::{OperationKind, OperationState, Outcome},
};
use counterfoil_providers::{
    Reply,
    meta::{Complaint, Exchange, Target},
};
use counterfoil_store::{NewEvidence, OperationRow, OrderRow, StoreError, Tx};
use fail::fail_point;
use std::time::Duration;

/// An effect that is committed as in flight: from here on it may have left.
pub(crate) struct InFlight {
    pub(crate) order: OrderRow,
    pub(crate) operation: OperationId,
    /// The exact bytes to send.
    pub(crate) body: Vec<u8>,
    /// Where they go.
    pub(crate) effect: Effect,
}

/// Which call an effect is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Send,
    Refund,
    Status,
}

/// An outcome that cannot be written is tried again this soon, then less and less often.
const RETRY_FIRST: Duration = Duration::from_millis(100);
const RETRY_MOST: Duration = Duration::from_secs(5);

impl Desk {
    /// Carries an effect out on a task of its own and waits for its outcome: `start` makes the commits
    /// up to `in_flight`, then the request leaves. The work goes on when the caller stops waiting.
    /// What the provider said was wrong comes back beside the outcome, and decides nothing.
    pub(crate) async fn carry_out(
        &self,
        start: impl Future<Output = Result<InFlight, DeskError>> + Send + 'static,
        target: Target,
        token: Secret,
    ) -> Result<(OrderRow, OperationRow, Option<Complaint>), DeskError> {
        if self.inner.effects.is_closed() {
            return Err(DeskError::Closing);
        }
        let desk = self.clone();
        let task = self.inner.effects.spawn(async move {
            desk.check_anchor().await?;
            let in_flight = desk.started(start.await)?;
            let order = in_flight.order.clone();
            let sent = desk.send_and_record(in_flight, &target, &token).await;
            let (operation, complaint) = sent?;
            desk.announce_order(&order);
            desk.inner.keeper.store_soon();
            Ok((order, operation, complaint))
        });
        task.await.map_err(|_| DeskError::EffectLost)?
    }

    /// Tells that something is on its way, or that a start broke off: it may have got as far as
    /// prepared.
    fn started(&self, start: Result<InFlight, DeskError>) -> Result<InFlight, DeskError> {
        match &start {
            Ok(started) => self.announce_order(&started.order),
            Err(_) => self.announce(DeskEvent::EverythingChanged),
        }
        start
    }

    async fn send_and_record(
        &self,
        in_flight: InFlight,
        target: &Target,
        token: &Secret,
    ) -> Result<(OperationRow, Option<Complaint>), DeskError> {
        let InFlight {
            order,
            operation,
            body,
            effect,
        } = in_flight;
        let meta = &self.inner.meta;
        match effect {
            Effect::Send => fail_point!("send.in_flight"),
            Effect::Refund => fail_point!("refund.in_flight"),
            Effect::Status => fail_point!("status.in_flight"),
        }
        let exchange = match effect {
            Effect::Send | Effect::Status => meta.send_message(target, body.into(), token).await,
            Effect::Refund => {
                let first = meta.refund(target, body.clone().into(), token).await;
                let is_lost = matches!(first.outcome, Outcome::Unknown { .. });
                if is_lost && mutant::is(Mutant::RetryOnTimeout) {
                    meta.refund(target, body.into(), token).await
                } else {
                    first
                }
            }
        };

        if let Some(reply) = &exchange.reply {
            self.learn_time(order.account_id, reply);
        }
        match effect {
            Effect::Send => fail_point!("send.answered"),
            Effect::Refund => fail_point!("refund.answered"),
            Effect::Status => fail_point!("status.answered"),
        }
        let answer = exchange.clone();
        let recorded = self
            .record_until_kept(operation, order.account_id, exchange)
            .await?;
        match effect {
            Effect::Send => fail_point!("send.recorded"),
            Effect::Refund => fail_point!("refund.recorded"),
            Effect::Status => fail_point!("status.recorded"),
        }
        // Nothing reads the answer for words before what it proves is in the book.
        Ok((recorded, answer.complaint()))
    }

    /// Writes the outcome, again and again until the book takes it, cannot take it any more, or the
    /// program leaves. What the book does not know yet is unknown, never failed.
    async fn record_until_kept(
        &self,
        operation: OperationId,
        account: AccountId,
        exchange: Exchange,
    ) -> Result<OperationRow, DeskError> {
        let mut pause = RETRY_FIRST;
        loop {
            let (now_ms, attempt) = (self.now_ms(), exchange.clone());
            let provider_now = self.provider_now(account);
            let write = self
                .inner
                .store
                .write(move |tx| record(tx, operation, &attempt, now_ms, provider_now));
            let error = match write.await {
                Ok(row) => return Ok(row),
                Err(error) => error,
            };
            let outcome = exchange.outcome.state().word();
            tracing::error!(%operation, outcome, %error, "Could not write the outcome of an operation");
            if !may_pass(&error) {
                return Err(DeskError::OutcomeNotKept {
                    outcome: exchange.outcome,
                    error,
                });
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(RETRY_MOST),
                () = self.inner.leaving.cancelled() => {
                    return Err(DeskError::OutcomeNotKept { outcome: exchange.outcome, error });
                }
            }
        }
    }
}

/// Whether trying again may help: a full disk is emptied, a damaged book does not mend itself.
fn may_pass(error: &StoreError) -> bool {
    !matches!(
        error,
        StoreError::Damaged { .. } | StoreError::Defect(_) | StoreError::Closed
    )
}

/// Third commit: the outcome, the message's name at the provider, the raw answer, and when the order
/// is looked up.
fn record(
    tx: &Tx<'_>,
    id: OperationId,
    exchange: &Exchange,
    now_ms: i64,
    provider_now: ProviderNow,
) -> Result<OperationRow, StoreError> {
    let operation = tx.operation(id)?;
    if operation.state != OperationState::InFlight {
        return Ok(operation);
    }
    // Kept first, so that the line of the activity names what it rests on.
    if let Some(reply) = &exchange.reply {
        tx.keep_exchange(&evidence(&operation, reply, now_ms))?;
    }
    tx.record_outcome(id, &exchange.outcome, now_ms)?;
    let is_message = operation.kind != OperationKind::Refund;
    if let (true, Outcome::Accepted { provider_id }) = (is_message, &exchange.outcome) {
        tx.name_message(id, provider_id)?;
        if operation.kind == OperationKind::Cancel && mutant::is(Mutant::AcceptedIsCancelled) {
            tx.settle_operation(id, OperationState::Confirmed, "Accepted", now_ms)?;
        }
    }
    let news = match (operation.kind, &exchange.outcome) {
        (OperationKind::OrderStatus | OperationKind::Cancel, _)
        | (_, Outcome::NotSent { .. } | Outcome::Refused { .. }) => News::Settled,
        (_, Outcome::Accepted { .. } | Outcome::Unknown { .. }) => News::Sent,
    };
    let order = tx.order(operation.order_id)?;
    relist(tx, &order, None, now_ms)?;
    reschedule(tx, &order, news, provider_now)?;
    tx.operation(id)
}

fn evidence(operation: &OperationRow, reply: &Reply, now_ms: i64) -> NewEvidence {
    NewEvidence {
        order_id: operation.order_id,
        account_id: operation.account_id,
        environment: operation.environment,
        operation_id: Some(operation.id),
        http_status: Some(reply.status),
        body: reply.body.to_vec(),
        provider_date_ms: reply.date_ms,
        seen_at_ms: now_ms,
    }
}
