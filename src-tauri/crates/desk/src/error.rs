//! Owns what can go wrong in a use case, named by what may be done next.

use crate::{exports::ExportError, pictures::PictureError};
use counterfoil_domain::{
    cancel::CancelStop, decision::REASON_CHARS_MAX, finding::Finding, money::Money,
    operation::Outcome, order_status::StatusFault,
};
use counterfoil_providers::{
    EndpointError,
    meta::{Complaint, TargetError, credentials::CheckFault},
};
use counterfoil_store::StoreError;
use counterfoil_vault::VaultError;

/// Why a use case stopped. None of these means that an effect failed: an effect that may have
/// happened is an operation that is unknown, never an error.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The book refused or could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keyring refused or could not be used. Nothing was sent.
    #[error("{0}; nothing was sent")]
    Vault(#[from] VaultError),
    /// The address of an account is not one that may be spoken to.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// An account's address or ids do not make a request.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// An input is not what it must be.
    #[error("{0}")]
    Input(String),
    /// The order has findings that forbid sending it.
    #[error("the order has {} to be mended first", count(.0))]
    Findings(Vec<Finding>),
    /// The keyring has no credential for this account.
    #[error(
        "the keyring holds no access token for `{account}`; set it with `account set-token`; \
         nothing was sent"
    )]
    NoCredential {
        /// The account's name.
        account: String,
    },
    /// Only the account's token can settle what is unresolved.
    #[error(
        "`{account}` has operations nobody knows the end of yet; look them up, send or withdraw \
         them first (`operation list --unresolved`), because only its token can settle them"
    )]
    Unresolved {
        /// The account's name.
        account: String,
    },
    /// Orders are looked up and refunded by the ids they were sent with.
    #[error(
        "`{account}` has orders, so its WhatsApp Business Account id and phone number id stay; \
         add another account for another number"
    )]
    HasOrders {
        /// The account's name.
        account: String,
    },
    /// This book was restored, so the provider must be asked before a send, and did not answer.
    #[error(
        "this book was restored from a backup and may not know what was sent since, so the \
         provider is asked first, and it gave no answer ({words}); nothing was sent"
    )]
    NotAskedFirst {
        /// What was seen instead of an answer.
        words: String,
        /// What the provider said was wrong, when it declined.
        complaint: Option<Box<Complaint>>,
    },
    /// This book was restored, and the provider cannot be asked about an order that is paid this way:
    /// a person says what the gateway shows of it.
    #[error(
        "this book was restored from a backup and may not know what was sent since, and WhatsApp \
         cannot be asked about an order that is paid this way; look at the gateway's dashboard and \
         the customer's chat, and if it was not asked for yet, say in at most {REASON_CHARS_MAX} \
         characters what you saw (`order send --gateway-says`); nothing was sent"
    )]
    NeedsGatewayWord,
    /// The order is no longer the one that was shown. Nothing was sent.
    #[error("the total is {total} now and was shown as {shown}; nothing was sent")]
    TotalDiffers {
        /// What the person was shown.
        shown: Money,
        /// What the order asks for.
        total: Money,
    },
    /// A refund above the limit was not confirmed by typing its amount. Nothing was sent.
    #[error("a refund above {limit} is confirmed by typing its amount; nothing was sent")]
    NotTypedAgain {
        /// The limit.
        limit: Money,
    },
    /// The money of an order cannot go back as things stand. Nothing was sent.
    #[error("{0}; nothing was sent")]
    NotRefundable(&'static str),
    /// A customer may not be told that, or not like that. Nothing was sent.
    #[error("{}; nothing was sent", .0.words())]
    NotTold(StatusFault),
    /// The order is not cancelled, by the lookup just made. Nothing was sent.
    #[error("{}; nothing was sent", .0.words())]
    NotCancelled(CancelStop),
    /// The provider was asked for its payment configurations and did not give them.
    #[error("{}; nothing was changed", .0.what.trim_end_matches('.'))]
    NotListed(CheckFault),
    /// Several orders carry this reference id.
    #[error("`{reference_id}` was used by several accounts; name the account")]
    Ambiguous {
        /// The reference id.
        reference_id: String,
    },
    /// The provider is not part of how the order is paid, so it cannot be asked about it.
    #[error("WhatsApp does not know of this payment; only the gateway does")]
    NoLookup,
    /// A lookup got no answer that can be read. The state of the order is as it was.
    #[error("{words}; what is known about the order has not changed")]
    NoAnswer {
        /// What was seen instead.
        words: String,
        /// What the provider said was wrong, when it declined.
        complaint: Option<Box<Complaint>>,
    },
    /// An export was not made, or cannot be read.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A picture was not uploaded, or may not have been.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// An effect was carried out or not, and the book could not be told before the program left.
    #[error(
        "how it ended could not be written to the book ({error}); at the next start the operation \
         is unknown until a lookup proves it or a person settles it"
    )]
    OutcomeNotKept {
        /// What the answer was.
        outcome: Outcome,
        /// Why it could not be written.
        error: StoreError,
    },
    /// The task that carried an effect out broke off, maybe after the request had left.
    #[error(
        "a defect in this program broke off what was on its way; nobody knows yet whether it \
         happened: at the next start the operation is unknown until a lookup proves it or a person \
         settles it"
    )]
    EffectLost,
    /// The program is leaving and takes on nothing new.
    #[error("the desk is closing; nothing was sent")]
    Closing,
}

impl From<StatusFault> for DeskError {
    fn from(fault: StatusFault) -> Self {
        Self::NotTold(fault)
    }
}

fn count(findings: &[Finding]) -> String {
    match findings.len() {
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    }
}
