//! Owns what the window sees of a webhook that was taken in.

use super::{complaints::ErrorMeaningView, number::Integer};
use counterfoil_desk::{WebhookNotice, WebhookTaken};
use counterfoil_providers::meta::Complaint;
use serde::Serialize;
use specta::Type;

/// What a webhook told.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WebhookTakenView {
    /// How many orders it reports about.
    pub orders: Integer,
    /// How many reports were news.
    pub new: Integer,
    /// How many messages of ours it reports about.
    pub messages: Integer,
    /// How many of those failed.
    pub failed: Integer,
    /// How many messages it reports about that this book has not sent.
    pub unknown_messages: Integer,
    /// Reference ids of which this account has no order.
    pub unknown: Vec<String>,
    /// How many events are about another number than this account's.
    pub other_numbers: Integer,
    /// What it says about the account.
    pub notices: Vec<NoticeView>,
    /// What was left out and why.
    pub remarks: Vec<String>,
    /// Its signature is the provider's.
    pub is_signed: bool,
}

/// What a webhook says about the account.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum NoticeView {
    /// An error that names nothing it is about.
    Error {
        /// Its code.
        code: Integer,
        /// What the code means; none when no document names it.
        meaning: Option<ErrorMeaningView>,
        /// The provider's words.
        words: String,
    },
    /// A payment configuration changed its status.
    Configuration {
        /// Its name.
        name: String,
        /// The status, in the provider's word.
        status: String,
    },
}

impl From<WebhookTaken> for WebhookTakenView {
    fn from(taken: WebhookTaken) -> Self {
        let many = |many: u32| Integer::from(i64::from(many));
        Self {
            orders: u64::try_from(taken.orders.len()).unwrap_or(u64::MAX).into(),
            new: many(taken.new),
            messages: many(taken.messages),
            failed: many(taken.failed),
            unknown_messages: many(taken.unknown_messages),
            unknown: taken.unknown,
            other_numbers: many(taken.other_numbers),
            notices: taken.notices.into_iter().map(NoticeView::from).collect(),
            remarks: taken.remarks,
            is_signed: taken.is_signed,
        }
    }
}

impl From<WebhookNotice> for NoticeView {
    fn from(notice: WebhookNotice) -> Self {
        match notice {
            WebhookNotice::Error { code, words } => {
                let meaning = Complaint::kept(&code.to_string(), Some(&words)).meaning;
                Self::Error {
                    code: code.into(),
                    meaning: meaning.map(Into::into),
                    words,
                }
            }
            WebhookNotice::Configuration { name, status } => Self::Configuration { name, status },
        }
    }
}
