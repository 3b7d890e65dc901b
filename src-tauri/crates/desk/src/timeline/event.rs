//! Owns what a line of the timeline says. It holds no sentence of its own; words are the provider's or
//! the book's.

use counterfoil_domain::{
    message::MessageWord, money::Money, operation::OperationState, order_state::OrderState,
    order_status::OrderStatus,
};
use counterfoil_providers::meta::ErrorMeaning;
use serde::Serialize;

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// When it happened, UTC.
    pub at_ms: i64,
    /// What happened.
    pub event: TimelineEvent,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineEvent {
    /// A send was written to the book.
    Prepared,
    /// The provider accepted it.
    Sent {
        /// The provider's id of the message.
        message_id: Option<String>,
    },
    /// The provider declined it.
    SendRefused {
        /// Its code.
        code: String,
        /// What the code means; `None` when no document names it.
        meaning: Option<ErrorMeaning>,
        /// Its words.
        words: String,
    },
    /// It may have happened.
    SendUnknown {
        /// What was seen instead of an answer.
        words: String,
    },
    /// Nothing left this machine.
    NotSent {
        /// What failed.
        words: String,
    },
    /// It was called off before anything left.
    Withdrawn {
        /// Why.
        words: String,
    },
    /// A lookup proved it.
    SendConfirmed,
    /// It was proven not to have happened.
    SendDisproved {
        /// How.
        words: String,
    },
    /// A person settled what evidence could not.
    SendDecided {
        /// Why.
        words: String,
    },
    /// A refund of ours went a step on.
    Refund {
        /// What goes back.
        amount: Money,
        /// Where its operation stands since.
        state: OperationState,
        /// What the provider's code means, where it refused.
        meaning: Option<ErrorMeaning>,
        /// The gateway's id of it, its words, what was seen instead of an answer, or a person's
        /// reason.
        words: Option<String>,
    },
    /// A refund that somebody else made, as our lookups have shown it.
    RefundedElsewhere {
        /// What goes back; `None` where the answers contradict each other.
        amount: Option<Money>,
        /// The gateway's id of it.
        refund_id: String,
    },
    /// A message about the order's status went a step on, a cancel among them.
    Status {
        /// What it tells.
        status: OrderStatus,
        /// Where its operation stands since.
        state: OperationState,
        /// The template it goes through.
        template: Option<String>,
        /// What the provider's code means, where it refused.
        meaning: Option<ErrorMeaning>,
        /// The note beside the status, the provider's id or words, what was seen instead of an
        /// answer, or a person's reason.
        words: Option<String>,
        /// What a person saw at the gateway before they cancelled, where no lookup could tell;
        /// with its first step only.
        gateway_says: Option<String>,
    },
    /// A webhook says what became of a message of ours. It proves nothing.
    MessageReported {
        /// The status it told; `None` for the request to pay.
        status: Option<OrderStatus>,
        /// What became of it.
        word: MessageWord,
        /// The signature is the provider's.
        is_signed: bool,
        /// What the code of a failure means.
        meaning: Option<ErrorMeaning>,
        /// Why it failed.
        words: Option<String>,
    },
    /// A lookup changed what is known; later ones that changed nothing are counted here.
    Lookup {
        /// What all evidence said together from then on.
        state: OrderState,
        /// When it was last seen so, UTC.
        last_seen_at_ms: i64,
        /// How many lookups saw it so.
        times: u32,
    },
    /// Somebody else reported that the money came; it proves nothing.
    Reported {
        /// The signature is the provider's.
        is_signed: bool,
        /// What is said to have come.
        amount: Option<Money>,
    },
    /// Lookups were answered without a word about this order.
    LookupSilent {
        /// What the provider's code means, where it declined.
        meaning: Option<ErrorMeaning>,
        /// The provider's words; `None` when it listed payments and this order was not among them.
        words: Option<String>,
        /// When it was last answered so, UTC.
        last_seen_at_ms: i64,
        /// How many lookups in a row.
        times: u32,
    },
}

impl TimelineEvent {
    /// A proof is written in the same moment as the lookup it came from, and reads after it.
    pub(super) fn follows_a_lookup(&self) -> u8 {
        match self {
            Self::SendConfirmed
            | Self::SendDisproved { .. }
            | Self::Refund {
                state: OperationState::Confirmed | OperationState::Disproved,
                ..
            }
            | Self::Status {
                state: OperationState::Confirmed | OperationState::Disproved,
                ..
            } => 2,
            Self::Lookup { .. } | Self::LookupSilent { .. } => 1,
            Self::Prepared
            | Self::Sent { .. }
            | Self::SendRefused { .. }
            | Self::SendUnknown { .. }
            | Self::NotSent { .. }
            | Self::Withdrawn { .. }
            | Self::Reported { .. }
            | Self::Refund { .. }
            | Self::RefundedElsewhere { .. }
            | Self::Status { .. }
            | Self::MessageReported { .. }
            | Self::SendDecided { .. } => 0,
        }
    }
}
