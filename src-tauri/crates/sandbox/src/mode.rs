//! Owns how an order can be paid, and whether Meta then knows of its payment.

use crate::Provider;
use serde::{Deserialize, Serialize};

/// A gateway behind WhatsApp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gateway {
    /// Razorpay.
    Razorpay,
    /// PayU.
    Payu,
    /// BillDesk.
    Billdesk,
    /// Zaakpay.
    Zaakpay,
}

impl Gateway {
    pub(crate) const WORDS: [(&'static str, Self); 4] = [
        ("razorpay", Self::Razorpay),
        ("payu", Self::Payu),
        ("billdesk", Self::Billdesk),
        ("zaakpay", Self::Zaakpay),
    ];

    /// The word for it in a send and in lookups.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Razorpay => "razorpay",
            Self::Payu => "payu",
            Self::Billdesk => "billdesk",
            Self::Zaakpay => "zaakpay",
        }
    }
}

/// How an order is to be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Through a gateway that Meta asks: the only mode that can be looked up and refunded.
    Gateway(Gateway),
    /// By a UPI link that the gateway made.
    UpiIntentLink,
    /// By UPI to the address of a payment configuration.
    LegacyUpi,
    /// On a page of the gateway's.
    PaymentLink,
}

/// A ledger from before there were other modes names none.
impl Default for Mode {
    fn default() -> Self {
        Self::Gateway(Gateway::Razorpay)
    }
}

impl Mode {
    /// Returns the gateway that Meta asks about the payment, if it knows of one.
    pub fn gateway(self) -> Option<Gateway> {
        match self {
            Self::Gateway(gateway) => Some(gateway),
            Self::UpiIntentLink | Self::LegacyUpi | Self::PaymentLink => None,
        }
    }

    /// Returns whose payment configuration such an order names, if it names one.
    pub(crate) fn provider(self) -> Option<Provider> {
        match self {
            Self::Gateway(Gateway::Razorpay) => Some(Provider::Razorpay),
            Self::Gateway(Gateway::Payu) => Some(Provider::Payu),
            Self::Gateway(Gateway::Billdesk) => Some(Provider::Billdesk),
            Self::Gateway(Gateway::Zaakpay) => Some(Provider::Zaakpay),
            Self::LegacyUpi => Some(Provider::UpiVpa),
            Self::UpiIntentLink | Self::PaymentLink => None,
        }
    }
}
