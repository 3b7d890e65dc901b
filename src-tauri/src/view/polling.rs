//! Owns looking payments up by itself as the window sees it.

use super::{alike::alike, complaints::ComplaintView, number::Integer};
use counterfoil_desk::{
    AccountPollingShown, JobShown, PollShown, PollTally, PollTrouble, PollingShown,
};
use counterfoil_domain::cadence::{PollEnd, PollReason};
use serde::Serialize;
use specta::Type;

/// How looking payments up goes.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PollingView {
    /// A person paused it.
    pub is_paused: bool,
    /// Lookups on their way or being written down.
    pub asking: Integer,
    /// What a person asked for last.
    pub job: Option<JobView>,
    /// Lookups that were answered since the start.
    pub answered: Integer,
    /// Those with news.
    pub changed: Integer,
    /// Lookups without an answer since the start.
    pub unanswered: Integer,
    /// The accounts of this environment.
    pub accounts: Vec<AccountPollingView>,
    /// The lookups that come next, the most overdue first.
    pub next: Vec<NextView>,
}

/// A lookup that comes next.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NextView {
    /// The order's id in the book.
    pub order_id: String,
    /// The merchant's own name for it.
    pub reference_id: String,
    /// When, how often and why.
    pub poll: PollView,
}

/// How far a job is that a person asked for.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JobView {
    /// How many orders were asked for.
    pub total: u32,
    /// How many were asked about.
    pub done: u32,
    /// How many changed.
    pub changed: u32,
    /// How many got no answer.
    pub unanswered: u32,
    /// Nothing of it waits any more.
    pub is_over: bool,
    /// A person ended it early.
    pub is_cancelled: bool,
}

/// How one account is asked.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountPollingView {
    /// Its id.
    pub account_id: String,
    /// Its name.
    pub name: String,
    /// Orders that are looked up by themselves.
    pub watched: Integer,
    /// How many of them are due.
    pub due: Integer,
    /// How many wait longer than they should.
    pub late: Integer,
    /// In how many milliseconds the next one leaves, if any waits.
    pub next_in_ms: Option<Integer>,
    /// How many lookups it may make an hour.
    pub lookups_per_hour: u32,
    /// How many its business made in the past hour.
    pub spent_in_an_hour: u32,
    /// How long the provider still asks us to wait, in milliseconds.
    pub held_ms: Integer,
    /// What keeps it from being asked.
    pub trouble: Option<TroubleView>,
    /// When the last answer came, UTC.
    pub answered_at_ms: Option<Integer>,
    /// How long that took, in milliseconds.
    pub answered_after_ms: Integer,
}

/// What keeps an account from being asked.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TroubleView {
    /// Which kind.
    pub kind: TroubleKindView,
    /// What was seen, in the words of whoever said it.
    pub words: Option<String>,
    /// What the provider said was wrong, when it refuses the token.
    pub complaint: Option<ComplaintView>,
    /// Since when, UTC.
    pub since_ms: Integer,
    /// In how many milliseconds it is tried again.
    pub retry_in_ms: Integer,
}

/// Kinds of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum TroubleKindView {
    /// Nothing leaves this computer.
    Offline,
    /// The provider fails or does not answer.
    Silent,
    /// The provider asks us to wait.
    Busy,
    /// The provider refuses the token.
    Refused,
    /// The token cannot be had from the keyring.
    NoToken,
}

/// When an order is looked up next by itself, or why it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum PollView {
    /// It is.
    Due {
        /// In how many milliseconds; 0 when it is due.
        in_ms: Integer,
        /// How far apart its lookups are, in milliseconds.
        every_ms: Integer,
        /// Why that often.
        why: PollReasonView,
    },
    /// It is not.
    Ended {
        /// Why.
        why: PollEndView,
    },
}

/// Why an order is looked up as often as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's PollReason")]
pub enum PollReasonView {
    OutcomeUnknown,
    Reported,
    AttemptRunning,
    ExpiryEdge,
    RefundPending,
    CannotTell,
    Cancelled,
    Waiting,
    Expired,
    Paid,
}

/// Why an order is not looked up by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's PollEnd")]
pub enum PollEndView {
    NotSent,
    Paid,
    Expired,
    Cancelled,
    Quiet,
    GatewayAlone,
}

impl From<PollingShown> for PollingView {
    fn from(shown: PollingShown) -> Self {
        let PollTally {
            answered,
            changed,
            unanswered,
            ..
        } = shown.tally;
        Self {
            is_paused: shown.is_paused,
            asking: u64::try_from(shown.asking).unwrap_or(u64::MAX).into(),
            job: shown.job.map(JobView::from),
            answered: answered.into(),
            changed: changed.into(),
            unanswered: unanswered.into(),
            accounts: shown
                .accounts
                .into_iter()
                .map(AccountPollingView::from)
                .collect(),
            next: shown
                .next
                .into_iter()
                .map(|next| NextView {
                    order_id: next.order.to_string(),
                    reference_id: next.reference_id,
                    poll: next.poll.into(),
                })
                .collect(),
        }
    }
}

impl From<JobShown> for JobView {
    fn from(job: JobShown) -> Self {
        Self {
            total: job.total,
            done: job.done,
            changed: job.changed,
            unanswered: job.unanswered,
            is_over: job.is_over,
            is_cancelled: job.is_cancelled,
        }
    }
}

impl From<AccountPollingShown> for AccountPollingView {
    fn from(shown: AccountPollingShown) -> Self {
        let retry_in_ms = shown.retry_in_ms.into();
        Self {
            account_id: shown.account.to_string(),
            name: shown.name,
            watched: shown.watched.into(),
            due: shown.due.into(),
            late: shown.late.into(),
            next_in_ms: shown.next_in_ms.map(Into::into),
            lookups_per_hour: shown.lookups_per_hour,
            spent_in_an_hour: shown.spent_in_an_hour,
            held_ms: shown.held_ms.into(),
            trouble: shown.trouble.map(|(since_ms, trouble)| {
                let (kind, words, complaint) = told(trouble);
                TroubleView {
                    kind,
                    words,
                    complaint,
                    since_ms: since_ms.into(),
                    retry_in_ms,
                }
            }),
            answered_at_ms: shown.answered_at_ms.map(Into::into),
            answered_after_ms: shown.answered_after_ms.into(),
        }
    }
}

fn told(trouble: PollTrouble) -> (TroubleKindView, Option<String>, Option<ComplaintView>) {
    match trouble {
        PollTrouble::Offline { words } => (TroubleKindView::Offline, Some(words), None),
        PollTrouble::Silent { words } => (TroubleKindView::Silent, Some(words), None),
        PollTrouble::Busy => (TroubleKindView::Busy, None, None),
        PollTrouble::Refused { complaint } => {
            (TroubleKindView::Refused, None, Some(complaint.into()))
        }
        PollTrouble::NoToken { words } => (TroubleKindView::NoToken, Some(words), None),
    }
}

impl From<PollShown> for PollView {
    fn from(shown: PollShown) -> Self {
        match shown {
            PollShown::Due {
                in_ms,
                every_ms,
                why,
            } => Self::Due {
                in_ms: in_ms.into(),
                every_ms: every_ms.into(),
                why: why.into(),
            },
            PollShown::Ended(why) => Self::Ended { why: why.into() },
        }
    }
}

alike! {
    PollReason => PollReasonView {
        OutcomeUnknown, Reported, AttemptRunning, ExpiryEdge, RefundPending, CannotTell, Cancelled,
        Waiting, Expired, Paid,
    }
    PollEnd => PollEndView { NotSent, Paid, Expired, Cancelled, Quiet, GatewayAlone }
}
