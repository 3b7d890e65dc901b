//! Owns finding orders by what a person types or pastes: a few by each mark, from indexes alone.

use crate::{db::Db, error::StoreError, order_list::OrderListRow};
use counterfoil_domain::account::Environment;
use rusqlite::{Row, named_params};

/// Of so many orders with one mark the newest are picked. Where there are more, the rest is not
/// looked at: whoever types that little goes on typing.
const CANDIDATES_MAX: u32 = 10_000;

/// What an order is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderMark {
    /// Its whole reference id, in this letter case.
    Reference(String),
    /// What its reference id begins with, in this letter case.
    ReferenceStart(String),
    /// The last digits of the customer's number.
    PhoneEnd(String),
    /// What the customer's name begins with, in whatever case of ASCII letters.
    NameStart(String),
    /// The provider's id of a message that carried it.
    MessageId(String),
    /// The gateway's id of the payment that paid it.
    GatewayPaymentId(String),
}

/// The moment an order was prepared, and the number of its row.
type Key = (i64, i64);

impl Db<'_> {
    /// The newest orders of this environment with this mark, newest first, at most `most`.
    pub fn find_orders(
        &self,
        environment: Environment,
        mark: &OrderMark,
        most: usize,
    ) -> Result<Vec<OrderListRow>, StoreError> {
        let mut keys = self.keys_of(environment, mark)?;
        keys.sort_unstable_by(|a, b| b.cmp(a));
        keys.dedup();
        keys.truncate(most);
        keys.into_iter()
            .map(|(_, number)| self.order_line(number))
            .collect()
    }

    fn keys_of(&self, environment: Environment, mark: &OrderMark) -> Result<Vec<Key>, StoreError> {
        match mark {
            OrderMark::Reference(whole) => self.keys_with(environment, BY_REFERENCE, whole),
            OrderMark::ReferenceStart(start) => {
                self.keys_from(environment, BY_REFERENCE_START, start)
            }
            OrderMark::PhoneEnd(digits) => {
                let reversed: String = digits.chars().rev().collect();
                self.keys_from(environment, BY_PHONE_END, &reversed)
            }
            OrderMark::NameStart(start) => self.keys_from(environment, BY_NAME_START, start),
            OrderMark::MessageId(whole) => self.keys_with(environment, BY_MESSAGE, whole),
            OrderMark::GatewayPaymentId(whole) => self.keys_with(environment, BY_PAYMENT, whole),
        }
    }

    /// The orders with exactly this text.
    fn keys_with(
        &self,
        environment: Environment,
        sql: &str,
        whole: &str,
    ) -> Result<Vec<Key>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let given = named_params! {
            ":environment": environment.word(), ":whole": whole, ":most": CANDIDATES_MAX,
        };
        let rows = statement.query_map(given, key)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The orders with a text that begins so.
    fn keys_from(
        &self,
        environment: Environment,
        sql: &str,
        start: &str,
    ) -> Result<Vec<Key>, StoreError> {
        let mut statement = self.prepare(sql)?;
        // No text that begins so comes after the one with the last character there is.
        let end = format!("{start}{}", char::MAX);
        let given = named_params! {
            ":environment": environment.word(), ":start": start, ":end": end,
            ":most": CANDIDATES_MAX,
        };
        let rows = statement.query_map(given, key)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn key(row: &Row<'_>) -> rusqlite::Result<Key> {
    Ok((row.get("created_at_ms")?, row.get("number")?))
}

const BY_REFERENCE: &str = "
    SELECT created_at_ms, rowid AS number FROM orders
    WHERE environment = :environment AND reference_id = :whole
    ORDER BY created_at_ms DESC LIMIT :most";

const BY_REFERENCE_START: &str = "
    SELECT created_at_ms, rowid AS number FROM orders
    WHERE environment = :environment AND reference_id BETWEEN :start AND :end
    ORDER BY reference_id DESC LIMIT :most";

const BY_PHONE_END: &str = "
    SELECT created_at_ms, rowid AS number FROM orders
    WHERE environment = :environment AND customer_phone_reversed BETWEEN :start AND :end
    ORDER BY customer_phone_reversed DESC LIMIT :most";

const BY_NAME_START: &str = "
    SELECT created_at_ms, rowid AS number FROM orders
    WHERE environment = :environment AND customer_name IS NOT NULL
      AND customer_name COLLATE NOCASE BETWEEN :start AND :end
    ORDER BY customer_name COLLATE NOCASE DESC LIMIT :most";

// `CROSS JOIN` keeps the order of the tables: without statistics the planner would begin with every
// order of the environment.
const BY_MESSAGE: &str = "
    SELECT orders.created_at_ms AS created_at_ms, orders.rowid AS number FROM messages
    CROSS JOIN message_orders ON message_orders.message_id = messages.id
    CROSS JOIN orders ON orders.id = message_orders.order_id
    WHERE messages.provider_message_id = :whole AND orders.environment = :environment
    LIMIT :most";

const BY_PAYMENT: &str = "
    SELECT orders.created_at_ms AS created_at_ms, orders.rowid AS number FROM order_states
    CROSS JOIN orders ON orders.id = order_states.order_id
    WHERE order_states.gateway_payment_id = :whole AND orders.environment = :environment
    LIMIT :most";
