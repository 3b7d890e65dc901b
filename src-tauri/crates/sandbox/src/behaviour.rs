//! Owns how an account answers as long as no fault is set: policies, delays and wire shapes.

use crate::RefundFate;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The lasting habits of one account. They are not in the ledger: a reopened sandbox has defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behaviour {
    /// Whether the business may take payments at all.
    pub terms: Terms,
    /// What a send gets whose reference id was used before.
    pub reused_reference: ReusedReference,
    /// What a send gets that names a payment configuration the WABA does not have, one of another
    /// provider, or one that is not active.
    pub unknown_configuration: UnknownConfiguration,
    /// What a lookup gets for a reference id that was never sent.
    pub unknown_reference: UnknownReference,
    /// How much later than it happened an attempt to pay shows in lookups.
    pub lookup_lag_ms: u64,
    /// How lookups are written.
    pub lookup_shape: LookupShape,
    /// How refunds are made and shown.
    pub refunds: RefundBehaviour,
    /// Every answer waits for a time drawn from this range.
    pub latency_ms: RangeInclusive<u64>,
    /// How long a customer who pays with a delay takes; fixed for an order when it is accepted.
    pub pay_after_ms: u64,
    /// No customer has written within 24 hours, so status messages go through templates only.
    pub window_closed: bool,
    /// The message templates of the account.
    pub templates: Vec<Template>,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            terms: Terms::default(),
            reused_reference: ReusedReference::default(),
            unknown_configuration: UnknownConfiguration::default(),
            unknown_reference: UnknownReference::default(),
            lookup_lag_ms: 0,
            lookup_shape: LookupShape::default(),
            refunds: RefundBehaviour::default(),
            latency_ms: 0..=0,
            pay_after_ms: 5_000,
            window_closed: false,
            templates: Template::usual(),
        }
    }
}

/// A message template of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its language, as `en_US`.
    pub language: String,
    /// Whether it may be sent.
    pub status: TemplateStatus,
    /// It tells of the status of an order.
    pub is_order_status: bool,
    /// How many variables its text has.
    pub variables: usize,
}

/// Whether a template may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateStatus {
    /// It may.
    Approved,
    /// Nobody has looked at it yet.
    Pending,
    /// It was declined.
    Rejected,
    /// Too many customers complained.
    Paused,
}

impl TemplateStatus {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Approved => "APPROVED",
            Self::Pending => "PENDING",
            Self::Rejected => "REJECTED",
            Self::Paused => "PAUSED",
        }
    }
}

impl Template {
    /// One that may be sent, one that may not, and one that is about something else.
    fn usual() -> Vec<Self> {
        let one = |name: &str, status, is_order_status, variables| Self {
            name: name.to_owned(),
            language: "en_US".to_owned(),
            status,
            is_order_status,
            variables,
        };
        vec![
            one("order_update", TemplateStatus::Approved, true, 0),
            one("order_update_named", TemplateStatus::Approved, true, 1),
            one("order_update_old", TemplateStatus::Paused, true, 0),
            one("welcome", TemplateStatus::Approved, false, 1),
        ]
    }
}

/// How an account's refunds are made and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefundBehaviour {
    /// A refund of more than is left of the payment is refused. No document says whether it is.
    pub capped: bool,
    /// What becomes of a refund that is made from now on.
    pub fate: RefundFate,
    /// How much later than it was made a refund shows in lookups.
    pub lookup_lag_ms: u64,
    /// Where lookups list refunds.
    pub listed: ListedRefunds,
    /// Lookups list the newest refund first.
    pub newest_first: bool,
    /// The answer to a refund has another id than lookups.
    pub answers_other_id: bool,
}

impl Default for RefundBehaviour {
    fn default() -> Self {
        Self {
            capped: true,
            fate: RefundFate::default(),
            lookup_lag_ms: 0,
            listed: ListedRefunds::default(),
            newest_first: false,
            answers_other_id: false,
        }
    }
}

/// Where lookups list refunds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListedRefunds {
    /// In the transaction that paid.
    #[default]
    InTransaction,
    /// Beside the transactions, as webhooks do.
    InPayment,
    /// In both places.
    Twice,
    /// Nowhere, as in Kaleyra's query form.
    Nowhere,
}

/// Whether the business has accepted Meta's terms of payments. If not, every order and the list of
/// payment configurations is refused; two codes are documented for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Terms {
    /// It has.
    #[default]
    Accepted,
    /// 134011, which says so.
    NotAccepted,
    /// 131005, as for a missing permission: only the details say so.
    NotAcceptedAsAccessDenied,
}

/// What Meta does with a repeated reference id is undocumented, so all three are possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReusedReference {
    /// 131009, and nothing is sent.
    #[default]
    Refuse,
    /// A second message for the first order.
    Accept,
    /// Accepted with 200, but the message never reaches the customer.
    AcceptThenFailLater,
}

/// What a wrong configuration name leads to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownConfiguration {
    /// 134009, and nothing is sent.
    #[default]
    Refuse,
    /// Accepted with 200, but the customer can never pay.
    AcceptUnpayable,
}

/// What a lookup says about a reference id it does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownReference {
    /// 200 with no payments in it.
    #[default]
    EmptyPayments,
    /// 400 with code 100.
    Error,
}

/// The ways in which a lookup has been seen, or may be feared, to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookupShape {
    /// As documented in spring 2026.
    #[default]
    Standard,
    /// `total_amount` instead of the payment's `amount`.
    TotalAmount,
    /// Every number as a string.
    StringNumbers,
    /// Status words in capitals.
    Capitals,
    /// Status words that no document has.
    UnknownWords,
    /// Errors in the On-Premises envelope.
    OnPremisesErrors,
}
