//! Owns what the window sees and asks about telling customers where their orders stand.

use super::{
    complaints::ComplaintView,
    fulfilment::{CancelStandingView, LateView, OrderStatusView},
    money::MoneyView,
    number::Integer,
    operations::{MayView, OperationStateView},
};
use counterfoil_desk::{Care, MayTell, OrderShown, Phrase, StatusSent};
use counterfoil_domain::order_status::StatusRoute;
use counterfoil_providers::meta::templates::StatusTemplate;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What the customer of an order was told, and may be told now.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FulfilmentView {
    /// What they were told last.
    pub told: OrderStatusView,
    /// What they may have been told since.
    pub may_be: Option<OrderStatusView>,
    /// Where a cancel stands.
    pub cancel: Option<CancelStandingView>,
    /// The money came late; a decision waits.
    pub late: Option<LateView>,
    /// Whether they may be told anything.
    pub tell: MayView,
    /// Whether the order may be cancelled.
    pub may_cancel: MayView,
    /// What may be told next.
    pub next: Vec<OrderStatusView>,
    /// The message that is prepared, if one is.
    pub prepared_id: Option<String>,
}

/// How a message reaches a customer.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(tag = "by", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum RouteView {
    /// As a message of its own.
    Message {
        /// Its text.
        text: String,
    },
    /// Through an approved template.
    Template {
        /// Its name.
        name: String,
        /// Its language.
        language: String,
        /// What stands for its variables.
        variables: Vec<String>,
    },
}

/// What a status message should say.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MessageAskedView {
    /// The status.
    pub status: OrderStatusView,
    /// The note beside it.
    pub note: String,
    /// How it reaches them.
    pub route: RouteView,
    /// How it does where the customer wrote too long ago; batches only.
    pub fallback: Option<RouteView>,
    /// What the gateway shows of an order that WhatsApp cannot look up; for its cancel alone.
    pub gateway_says: Option<String>,
}

/// What became of a status message.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ToldView {
    /// Where it stands.
    pub state: OperationStateView,
    /// The customer wrote too long ago: a template reaches them.
    pub is_window_closed: bool,
    /// The lookup after a cancel showed the money.
    pub is_paid: bool,
    /// What the provider said was wrong, if it did.
    pub complaint: Option<ComplaintView>,
}

/// What customers were told last with a status.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PhraseView {
    /// The text of the message.
    pub text: String,
    /// The note beside the status.
    pub note: String,
    /// The name of the template that was used last.
    pub template_name: Option<String>,
    /// Its language.
    pub template_language: Option<String>,
}

/// An approved template that tells the status of an order.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StatusTemplateView {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// Its text.
    pub text: String,
    /// How many variables its text has.
    pub variables: u32,
}

/// What the desk does by itself.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CareView {
    /// Orders are cancelled that expired so long ago.
    pub sweeps: bool,
    /// How long after its expiry an order is cancelled, in hours.
    pub grace_hours: u32,
    /// What those who paid are told is prepared.
    pub prepares: bool,
}

/// A sum by currency; none of a currency in which nothing is.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SumView {
    /// How many orders.
    pub orders: Integer,
    /// In rupees.
    pub inr: Option<MoneyView>,
    /// In reais.
    pub brl: Option<MoneyView>,
}

impl From<&OrderShown> for FulfilmentView {
    fn from(shown: &OrderShown) -> Self {
        let MayTell {
            tell,
            cancel,
            next,
            prepared,
        } = shown.may_tell.clone();
        let fulfilment = shown.fulfilment;
        Self {
            told: fulfilment.told().into(),
            may_be: fulfilment.may_be().map(Into::into),
            cancel: fulfilment.cancel().map(Into::into),
            late: shown.late.map(Into::into),
            tell: tell.into(),
            may_cancel: cancel.into(),
            next: next.into_iter().map(Into::into).collect(),
            prepared_id: prepared.map(|id| id.to_string()),
        }
    }
}

impl From<RouteView> for StatusRoute {
    fn from(route: RouteView) -> Self {
        match route {
            RouteView::Message { text } => Self::Interactive { body: text },
            RouteView::Template {
                name,
                language,
                variables,
            } => Self::Template {
                name,
                language,
                variables,
            },
        }
    }
}

impl ToldView {
    /// What became of it; `is_paid` where a lookup after it showed the money.
    pub fn of(sent: &StatusSent, is_paid: bool) -> Self {
        let operation = &sent.operation;
        Self {
            state: operation.state.into(),
            is_window_closed: sent.is_window_closed(),
            is_paid,
            complaint: sent.complaint.clone().map(Into::into),
        }
    }
}

impl From<Phrase> for PhraseView {
    fn from(phrase: Phrase) -> Self {
        let (template_name, template_language) = phrase.template.unzip();
        Self {
            text: phrase.text,
            note: phrase.note,
            template_name,
            template_language,
        }
    }
}

impl From<StatusTemplate> for StatusTemplateView {
    fn from(template: StatusTemplate) -> Self {
        Self {
            name: template.name,
            language: template.language,
            text: template.text,
            variables: u32::try_from(template.variables).unwrap_or(u32::MAX),
        }
    }
}

macro_rules! care {
    ($from:ident => $to:ident) => {
        impl From<$from> for $to {
            fn from(care: $from) -> Self {
                Self {
                    sweeps: care.sweeps,
                    grace_hours: care.grace_hours,
                    prepares: care.prepares,
                }
            }
        }
    };
}

care!(Care => CareView);
care!(CareView => Care);
