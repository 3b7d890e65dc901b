//! Owns the list of orders: what one row of it shows, read page by page or from a place in it.

use crate::{
    db::{Cursor, Db, Page, parsed, word, word_if_any},
    error::StoreError,
    fulfilments::FulfilmentRow,
    orders::{read_capabilities, read_money, read_phone},
};
use counterfoil_domain::{
    account::Environment,
    ids::{AccountId, OrderId},
    money::Money,
    operation::OperationState,
    order_state::PaymentState,
    phone::Phone,
    refund::RefundBrief,
};
use rusqlite::{OptionalExtension, Row, Statement, ToSql, named_params};

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderListRow {
    /// The order.
    pub id: OrderId,
    /// The account it was sent from.
    pub account_id: AccountId,
    /// Its name at the provider.
    pub reference_id: String,
    /// What it asks for.
    pub total: Money,
    /// Who was asked.
    pub customer: Phone,
    /// The customer's name, if the order had one.
    pub customer_name: Option<String>,
    /// When it was first prepared, UTC.
    pub created_at_ms: i64,
    /// When it can no longer be paid, UTC.
    pub expires_at_ms: Option<i64>,
    /// Where its last send stands; `None` when none was ever prepared.
    pub send: Option<OperationState>,
    /// Where its payment stands.
    pub payment: PaymentState,
    /// The provider can be asked for the state of its payment.
    pub has_lookup: bool,
    /// What its refunds come to.
    pub refund: RefundBrief,
    /// What its customer was told.
    pub fulfilment: FulfilmentRow,
}

impl OrderListRow {
    /// Where the next page begins.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            at_ms: self.created_at_ms,
            id: self.id.to_string(),
        }
    }
}

pub(crate) const LIST: &str = "
    SELECT orders.id AS id, account_id, reference_id, orders.currency AS currency, total_minor,
        customer_phone, customer_name, created_at_ms, expires_at_ms,
        (SELECT state FROM operations
         WHERE operations.target = orders.id AND operations.kind = 'send'
         ORDER BY prepared_at_ms DESC, operations.id DESC LIMIT 1) AS send,
        coalesce(order_states.payment, 'not_known') AS payment, payment_mode,
        (SELECT provider FROM accounts WHERE accounts.id = orders.account_id) AS provider,
        EXISTS (SELECT 1 FROM operations
                WHERE operations.target = orders.id AND operations.kind = 'refund'
                    AND operations.state IN ('prepared', 'in_flight', 'unknown'))
            AS has_unknown_refund,
        EXISTS (SELECT 1 FROM refund_list
                WHERE refund_list.order_id = orders.id AND refund_list.stage = 1)
            AS has_refund_on_its_way,
        coalesce(captured_minor, 0) AS captured_minor,
        coalesce(refunded_minor, 0) AS refunded_minor, told, may_be, cancel, late
    FROM orders LEFT JOIN order_states ON order_states.order_id = orders.id
        LEFT JOIN fulfilments ON fulfilments.order_id = orders.id";

impl Db<'_> {
    /// A page of orders, newest first.
    pub fn order_list(
        &self,
        environment: Environment,
        page: &Page,
    ) -> Result<Vec<OrderListRow>, StoreError> {
        let sql = format!(
            "{LIST} WHERE environment = :environment AND (created_at_ms, orders.id) < (:at, :id)
             ORDER BY created_at_ms DESC, orders.id DESC LIMIT :rows"
        );
        let mut statement = self.prepare(&sql)?;
        let (at_ms, id) = page.start();
        let given = named_params! {
            ":environment": environment.word(), ":at": at_ms, ":id": id, ":rows": page.limit(),
        };
        read_rows(&mut statement, given, |_, line| Ok(line))
    }

    /// At most `rows` orders from this place in the list on, newest first: for jumps. The place is
    /// found in the index alone, so that the rows before it are not read.
    pub fn order_list_at(
        &self,
        environment: Environment,
        index: u64,
        rows: u32,
    ) -> Result<Vec<OrderListRow>, StoreError> {
        let after = match index.checked_sub(1) {
            None => None,
            Some(before) => match self.order_cursor_at(environment, before)? {
                None => return Ok(Vec::new()),
                cursor => cursor,
            },
        };
        self.order_list(environment, &Page { after, rows })
    }

    fn order_cursor_at(
        &self,
        environment: Environment,
        index: u64,
    ) -> Result<Option<Cursor>, StoreError> {
        let mut statement = self.prepare(
            "SELECT created_at_ms, id FROM orders WHERE environment = :environment
             ORDER BY created_at_ms DESC, id DESC LIMIT 1 OFFSET :index",
        )?;
        let given = named_params! {
            ":environment": environment.word(),
            ":index": i64::try_from(index).unwrap_or(i64::MAX),
        };
        let found = statement.query_row(given, |row| {
            Ok(Cursor {
                at_ms: row.get("created_at_ms")?,
                id: row.get("id")?,
            })
        });
        Ok(found.optional()?)
    }

    /// How many orders there are.
    pub fn count_orders(&self, environment: Environment) -> Result<u64, StoreError> {
        let mut statement =
            self.prepare("SELECT count(*) AS many FROM orders WHERE environment = :environment")?;
        let given = named_params! { ":environment": environment.word() };
        let many: i64 = statement.query_row(given, |row| row.get("many"))?;
        Ok(many.unsigned_abs())
    }

    /// The row of the list that stands for this row of the orders table.
    pub(crate) fn order_line(&self, number: i64) -> Result<OrderListRow, StoreError> {
        let sql = format!("{LIST} WHERE orders.rowid = :number");
        let mut statement = self.prepare(&sql)?;
        let columns = Columns::of(&statement)?;
        let given = named_params! { ":number": number };
        Ok(statement.query_row(given, |row| columns.read(row))?)
    }
}

/// Reads rows of [`LIST`] that a query selects; `of` makes of each what the caller wants.
pub(crate) fn read_rows<T>(
    statement: &mut Statement<'_>,
    given: &[(&str, &dyn ToSql)],
    of: impl Fn(&Row<'_>, OrderListRow) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let columns = Columns::of(statement)?;
    let rows = statement.query_map(given, |row| of(row, columns.read(row)?))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Where each column stands: found by name once a page, because a name is looked up anew for every
/// row, which takes a fifth of the time of a page.
struct Columns {
    id: usize,
    account_id: usize,
    reference_id: usize,
    currency: usize,
    total_minor: usize,
    customer_phone: usize,
    customer_name: usize,
    created_at_ms: usize,
    expires_at_ms: usize,
    send: usize,
    payment: usize,
    payment_mode: usize,
    provider: usize,
    has_unknown_refund: usize,
    has_refund_on_its_way: usize,
    captured_minor: usize,
    refunded_minor: usize,
    fulfilment: [usize; 4],
}

impl Columns {
    fn of(statement: &Statement<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: statement.column_index("id")?,
            account_id: statement.column_index("account_id")?,
            reference_id: statement.column_index("reference_id")?,
            currency: statement.column_index("currency")?,
            total_minor: statement.column_index("total_minor")?,
            customer_phone: statement.column_index("customer_phone")?,
            customer_name: statement.column_index("customer_name")?,
            created_at_ms: statement.column_index("created_at_ms")?,
            expires_at_ms: statement.column_index("expires_at_ms")?,
            send: statement.column_index("send")?,
            payment: statement.column_index("payment")?,
            payment_mode: statement.column_index("payment_mode")?,
            provider: statement.column_index("provider")?,
            has_unknown_refund: statement.column_index("has_unknown_refund")?,
            has_refund_on_its_way: statement.column_index("has_refund_on_its_way")?,
            captured_minor: statement.column_index("captured_minor")?,
            refunded_minor: statement.column_index("refunded_minor")?,
            fulfilment: [
                statement.column_index("told")?,
                statement.column_index("may_be")?,
                statement.column_index("cancel")?,
                statement.column_index("late")?,
            ],
        })
    }

    fn read(&self, row: &Row<'_>) -> rusqlite::Result<OrderListRow> {
        Ok(OrderListRow {
            id: parsed(row, self.id)?,
            account_id: parsed(row, self.account_id)?,
            reference_id: row.get(self.reference_id)?,
            total: read_money(row, self.total_minor, self.currency)?,
            customer: read_phone(row, self.customer_phone)?,
            customer_name: row.get(self.customer_name)?,
            created_at_ms: row.get(self.created_at_ms)?,
            expires_at_ms: row.get(self.expires_at_ms)?,
            send: word_if_any(row, self.send, OperationState::from_word)?,
            payment: word(row, self.payment, PaymentState::from_word)?,
            has_lookup: read_capabilities(row, self.provider, self.payment_mode)?.lookup,
            refund: RefundBrief::of(
                row.get(self.has_unknown_refund)?,
                row.get(self.has_refund_on_its_way)?,
                row.get(self.captured_minor)?,
                row.get(self.refunded_minor)?,
            ),
            fulfilment: FulfilmentRow::read(row, self.fulfilment)?,
        })
    }
}
