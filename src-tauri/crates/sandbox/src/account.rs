//! Owns the accounts as callers of the sandbox see them.

use crate::Configuration;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an account is to be made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// The verified name that a check answers with.
    pub name: String,
    /// Its payment configurations; one given by its name alone is one of Razorpay and active.
    #[serde(default)]
    pub configurations: Vec<Configuration>,
    /// Drawn when absent. Accounts of one WABA share configurations and reference ids.
    #[serde(default)]
    pub waba_id: Option<String>,
    /// Drawn when absent.
    #[serde(default)]
    pub phone_number_id: Option<String>,
}

/// An account together with its bearer, which is shown this once and never stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The verified name.
    pub name: String,
    /// The id of the WhatsApp Business Account.
    pub waba_id: String,
    /// The id of the business number; the account's key everywhere else.
    pub phone_number_id: String,
    /// The access token, 64 hexadecimal digits.
    pub bearer: String,
    /// The payment configurations.
    pub configurations: Vec<Configuration>,
}

/// The bearer stays out of logs and failed assertions.
impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("name", &self.name)
            .field("waba_id", &self.waba_id)
            .field("phone_number_id", &self.phone_number_id)
            .field("configurations", &self.configurations)
            .finish_non_exhaustive()
    }
}

/// An account without its bearer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAccount {
    /// The verified name.
    pub name: String,
    /// The id of the WhatsApp Business Account.
    pub waba_id: String,
    /// The id of the business number.
    pub phone_number_id: String,
    /// The payment configurations.
    pub configurations: Vec<Configuration>,
}
