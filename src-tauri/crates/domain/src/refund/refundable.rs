//! Owns the worked sum of what may still go back.

use crate::{operation::OperationState, refund_status::RefundStatus};
use serde::{Deserialize, Serialize};

/// A refund of ours, as far as the sum needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnRefund {
    /// What it moves, in minor units.
    pub minor: i64,
    /// Where its operation stands.
    pub state: OperationState,
    /// What became of its record, where it has one.
    pub record: Option<RefundStatus>,
    /// A person said that it did not happen, and what our lookups showed since agrees.
    pub is_released: bool,
}

/// A refund record that belongs to no operation of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenRefund {
    /// What it moves, in minor units: the most that any answer says.
    pub minor: i64,
    /// What became of it.
    pub status: RefundStatus,
}

/// The worked sum, in minor units of the order's currency. What is left is the captured amount
/// without all of the others (money-protocol, section 3, refundable).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refundable {
    /// What our lookups have shown to be captured.
    pub captured_minor: i64,
    /// Refunds of ours that went back.
    pub refunded_minor: i64,
    /// Refunds of ours that are on their way.
    pub pending_minor: i64,
    /// Refunds of ours that may have happened.
    pub unknown_minor: i64,
    /// Refunds of ours that a person settled and no lookup has shown: said to have happened, or said
    /// not to have and not free yet.
    pub decided_minor: i64,
    /// Refunds that somebody else made and that did not fail.
    pub elsewhere_minor: i64,
}

impl OwnRefund {
    /// Whether its amount stays reserved.
    pub const fn is_reserved(&self) -> bool {
        match self.state {
            OperationState::Refused
            | OperationState::NotSent
            | OperationState::Disproved
            | OperationState::Withdrawn => false,
            OperationState::Decided => !self.is_released,
            OperationState::Prepared
            | OperationState::InFlight
            | OperationState::Accepted
            | OperationState::Unknown
            | OperationState::Confirmed => true,
        }
    }
}

impl Refundable {
    /// Adds up what the book knows about an order.
    pub fn of(captured_minor: i64, own: &[OwnRefund], elsewhere: &[SeenRefund]) -> Self {
        let mut sum = Self {
            captured_minor,
            ..Self::default()
        };
        for refund in own.iter().filter(|refund| refund.is_reserved()) {
            let part = match (refund.state, refund.record) {
                (_, Some(RefundStatus::Succeeded)) => &mut sum.refunded_minor,
                (OperationState::Accepted | OperationState::Confirmed, _) => &mut sum.pending_minor,
                (OperationState::Decided, _) => &mut sum.decided_minor,
                _ => &mut sum.unknown_minor,
            };
            *part = part.saturating_add(refund.minor);
        }
        for seen in elsewhere {
            if seen.status != RefundStatus::Failed {
                sum.elsewhere_minor = sum.elsewhere_minor.saturating_add(seen.minor);
            }
        }
        sum
    }

    /// What may still go back; less than zero where more went back than came.
    pub fn left_minor(&self) -> i64 {
        [
            self.refunded_minor,
            self.pending_minor,
            self.unknown_minor,
            self.decided_minor,
            self.elsewhere_minor,
        ]
        .into_iter()
        .fold(self.captured_minor, i64::saturating_sub)
    }

    /// More went back, or may have, than came.
    pub fn is_over_refunded(&self) -> bool {
        self.left_minor() < 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OperationState::*;

    #[test]
    fn what_is_left_is_what_came_without_everything_that_went_back_or_may_have() {
        let own = [
            own(100, Confirmed, Some(RefundStatus::Succeeded)),
            own(20, Accepted, None),
            own(3, Unknown, None),
            own(5, Decided, None),
        ];
        let elsewhere = [
            seen(50, RefundStatus::Succeeded),
            seen(7, RefundStatus::Pending),
            seen(900, RefundStatus::Failed),
        ];

        let sum = Refundable::of(1_000, &own, &elsewhere);

        let expected = Refundable {
            captured_minor: 1_000,
            refunded_minor: 100,
            pending_minor: 20,
            unknown_minor: 3,
            decided_minor: 5,
            elsewhere_minor: 57,
        };
        assert_eq!((sum, sum.left_minor()), (expected, 815));
        assert!(!sum.is_over_refunded());
    }

    #[test]
    fn only_what_certainly_did_not_happen_is_free_again() {
        let free: Vec<_> = OperationState::ALL
            .into_iter()
            .filter(|state| !own(1, *state, None).is_reserved())
            .collect();
        assert_eq!(free, [NotSent, Refused, Disproved, Withdrawn]);

        let released = OwnRefund {
            is_released: true,
            ..own(1, Decided, None)
        };
        assert!(!released.is_reserved());
        let unknown = OwnRefund {
            is_released: true,
            ..own(1, Unknown, None)
        };
        assert!(unknown.is_reserved(), "a person decides first");
    }

    #[test]
    fn more_than_came_may_go_back_elsewhere_and_is_said() {
        let sum = Refundable::of(100, &[], &[seen(101, RefundStatus::Succeeded)]);

        assert_eq!((sum.left_minor(), sum.is_over_refunded()), (-1, true));
    }

    fn own(minor: i64, state: OperationState, record: Option<RefundStatus>) -> OwnRefund {
        OwnRefund {
            minor,
            state,
            record,
            is_released: false,
        }
    }

    fn seen(minor: i64, status: RefundStatus) -> SeenRefund {
        SeenRefund { minor, status }
    }
}
