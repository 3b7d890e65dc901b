//! Owns sending an order: what must be known first, and the first of the three commits.

use crate::{
    activity::tell_order,
    desk::Desk,
    effects::{Effect, InFlight},
    error::DeskError,
    lookups,
    orders::{row_of, sendable},
};
use counterfoil_domain::{
    Secret,
    account::Account,
    activity::Deed,
    decision::reason,
    ids::{MessageId, OperationId, OrderId},
    operation::{OperationKind, OperationState},
    order::Order,
    order_state::PaymentState,
    payment::LookupAnswer,
};
use counterfoil_providers::meta::{
    Complaint, Target, Tries, order_body,
    refusals::{self, Call, RefusalClass},
};
use counterfoil_store::{
    Db, MessageKind, NewMessage, NewOperation, NewOrder, OperationRow, OrderRow, StoreError, Tx,
};
use fail::fail_point;
use std::sync::atomic::Ordering;

/// Why an order keeps its reference id from being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyBlocked {
    /// A send of it counts: it was sent, or may have been, or may be at any moment.
    Sent(OperationState),
    /// No send of it counts, and yet the provider knows it.
    KnownToProvider,
    /// It was sent from another number of the same business.
    UsedByAnotherNumber,
}

/// An order that was sent, or that may have been.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The order.
    pub order: OrderRow,
    /// The send, with its outcome.
    pub operation: OperationRow,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<Complaint>,
    /// A lookup can show what became of it.
    pub has_lookup: bool,
}

impl Desk {
    /// Sends an order from an account as the caller knows it: three commits and one request, which
    /// is never repeated.
    ///
    /// # Errors
    /// Nothing was sent when this errs, except [`DeskError::OutcomeNotKept`] and
    /// [`DeskError::EffectLost`]; an account that was removed meanwhile is such an error.
    /// An order that may have been sent is none: its operation is unknown.
    pub async fn send_order_body(&self, account: &Account, body: &[u8]) -> Result<Sent, DeskError> {
        self.send_order_body_knowing(account, body, None).await
    }

    /// The same, where a person has read at the gateway what it shows of the order: a restored book
    /// sends what the provider cannot be asked about on that word alone, and keeps it.
    ///
    /// # Errors
    /// As [`Desk::send_order_body`]; [`DeskError::NeedsGatewayWord`] where such a word is missing.
    pub async fn send_order_body_knowing(
        &self,
        account: &Account,
        body: &[u8],
        gateway_says: Option<&str>,
    ) -> Result<Sent, DeskError> {
        let payees = self.expected_payees(account.id).await?;
        let order = sendable(Self::check_order_body(body, self.now_ms(), &payees))?;
        self.send_order(account, order, gateway_says).await
    }

    /// Sends a checked order, as [`Desk::send_order_body_knowing`] does. There is no other way to send one
    /// anew.
    pub(crate) async fn send_order(
        &self,
        account: &Account,
        order: Order,
        gateway_says: Option<&str>,
    ) -> Result<Sent, DeskError> {
        let target = Target::of(account)?;
        let token = self.access_token(account).await?;
        let has_lookup = account.capabilities(order.payment_mode()).lookup;
        // A restored book may not know what left since its backup was made (money-protocol,
        // section 6).
        let said = match (self.inner.is_restored.load(Ordering::Relaxed), has_lookup) {
            (true, true) => {
                self.ask_first(&target, &order, &token).await?;
                None
            }
            (true, false) => {
                let words = gateway_says.and_then(reason);
                Some(words.ok_or(DeskError::NeedsGatewayWord)?)
            }
            (false, _) => None,
        };

        let start = self.clone().start_send(account.clone(), order, said);
        let (order, operation, complaint) = self.carry_out(start, target, token).await?;

        tracing::info!(
            order.reference_id = order.reference_id.as_str(),
            operation.state = operation.state.word(),
            "Sent an order"
        );
        Ok(Sent {
            order,
            operation,
            complaint,
            has_lookup,
        })
    }

    /// Asks the provider for the reference id of an order that was never sent from this book.
    async fn ask_first(
        &self,
        target: &Target,
        order: &Order,
        token: &Secret,
    ) -> Result<(), DeskError> {
        let reference_id = order.reference_id().as_str();
        let configuration = order.configuration_name().ok_or(DeskError::NoLookup)?;
        let exchange = self
            .inner
            .meta
            .look_up(target, configuration, reference_id, token, Tries::Few)
            .await;
        match exchange.answer {
            Ok(LookupAnswer::Payments(payments))
                if payments
                    .iter()
                    .any(|payment| payment.reference_id == reference_id) =>
            {
                Err(StoreError::AlreadyKnown {
                    reference_id: reference_id.to_owned(),
                }
                .into())
            }
            Ok(LookupAnswer::Payments(_)) => Ok(()),
            Ok(LookupAnswer::Declined { code, .. }) if means_not_found(&code) => Ok(()),
            Ok(LookupAnswer::Declined { words, .. }) => {
                let reply = exchange.reply.as_ref();
                let complaint = reply.and_then(|reply| Complaint::in_answer(&reply.body));
                Err(DeskError::NotAskedFirst {
                    words,
                    complaint: complaint.map(Box::new),
                })
            }
            Ok(LookupAnswer::Unreadable { why }) => Err(not_asked_first(why)),
            Err(none) => Err(not_asked_first(none.to_string())),
        }
    }

    /// The first two commits: the order, its message and the operation with the exact bytes, and
    /// what a person said that the gateway shows; and that it is about to leave.
    async fn start_send(
        self,
        account: Account,
        order: Order,
        said: Option<String>,
    ) -> Result<InFlight, DeskError> {
        fail_point!("send.before");
        let now_ms = self.now_ms();
        let operation = OperationId::new(now_ms, self.id_bytes());
        let message = MessageId::new(now_ms, self.id_bytes());
        let new = row_of(
            &account,
            &order,
            OrderId::new(now_ms, self.id_bytes()),
            now_ms,
        )?;
        let body = order_body::write(&order);
        let prepare = move |tx: &Tx<'_>| {
            let row = sendable_row(tx, &account, new)?;
            write_send(tx, &row, operation, message, body, now_ms)?;
            if let Some(said) = said {
                let words = format!(
                    "sent {} by what the gateway shows: {said}",
                    row.reference_id
                );
                tell_order(tx, Deed::Decision, &row, &words, now_ms)?;
            }
            Ok(row)
        };
        let start = move |tx: &Tx<'_>, order: OrderRow| {
            let body = tx.mark_in_flight(operation, now_ms)?;
            Ok(InFlight {
                order,
                operation,
                body,
                effect: Effect::Send,
            })
        };
        Ok(self.inner.store.write_twice(prepare, start).await?)
    }
}

/// The row an order is written to: the one it has, if it was never sent under this reference id, or
/// a new one.
///
/// # Errors
/// The account was taken out of use, the provider knows the order already, or another number
/// of the business has used its reference id. What blocks it in the book is named by the database.
fn sendable_row(tx: &Tx<'_>, account: &Account, new: NewOrder) -> Result<NewOrder, StoreError> {
    if !tx.is_account_in_use(account.id)? {
        return Err(StoreError::NotFound(format!(
            "account named `{}`",
            account.name
        )));
    }
    let reference_id = new.reference_id.as_str().to_owned();
    let row = match tx.order_of_account(new.account_id, &new.reference_id)? {
        Some(known) if blocked_by(tx, &known)? == Some(WhyBlocked::KnownToProvider) => {
            return Err(StoreError::AlreadyKnown { reference_id });
        }
        // What left can be looked up and refunded only as it was sent.
        Some(known)
            if known.payment_mode != new.payment_mode && may_be_somewhere(tx, known.id)? =>
        {
            return Err(StoreError::Taken(format!(
                "a request with reference id {reference_id} that may have left, paid another way"
            )));
        }
        Some(known) => NewOrder {
            id: known.id,
            created_at_ms: known.created_at_ms,
            ..new
        },
        None => new,
    };
    if tx
        .reference_used_elsewhere(account, &row.reference_id)?
        .is_some()
    {
        return Err(StoreError::UsedElsewhere { reference_id });
    }
    Ok(row)
}

/// Nobody said anything about the order.
fn not_asked_first(words: String) -> DeskError {
    DeskError::NotAskedFirst {
        words,
        complaint: None,
    }
}

/// Whether a send of an order may have reached anybody.
fn may_be_somewhere(db: &Db<'_>, order: OrderId) -> Result<bool, StoreError> {
    let operations = db.operations_of_order(order)?;
    Ok(operations.iter().any(|operation| {
        operation.kind == OperationKind::Send
            && operation.state.may_have_left()
            && !operation.state.is_refusal()
    }))
}

/// What keeps a known order from being sent: a send of ours that counts, or that the provider knows
/// it although none does.
pub(crate) fn blocked_by(db: &Db<'_>, known: &OrderRow) -> Result<Option<WhyBlocked>, StoreError> {
    let operations = db.operations_of_order(known.id)?;
    let blocking = operations.iter().find(|operation| {
        operation.kind == OperationKind::Send && operation.state.blocks_another(operation.kind)
    });
    if let Some(operation) = blocking {
        return Ok(Some(WhyBlocked::Sent(operation.state)));
    }
    let state = lookups::fold_of(db, known.id, &known.billed())?.state();
    let is_known = state.payment != PaymentState::NotKnown;
    Ok(is_known.then_some(WhyBlocked::KnownToProvider))
}

/// Writes an order with a prepared send of it and the message that carries it.
pub(crate) fn write_send(
    tx: &Tx<'_>,
    row: &NewOrder,
    operation_id: OperationId,
    message_id: MessageId,
    request_body: Vec<u8>,
    now_ms: i64,
) -> Result<(), StoreError> {
    tx.write_order(row)?;
    tx.prepare_operation(&NewOperation {
        id: operation_id,
        account_id: row.account_id,
        environment: row.environment,
        kind: OperationKind::Send,
        order_id: row.id,
        amount_minor: None,
        request_body,
        prepared_at_ms: now_ms,
    })?;
    tx.write_message(&NewMessage {
        id: message_id,
        account_id: row.account_id,
        environment: row.environment,
        operation_id,
        kind: MessageKind::Interactive,
        orders: vec![row.id],
        created_at_ms: now_ms,
    })
}

/// No document shows what an unknown reference id is answered with; a complaint about what was
/// asked for counts, one about the token or the rate does not.
fn means_not_found(code: &str) -> bool {
    let refusal = refusals::refusal(Call::Lookup, code);
    refusal.is_some_and(|refusal| {
        matches!(
            refusal.class,
            RefusalClass::Validation | RefusalClass::Configuration
        )
    })
}
