//! Owns checking and sending orders, and listing them.

use crate::{desk::Desk, error::DeskError, lookups};
use counterfoil_domain::{
    account::{Account, Environment},
    finding::Finding,
    ids::{MessageId, OperationId, OrderId},
    operation::OperationKind,
    order::{Order, Totals},
};
use counterfoil_providers::meta::{order_body, refusals};
use counterfoil_store::{
    MessageKind, NewMessage, NewOperation, NewOrder, OperationRow, OrderListRow, OrderRow, Page,
    StoreError,
};
use fail::fail_point;

/// What was found in an `order_details` body.
#[derive(Clone, Debug)]
pub struct CheckedBody {
    /// Everything found, with the JSON path of each.
    pub findings: Vec<Finding>,
    /// What the items add up to, where that can be said.
    pub totals: Option<Totals>,
    /// The order, when nothing forbids sending it.
    pub order: Option<Order>,
}

/// An order that was sent, or that may have been.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The order.
    pub order: OrderRow,
    /// The send, with its outcome.
    pub operation: OperationRow,
    /// Another account of the same business has used this reference id, which Meta wants unique in
    /// the business.
    pub reference_used_elsewhere: bool,
}

impl Sent {
    /// What to do about a refusal, if the provider's code says.
    pub fn advice(&self) -> Option<&'static str> {
        let code = self.operation.outcome_code.as_deref()?;
        refusals::refusal(refusals::Call::Send, code).map(|refusal| refusal.advice)
    }
}

/// What the first commit left.
struct Prepared {
    order: OrderRow,
    operation: OperationId,
    reference_used_elsewhere: bool,
}

impl Desk {
    /// Checks a Cloud API `order_details` body. Needs no account and changes nothing.
    pub fn check_order_body(body: &[u8], now_ms: i64) -> CheckedBody {
        let checked = order_body::check_body(body, now_ms);
        CheckedBody {
            findings: checked.findings,
            totals: checked.totals,
            order: checked.order,
        }
    }

    /// Sends an order: three commits and one request, which is never repeated.
    ///
    /// # Errors
    /// Nothing was sent when this errs, except [`DeskError::OutcomeNotKept`] and
    /// [`DeskError::EffectLost`]. An order that may have been sent is no error: its operation is
    /// unknown.
    pub async fn send_order_body(&self, account: &str, body: &[u8]) -> Result<Sent, DeskError> {
        let account = self.account_named(account).await?;
        let checked = Self::check_order_body(body, self.now_ms());
        let order = sendable(checked)?;
        let token = self.access_token(&account).await?;

        let prepared = self.prepare_send(&account, &order).await?;
        let operation = self.carry_out(prepared.operation, &account, token).await?;

        tracing::info!(
            order.reference_id = prepared.order.reference_id.as_str(),
            operation.state = operation.state.word(),
            "Sent an order"
        );
        Ok(Sent {
            order: prepared.order,
            operation,
            reference_used_elsewhere: prepared.reference_used_elsewhere,
        })
    }

    /// First commit: the order, its message and the operation with the exact bytes.
    async fn prepare_send(&self, account: &Account, order: &Order) -> Result<Prepared, DeskError> {
        fail_point!("send.before");
        let now_ms = self.now_ms();
        let operation_id = OperationId::new(now_ms, self.id_bytes());
        let message_id = MessageId::new(now_ms, self.id_bytes());
        let row = row_of(
            account,
            order,
            OrderId::new(now_ms, self.id_bytes()),
            now_ms,
        )?;
        let (body, sender) = (order_body::write(order), account.clone());
        let prepared = self
            .inner
            .store
            .write(move |tx| {
                let known = tx.order_of_account(row.account_id, &row.reference_id)?;
                let is_known = known.is_some();
                let row = match known {
                    Some(known) => NewOrder {
                        id: known.id,
                        created_at_ms: known.created_at_ms,
                        ..row
                    },
                    None => row,
                };
                tx.write_order(&row)?;
                if is_known {
                    // It may ask for another amount now, and what came is compared with that.
                    lookups::refold(tx, &row)?;
                }
                tx.prepare_operation(&NewOperation {
                    id: operation_id,
                    account_id: row.account_id,
                    environment: row.environment,
                    kind: OperationKind::Send,
                    order_id: row.id,
                    request_body: body,
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
                })?;
                Ok(Prepared {
                    reference_used_elsewhere: tx
                        .reference_used_elsewhere(&sender, &row.reference_id)?,
                    order: row,
                    operation: operation_id,
                })
            })
            .await?;
        Ok(prepared)
    }

    /// A page of orders, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn orders(
        &self,
        environment: Environment,
        page: Page,
    ) -> Result<Vec<OrderListRow>, DeskError> {
        Ok(self
            .inner
            .store
            .read(move |db| db.order_list(environment, &page))
            .await?)
    }

    /// The order with this reference id; `account` tells apart what several accounts used.
    ///
    /// # Errors
    /// There is none, or several and no account was named.
    pub async fn order_with_reference(
        &self,
        reference_id: &str,
        account: Option<&str>,
    ) -> Result<OrderRow, DeskError> {
        let wanted = match account {
            Some(name) => Some(self.account_named(name).await?.id),
            None => None,
        };
        let reference = reference_id.to_owned();
        let found = self
            .inner
            .store
            .read(move |db| db.orders_with_reference(&reference))
            .await?;
        let mut mine = found
            .into_iter()
            .filter(|order| wanted.is_none_or(|id| id == order.account_id));
        match (mine.next(), mine.next()) {
            (Some(order), None) => Ok(order),
            (Some(_), Some(_)) => Err(DeskError::Ambiguous {
                reference_id: reference_id.to_owned(),
            }),
            (None, _) => Err(StoreError::NotFound(format!(
                "order with reference id `{reference_id}`"
            ))
            .into()),
        }
    }
}

/// The order that may leave, or what forbids it.
pub(crate) fn sendable(checked: CheckedBody) -> Result<Order, DeskError> {
    checked.order.ok_or(DeskError::Findings(checked.findings))
}

/// What the book keeps of an order sent from an account.
pub(crate) fn row_of(
    account: &Account,
    order: &Order,
    id: OrderId,
    now_ms: i64,
) -> Result<NewOrder, DeskError> {
    let draft = serde_json::to_string(order.draft())
        .map_err(|error| DeskError::Input(format!("the order cannot be kept: {error}")))?;
    Ok(NewOrder {
        id,
        account_id: account.id,
        environment: account.environment,
        phone_number_id: account.phone_number_id.clone(),
        reference_id: order.reference_id().clone(),
        configuration_name: order.configuration_name().to_owned(),
        total: order.total(),
        customer: order.customer().clone(),
        customer_name: order
            .draft()
            .beneficiaries
            .first()
            .map(|person| person.name.clone()),
        draft,
        created_at_ms: now_ms,
        expires_at_ms: order.expires_at_ms(),
    })
}
