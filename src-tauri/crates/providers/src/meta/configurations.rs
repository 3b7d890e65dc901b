//! Owns payment configurations: the links between a business number and its gateways.

use crate::json::{self, JsonFault, Node};
use counterfoil_domain::{order::Gateway, payment_mode::PaymentMode, stated::Stated};
use serde::Serialize;

/// The most payment configurations that are read.
pub const MAX_CONFIGURATIONS: usize = 500;

/// Whether a payment configuration can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigurationStatus {
    /// It can.
    Active,
    /// The gateway still has to be linked.
    NeedsConnecting,
    /// One test payment is still to be made.
    NeedsTesting,
    /// A word we do not know; not usable.
    Other,
}

impl ConfigurationStatus {
    /// Reads Meta's word; pages and webhooks disagree about spaces (Meta, configuration status).
    pub fn read(word: &str) -> Stated<Self> {
        let documented = [
            ("active", Self::Active),
            ("needs_connecting", Self::NeedsConnecting),
            ("needs_testing", Self::NeedsTesting),
        ];
        Stated::read(word, &documented, Self::Other)
    }
}

/// One payment configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PaymentConfiguration {
    /// The name orders and lookups refer to it by.
    pub name: String,
    /// The gateway, in Meta's word.
    pub provider_name: Option<String>,
    /// Whether it can be used.
    pub status: Stated<ConfigurationStatus>,
    /// The UPI id that is paid, of one that collects by UPI.
    pub merchant_vpa: Option<String>,
}

impl PaymentConfiguration {
    /// The gateway behind it; `None` for UPI, and for a gateway we do not know.
    pub fn gateway(&self) -> Option<Gateway> {
        Gateway::from_word(self.provider_name.as_deref()?)
    }

    /// How an order that names it is paid; `None` when we do not know its provider.
    pub fn payment_mode(&self) -> Option<PaymentMode> {
        let is_upi = self.provider_name.as_deref().map(str::to_ascii_lowercase);
        match (self.gateway(), is_upi.as_deref()) {
            (Some(_), _) => Some(PaymentMode::PaymentGateway),
            (None, Some("upi_vpa")) => Some(PaymentMode::UpiConfiguration),
            (None, _) => None,
        }
    }
}

/// What a list of payment configurations says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WireConfigurations {
    pub(super) configurations: Vec<PaymentConfiguration>,
    /// The provider has further pages, which are not read.
    pub(super) has_more: bool,
}

/// Reads the nested list of the pages and the flat one some accounts answer with (Meta, payment
/// configurations, list).
pub(super) fn read(body: &[u8]) -> Result<WireConfigurations, JsonFault> {
    let value = json::parse(body)?;
    let root = Node::root(&value).object()?;
    let mut configurations = Vec::new();
    for entry in root.need("data")?.list(MAX_CONFIGURATIONS)? {
        let entry = entry.object()?;
        let listed = match entry.get("payment_configurations") {
            Some(list) => list.list(MAX_CONFIGURATIONS)?,
            None => vec![entry.clone()],
        };
        for node in listed {
            if configurations.len() == MAX_CONFIGURATIONS {
                return Err(entry.fault(format!("is beyond {MAX_CONFIGURATIONS} configurations")));
            }
            configurations.push(configuration(&node)?);
        }
    }
    let has_more = root
        .get("paging")
        .is_some_and(|paging| paging.get("next").is_some());
    Ok(WireConfigurations {
        configurations,
        has_more,
    })
}

fn configuration(node: &Node<'_>) -> Result<PaymentConfiguration, JsonFault> {
    let words = |key| node.get(key).and_then(|words| words.words());
    Ok(PaymentConfiguration {
        name: node.need("configuration_name")?.text()?.to_owned(),
        provider_name: words("provider_name").map(str::to_owned),
        status: ConfigurationStatus::read(words("status").unwrap_or_default()),
        merchant_vpa: words("merchant_vpa").map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn both_shapes_of_the_list_are_read() {
        let one = r#"{"configuration_name":"a","provider_name":"RazorPay","status":"Active"}"#;
        let two = r#"{"configuration_name":"b","status":"Needs Testing","merchant_vpa":"k@x"}"#;
        let nested = format!(r#"{{"data":[{{"payment_configurations":[{one},{two}]}}]}}"#);
        let flat = format!(r#"{{"data":[{one},{two}]}}"#);

        let nested = read(nested.as_bytes()).unwrap();

        assert_eq!(nested, read(flat.as_bytes()).unwrap());
        let meanings: Vec<_> = nested
            .configurations
            .iter()
            .map(|one| (one.name.as_str(), one.status.meaning))
            .collect();
        use ConfigurationStatus::*;
        assert_eq!(meanings, [("a", Active), ("b", NeedsTesting)]);
        assert!(!nested.has_more);
    }

    #[test]
    fn a_provider_says_how_an_order_is_paid() {
        check("RazorPay", Some(PaymentMode::PaymentGateway));
        check("payu", Some(PaymentMode::PaymentGateway));
        check("BillDesk", Some(PaymentMode::PaymentGateway));
        check("Zaakpay", Some(PaymentMode::PaymentGateway));
        check("upi_vpa", Some(PaymentMode::UpiConfiguration));
        check("SomePay", None);

        #[track_caller]
        fn check(provider: &str, expected: Option<PaymentMode>) {
            let body = format!(
                r#"{{"data":[{{"configuration_name":"a","provider_name":"{provider}",
                    "status":"Active","merchant_vpa":"k@exbank"}}]}}"#
            );
            let read = read(body.as_bytes()).unwrap().configurations;
            assert_eq!(read[0].payment_mode(), expected, "{provider}");
            assert_eq!(read[0].merchant_vpa.as_deref(), Some("k@exbank"));
        }
    }

    #[test]
    fn a_list_nobody_can_read_is_a_fault() {
        check("{}", "`data` is missing");
        check(r#"{"data":{}}"#, "`data` is not a list");
        check(
            r#"{"data":[{}]}"#,
            "`data[0].configuration_name` is missing",
        );
        check(r#"{"data":[7]}"#, "`data[0]` is not an object");

        #[track_caller]
        fn check(body: &str, expected: &str) {
            assert_eq!(
                read(body.as_bytes()).unwrap_err().to_string(),
                expected,
                "{body}"
            );
        }
    }

    #[test]
    fn an_unknown_word_is_not_usable() {
        assert_eq!(
            ConfigurationStatus::read("Dormant").meaning,
            ConfigurationStatus::Other
        );
        let spaced = ConfigurationStatus::read("needs-connecting");
        assert_eq!(spaced.meaning, ConfigurationStatus::NeedsConnecting);
    }
}
