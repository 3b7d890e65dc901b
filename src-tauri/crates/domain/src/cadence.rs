//! Owns how often the payment of an order is looked up: hot where something is about to change or
//! is not known, cooling as nothing does, and ended when nothing can change any more.
//!
//! Every moment here is by the provider's clock, as far as it is known: this computer's may be
//! wrong, and an order expires by theirs.

mod steps;

use crate::{
    cancel::{CancelProof, WATCHED_MS},
    operation::OperationState,
    order_state::PaymentState,
};
use serde::{Deserialize, Serialize};
use steps::{Steps, every_ms};

/// A lookup that says nothing about its order is asked again at twice the distance, this often.
const DOUBLINGS_MAX: u32 = 5;
/// The longest distance that doubling makes, in milliseconds.
const DOUBLED_MS_MAX: i64 = 6 * 60 * 60 * 1_000;
/// An order is looked up this soon after it left, in milliseconds.
const FIRST_AFTER_MS: i64 = 10_000;
/// An order is looked up this soon after its expiry, in milliseconds: the provider may still be
/// writing down a payment that came at the last second.
const EDGE_AFTER_MS: i64 = 5_000;

/// A cancel that nothing has been able to prove is watched for so long, in milliseconds.
const UNPROVEN_MS_MAX: i64 = 90 * 24 * 60 * 60 * 1_000;

/// How many lanes the queue has.
pub const LANES: u8 = 6;

/// What decides when an order is looked up next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Where its last send stands; `None` when none was ever prepared.
    pub send: Option<OperationState>,
    /// When that send was prepared, UTC.
    pub sent_at_ms: i64,
    /// Where its payment stands.
    pub payment: PaymentState,
    /// A lookup has shown a refund that has not ended.
    pub is_refund_pending: bool,
    /// Since when the outcome of an effect on it is not known, UTC.
    pub unknown_since_ms: Option<i64>,
    /// When it can no longer be paid, UTC.
    pub expires_at_ms: Option<i64>,
    /// A cancel of it that left or may have.
    pub cancel: Option<CancelWatched>,
    /// When what is known last changed, UTC.
    pub changed_at_ms: Option<i64>,
    /// When it was last looked up, answered or not, UTC.
    pub asked_at_ms: Option<i64>,
    /// How many lookups in a row said nothing about it.
    pub silent: u32,
}

/// A cancel, as far as it says when its order is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CancelWatched {
    /// When it left, UTC.
    pub left_at_ms: i64,
    /// The last lookup since that showed neither money nor an attempt, UTC.
    pub clean_at_ms: Option<i64>,
}

/// When an order is looked up next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// It is due.
    Due {
        /// When, UTC.
        at_ms: i64,
        /// How far apart its lookups are now, in milliseconds.
        every_ms: i64,
        /// Why it is looked up that often.
        why: PollReason,
    },
    /// It is not looked up by itself any more.
    Ended(PollEnd),
}

/// Why an order is looked up as often as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollReason {
    /// Nobody knows whether an effect on it happened.
    OutcomeUnknown,
    /// Others report money that no lookup has shown.
    Reported,
    /// An attempt to pay is running, or stands at a word we do not know.
    AttemptRunning,
    /// It is about to expire, or has just done so.
    ExpiryEdge,
    /// A refund is on its way.
    RefundPending,
    /// The answers contradict each other or what we billed.
    CannotTell,
    /// It was cancelled; a payment that crossed the cancel would show.
    Cancelled,
    /// The customer may pay.
    Waiting,
    /// It has expired; a payment may still be written down late.
    Expired,
    /// It is paid; a refund made elsewhere would show.
    Paid,
}

/// Why an order is not looked up by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PollEnd {
    /// It never left this computer, or was refused, and no lookup has known it.
    NotSent,
    /// It has been paid for long enough that nothing is expected.
    Paid,
    /// It expired so long ago that nothing is expected.
    Expired,
    /// It was cancelled so long ago that nothing is expected.
    Cancelled,
    /// Nothing has changed for so long that nothing is expected.
    Quiet,
    /// The provider is not part of how it is paid, so it cannot be asked.
    GatewayAlone,
}

impl PollReason {
    /// Every reason.
    pub const ALL: [Self; 10] = [
        Self::OutcomeUnknown,
        Self::Reported,
        Self::AttemptRunning,
        Self::ExpiryEdge,
        Self::RefundPending,
        Self::CannotTell,
        Self::Cancelled,
        Self::Waiting,
        Self::Expired,
        Self::Paid,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Reported => "reported",
            Self::AttemptRunning => "attempt_running",
            Self::ExpiryEdge => "expiry_edge",
            Self::RefundPending => "refund_pending",
            Self::CannotTell => "cannot_tell",
            Self::Cancelled => "cancelled",
            Self::Waiting => "waiting",
            Self::Expired => "expired",
            Self::Paid => "paid",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

impl PollEnd {
    /// Every end.
    pub const ALL: [Self; 6] = [
        Self::NotSent,
        Self::Paid,
        Self::Expired,
        Self::Cancelled,
        Self::Quiet,
        Self::GatewayAlone,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Paid => "paid",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::Quiet => "quiet",
            Self::GatewayAlone => "gateway_alone",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.word() == word)
    }
}

/// The lane of the queue in which a lookup waits: those in one are about equally urgent. What is in
/// the first has the right of way; money may have moved there.
pub const fn lane(why: PollReason, every_ms: i64) -> u8 {
    const MINUTE: i64 = 60_000;
    match (why, every_ms) {
        (PollReason::OutcomeUnknown, _) => 0,
        (_, ..=MINUTE) => 1,
        (_, ..=600_000) => 2,
        (_, ..=3_600_000) => 3,
        (_, ..=21_600_000) => 4,
        _ => 5,
    }
}

/// How long after it was due a lookup in a lane is called late, in milliseconds: as long as the
/// widest distance in that lane.
pub const fn late_after_ms(lane: u8) -> i64 {
    match lane {
        0 | 1 => 60_000,
        2 => 600_000,
        3 => 3_600_000,
        4 => 21_600_000,
        _ => 86_400_000,
    }
}

/// When a lookup is so late that the others in its lane or a faster one have to wait for it: the
/// wider apart lookups are, the longer one may wait.
pub const fn deadline_ms(due_at_ms: i64, every_ms: i64) -> i64 {
    due_at_ms.saturating_add(every_ms / 4)
}

/// Says when an order is looked up next.
///
/// `spread` moves it by up to a tenth of the distance either way, so that orders which were sent
/// together are not looked up together: 0 is a tenth earlier, 1,000 a tenth later.
pub fn next(subject: &Subject, now_ms: i64, spread: u16) -> Cadence {
    let mut soonest: Option<(i64, PollReason)> = None;
    let mut propose = |why: PollReason, steps: Steps, since_ms: i64| {
        if let Some(every_ms) = every_ms(steps, now_ms.saturating_sub(since_ms)) {
            soonest = Some(soonest.map_or((every_ms, why), |kept| kept.min((every_ms, why))));
        }
    };
    let changed_ms = subject.changed_at_ms.unwrap_or(subject.sent_at_ms);
    if let Some(since_ms) = subject.unknown_since_ms {
        propose(PollReason::OutcomeUnknown, steps::UNKNOWN, since_ms);
    }
    if subject.is_refund_pending {
        propose(PollReason::RefundPending, steps::REFUND, changed_ms);
    }
    let end = of_payment(subject, now_ms, changed_ms, &mut propose);
    let Some((every_ms, why)) = soonest else {
        return Cadence::Ended(end);
    };

    let every_ms = doubled(every_ms, subject.silent);
    let at_ms = match subject.asked_at_ms {
        None => subject.sent_at_ms.saturating_add(FIRST_AFTER_MS),
        Some(asked_ms) => asked_ms.saturating_add(spread_out(every_ms, spread)),
    };
    let edge_ms = match why {
        PollReason::Waiting | PollReason::ExpiryEdge => subject.expires_at_ms,
        PollReason::Cancelled => subject.cancel.and_then(|cancel| cancel.due_ms()),
        _ => None,
    };
    let edge_ms = edge_ms
        .map(|at_ms| at_ms.saturating_add(EDGE_AFTER_MS))
        .filter(|edge_ms| {
            subject
                .asked_at_ms
                .is_none_or(|asked_ms| asked_ms < *edge_ms)
        });
    match edge_ms {
        Some(edge_ms) if edge_ms < at_ms => Cadence::Due {
            at_ms: edge_ms,
            every_ms,
            why: match why {
                PollReason::Waiting => PollReason::ExpiryEdge,
                other => other,
            },
        },
        _ => Cadence::Due {
            at_ms,
            every_ms,
            why,
        },
    }
}

/// Proposes what the payment asks for; says how it ends when nothing is proposed.
fn of_payment(
    subject: &Subject,
    now_ms: i64,
    changed_ms: i64,
    propose: &mut impl FnMut(PollReason, Steps, i64),
) -> PollEnd {
    match subject.payment {
        PaymentState::Captured | PaymentState::CapturedOtherAmount => {
            propose(PollReason::Paid, steps::PAID, changed_ms);
            PollEnd::Paid
        }
        PaymentState::CannotTell => {
            propose(PollReason::CannotTell, steps::CANNOT_TELL, changed_ms);
            PollEnd::Quiet
        }
        PaymentState::ReportedPaid => {
            propose(PollReason::Reported, steps::REPORTED, changed_ms);
            PollEnd::Quiet
        }
        PaymentState::AttemptRunning | PaymentState::UnknownWord => {
            propose(PollReason::AttemptRunning, steps::RUNNING, changed_ms);
            PollEnd::Quiet
        }
        PaymentState::NotKnown if !may_have_left(subject.send) => PollEnd::NotSent,
        PaymentState::NotKnown | PaymentState::NotAttempted | PaymentState::AttemptFailed
            if let Some(cancel) = subject.cancel =>
        {
            // Until the last wait is over it is watched for longer: this computer may have been off.
            let is_open = now_ms.saturating_sub(cancel.left_at_ms) < UNPROVEN_MS_MAX;
            let left_ms = match cancel.due_ms() {
                Some(_) if is_open => {
                    let youngest_ms = now_ms.saturating_sub(WATCHED_MS - 1);
                    cancel.left_at_ms.max(youngest_ms)
                }
                _ => cancel.left_at_ms,
            };
            propose(PollReason::Cancelled, steps::CANCELLED, left_ms);
            PollEnd::Cancelled
        }
        PaymentState::NotKnown | PaymentState::NotAttempted | PaymentState::AttemptFailed => {
            match subject.expires_at_ms {
                Some(at_ms) if at_ms <= now_ms => {
                    let why = match now_ms.saturating_sub(at_ms) {
                        ..steps::EDGE_MS => PollReason::ExpiryEdge,
                        _ => PollReason::Expired,
                    };
                    propose(why, steps::EXPIRED, at_ms);
                    PollEnd::Expired
                }
                Some(_) | None => {
                    let since_ms = subject.sent_at_ms.max(match subject.payment {
                        // The customer is at it: a failed attempt is often followed by another.
                        PaymentState::AttemptFailed => changed_ms,
                        _ => subject.sent_at_ms,
                    });
                    propose(PollReason::Waiting, steps::WAITING, since_ms);
                    PollEnd::Quiet
                }
            }
        }
    }
}

impl CancelWatched {
    /// When the next lookup is due that must contradict nothing, UTC; `None` after the last.
    fn due_ms(self) -> Option<i64> {
        match CancelProof::of(
            self.left_at_ms,
            PaymentState::NotAttempted,
            self.clean_at_ms,
        ) {
            CancelProof::Waiting { due_ms } => Some(due_ms),
            CancelProof::NothingContradicts | CancelProof::PaidAfterAll => None,
        }
    }
}

/// Whether a send that stands here may have reached the customer.
const fn may_have_left(send: Option<OperationState>) -> bool {
    match send {
        Some(
            OperationState::InFlight
            | OperationState::Accepted
            | OperationState::Unknown
            | OperationState::Confirmed
            | OperationState::Decided,
        ) => true,
        None
        | Some(
            OperationState::Prepared
            | OperationState::NotSent
            | OperationState::Refused
            | OperationState::Disproved
            | OperationState::Withdrawn,
        ) => false,
    }
}

fn doubled(every_ms: i64, silent: u32) -> i64 {
    let factor = 1_i64 << silent.min(DOUBLINGS_MAX);
    every_ms
        .saturating_mul(factor)
        .min(DOUBLED_MS_MAX.max(every_ms))
}

fn spread_out(every_ms: i64, spread: u16) -> i64 {
    let tenth = every_ms / 10;
    let moved = tenth.saturating_mul(2 * i64::from(spread.min(1_000))) / 1_000;
    every_ms.saturating_sub(tenth).saturating_add(moved)
}

#[cfg(test)]
mod tests;
