//! Owns checking orders, listing them and the one of a reference id.

use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{
    account::{Account, Environment},
    finding::Finding,
    ids::OrderId,
    order::{Order, Totals},
    standing::{KnownOfStanding, Standing},
    upi::Vpa,
};
use counterfoil_providers::meta::order_body;
use counterfoil_store::{NewOrder, OrderListRow, OrderRow, Page, StoreError};

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

/// One line of the list of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// The order.
    pub order: OrderListRow,
    /// Where it stands, in one word.
    pub standing: Standing,
}

impl OrderLine {
    /// The line of an order as it stands now.
    pub(crate) fn at(order: OrderListRow, now_ms: i64) -> Self {
        let known = KnownOfStanding {
            send: order.send,
            payment: order.payment,
            expires_at_ms: order.expires_at_ms,
            has_lookup: order.has_lookup,
            cancel: order.fulfilment.cancel,
            late: order.fulfilment.late,
        };
        let standing = Standing::of(&known, now_ms);
        Self { order, standing }
    }
}

impl Desk {
    /// Checks a Cloud API `order_details` body for an account that expects `payees` to be paid
    /// ([`Desk::expected_payees`]). Changes nothing.
    pub fn check_order_body(body: &[u8], now_ms: i64, payees: &[Vpa]) -> CheckedBody {
        let checked = order_body::check_body(body, now_ms, payees);
        CheckedBody {
            findings: checked.findings,
            totals: checked.totals,
            order: checked.order,
        }
    }

    /// A page of orders, newest first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn orders(
        &self,
        environment: Environment,
        page: Page,
    ) -> Result<Vec<OrderLine>, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| db.order_list(environment, &page));
        Ok(self.lines(read.await?))
    }

    /// At most `rows` orders from this place in the list on, newest first: for a scrollbar that is
    /// dragged. Going on from there is cheaper by [`Desk::orders`].
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn orders_at(
        &self,
        environment: Environment,
        index: u64,
        rows: u32,
    ) -> Result<Vec<OrderLine>, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| db.order_list_at(environment, index, rows));
        Ok(self.lines(read.await?))
    }

    /// How many orders there are.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn count_orders(&self, environment: Environment) -> Result<u64, DeskError> {
        let read = self
            .inner
            .store
            .read(move |db| db.count_orders(environment));
        Ok(read.await?)
    }

    fn lines(&self, orders: Vec<OrderListRow>) -> Vec<OrderLine> {
        let now_ms = self.now_ms();
        let lines = orders.into_iter().map(|order| OrderLine::at(order, now_ms));
        lines.collect()
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
        payment_mode: order.payment_mode(),
        configuration_name: order.configuration_name().map(str::to_owned),
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
