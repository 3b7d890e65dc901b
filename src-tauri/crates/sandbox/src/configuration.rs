//! Owns payment configurations: the names by which a business links its orders to a provider.

use serde::{Deserialize, Serialize};

/// A payment configuration. Made from a name alone, as in `"kaveri-live".into()`, it is one of
/// Razorpay and active; JSON has the name alone for such a one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Configuration {
    /// What orders call it, unique in its business.
    pub name: String,
    /// Who takes the payments.
    pub provider: Provider,
    /// Whether orders can be paid through it.
    pub status: ConfigurationStatus,
}

/// Who takes the payments of a configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Razorpay.
    #[default]
    Razorpay,
    /// PayU.
    Payu,
    /// BillDesk.
    Billdesk,
    /// Zaakpay.
    Zaakpay,
    /// Nobody between the customer's bank and a UPI address.
    UpiVpa,
}

impl Provider {
    /// The word that the list of configurations uses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Razorpay => "RazorPay",
            Self::Payu => "PayU",
            Self::Billdesk => "BillDesk",
            Self::Zaakpay => "Zaakpay",
            Self::UpiVpa => "upi_vpa",
        }
    }
}

/// Whether orders can be paid through a configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigurationStatus {
    /// They can.
    #[default]
    Active,
    /// The business has not given its consent at the provider.
    NeedsConnecting,
    /// No test payment was made yet.
    NeedsTesting,
}

impl ConfigurationStatus {
    /// The word that the list of configurations uses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::NeedsConnecting => "Needs_Connecting",
            Self::NeedsTesting => "Needs_Testing",
        }
    }
}

impl Configuration {
    /// Whether orders can be paid through it.
    pub(crate) fn is_active(&self) -> bool {
        self.status == ConfigurationStatus::Active
    }
}

impl From<&str> for Configuration {
    fn from(name: &str) -> Self {
        name.to_owned().into()
    }
}

impl From<String> for Configuration {
    fn from(name: String) -> Self {
        Self {
            name,
            provider: Provider::default(),
            status: ConfigurationStatus::default(),
        }
    }
}

/// The two ways a configuration is written; ledgers from before there were others have names alone.
#[derive(Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "a name, or an object of name, provider and status"
)]
enum Written {
    Name(String),
    Whole(Whole),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    name: String,
    #[serde(default)]
    provider: Provider,
    #[serde(default)]
    status: ConfigurationStatus,
}

impl From<Written> for Configuration {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(name) => name.into(),
            Written::Whole(whole) => Self {
                name: whole.name,
                provider: whole.provider,
                status: whole.status,
            },
        }
    }
}

impl From<Configuration> for Written {
    fn from(configuration: Configuration) -> Self {
        let Configuration {
            name,
            provider,
            status,
        } = configuration;
        match (provider, status) {
            (Provider::Razorpay, ConfigurationStatus::Active) => Self::Name(name),
            _ => Self::Whole(Whole {
                name,
                provider,
                status,
            }),
        }
    }
}
