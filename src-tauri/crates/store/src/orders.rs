//! Owns the orders table.

use crate::{
    db::{Db, Tx, parsed, unreadable, word},
    error::StoreError,
};
use counterfoil_domain::{
    account::{Account, Capabilities, Environment, ProviderId},
    ids::{AccountId, OrderId},
    money::{Currency, Money},
    order_state::Billed,
    payment_mode::PaymentMode,
    phone::Phone,
    reference_id::ReferenceId,
};
use rusqlite::{OptionalExtension, Row, RowIndex, named_params};
use std::fmt::Display;

const COLUMNS: &str = "id, account_id, environment, phone_number_id, reference_id, \
                       configuration_name, payment_mode, currency, total_minor, customer_phone, \
                       customer_name, draft, created_at_ms, expires_at_ms";

/// What we billed, as the book keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// Our id.
    pub id: OrderId,
    /// The account it was sent from.
    pub account_id: AccountId,
    /// That account's environment.
    pub environment: Environment,
    /// The phone number id it was sent from; lookups and refunds need it.
    pub phone_number_id: String,
    /// Its name at the provider.
    pub reference_id: ReferenceId,
    /// How it is paid.
    pub payment_mode: PaymentMode,
    /// The payment configuration it was sent with, by name, in the modes that have one.
    pub configuration_name: Option<String>,
    /// What it asks for.
    pub total: Money,
    /// Who was asked.
    pub customer: Phone,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// The order as checked, JSON.
    pub draft: String,
    /// When it was first prepared, UTC.
    pub created_at_ms: i64,
    /// When it can no longer be paid, UTC.
    pub expires_at_ms: Option<i64>,
}

/// An order to be written.
pub type NewOrder = OrderRow;

/// What an order billed, for whoever goes through all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledRow {
    /// Its place in the table; the next page begins after it.
    pub number: i64,
    /// The order.
    pub id: OrderId,
    /// When it was first prepared, UTC.
    pub created_at_ms: i64,
    /// When it can no longer be paid, UTC.
    pub expires_at_ms: Option<i64>,
    /// The provider can be asked for the state of its payment.
    pub has_lookup: bool,
    /// What a lookup is compared with.
    pub billed: Billed,
}

impl OrderRow {
    /// What a lookup is compared with before it is believed.
    pub fn billed(&self) -> Billed {
        Billed {
            reference_id: self.reference_id.as_str().to_owned(),
            total: self.total,
        }
    }
}

impl Db<'_> {
    /// The order of this account with this reference id.
    pub fn order_of_account(
        &self,
        account: AccountId,
        reference_id: &ReferenceId,
    ) -> Result<Option<OrderRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM orders
             WHERE account_id = :account AND reference_id = :reference"
        );
        let mut statement = self.prepare(&sql)?;
        let given = named_params! {
            ":account": account.to_string(), ":reference": reference_id.as_str(),
        };
        Ok(statement.query_row(given, read).optional()?)
    }

    /// The orders with this reference id, of whatever account and environment; a business may have
    /// several.
    pub fn orders_with_reference(&self, reference_id: &str) -> Result<Vec<OrderRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM orders
             WHERE environment = :environment AND reference_id = :reference
             ORDER BY created_at_ms DESC LIMIT 100"
        );
        let mut statement = self.prepare(&sql)?;
        let mut found = Vec::new();
        for environment in [Environment::Live, Environment::Sandbox] {
            let given = named_params! {
                ":environment": environment.word(), ":reference": reference_id,
            };
            for row in statement.query_map(given, read)? {
                found.push(row?);
            }
        }
        Ok(found)
    }

    /// What the orders after this place billed, of every environment, in the order of the table.
    pub fn billed_after(
        &self,
        after: Option<i64>,
        rows: u32,
    ) -> Result<Vec<BilledRow>, StoreError> {
        let mut statement = self.prepare(
            "SELECT rowid AS number, id, created_at_ms, expires_at_ms, reference_id, currency,
                 total_minor, payment_mode,
                 (SELECT provider FROM accounts WHERE accounts.id = orders.account_id) AS provider
             FROM orders
             WHERE rowid > :after ORDER BY rowid LIMIT :rows",
        )?;
        let given = named_params! { ":after": after.unwrap_or(i64::MIN), ":rows": rows };
        let found = statement.query_map(given, |row| {
            Ok(BilledRow {
                number: row.get("number")?,
                id: parsed(row, "id")?,
                created_at_ms: row.get("created_at_ms")?,
                expires_at_ms: row.get("expires_at_ms")?,
                has_lookup: read_capabilities(row, "provider", "payment_mode")?.lookup,
                billed: Billed {
                    reference_id: row.get("reference_id")?,
                    total: read_money(row, "total_minor", "currency")?,
                },
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The order.
    pub fn order(&self, id: OrderId) -> Result<OrderRow, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM orders WHERE id = :id");
        let mut statement = self.prepare(&sql)?;
        let found = statement
            .query_row(named_params! { ":id": id.to_string() }, read)
            .optional()?;
        found.ok_or_else(|| StoreError::NotFound(format!("order {id}")))
    }

    /// Whether the provider can be asked for the state of an order's payment: its account's provider
    /// and how it is paid decide ([`ProviderId::capabilities`]).
    pub fn has_lookup(&self, order: &OrderRow) -> Result<bool, StoreError> {
        let mut statement = self.prepare("SELECT provider FROM accounts WHERE id = :id")?;
        let given = named_params! { ":id": order.account_id.to_string() };
        let provider =
            statement.query_row(given, |row| word(row, "provider", ProviderId::from_word))?;
        Ok(provider.capabilities(order.payment_mode).lookup)
    }

    /// The account that an order was sent from.
    pub fn account_of_order(&self, id: OrderId) -> Result<AccountId, StoreError> {
        let mut statement = self.prepare("SELECT account_id FROM orders WHERE id = :id")?;
        let given = named_params! { ":id": id.to_string() };
        let found = statement.query_row(given, |row| parsed(row, "account_id"));
        (found.optional()?).ok_or_else(|| StoreError::NotFound(format!("order {id}")))
    }

    /// The name of an order at the provider.
    pub fn reference_of_order(&self, id: OrderId) -> Result<String, StoreError> {
        let mut statement = self.prepare("SELECT reference_id FROM orders WHERE id = :id")?;
        let given = named_params! { ":id": id.to_string() };
        let found = statement.query_row(given, |row| row.get("reference_id"));
        (found.optional()?).ok_or_else(|| StoreError::NotFound(format!("order {id}")))
    }

    /// The order with this reference id that another account of the same business has, or may have,
    /// sent. Meta wants it unique in the business (Meta, order details parameters), and a lookup
    /// could not tell the two orders apart.
    pub fn reference_used_elsewhere(
        &self,
        account: &Account,
        reference_id: &ReferenceId,
    ) -> Result<Option<OrderId>, StoreError> {
        let mut statement = self.prepare(
            "SELECT orders.id AS id FROM orders
             JOIN accounts ON accounts.id = orders.account_id
             JOIN operations ON operations.target = orders.id
             WHERE orders.environment = :environment AND orders.reference_id = :reference
               AND accounts.waba_id = :waba
               AND accounts.id <> :account
               AND operations.kind = 'send'
               AND operations.state NOT IN ('not_sent', 'refused', 'withdrawn', 'disproved')
             LIMIT 1",
        )?;
        let given = named_params! {
            ":reference": reference_id.as_str(),
            ":waba": account.waba_id,
            ":account": account.id.to_string(),
            ":environment": account.environment.word(),
        };
        let found = statement.query_row(given, |row| parsed(row, "id"));
        Ok(found.optional()?)
    }
}

impl Tx<'_> {
    /// Writes an order that is about to be sent. One that was never sent under this reference id
    /// takes the new content; its earlier operations keep the exact bytes they had. The caller
    /// prepares the send in the same transaction, which refuses while an earlier one blocks it.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when another order of the account has the reference id.
    pub fn write_order(&self, order: &NewOrder) -> Result<(), StoreError> {
        let mut statement = self.prepare(
            "INSERT INTO orders (id, account_id, environment, phone_number_id, reference_id,
                 configuration_name, payment_mode, currency, total_minor, customer_phone,
                 customer_name, draft, created_at_ms, expires_at_ms)
             VALUES (:id, :account_id, :environment, :phone_number_id, :reference_id,
                 :configuration_name, :payment_mode, :currency, :total_minor, :customer_phone, :customer_name,
                 :draft, :created_at_ms, :expires_at_ms)
             ON CONFLICT (id) DO UPDATE SET
                 phone_number_id = excluded.phone_number_id,
                 configuration_name = excluded.configuration_name,
                 payment_mode = excluded.payment_mode,
                 currency = excluded.currency, total_minor = excluded.total_minor,
                 customer_phone = excluded.customer_phone,
                 customer_name = excluded.customer_name, draft = excluded.draft,
                 expires_at_ms = excluded.expires_at_ms",
        )?;
        let written = statement.execute(named_params! {
            ":id": order.id.to_string(),
            ":account_id": order.account_id.to_string(),
            ":environment": order.environment.word(),
            ":phone_number_id": order.phone_number_id,
            ":reference_id": order.reference_id.as_str(),
            ":configuration_name": order.configuration_name.as_deref().unwrap_or_default(),
            ":payment_mode": order.payment_mode.word(),
            ":currency": order.total.currency().code(),
            ":total_minor": order.total.minor(),
            ":customer_phone": order.customer.digits(),
            ":customer_name": order.customer_name,
            ":draft": order.draft,
            ":created_at_ms": order.created_at_ms,
            ":expires_at_ms": order.expires_at_ms,
        });
        match written {
            Ok(_) => Ok(()),
            Err(error) if StoreError::is_not_unique(&error) => Err(StoreError::Taken(format!(
                "an order with reference id {}",
                order.reference_id
            ))),
            Err(error) => Err(error.into()),
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<OrderRow> {
    let reference_id: String = row.get("reference_id")?;
    Ok(OrderRow {
        id: parsed(row, "id")?,
        account_id: parsed(row, "account_id")?,
        environment: word(row, "environment", Environment::from_word)?,
        phone_number_id: row.get("phone_number_id")?,
        reference_id: ReferenceId::parse(&reference_id)
            .map_err(|_| unreadable("reference_id", &reference_id))?,
        payment_mode: word(row, "payment_mode", PaymentMode::from_word)?,
        configuration_name: Some(row.get("configuration_name")?)
            .filter(|name: &String| !name.is_empty()),
        total: read_money(row, "total_minor", "currency")?,
        customer: read_phone(row, "customer_phone")?,
        customer_name: row.get("customer_name")?,
        draft: row.get("draft")?,
        created_at_ms: row.get("created_at_ms")?,
        expires_at_ms: row.get("expires_at_ms")?,
    })
}

/// Reads what can be done with an order, from its account's provider and how it is paid.
pub(crate) fn read_capabilities<C: RowIndex + Copy + Display>(
    row: &Row<'_>,
    provider: C,
    payment_mode: C,
) -> rusqlite::Result<Capabilities> {
    let provider = word(row, provider, ProviderId::from_word)?;
    Ok(provider.capabilities(word(row, payment_mode, PaymentMode::from_word)?))
}

/// Reads an amount and its currency.
pub(crate) fn read_money<C: RowIndex + Copy + Display>(
    row: &Row<'_>,
    minor: C,
    currency: C,
) -> rusqlite::Result<Money> {
    let amount: i64 = row.get(minor)?;
    let currency = word(row, currency, |code| code.parse::<Currency>().ok())?;
    Money::new(amount, currency).ok_or_else(|| unreadable(minor, &amount.to_string()))
}

/// Reads a phone number; the number itself stays out of the error.
pub(crate) fn read_phone(
    row: &Row<'_>,
    column: impl RowIndex + Copy + Display,
) -> rusqlite::Result<Phone> {
    let digits: String = row.get(column)?;
    Phone::parse(&digits).map_err(|_| unreadable(column, "…"))
}
