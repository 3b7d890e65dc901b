//! Owns what a provider's answer to a lookup says, before anyone decides whether to believe it.

use crate::{
    payment_status::PaymentStatus, refund_status::RefundStatus, stated::Stated,
    transaction_status::TransactionStatus,
};
use serde::{Deserialize, Serialize};

/// What one answer to a lookup says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LookupAnswer {
    /// The payments in the answer, as they came. The caller picks the one whose reference id is
    /// ours. Empty is "not found", which proves nothing (money-protocol, section 2).
    Payments(Vec<PaymentRecord>),
    /// A parsed error envelope. It says nothing about the payment.
    Declined {
        /// The provider's code.
        code: String,
        /// The provider's words.
        words: String,
    },
    /// A body nobody can read. It says nothing about the payment.
    Unreadable {
        /// What is wrong with it and where.
        why: String,
    },
}

/// An amount as an answer states it: the currency is still the provider's word, or missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedAmount {
    /// Minor units.
    pub minor: i64,
    /// The currency's code as written, if any.
    pub currency: Option<String>,
}

/// One payment in an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRecord {
    /// The reference id the provider says this is about.
    pub reference_id: String,
    /// Whether it was collected.
    pub status: Stated<PaymentStatus>,
    /// What was to be collected.
    pub amount: Option<StatedAmount>,
    /// The attempts to pay. Empty means no attempt has been made.
    pub transactions: Vec<TransactionRecord>,
    /// Refunds, from wherever the provider put them, each id once.
    pub refunds: Vec<RefundRecord>,
}

/// One attempt to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionRecord {
    /// The gateway's order id.
    pub gateway_order_id: Option<String>,
    /// The gateway's payment id.
    pub gateway_payment_id: Option<String>,
    /// How the attempt ended, if it did.
    pub status: Stated<TransactionStatus>,
    /// What this attempt moved.
    pub amount: Option<StatedAmount>,
    /// How the customer paid, in the provider's word.
    pub method: Option<String>,
    /// The gateway's reason for a failure, in its words.
    pub failure: Option<String>,
    /// When it began, UTC.
    pub created_at_ms: Option<i64>,
    /// When it last changed, UTC.
    pub updated_at_ms: Option<i64>,
}

/// One refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRecord {
    /// The gateway's refund id.
    pub id: String,
    /// What went back.
    pub amount: Option<StatedAmount>,
    /// Whether it went back.
    pub status: Stated<RefundStatus>,
    /// The speed the gateway chose, in its word.
    pub speed: Option<String>,
    /// The gateway payment id of the attempt it belongs to, when it was listed there.
    pub gateway_payment_id: Option<String>,
    /// When it was made, UTC.
    pub created_at_ms: Option<i64>,
    /// When it last changed, UTC.
    pub updated_at_ms: Option<i64>,
}
