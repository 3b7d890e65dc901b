//! Owns what a program reads about orders and their payments.

use super::{LifeView, ListView, OperationView, cursor, next};
use counterfoil_desk::{
    CheckedBody, Exchange, ExchangeSource, LookedUp, OrderLine, OrderShown, Sent,
};
use counterfoil_domain::{
    account::Environment,
    evidence::EvidenceSource,
    finding::Finding,
    money::Money,
    operation::OperationState,
    order::Totals,
    order_state::{OrderState, PaymentState},
};
use counterfoil_store::OrderRow;
use serde::Serialize;

/// A page of orders.
pub type OrderListView = ListView<OrderLineView>;

/// What was found in a body.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    pub may_be_sent: bool,
    pub findings: Vec<Finding>,
    pub totals: Option<Totals>,
}

/// One line of the list of orders. The customer's number is masked; `order show` has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderLineView {
    pub id: String,
    pub reference_id: String,
    pub customer: String,
    pub total: Money,
    pub send: OperationState,
    pub payment: PaymentState,
    pub created_at_ms: i64,
}

/// A send and its outcome.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SentView {
    pub environment: Environment,
    pub order_id: String,
    pub reference_id: String,
    pub total: Money,
    pub operation: OperationView,
    pub advice: Option<&'static str>,
}

/// What a lookup changed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LookUpView {
    pub environment: Environment,
    pub reference_id: String,
    pub changed: bool,
    pub state: OrderState,
    pub confirmed: Vec<String>,
    pub says_nothing: Option<String>,
}

/// Everything known about an order.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderView {
    pub id: String,
    pub reference_id: String,
    pub account: String,
    pub environment: Environment,
    pub customer_phone: String,
    pub customer_name: Option<String>,
    pub configuration_name: String,
    pub total: Money,
    pub created_at_ms: i64,
    pub expires_at_ms: Option<i64>,
    pub looked_up_at_ms: Option<i64>,
    pub state: OrderState,
    pub operations: Vec<LifeView>,
    pub exchanges: Vec<ExchangeView>,
}

/// A raw answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    pub source: &'static str,
    pub http_status: Option<u16>,
    pub first_at_ms: i64,
    pub last_at_ms: i64,
    pub body: String,
}

impl OrderListView {
    /// A page of at most `asked` rows.
    pub fn of(environment: Environment, rows: &[OrderLine], asked: u32) -> Self {
        let last = rows.last().map(|line| cursor(&line.order.cursor()));
        let rows: Vec<_> = rows.iter().map(OrderLineView::from).collect();
        Self {
            environment,
            next: next(last, rows.len(), asked),
            rows,
        }
    }
}

impl From<&CheckedBody> for CheckView {
    fn from(checked: &CheckedBody) -> Self {
        Self {
            may_be_sent: checked.order.is_some(),
            findings: checked.findings.clone(),
            totals: checked.totals,
        }
    }
}

impl From<&OrderLine> for OrderLineView {
    fn from(line: &OrderLine) -> Self {
        let row = &line.order;
        Self {
            id: row.id.to_string(),
            reference_id: row.reference_id.clone(),
            customer: row.customer.masked(),
            total: row.total,
            send: row.send.unwrap_or(OperationState::NotSent),
            payment: row.payment,
            created_at_ms: row.created_at_ms,
        }
    }
}

impl From<&Sent> for SentView {
    fn from(sent: &Sent) -> Self {
        Self {
            environment: sent.order.environment,
            order_id: sent.order.id.to_string(),
            reference_id: sent.order.reference_id.as_str().to_owned(),
            total: sent.order.total,
            operation: OperationView::from(&sent.operation),
            advice: sent.advice(),
        }
    }
}

impl LookUpView {
    /// What a lookup of `order` changed.
    pub fn of(order: &OrderRow, looked_up: &LookedUp) -> Self {
        Self {
            environment: order.environment,
            reference_id: order.reference_id.as_str().to_owned(),
            changed: looked_up.changed,
            state: looked_up.state.clone(),
            confirmed: looked_up
                .confirmed
                .iter()
                .map(ToString::to_string)
                .collect(),
            says_nothing: looked_up.says_nothing.clone(),
        }
    }
}

impl OrderView {
    /// An order with its raw answers.
    pub fn of(shown: &OrderShown, answers: &[Exchange]) -> Self {
        let order = &shown.order;
        Self {
            id: order.id.to_string(),
            reference_id: order.reference_id.as_str().to_owned(),
            account: shown.account.name.clone(),
            environment: order.environment,
            customer_phone: order.customer.digits().to_owned(),
            customer_name: order.customer_name.clone(),
            configuration_name: order.configuration_name.clone(),
            total: order.total,
            created_at_ms: order.created_at_ms,
            expires_at_ms: order.expires_at_ms,
            looked_up_at_ms: shown.looked_up_at_ms,
            state: shown.state.clone(),
            operations: shown.operations.iter().map(LifeView::from).collect(),
            exchanges: answers.iter().map(ExchangeView::from).collect(),
        }
    }
}

impl From<&Exchange> for ExchangeView {
    fn from(exchange: &Exchange) -> Self {
        let row = &exchange.row;
        Self {
            source: source(row.source),
            http_status: row.http_status,
            first_at_ms: row.first_at_ms,
            last_at_ms: row.last_at_ms,
            body: exchange.body.clone(),
        }
    }
}

/// What an answer was given to, as the book calls it.
pub const fn source(source: ExchangeSource) -> &'static str {
    match source {
        ExchangeSource::SendRequest => "own_request",
        ExchangeSource::SendAnswer => EvidenceSource::OwnExchange.word(),
        ExchangeSource::LookupAnswer => EvidenceSource::OwnLookup.word(),
        ExchangeSource::SignedWebhook => EvidenceSource::SignedWebhook.word(),
        ExchangeSource::UnsignedWebhook => EvidenceSource::UnsignedWebhook.word(),
    }
}
