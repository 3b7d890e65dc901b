//! Owns the kinds of call that faults and counts tell apart.

use serde::{Deserialize, Serialize};

/// What a caller asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    /// `POST /{V}/{PNID}/messages`.
    Send,
    /// `POST /{V}/{PNID}/payments_refund`.
    Refund,
    /// `GET /{V}/{PNID}/payments/{configuration_name}/{reference_id}`.
    Lookup,
    /// `POST /{V}/{PNID}/media`.
    Media,
    /// `GET /{V}/{PNID}` and `GET /{V}/{WABA}/payment_configurations`.
    Check,
}

/// How often one kind of call arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCount {
    /// Calls that named the account.
    pub received: u64,
    /// Those of them that carried the account's own bearer.
    pub authenticated: u64,
}

/// The counts of one account since the sandbox was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCounts {
    /// Sends.
    pub send: CallCount,
    /// Refunds.
    pub refund: CallCount,
    /// Lookups.
    pub lookup: CallCount,
    /// Uploads.
    pub media: CallCount,
    /// Checks of the credential and of the payment configurations.
    pub check: CallCount,
}

impl CallCounts {
    /// Returns the count of one kind.
    pub fn of(&self, call: Call) -> CallCount {
        match call {
            Call::Send => self.send,
            Call::Refund => self.refund,
            Call::Lookup => self.lookup,
            Call::Media => self.media,
            Call::Check => self.check,
        }
    }

    pub(crate) fn of_mut(&mut self, call: Call) -> &mut CallCount {
        match call {
            Call::Send => &mut self.send,
            Call::Refund => &mut self.refund,
            Call::Lookup => &mut self.lookup,
            Call::Media => &mut self.media,
            Call::Check => &mut self.check,
        }
    }
}
