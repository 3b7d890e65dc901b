//! Owns how an order is paid: one of four ways, each with what it needs to be said.

use crate::payment_mode::PaymentMode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How an order is paid. What is kept of an order names no mode: no two of them share a field that
/// has to be there, and orders from before there were several read as what they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PaymentSetting {
    /// Through a payment gateway.
    PaymentGateway(GatewayPayment),
    /// By a UPI link.
    UpiIntentLink(UpiIntentPayment),
    /// To the UPI id of a payment configuration.
    UpiConfiguration(UpiConfigurationPayment),
    /// On a page of a gateway.
    PaymentLink(LinkPayment),
}

/// Paid through a payment gateway that is linked to the business account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatewayPayment {
    /// The payment configuration's name, as the business account lists it.
    pub configuration_name: String,
    /// The gateway behind it.
    #[serde(default)]
    pub gateway: Gateway,
    /// Razorpay's receipt number; no other gateway has one.
    #[serde(default)]
    pub receipt: Option<String>,
    /// What comes back in lookups: Razorpay's notes, and the named texts of the others.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// The UPI app offered first.
    #[serde(default)]
    pub preferred_payment_method: Option<String>,
    /// The only way to pay that is offered: `upi` or `web`.
    #[serde(default)]
    pub enabled_payment_option: Option<String>,
}

/// Paid by a UPI link that a gateway made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpiIntentPayment {
    /// The link. It is sent unchanged, because it may be signed.
    pub upi_link: String,
}

/// Paid to the UPI id of a payment configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpiConfigurationPayment {
    /// The payment configuration's name, as the business account lists it.
    pub upi_configuration_name: String,
    /// The UPI app offered first.
    #[serde(default)]
    pub preferred_payment_method: Option<String>,
}

/// Paid on a page of a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkPayment {
    /// An https link to the page.
    pub payment_link: String,
    /// Where the page leads when it was paid; reaching it ends the flow in WhatsApp.
    #[serde(default)]
    pub success_url: Option<String>,
    /// Where the page leads when it was not.
    #[serde(default)]
    pub cancel_url: Option<String>,
}

impl Default for PaymentSetting {
    /// A payment gateway of which nothing is said yet.
    fn default() -> Self {
        Self::PaymentGateway(GatewayPayment::default())
    }
}

impl PaymentSetting {
    /// The way it is paid.
    pub const fn mode(&self) -> PaymentMode {
        match self {
            Self::PaymentGateway(_) => PaymentMode::PaymentGateway,
            Self::UpiIntentLink(_) => PaymentMode::UpiIntentLink,
            Self::UpiConfiguration(_) => PaymentMode::UpiConfiguration,
            Self::PaymentLink(_) => PaymentMode::PaymentLink,
        }
    }

    /// The payment configuration it names, in the modes that name one.
    pub fn configuration_name(&self) -> Option<&str> {
        match self {
            Self::PaymentGateway(payment) => Some(&payment.configuration_name),
            Self::UpiConfiguration(payment) => Some(&payment.upi_configuration_name),
            Self::UpiIntentLink(_) | Self::PaymentLink(_) => None,
        }
    }

    /// Whether a customer can be led to pay by UPI, which has a ceiling (gateway guide).
    pub fn offers_upi(&self) -> bool {
        match self {
            Self::PaymentGateway(payment) => {
                payment.enabled_payment_option.as_deref() != Some(super::limits::WEB_OPTION)
            }
            Self::UpiIntentLink(_) | Self::UpiConfiguration(_) => true,
            Self::PaymentLink(_) => false,
        }
    }

    /// Whether UPI is the only way to pay it.
    pub fn is_upi_alone(&self) -> bool {
        match self {
            Self::PaymentGateway(payment) => {
                payment.enabled_payment_option.as_deref() == Some(super::limits::UPI_OPTION)
            }
            Self::UpiIntentLink(_) | Self::UpiConfiguration(_) => true,
            Self::PaymentLink(_) => false,
        }
    }
}

/// A payment gateway that a business can link to WhatsApp in India.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Gateway {
    /// Razorpay.
    #[default]
    Razorpay,
    /// PayU.
    Payu,
    /// BillDesk.
    Billdesk,
    /// Zaakpay.
    Zaakpay,
}

impl Gateway {
    /// Every gateway.
    pub const ALL: [Self; 4] = [Self::Razorpay, Self::Payu, Self::Billdesk, Self::Zaakpay];

    /// Meta's word, which is also the name of the gateway's own object.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Razorpay => "razorpay",
            Self::Payu => "payu",
            Self::Billdesk => "billdesk",
            Self::Zaakpay => "zaakpay",
        }
    }

    /// Whether it takes a receipt number.
    pub const fn has_receipt(self) -> bool {
        matches!(self, Self::Razorpay)
    }

    /// Reads Meta's word. Lists of configurations write it with capitals, bodies do not.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|known| known.word().eq_ignore_ascii_case(word))
    }

    /// The only names that notes may have; `None` where they may have any (gateway guide).
    pub const fn note_names(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Razorpay => None,
            Self::Payu => Some(&["udf1", "udf2", "udf3", "udf4"]),
            Self::Billdesk => Some(&[
                "additional_info1",
                "additional_info2",
                "additional_info3",
                "additional_info4",
                "additional_info5",
                "additional_info6",
                "additional_info7",
            ]),
            Self::Zaakpay => Some(&["extra1", "extra2"]),
        }
    }

    /// How many characters a note may have (gateway guide).
    pub const fn note_chars_max(self) -> usize {
        match self {
            Self::Razorpay => 256,
            Self::Payu => 255,
            Self::Billdesk => 120,
            Self::Zaakpay => 180,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_kept_setting_is_read_back_as_its_own_mode() {
        let settings = [
            PaymentSetting::default(),
            PaymentSetting::UpiIntentLink(UpiIntentPayment::default()),
            PaymentSetting::UpiConfiguration(UpiConfigurationPayment::default()),
            PaymentSetting::PaymentLink(LinkPayment::default()),
        ];

        for setting in settings {
            let kept = serde_json::to_string(&setting).unwrap();
            assert_eq!(
                serde_json::from_str::<PaymentSetting>(&kept).unwrap(),
                setting
            );
        }
    }

    #[test]
    fn a_setting_kept_before_there_were_several_is_one_of_razorpay() {
        let kept = r#"{"configuration_name":"kaveri-live-rzp","receipt":"INV-1","notes":{"a":"b"},
            "preferred_payment_method":null,"enabled_payment_option":"upi"}"#;

        let setting: PaymentSetting = serde_json::from_str(kept).unwrap();

        assert_eq!(
            setting,
            PaymentSetting::PaymentGateway(GatewayPayment {
                configuration_name: "kaveri-live-rzp".to_owned(),
                receipt: Some("INV-1".to_owned()),
                notes: [("a".to_owned(), "b".to_owned())].into(),
                enabled_payment_option: Some("upi".to_owned()),
                ..GatewayPayment::default()
            })
        );
    }

    #[test]
    fn the_word_of_a_gateway_is_the_one_that_serialising_gives() {
        for gateway in Gateway::ALL {
            let word = serde_json::to_string(&gateway).unwrap();
            assert_eq!(word, format!("{:?}", gateway.word()));
            assert_eq!(
                Gateway::from_word(&gateway.word().to_uppercase()),
                Some(gateway)
            );
        }
    }
}
