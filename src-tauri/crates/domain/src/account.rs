//! Owns what an account is and what it can do; what it can do is data, never the provider's name.

use crate::{ids::AccountId, payment_mode::PaymentMode};
use serde::{Deserialize, Serialize};

/// Whether real money moves. It follows from the address an account talks to and is part of every
/// foreign key that crosses the account (money-protocol, the book).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// The simulator on loopback; no money exists there.
    Sandbox,
    /// A provider's documented host.
    Live,
}

impl Environment {
    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Environment::Sandbox => "sandbox",
            Environment::Live => "live",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "sandbox" => Some(Environment::Sandbox),
            "live" => Some(Environment::Live),
            _ => None,
        }
    }
}

/// A remote system an account belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderId {
    /// Meta's Cloud API.
    Meta,
}

impl ProviderId {
    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            ProviderId::Meta => "meta",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        (word == "meta").then_some(ProviderId::Meta)
    }

    /// What can be done with an order that is paid in this mode (Meta, payments in India).
    pub const fn capabilities(self, mode: PaymentMode) -> Capabilities {
        match (self, mode) {
            (Self::Meta, PaymentMode::PaymentGateway) => Capabilities::META_PAYMENT_GATEWAY,
            (
                Self::Meta,
                PaymentMode::UpiIntentLink
                | PaymentMode::UpiConfiguration
                | PaymentMode::PaymentLink,
            ) => Capabilities::GATEWAY_ALONE,
        }
    }
}

/// What can be done with an order of an account that is paid in one mode. Screens and recipes ask
/// this, never the provider's or the mode's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Capabilities {
    /// The provider can be asked for the state of a payment.
    pub lookup: bool,
    /// The provider can be asked to refund.
    pub refund: bool,
    /// A lookup lists the refunds of a payment; where it does not, refunds made elsewhere are
    /// invisible.
    pub lookup_lists_refunds: bool,
    /// The provider tells by webhook what becomes of a payment.
    pub payment_webhook: bool,
}

impl Capabilities {
    /// What Meta offers for an order paid through a linked payment gateway in India.
    const META_PAYMENT_GATEWAY: Self = Self {
        lookup: true,
        refund: true,
        lookup_lists_refunds: true,
        payment_webhook: true,
    };

    /// What Meta offers where it is not part of the payment: only the gateway knows of it.
    const GATEWAY_ALONE: Self = Self {
        lookup: false,
        refund: false,
        lookup_lists_refunds: false,
        payment_webhook: false,
    };
}

/// A WhatsApp business number we act for, as the book keeps it. It holds no credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Our id.
    pub id: AccountId,
    /// Where it lives; follows from `base_url`.
    pub environment: Environment,
    /// The operator's name for it, unique among accounts that are not removed.
    pub name: String,
    /// Who speaks for it.
    pub provider: ProviderId,
    /// Scheme, host and port the calls go to, without a path.
    pub base_url: String,
    /// Version part of Graph paths, such as `v24.0`.
    pub graph_version: String,
    /// WhatsApp Business Account id.
    pub waba_id: String,
    /// Phone number id messages are sent from.
    pub phone_number_id: String,
    /// When it was added, UTC.
    pub created_at_ms: i64,
    /// When its access token was last set, UTC; `None` when there is none.
    pub access_token_set_at_ms: Option<i64>,
    /// When its app secret was last set, UTC; `None` when there is none.
    pub app_secret_set_at_ms: Option<i64>,
}

impl Account {
    /// What can be done with an order of it that is paid in this mode.
    pub const fn capabilities(&self, mode: PaymentMode) -> Capabilities {
        self.provider.capabilities(mode)
    }
}
