//! Owns what a program reads about orders and their payments.

use super::{LifeView, ListView, OperationView, cursor, next};
use counterfoil_desk::{
    CheckedBody, Exchange, ExchangeId, ExchangeSource, FieldSource, LookedUp, OrderLine,
    OrderShown, PollShown, Sent,
};
use counterfoil_domain::{
    account::Environment,
    cancel::CancelStanding,
    evidence::EvidenceSource,
    finding::Finding,
    fulfilment::Late,
    money::Money,
    operation::OperationState,
    order::Totals,
    order_state::{OrderState, PaymentState},
    order_status::OrderStatus,
    payment_mode::PaymentMode,
};
use counterfoil_providers::meta::Complaint;
use counterfoil_store::OrderRow;
use serde::Serialize;
use std::collections::BTreeMap;

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
    pub complaint: Option<Complaint>,
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
    pub payment_mode: PaymentMode,
    pub configuration_name: Option<String>,
    pub total: Money,
    pub created_at_ms: i64,
    pub expires_at_ms: Option<i64>,
    pub looked_up_at_ms: Option<i64>,
    pub state: OrderState,
    pub fulfilment: FulfilmentView,
    pub poll: PollView,
    /// By the name of the field. What is not named here is nobody's word but the order's own, as it
    /// was sent.
    pub sources: BTreeMap<String, SourceView>,
    pub operations: Vec<LifeView>,
    pub exchanges: Vec<ExchangeView>,
}

/// What the customer was told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FulfilmentView {
    pub told: OrderStatus,
    /// What they may have been told since.
    pub may_be: Option<OrderStatus>,
    pub cancel: Option<CancelStanding>,
    /// The money came late, and nobody has decided what becomes of it.
    pub late: Option<Late>,
}

/// On whose word a field stands.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceView {
    /// Where it came from.
    pub source: &'static str,
    /// The `id` of the exchange, or of the operation that sent the order.
    pub id: String,
    pub first_at_ms: i64,
    pub last_at_ms: i64,
}

/// When it is looked up next by itself, or why it is not.
#[derive(Serialize)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum PollView {
    Due {
        in_ms: u64,
        every_ms: u64,
        why: &'static str,
    },
    Ended {
        why: &'static str,
    },
}

/// A raw answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExchangeView {
    pub id: String,
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
            complaint: sent.complaint.clone(),
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
    /// An order with its raw answers, and on whose word each field stands.
    pub fn of(
        shown: &OrderShown,
        sources: &BTreeMap<String, FieldSource>,
        answers: &[Exchange],
    ) -> Self {
        let order = &shown.order;
        Self {
            id: order.id.to_string(),
            reference_id: order.reference_id.as_str().to_owned(),
            account: shown.account.name.clone(),
            environment: order.environment,
            customer_phone: order.customer.digits().to_owned(),
            customer_name: order.customer_name.clone(),
            payment_mode: order.payment_mode,
            configuration_name: order.configuration_name.clone(),
            total: order.total,
            created_at_ms: order.created_at_ms,
            expires_at_ms: order.expires_at_ms,
            looked_up_at_ms: shown.looked_up_at_ms,
            state: shown.state.clone(),
            fulfilment: FulfilmentView {
                told: shown.fulfilment.told(),
                may_be: shown.fulfilment.may_be(),
                cancel: shown.fulfilment.cancel(),
                late: shown.late,
            },
            poll: PollView::from(&shown.poll),
            sources: sources_of(shown, sources),
            operations: shown.operations.iter().map(LifeView::from).collect(),
            exchanges: answers.iter().map(ExchangeView::from).collect(),
        }
    }
}

/// What we billed stands on our own word: the request that was sent, or would have been.
const AS_SENT: [&str; 9] = [
    "referenceId",
    "account",
    "environment",
    "customerPhone",
    "customerName",
    "configurationName",
    "total",
    "createdAtMs",
    "expiresAtMs",
];

fn sources_of(
    shown: &OrderShown,
    sources: &BTreeMap<String, FieldSource>,
) -> BTreeMap<String, SourceView> {
    let mut named: BTreeMap<String, SourceView> = sources
        .iter()
        .map(|(field, source)| (format!("state.{field}"), SourceView::from(source)))
        .collect();
    if let Some(send) = shown.last_send() {
        for field in AS_SENT {
            let as_sent = SourceView {
                source: "own_request",
                id: send.id.to_string(),
                first_at_ms: send.prepared_at_ms,
                last_at_ms: send.prepared_at_ms,
            };
            named.insert(field.to_owned(), as_sent);
        }
    }
    named
}

impl From<&FieldSource> for SourceView {
    fn from(source: &FieldSource) -> Self {
        Self {
            source: source.source.word(),
            id: ExchangeId::Answer(source.evidence_id).to_string(),
            first_at_ms: source.first_at_ms,
            last_at_ms: source.last_at_ms,
        }
    }
}

impl From<&PollShown> for PollView {
    fn from(shown: &PollShown) -> Self {
        match *shown {
            PollShown::Due {
                in_ms,
                every_ms,
                why,
            } => Self::Due {
                in_ms,
                every_ms,
                why: why.word(),
            },
            PollShown::Ended(end) => Self::Ended { why: end.word() },
        }
    }
}

impl From<&Exchange> for ExchangeView {
    fn from(exchange: &Exchange) -> Self {
        let row = &exchange.row;
        Self {
            id: row.id.to_string(),
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
