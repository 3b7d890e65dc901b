//! Owns what a line of the ledger may say.

use crate::{
    AcceptedMessage, AcceptedStatus, CustomerPlan, KnownAccount, MadeRefund, UploadedMedia,
};
use serde::{Deserialize, Serialize};

/// The version of the ledger's format.
pub(crate) const FORMAT: u32 = 1;

/// Something that has happened and stays so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub(crate) enum Fact {
    /// Always the first line, and only there.
    LedgerStarted { format: u32, seed: u64 },
    /// Only the hash of the bearer is kept.
    AccountAdded {
        account: KnownAccount,
        bearer_sha256: String,
        at_ms: i64,
    },
    /// The bearer before it is worthless from here on.
    BearerRenewed {
        phone_number_id: String,
        bearer_sha256: String,
        at_ms: i64,
    },
    /// The effect of a send.
    MessageAccepted(AcceptedMessage),
    /// The effect of a status message, if it had one.
    StatusTold(AcceptedStatus),
    /// The effect of a refund, or a refund that somebody else made.
    RefundMade(MadeRefund),
    /// The effect of an upload.
    MediaUploaded(UploadedMedia),
    /// Overrides what the customer of one order does.
    CustomerSet {
        phone_number_id: String,
        reference_id: String,
        plan: CustomerPlan,
        at_ms: i64,
    },
    /// The sandbox runs ahead of its clock by this much more.
    ClockAdvanced { by_ms: i64 },
}
