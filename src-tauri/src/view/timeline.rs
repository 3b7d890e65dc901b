//! Owns the timeline of an order as the window sees it: facts, whose words are in its catalogue.

use super::{
    complaints::ErrorMeaningView,
    fulfilment::{MessageWordView, OrderStatusView},
    money::MoneyView,
    number::Integer,
    operations::OperationStateView,
};
use counterfoil_desk::{TimelineEntry, TimelineEvent};
use counterfoil_domain::order_state::{OrderState, PaymentState};
use counterfoil_providers::meta::ErrorMeaning;
use serde::Serialize;
use specta::Type;

/// Where a payment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "see the domain's PaymentState")]
pub enum PaymentStateView {
    NotKnown,
    NotAttempted,
    AttemptFailed,
    AttemptRunning,
    UnknownWord,
    ReportedPaid,
    CannotTell,
    Captured,
    CapturedOtherAmount,
}

/// What happened at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(
    tag = "kind",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum TimelineKindView {
    /// Written to the book; nothing left yet.
    Prepared,
    /// The provider accepted the message.
    Sent {
        /// The provider's id of the message.
        provider_id: Option<String>,
    },
    /// The provider declined the send.
    SendRefused {
        /// Its code.
        code: String,
        /// What the code means; none when no document names it.
        meaning: Option<ErrorMeaningView>,
        /// Its words.
        words: String,
    },
    /// Nobody knows whether the send arrived.
    SendUnknown {
        /// What was seen instead of an answer.
        words: String,
    },
    /// Nothing left this computer.
    NotSent {
        /// Why.
        words: String,
    },
    /// A person withdrew it, or a restored book did.
    Withdrawn {
        /// Why.
        words: String,
    },
    /// A lookup proved that the send arrived.
    SendConfirmed,
    /// A send was found not to have happened.
    SendDisproved {
        /// Why.
        words: String,
    },
    /// A person settled a send.
    SendDecided {
        /// Why.
        words: String,
    },
    /// A refund of ours went a step on.
    Refund {
        /// What goes back.
        amount: MoneyView,
        /// Where its operation stands since.
        state: OperationStateView,
        /// What the provider's code means, where it refused.
        meaning: Option<ErrorMeaningView>,
        /// The gateway's id of it, its words, what was seen instead of an answer, or a person's
        /// reason.
        words: Option<String>,
    },
    /// A refund that somebody else made, as our lookups have shown it.
    RefundedElsewhere {
        /// What goes back; none where the answers contradict each other.
        amount: Option<MoneyView>,
        /// The gateway's id of it.
        refund_id: String,
    },
    /// A message about the order's status went a step on.
    Status {
        /// What it tells.
        status: OrderStatusView,
        /// Where its operation stands since.
        state: OperationStateView,
        /// The template it goes through.
        template: Option<String>,
        /// What the provider's code means, where it refused.
        meaning: Option<ErrorMeaningView>,
        /// The note, the provider's id or words, what was seen instead of an answer, or a person's
        /// reason.
        words: Option<String>,
        /// What a person saw at the gateway before they cancelled, where no lookup could tell.
        gateway_says: Option<String>,
    },
    /// A webhook says what became of a message of ours.
    MessageReported {
        /// The status it told; none for the request to pay.
        status: Option<OrderStatusView>,
        /// What became of it.
        word: MessageWordView,
        /// The signature is the provider's.
        is_signed: bool,
        /// What the code of a failure means.
        meaning: Option<ErrorMeaningView>,
        /// Why it failed.
        words: Option<String>,
    },
    /// A lookup changed what is known of the payment.
    LookedUp {
        /// Where the payment stands since.
        payment: PaymentStateView,
        /// What came.
        captured: Option<MoneyView>,
        /// The gateway's reason for the last failed attempt.
        failure: Option<String>,
        /// The provider's word that is in no document we know.
        unknown_word: Option<String>,
        /// The gateway's id of the payment.
        gateway_payment_id: Option<String>,
    },
    /// Somebody else reported that the money came; it proves nothing.
    Reported {
        /// The signature is the provider's.
        is_signed: bool,
        /// What is said to have come.
        amount: Option<MoneyView>,
    },
    /// A lookup was answered without anything about the payment.
    LookupSilent {
        /// What the provider's code means, where it declined.
        meaning: Option<ErrorMeaningView>,
        /// The provider's words.
        words: Option<String>,
    },
}

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TimelineEntryView {
    /// When, UTC.
    pub at_ms: Integer,
    /// When it was last seen unchanged, UTC; lookups only.
    pub last_seen_at_ms: Option<Integer>,
    /// How often it was seen; lookups only.
    pub times: Option<Integer>,
    /// What happened.
    pub what: TimelineKindView,
}

impl From<TimelineEntry> for TimelineEntryView {
    fn from(entry: TimelineEntry) -> Self {
        let (last_seen_at_ms, times) = match &entry.event {
            TimelineEvent::Lookup {
                last_seen_at_ms,
                times,
                ..
            }
            | TimelineEvent::LookupSilent {
                last_seen_at_ms,
                times,
                ..
            } => (
                Some((*last_seen_at_ms).into()),
                Some(i64::from(*times).into()),
            ),
            _ => (None, None),
        };
        Self {
            at_ms: entry.at_ms.into(),
            last_seen_at_ms,
            times,
            what: entry.event.into(),
        }
    }
}

impl From<TimelineEvent> for TimelineKindView {
    fn from(event: TimelineEvent) -> Self {
        match event {
            TimelineEvent::Prepared => Self::Prepared,
            TimelineEvent::Sent { message_id } => Self::Sent {
                provider_id: message_id,
            },
            TimelineEvent::SendRefused {
                code,
                meaning,
                words,
            } => send_refused(code, meaning, words),
            TimelineEvent::SendUnknown { words } => Self::SendUnknown { words },
            TimelineEvent::RefundedElsewhere { amount, refund_id } => {
                let amount = amount.map(Into::into);
                Self::RefundedElsewhere { amount, refund_id }
            }
            TimelineEvent::Refund {
                amount,
                state,
                meaning,
                words,
            } => Self::Refund {
                amount: amount.into(),
                state: state.into(),
                meaning: meaning.map(Into::into),
                words,
            },
            TimelineEvent::Status {
                status,
                state,
                template,
                meaning,
                words,
                gateway_says,
            } => Self::Status {
                status: status.into(),
                state: state.into(),
                template,
                meaning: meaning.map(Into::into),
                words,
                gateway_says,
            },
            TimelineEvent::MessageReported {
                status,
                word,
                is_signed,
                meaning,
                words,
            } => Self::MessageReported {
                status: status.map(Into::into),
                word: word.into(),
                is_signed,
                meaning: meaning.map(Into::into),
                words,
            },
            TimelineEvent::NotSent { words } => Self::NotSent { words },
            TimelineEvent::Withdrawn { words } => Self::Withdrawn { words },
            TimelineEvent::SendConfirmed => Self::SendConfirmed,
            TimelineEvent::SendDisproved { words } => Self::SendDisproved { words },
            TimelineEvent::SendDecided { words } => Self::SendDecided { words },
            TimelineEvent::Lookup { state, .. } => looked_up(state),
            TimelineEvent::Reported { is_signed, amount } => {
                let amount = amount.map(MoneyView::from);
                Self::Reported { is_signed, amount }
            }
            TimelineEvent::LookupSilent { meaning, words, .. } => {
                let meaning = meaning.map(Into::into);
                Self::LookupSilent { meaning, words }
            }
        }
    }
}

fn send_refused(code: String, meaning: Option<ErrorMeaning>, words: String) -> TimelineKindView {
    TimelineKindView::SendRefused {
        code,
        meaning: meaning.map(Into::into),
        words,
    }
}

fn looked_up(state: OrderState) -> TimelineKindView {
    TimelineKindView::LookedUp {
        payment: state.payment.into(),
        captured: state.captured.map(MoneyView::from),
        failure: state.failure,
        unknown_word: state.unknown_word,
        gateway_payment_id: state.gateway_payment_id,
    }
}

impl From<PaymentState> for PaymentStateView {
    fn from(state: PaymentState) -> Self {
        match state {
            PaymentState::NotKnown => Self::NotKnown,
            PaymentState::NotAttempted => Self::NotAttempted,
            PaymentState::AttemptFailed => Self::AttemptFailed,
            PaymentState::AttemptRunning => Self::AttemptRunning,
            PaymentState::UnknownWord => Self::UnknownWord,
            PaymentState::ReportedPaid => Self::ReportedPaid,
            PaymentState::CannotTell => Self::CannotTell,
            PaymentState::Captured => Self::Captured,
            PaymentState::CapturedOtherAmount => Self::CapturedOtherAmount,
        }
    }
}
