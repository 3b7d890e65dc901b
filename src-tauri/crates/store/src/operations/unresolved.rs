//! Owns the list of operations nobody knows the end of, with what a person needs to judge each.

use super::{COLUMNS, OperationRow, read};
use crate::{
    db::{Db, Page, word},
    error::StoreError,
    orders::{read_capabilities, read_money, read_phone},
};
use counterfoil_domain::{
    account::Environment, ids::OrderId, money::Money, order_state::PaymentState, phone::Phone,
};
use rusqlite::{OptionalExtension, Row, named_params};

/// An unresolved operation with the order and the account it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnresolvedOperationRow {
    /// The operation.
    pub operation: OperationRow,
    /// What the order asks for.
    pub total: Money,
    /// What a refund moves; none for every other kind.
    pub refund: Option<Money>,
    /// Who was asked.
    pub customer: Phone,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// When the order can no longer be paid, UTC.
    pub expires_at_ms: Option<i64>,
    /// Where its payment stands.
    pub payment: PaymentState,
    /// When a lookup of it was last answered, UTC.
    pub looked_up_at_ms: Option<i64>,
    /// A send of it may have left this machine.
    pub may_have_left: bool,
    /// The account's name.
    pub account_name: String,
    /// The account was not taken out of use.
    pub is_account_in_use: bool,
    /// The account has an access token.
    pub has_access_token: bool,
    /// The provider can be asked for the state of the order's payment.
    pub has_lookup: bool,
}

/// Whether a send of an order may have left. A withdrawn one of a restored book may: after the
/// backup was made.
const MAY_HAVE_LEFT: &str = "EXISTS (
    SELECT 1 FROM operations AS sends
    WHERE sends.target = orders.id AND sends.kind = 'send'
      AND (sends.state NOT IN ('prepared', 'not_sent', 'withdrawn')
           OR sends.state = 'withdrawn' AND sends.prepared_at_ms <=
               (SELECT restored_at_ms FROM books WHERE one_row = 1)))";

impl Db<'_> {
    /// Whether a send of this order may have left this machine.
    pub fn may_have_left(&self, order: OrderId) -> Result<bool, StoreError> {
        let sql = format!("SELECT {MAY_HAVE_LEFT} AS may_have_left FROM orders WHERE id = :order");
        let mut statement = self.prepare(&sql)?;
        let given = named_params! { ":order": order.to_string() };
        let found = statement
            .query_row(given, |row| row.get("may_have_left"))
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("order {order}")))
    }

    /// A page of the operations nobody knows the end of, newest first.
    pub fn unresolved_operations(
        &self,
        environment: Environment,
        page: &Page,
    ) -> Result<Vec<UnresolvedOperationRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, amount_minor, currency, total_minor, customer_phone, customer_name, expires_at_ms,
                 coalesce((SELECT payment FROM order_states
                           WHERE order_states.order_id = orders.id), 'not_known') AS payment,
                 (SELECT last_at_ms FROM lookup_runs WHERE lookup_runs.order_id = orders.id
                  ORDER BY lookup_runs.id DESC LIMIT 1) AS looked_up_at_ms,
                 {MAY_HAVE_LEFT} AS may_have_left, accounts.name AS account_name,
                 accounts.removed_at_ms IS NULL AS is_account_in_use,
                 access_token_set_at_ms IS NOT NULL AS has_access_token, provider, payment_mode
             FROM operations
             JOIN orders ON orders.id = operations.order_id
             JOIN accounts ON accounts.id = operations.account_id
             WHERE state IN ('prepared', 'in_flight', 'unknown')
               AND operations.environment = :environment
               AND (prepared_at_ms, operations.id) < (:at, :id)
             ORDER BY prepared_at_ms DESC, operations.id DESC LIMIT :rows"
        );
        let mut statement = self.prepare(&sql)?;
        let (at_ms, id) = page.start();
        let given = named_params! {
            ":environment": environment.word(), ":at": at_ms, ":id": id, ":rows": page.limit(),
        };
        let rows = statement.query_map(given, read_unresolved)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many operations nobody knows the end of.
    pub fn count_unresolved(&self, environment: Environment) -> Result<u64, StoreError> {
        let mut statement = self.prepare(
            "SELECT count(*) AS unresolved FROM operations
             WHERE state IN ('prepared', 'in_flight', 'unknown') AND environment = :environment",
        )?;
        let given = named_params! { ":environment": environment.word() };
        let many: i64 = statement.query_row(given, |row| row.get("unresolved"))?;
        Ok(many.unsigned_abs())
    }
}

fn read_unresolved(row: &Row<'_>) -> rusqlite::Result<UnresolvedOperationRow> {
    Ok(UnresolvedOperationRow {
        operation: read(row)?,
        refund: match row.get::<_, Option<i64>>("amount_minor")? {
            Some(_) => Some(read_money(row, "amount_minor", "currency")?),
            None => None,
        },
        total: read_money(row, "total_minor", "currency")?,
        customer: read_phone(row, "customer_phone")?,
        customer_name: row.get("customer_name")?,
        expires_at_ms: row.get("expires_at_ms")?,
        payment: word(row, "payment", PaymentState::from_word)?,
        looked_up_at_ms: row.get("looked_up_at_ms")?,
        may_have_left: row.get("may_have_left")?,
        account_name: row.get("account_name")?,
        is_account_in_use: row.get("is_account_in_use")?,
        has_access_token: row.get("has_access_token")?,
        has_lookup: read_capabilities(row, "provider", "payment_mode")?.lookup,
    })
}
