//! Owns telling a customer the status of an order: what may be told, and the first two commits.

use crate::{
    cancels::stops_now,
    desk::Desk,
    effects::{Effect, InFlight},
    error::DeskError,
    lists::relist,
};
use counterfoil_domain::{
    account::Account,
    ids::{AccountId, MessageId, OperationId, OrderId},
    operation::{OperationKind, OperationState},
    order_state::PaymentState,
    order_status::{OrderStatus, StatusMessage, StatusRoute},
};
use counterfoil_providers::meta::{
    Complaint, Target, status_body::status_body, templates::StatusTemplate,
};
use counterfoil_store::{
    Db, MessageKind, NewMessage, NewOperation, NewStatusMessage, OperationRow, OrderRow,
    StatusMessageRow, StoreError, Tx,
};
use fail::fail_point;

/// The code with which an interactive message is refused more than 24 hours after the customer last
/// wrote (Meta, error codes): the same goes out by template.
pub const WINDOW_CLOSED: &str = "131047";

/// Before a cancel the payment was looked up so long ago at most.
const FRESH_MS: u64 = 10_000;

/// What a person wants a customer to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusAsked {
    /// The order.
    pub order: OrderId,
    /// The status; a cancel has its own use case.
    pub status: OrderStatus,
    /// The note beside it.
    pub description: Option<String>,
    /// How it reaches them.
    pub route: StatusRoute,
}

/// A status message that left, or that may have.
#[derive(Clone, Debug)]
pub struct StatusSent {
    /// The order.
    pub order: OrderRow,
    /// The message, with its outcome.
    pub operation: OperationRow,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<Complaint>,
}

/// What a status message rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Grounds {
    /// On nothing: it costs nobody money.
    Nothing,
    /// A cancel: on the lookup just made, at this moment of the clock that only goes on.
    Lookup { looked_up_ms: u64 },
    /// A cancel of what cannot be looked up: on what a person read at the gateway.
    Gateway(String),
}

impl StatusSent {
    /// It was refused because the customer wrote too long ago: a template reaches them.
    pub fn is_window_closed(&self) -> bool {
        self.operation.outcome_code.as_deref() == Some(WINDOW_CLOSED)
    }
}

impl Desk {
    /// Tells a customer the status of an order: three commits and one request, which is never
    /// repeated.
    ///
    /// # Errors
    /// Nothing left when this errs, except [`DeskError::OutcomeNotKept`] and
    /// [`DeskError::EffectLost`]. A message that may have left is none: its operation is unknown.
    pub async fn send_status(&self, asked: StatusAsked) -> Result<StatusSent, DeskError> {
        if asked.status == OrderStatus::Canceled {
            let words = "an order is cancelled after a lookup, not by a status message";
            return Err(DeskError::Input(words.to_owned()));
        }
        let message = StatusMessage::new(asked.status, asked.description.as_deref(), asked.route)?;
        self.tell(asked.order, message, Grounds::Nothing).await
    }

    /// Lists the approved templates of an order's account through which its customer is told a status.
    ///
    /// # Errors
    /// [`DeskError::NotListed`] when the provider declined or did not answer.
    pub async fn status_templates_of_order(
        &self,
        id: OrderId,
    ) -> Result<Vec<StatusTemplate>, DeskError> {
        let read = self.inner.store.read(move |db| db.account_of_order(id));
        self.status_templates(read.await?).await
    }

    /// Lists the approved templates of an account through which a customer is told a status.
    ///
    /// # Errors
    /// [`DeskError::NotListed`] when the provider declined or did not answer.
    pub async fn status_templates(
        &self,
        account: AccountId,
    ) -> Result<Vec<StatusTemplate>, DeskError> {
        let account = self.account(account).await?;
        let token = self.access_token(&account).await?;
        let target = Target::of(&account)?;
        let listed = self.inner.meta.status_templates(&target, &token);
        listed.await.map_err(DeskError::NotListed)
    }

    /// Sends a status message that rests on this; one that is prepared for the same status leaves as
    /// it is.
    pub(crate) async fn tell(
        &self,
        id: OrderId,
        message: StatusMessage,
        grounds: Grounds,
    ) -> Result<StatusSent, DeskError> {
        if let Some(prepared) = self.prepared_told(id, message.status()).await? {
            return self.send_prepared_status(prepared).await;
        }
        let (order, account) = self.tellable(id, &message).await?;
        let token = self.access_token(&account).await?;
        // The number it was sent from, even if the account has another one by now.
        let target = Target {
            phone_number_id: order.phone_number_id.clone(),
            ..Target::of(&account)?
        };
        fail_point!("status.before");
        let start = self.clone().start_status(order, message, grounds);
        let (order, operation, complaint) = self.carry_out(start, target, token).await?;
        tracing::info!(
            order.reference_id = order.reference_id.as_str(),
            operation.kind = operation.kind.word(),
            operation.state = operation.state.word(),
            "Told a customer the status of an order"
        );
        Ok(StatusSent {
            order,
            operation,
            complaint,
        })
    }

    /// The message that is prepared for this status, if one is; never a cancel, which rests on a
    /// lookup just made.
    async fn prepared_told(
        &self,
        id: OrderId,
        status: OrderStatus,
    ) -> Result<Option<OperationId>, DeskError> {
        let messages = self
            .inner
            .store
            .read(move |db| db.status_messages(id))
            .await?;
        let is_meant = |row: &&StatusMessageRow| {
            row.state == OperationState::Prepared
                && row.message.status() == status
                && !status.is_cancel()
        };
        Ok(messages.iter().find(is_meant).map(|row| row.operation))
    }

    /// Sends a status message that is prepared.
    ///
    /// # Errors
    /// It is no status message, or no longer prepared.
    pub async fn send_prepared_status(&self, id: OperationId) -> Result<StatusSent, DeskError> {
        let read = self.inner.store.read(move |db| {
            let operation = db.operation(id)?;
            let order = db.order(operation.order_id)?;
            let account = db.account(operation.account_id)?;
            Ok((operation, order, account))
        });
        let (operation, order, account) = read.await?;
        let (from, to) = (operation.state, OperationState::InFlight);
        if operation.kind != OperationKind::OrderStatus || from != OperationState::Prepared {
            return Err(StoreError::IllegalMove { from, to }.into());
        }
        let token = self.access_token(&account).await?;
        let target = Target {
            phone_number_id: order.phone_number_id.clone(),
            ..Target::of(&account)?
        };
        let desk = self.clone();
        let start = async move {
            let (now_ms, provider_ms) = (desk.now_ms(), desk.provider_now(order.account_id).ms);
            let start = desk.inner.store.write(move |tx| {
                Ok(InFlight {
                    body: tx.mark_status_in_flight(id, now_ms, provider_ms)?,
                    order,
                    operation: id,
                    effect: Effect::Status,
                })
            });
            Ok(start.await?)
        };
        let (order, operation, complaint) = self.carry_out(start, target, token).await?;
        Ok(StatusSent {
            order,
            operation,
            complaint,
        })
    }

    /// The order and its account, if the customer may be told this now.
    pub(crate) async fn tellable(
        &self,
        id: OrderId,
        message: &StatusMessage,
    ) -> Result<(OrderRow, Account), DeskError> {
        let read = self.inner.store.read(move |db| {
            let order = db.order(id)?;
            let account = db.account(order.account_id)?;
            let fulfilment = db.fulfilment(id)?;
            let reached = has_reached(db, &order)?;
            Ok((order, account, fulfilment, reached))
        });
        let (order, account, fulfilment, has_reached) = read.await?;
        if !has_reached {
            let words = "this order did not reach its customer, so there is nobody to tell";
            return Err(DeskError::Input(words.to_owned()));
        }
        message.clone().after(&fulfilment)?;
        Ok((order, account))
    }

    /// The first two commits: the operation with the exact bytes and what it rests on; and that it is
    /// about to leave.
    async fn start_status(
        self,
        order: OrderRow,
        message: StatusMessage,
        grounds: Grounds,
    ) -> Result<InFlight, DeskError> {
        if let Grounds::Lookup { looked_up_ms } = grounds
            && self.inner.clock.elapsed_ms().saturating_sub(looked_up_ms) > FRESH_MS
        {
            return Err(StoreError::NotUnpaid.into());
        }
        let now_ms = self.now_ms();
        let provider_ms = self.provider_now(order.account_id).ms;
        let new = NewTold {
            operation: OperationId::new(now_ms, self.id_bytes()),
            message_id: MessageId::new(now_ms, self.id_bytes()),
            message,
            grounds,
            now_ms,
        };
        let operation = new.operation;
        let prepare = move |tx: &Tx<'_>| {
            prepare_status(tx, &order, new)?;
            Ok(order)
        };
        let start = move |tx: &Tx<'_>, order: OrderRow| {
            Ok(InFlight {
                body: tx.mark_status_in_flight(operation, now_ms, provider_ms)?,
                order,
                operation,
                effect: Effect::Status,
            })
        };
        Ok(self.inner.store.write_twice(prepare, start).await?)
    }
}

/// A status message to be prepared.
pub(crate) struct NewTold {
    pub(crate) operation: OperationId,
    pub(crate) message_id: MessageId,
    pub(crate) message: StatusMessage,
    pub(crate) grounds: Grounds,
    pub(crate) now_ms: i64,
}

/// Writes a prepared status message, unless the customer may not be told this any more.
pub(crate) fn prepare_status(
    tx: &Tx<'_>,
    order: &OrderRow,
    new: NewTold,
) -> Result<(), StoreError> {
    let NewTold {
        operation,
        message_id,
        message,
        grounds,
        now_ms,
    } = new;
    if message.clone().after(&tx.fulfilment(order.id)?).is_err() {
        return Err(StoreError::StatusBlocked);
    }
    let kind = match message.status() {
        OrderStatus::Canceled => OperationKind::Cancel,
        _ => OperationKind::OrderStatus,
    };
    let message_kind = match message.route() {
        StatusRoute::Interactive { .. } => MessageKind::Interactive,
        StatusRoute::Template { .. } => MessageKind::Template,
    };
    let (lookup_evidence_id, gateway_says) = match grounds {
        Grounds::Nothing => (None, None),
        Grounds::Gateway(words) => (None, Some(words)),
        Grounds::Lookup { .. } => (Some(clean_lookup(tx, order)?), None),
    };
    let label = operation.to_string();
    let body = status_body(
        &order.customer,
        order.reference_id.as_str(),
        &message,
        &label,
    );
    tx.prepare_status(&NewStatusMessage {
        operation: NewOperation {
            id: operation,
            account_id: order.account_id,
            environment: order.environment,
            kind,
            order_id: order.id,
            amount_minor: None,
            request_body: body,
            prepared_at_ms: now_ms,
        },
        message,
        lookup_evidence_id,
        gateway_says,
    })?;
    tx.write_message(&NewMessage {
        id: message_id,
        account_id: order.account_id,
        environment: order.environment,
        operation_id: operation,
        kind: message_kind,
        orders: vec![order.id],
        created_at_ms: now_ms,
    })?;
    relist(tx, order, None, now_ms)
}

/// Whether the customer may have the order.
pub(crate) fn has_reached(db: &Db<'_>, order: &OrderRow) -> Result<bool, StoreError> {
    let send = db.effects_on_order(order.id)?.send;
    let is_known = db.order_state(order)?.payment != PaymentState::NotKnown;
    Ok(is_known || send.is_some_and(|send| send.may_have_left() && !send.is_refusal()))
}

/// The number of the last answer, which with everything else shows neither money nor an attempt.
fn clean_lookup(db: &Db<'_>, order: &OrderRow) -> Result<i64, StoreError> {
    let last = db.last_answer(order.id)?;
    match (stops_now(db, order)?, last) {
        (None, Some(answer)) => Ok(answer.id),
        _ => Err(StoreError::NotUnpaid),
    }
}
