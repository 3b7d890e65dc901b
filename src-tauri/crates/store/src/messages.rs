//! Owns the messages table: what carried orders to customers.

use crate::{
    db::{Tx, found},
    error::StoreError,
};
use counterfoil_domain::{
    account::Environment,
    ids::{AccountId, MessageId, OperationId, OrderId},
};
use rusqlite::named_params;

/// What kind of message it is at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// Only within 24 hours of the customer's last message.
    Interactive,
    /// An approved template, at any time.
    Template,
}

impl MessageKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Interactive => "interactive",
            Self::Template => "template",
        }
    }
}

/// A message to be written with the operation that sends it.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Its id.
    pub id: MessageId,
    /// The account it goes out from.
    pub account_id: AccountId,
    /// That account's environment.
    pub environment: Environment,
    /// The send that carries it.
    pub operation_id: OperationId,
    /// Its kind.
    pub kind: MessageKind,
    /// The orders in it.
    pub orders: Vec<OrderId>,
    /// Now, UTC.
    pub created_at_ms: i64,
}

impl Tx<'_> {
    /// Writes a message and the orders in it.
    pub fn write_message(&self, new: &NewMessage) -> Result<(), StoreError> {
        self.prepare(
            "INSERT INTO messages (id, account_id, environment, operation_id, kind,
                     created_at_ms)
                 VALUES (:id, :account, :environment, :operation, :kind, :now)",
        )?
        .execute(named_params! {
            ":id": new.id.to_string(),
            ":account": new.account_id.to_string(),
            ":environment": new.environment.word(),
            ":operation": new.operation_id.to_string(),
            ":kind": new.kind.word(),
            ":now": new.created_at_ms,
        })?;
        let mut link = self.prepare(
            "INSERT INTO message_orders (message_id, order_id) VALUES (:message, :order)",
        )?;
        for order in &new.orders {
            link.execute(
                named_params! { ":message": new.id.to_string(), ":order": order.to_string() },
            )?;
        }
        Ok(())
    }

    /// Notes the provider's id of the message an accepted send carried.
    pub fn name_message(
        &self,
        operation: OperationId,
        provider_message_id: &str,
    ) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "UPDATE messages SET provider_message_id = :name WHERE operation_id = :operation",
        )?;
        let given =
            named_params! { ":operation": operation.to_string(), ":name": provider_message_id };
        found(statement.execute(given)?, || {
            format!("message of operation {operation}")
        })
    }
}
