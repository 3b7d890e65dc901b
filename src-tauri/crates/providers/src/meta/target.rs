//! Owns where an account's calls go: base address, version and ids, as path segments.

use super::templates::PAGE_TEMPLATES;
use crate::endpoint::{BaseUrl, EndpointError};
use counterfoil_domain::account::{Account, Environment};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

/// Everything but the characters that mean the same encoded or not (RFC 3986, unreserved).
pub(super) const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Why an account cannot be spoken for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Its address is refused.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// A part of a path is empty, or a URL would drop it.
    #[error("the {0} cannot be part of an address")]
    Part(&'static str),
    /// The version is not like `v24.0`.
    #[error("the Graph version must look like v24.0")]
    Version,
}

/// Where an account's calls go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Scheme, host and port.
    pub base_url: BaseUrl,
    /// Version part of every path.
    pub graph_version: String,
    /// WhatsApp Business Account id.
    pub waba_id: String,
    /// Phone number id.
    pub phone_number_id: String,
}

impl Target {
    /// Reads it from an account.
    ///
    /// # Errors
    /// Refuses an address that is not allowed or means another environment than the account's,
    /// and ids and versions that make no path.
    pub fn of(account: &Account) -> Result<Self, TargetError> {
        let base_url = BaseUrl::parse(&account.base_url)?;
        if base_url.environment() != account.environment {
            return Err(EndpointError::OtherEnvironment.into());
        }
        if !is_version(&account.graph_version) {
            return Err(TargetError::Version);
        }
        check_part("WhatsApp Business Account id", &account.waba_id)?;
        check_part("phone number id", &account.phone_number_id)?;
        Ok(Self {
            base_url,
            graph_version: account.graph_version.clone(),
            waba_id: account.waba_id.clone(),
            phone_number_id: account.phone_number_id.clone(),
        })
    }

    /// Whether real money moves there.
    pub const fn environment(&self) -> Environment {
        self.base_url.environment()
    }

    /// Where messages are sent (Meta, send).
    pub(super) fn messages(&self) -> Result<Url, TargetError> {
        self.url(&[
            ("phone number id", &self.phone_number_id),
            ("path", "messages"),
        ])
    }

    /// Where refunds are asked for (Meta, refund).
    pub(super) fn refunds(&self) -> Result<Url, TargetError> {
        self.url(&[
            ("phone number id", &self.phone_number_id),
            ("path", "payments_refund"),
        ])
    }

    /// Where pictures are uploaded (Meta, media upload).
    pub(super) fn media(&self) -> Result<Url, TargetError> {
        self.url(&[
            ("phone number id", &self.phone_number_id),
            ("path", "media"),
        ])
    }

    /// Where a payment is looked up (Meta, payment lookup).
    pub(super) fn payment(
        &self,
        configuration_name: &str,
        reference_id: &str,
    ) -> Result<Url, TargetError> {
        self.url(&[
            ("phone number id", &self.phone_number_id),
            ("path", "payments"),
            ("payment configuration's name", configuration_name),
            ("reference id", reference_id),
        ])
    }

    /// The phone number itself.
    pub(super) fn phone_number(&self) -> Result<Url, TargetError> {
        let mut url = self.url(&[("phone number id", &self.phone_number_id)])?;
        url.set_query(Some("fields=id,display_phone_number,verified_name"));
        Ok(url)
    }

    /// Where payment configurations are listed. `fields` is left out on purpose: with it the list
    /// comes back empty (Meta, payment configurations, list).
    pub(super) fn payment_configurations(&self) -> Result<Url, TargetError> {
        let path = "payment_configurations";
        self.url(&[
            ("WhatsApp Business Account id", &self.waba_id),
            ("path", path),
        ])
    }

    /// A page of the message templates (Meta, template management, list).
    pub(super) fn message_templates(&self, after: Option<&str>) -> Result<Url, TargetError> {
        let mut url = self.url(&[
            ("WhatsApp Business Account id", &self.waba_id),
            ("path", "message_templates"),
        ])?;
        url.query_pairs_mut()
            .append_pair("fields", "name,language,status,sub_category,components")
            .append_pair("limit", &PAGE_TEMPLATES.to_string());
        if let Some(after) = after {
            url.query_pairs_mut().append_pair("after", after);
        }
        Ok(url)
    }

    /// Encodes every part itself: a URL library drops `.` and `..`, and tabs and line ends, which
    /// would ask about another payment than the one meant.
    fn url(&self, parts: &[(&'static str, &str)]) -> Result<Url, TargetError> {
        let mut text = format!("{}/{}", self.base_url, self.graph_version);
        for (name, part) in parts {
            check_part(name, part)?;
            text.push('/');
            text.extend(utf8_percent_encode(part, SEGMENT));
        }
        Url::parse(&text).map_err(|_| EndpointError::NotAUrl.into())
    }
}

fn check_part(name: &'static str, part: &str) -> Result<(), TargetError> {
    if matches!(part, "" | "." | "..") {
        Err(TargetError::Part(name))
    } else {
        Ok(())
    }
}

fn is_version(text: &str) -> bool {
    let is_number = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.strip_prefix('v')
        .and_then(|rest| rest.split_once('.'))
        .is_some_and(|(major, minor)| is_number(major) && is_number(minor))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn target() -> Target {
        Target {
            base_url: BaseUrl::parse("http://127.0.0.1:4010").unwrap(),
            graph_version: "v24.0".to_owned(),
            waba_id: "33/0".to_owned(),
            phone_number_id: "11".to_owned(),
        }
    }

    #[test]
    fn every_part_stays_one_segment() {
        check(
            "kaveri-live-rzp",
            "KP-2291.a_1",
            "kaveri-live-rzp/KP-2291.a_1",
        );
        check("a b/c", "../x", "a%20b%2Fc/..%2Fx");
        check("c", "a\tb\n", "c/a%09b%0A");
        check("c", "%2e%2e", "c/%252e%252e");
        check("c", "...", "c/...");
        check("c?x#y", "₹;=&\\", "c%3Fx%23y/%E2%82%B9%3B%3D%26%5C");

        #[track_caller]
        fn check(configuration: &str, reference: &str, expected: &str) {
            let url = target().payment(configuration, reference).unwrap();
            let expected = format!("http://127.0.0.1:4010/v24.0/11/payments/{expected}");
            assert_eq!(url.as_str(), expected);
        }
    }

    #[test]
    fn what_a_url_would_drop_is_refused() {
        for part in ["", ".", ".."] {
            let refused = TargetError::Part("reference id");
            assert_eq!(target().payment("c", part), Err(refused), "{part:?}");
        }
    }

    #[test]
    fn only_a_version_is_a_version() {
        for text in ["v24.0", "v1.0", "v9999.10"] {
            assert!(is_version(text), "{text}");
        }
        for text in [
            "", "v", "24.0", "v24", "v24.", "v.0", "v24.0/..", "v-1.0", "v24.0.1", "V24.0",
        ] {
            assert!(!is_version(text), "{text}");
        }
    }
}
