//! Owns what a program reads: the documents of `--json`.

use counterfoil_desk::{CheckedBody, Exchange, LookedUp, OrderShown, Sent};
use counterfoil_domain::{
    account::Environment,
    finding::Finding,
    money::Money,
    operation::OperationState,
    order::Totals,
    order_state::{OrderState, PaymentState},
};
use counterfoil_store::{
    Backup, OperationEventRow, OperationRow, OrderListRow, OrderRow,
};
use serde::Serialize;
use std::path::PathBuf;

/// A page of a list. `next` goes into `--after`.
#[derive(Serialize)]
pub struct ListView<T> {
    pub environment: Environment,
    pub rows: Vec<T>,
    pub next: Option<String>,
}

/// A page of orders.
pub type OrderListView = ListView<OrderLineView>;
/// A page of operations.
pub type OperationListView = ListView<OperationView>;

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
    pub order_id: String,
    pub reference_id: String,
    pub total: Money,
    pub operation: OperationView,
}

/// An operation.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    pub id: String,
    pub kind: &'static str,
    pub state: OperationState,
    pub order_id: String,
    pub code: Option<String>,
    pub words: Option<String>,
    pub provider_id: Option<String>,
    pub prepared_at_ms: i64,
    pub in_flight_at_ms: Option<i64>,
    pub outcome_at_ms: Option<i64>,
    pub settled_at_ms: Option<i64>,
}

/// What a lookup changed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LookUpView {
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

/// An operation with its life.
#[derive(Serialize)]
pub struct LifeView {
    #[serde(flatten)]
    pub operation: OperationView,
    pub events: Vec<EventView>,
}

/// A line of an operation's life.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    pub state: OperationState,
    pub why: String,
    pub at_ms: i64,
}

/// A raw answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    pub source: &'static str,
    pub http_status: u16,
    pub first_at_ms: i64,
    pub last_at_ms: i64,
    pub body: String,
}

/// How the book is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BookView {
    pub ready_ms: u64,
    pub version: i32,
    pub complaints: Vec<String>,
    pub became_unknown: Vec<String>,
    pub operations: Vec<(OperationState, u64)>,
}

/// A backup.
#[derive(Serialize)]
pub struct BackupView {
    pub path: PathBuf,
    pub bytes: u64,
}

impl OrderListView {
    /// A page of at most `asked` rows.
    pub fn of(environment: Environment, rows: &[OrderListRow], asked: u32) -> Self {
        let last = rows.last().map(|row| row.cursor()).map(|c| format!("{}/{}", c.at_ms, c.id));
        let rows: Vec<_> = rows.iter().map(OrderLineView::from).collect();
        Self { environment, next: next(last, rows.len(), asked), rows }
    }
}

impl OperationListView {
    /// A page of at most `asked` rows.
    pub fn of(environment: Environment, rows: &[OperationRow], asked: u32) -> Self {
        let last = rows.last().map(|row| format!("{}/{}", row.prepared_at_ms, row.id));
        let rows: Vec<_> = rows.iter().map(OperationView::from).collect();
        Self { environment, next: next(last, rows.len(), asked), rows }
    }
}

/// A page that is not full is the last.
fn next(last: Option<String>, rows: usize, asked: u32) -> Option<String> {
    let full = usize::try_from(asked.min(counterfoil_store::PAGE_ROWS_MAX)).is_ok_and(|n| rows >= n);
    last.filter(|_| full)
}

impl From<&CheckedBody> for CheckView {
    fn from(checked: &CheckedBody) -> Self {
        Self {
            may_be_sent: checked.order.is_some(),
            findings: checked.findings.clone(),
            totals: checked.totals.clone(),
        }
    }
}

impl From<&OrderListRow> for OrderLineView {
    fn from(row: &OrderListRow) -> Self {
        Self {
            id: row.id.to_string(),
            reference_id: row.reference_id.clone(),
            customer: row.customer.masked(),
            total: row.total,
            send: row.send,
            payment: row.payment,
            created_at_ms: row.created_at_ms,
        }
    }
}

impl From<&Sent> for SentView {
    fn from(sent: &Sent) -> Self {
        Self {
            order_id: sent.order.id.to_string(),
            reference_id: sent.order.reference_id.as_str().to_owned(),
            total: sent.order.total,
            operation: OperationView::from(&sent.operation),
        }
    }
}

impl From<&OperationRow> for OperationView {
    fn from(row: &OperationRow) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.word(),
            state: row.state,
            order_id: row.order_id.to_string(),
            code: row.outcome_code.clone(),
            words: row.outcome_words.clone(),
            provider_id: row.provider_id.clone(),
            prepared_at_ms: row.prepared_at_ms,
            in_flight_at_ms: row.in_flight_at_ms,
            outcome_at_ms: row.outcome_at_ms,
            settled_at_ms: row.settled_at_ms,
        }
    }
}

impl LookUpView {
    /// What a lookup of `order` changed.
    pub fn of(order: &OrderRow, looked_up: &LookedUp) -> Self {
        Self {
            reference_id: order.reference_id.as_str().to_owned(),
            changed: looked_up.changed,
            state: looked_up.state.clone(),
            confirmed: looked_up.confirmed.iter().map(ToString::to_string).collect(),
            says_nothing: looked_up.says_nothing.clone(),
        }
    }
}

impl From<&OrderShown> for OrderView {
    fn from(shown: &OrderShown) -> Self {
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
            exchanges: shown.exchanges.iter().map(ExchangeView::from).collect(),
        }
    }
}

impl From<&(OperationRow, Vec<OperationEventRow>)> for LifeView {
    fn from((operation, events): &(OperationRow, Vec<OperationEventRow>)) -> Self {
        Self {
            operation: OperationView::from(operation),
            events: events
                .iter()
                .map(|event| EventView {
                    state: event.state,
                    why: event.why.clone(),
                    at_ms: event.at_ms,
                })
                .collect(),
        }
    }
}

impl From<&Exchange> for ExchangeView {
    fn from(exchange: &Exchange) -> Self {
        Self {
            source: exchange.source.word(),
            http_status: exchange.http_status,
            first_at_ms: exchange.first_at_ms,
            last_at_ms: exchange.last_at_ms,
            body: exchange.body.clone(),
        }
    }
}

impl From<&Backup> for BackupView {
    fn from(backup: &Backup) -> Self {
        Self { path: backup.path.clone(), bytes: backup.bytes }
    }
}
