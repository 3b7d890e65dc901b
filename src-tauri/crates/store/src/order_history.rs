//! Owns what earlier orders say to someone who composes the next: the newest of an account, the
//! reference ids a business has taken, what is known of a customer, and what they were made of.

use crate::{
    db::{Db, parsed},
    error::StoreError,
    orders::read_phone,
};
use counterfoil_domain::{
    account::Account,
    ids::{AccountId, OrderId},
    phone::Phone,
    reference_id::ReferenceId,
};
use rusqlite::{OptionalExtension, named_params};

/// Where counting the orders of a customer stops.
pub const CUSTOMER_ORDERS_MAX: u32 = 1_000;

/// How many of an account's newest orders are looked through for whom they went to.
pub const CUSTOMERS_LOOKED_THROUGH_MAX: u32 = 2_000;

/// How many are looked through for what they said, which is a hundred times as long.
pub const DRAFTS_LOOKED_THROUGH_MAX: u32 = 500;

/// Nor are more bytes of them read than this and one draft.
pub const DRAFTS_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What is known of a customer from orders of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// The name on the newest order that has one.
    pub name: Option<String>,
    /// How many orders, at most [`CUSTOMER_ORDERS_MAX`].
    pub orders: u64,
}

impl Db<'_> {
    /// The order of this account that was prepared last.
    pub fn newest_order_of_account(&self, id: AccountId) -> Result<Option<OrderId>, StoreError> {
        let mut statement = self.prepare(
            "SELECT id FROM orders WHERE account_id = :account
             ORDER BY created_at_ms DESC, id DESC LIMIT 1",
        )?;
        let given = named_params! { ":account": id.to_string() };
        let found = statement.query_row(given, |row| parsed(row, "id"));
        Ok(found.optional()?)
    }

    /// Whether any account of the same business has an order of this reference id, whatever became
    /// of it. Of a name for a new order this is the question, not whether it is blocked.
    pub fn is_reference_taken(
        &self,
        account: &Account,
        reference_id: &ReferenceId,
    ) -> Result<bool, StoreError> {
        let mut statement = self.prepare(
            "SELECT EXISTS (
                 SELECT 1 FROM orders JOIN accounts ON accounts.id = orders.account_id
                 WHERE orders.environment = :environment AND orders.reference_id = :reference
                   AND accounts.waba_id = :waba)",
        )?;
        let given = named_params! {
            ":environment": account.environment.word(),
            ":reference": reference_id.as_str(),
            ":waba": account.waba_id,
        };
        Ok(statement.query_row(given, |row| row.get(0))?)
    }

    /// What orders of this account say of the customer with this number; `None` when none went
    /// there.
    pub fn customer(
        &self,
        account: &Account,
        phone: &Phone,
    ) -> Result<Option<CustomerRow>, StoreError> {
        // Backwards, as the index for finding a number by its last digits has it.
        let mut statement = self.prepare(
            "SELECT customer_name FROM orders
             WHERE environment = :environment AND customer_phone_reversed = :reversed
               AND account_id = :account
             ORDER BY created_at_ms DESC LIMIT :most",
        )?;
        let reversed: String = phone.digits().chars().rev().collect();
        let given = named_params! {
            ":environment": account.environment.word(),
            ":reversed": reversed,
            ":account": account.id.to_string(),
            ":most": CUSTOMER_ORDERS_MAX,
        };
        let rows = statement.query_map(given, |row| row.get("customer_name"))?;
        let names: Vec<Option<String>> = rows.collect::<Result<_, _>>()?;
        Ok((!names.is_empty()).then(|| CustomerRow {
            orders: u64::try_from(names.len()).unwrap_or(u64::MAX),
            name: names.into_iter().flatten().next(),
        }))
    }

    /// Whom the newest orders of this account went to, newest first, whatever became of them.
    pub fn newest_customers(
        &self,
        account: AccountId,
    ) -> Result<Vec<(Phone, Option<String>)>, StoreError> {
        let mut statement = self.prepare(
            "SELECT customer_phone, customer_name FROM orders WHERE account_id = :account
             ORDER BY created_at_ms DESC, id DESC LIMIT :most",
        )?;
        let given = named_params! {
            ":account": account.to_string(), ":most": CUSTOMERS_LOOKED_THROUGH_MAX,
        };
        let rows = statement.query_map(given, |row| {
            Ok((
                read_phone(row, "customer_phone")?,
                row.get("customer_name")?,
            ))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What the newest orders of this account said, as JSON, newest first, whatever became of them.
    pub fn newest_drafts(&self, account: AccountId) -> Result<Vec<String>, StoreError> {
        let mut statement = self.prepare(
            "SELECT draft FROM orders WHERE account_id = :account
             ORDER BY created_at_ms DESC, id DESC LIMIT :most",
        )?;
        let given = named_params! {
            ":account": account.to_string(), ":most": DRAFTS_LOOKED_THROUGH_MAX,
        };
        let mut rows = statement.query(given)?;
        let (mut drafts, mut bytes) = (Vec::new(), 0);
        while bytes < DRAFTS_BYTES_MAX
            && let Some(row) = rows.next()?
        {
            let draft: String = row.get("draft")?;
            bytes += draft.len();
            drafts.push(draft);
        }
        Ok(drafts)
    }
}
