//! Owns an operation: an effect outside and its life (money-protocol, section 1).

use serde::{Deserialize, Serialize};

/// What an operation does outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Sends an order to a customer.
    Send,
    /// Tells a customer the status of an order.
    OrderStatus,
    /// Asks for money to go back.
    Refund,
    /// Withdraws an order that has not been paid.
    Cancel,
}

impl OperationKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Send, Self::OrderStatus, Self::Refund, Self::Cancel];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::OrderStatus => "order_status",
            Self::Refund => "refund",
            Self::Cancel => "cancel",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where an operation stands. These words belong to an operation, never to an order or a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// Committed: kind, target and the exact bytes. Nothing has left.
    Prepared,
    /// Committed immediately before the request.
    InFlight,
    /// Provably nothing left this machine.
    NotSent,
    /// The provider declined with a code that is on this call's allow-list.
    Refused,
    /// The provider said yes in the expected shape; evidence has still to prove it.
    Accepted,
    /// Everything else. It may have happened.
    Unknown,
    /// Proven by evidence to have happened.
    Confirmed,
    /// Proven by evidence not to have happened.
    Disproved,
    /// Settled by a person, with a reason, where evidence could not.
    Decided,
    /// Never started.
    Withdrawn,
}

impl OperationState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Prepared,
        Self::InFlight,
        Self::NotSent,
        Self::Refused,
        Self::Accepted,
        Self::Unknown,
        Self::Confirmed,
        Self::Disproved,
        Self::Decided,
        Self::Withdrawn,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::InFlight => "in_flight",
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Accepted => "accepted",
            Self::Unknown => "unknown",
            Self::Confirmed => "confirmed",
            Self::Disproved => "disproved",
            Self::Decided => "decided",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// The legal moves. The database refuses every other one by a trigger.
    pub const fn can_become(self, next: Self) -> bool {
        match self {
            Self::Prepared => matches!(next, Self::InFlight | Self::Withdrawn),
            Self::InFlight => {
                matches!(
                    next,
                    Self::NotSent | Self::Accepted | Self::Refused | Self::Unknown
                )
            }
            Self::Accepted | Self::Unknown => {
                matches!(next, Self::Confirmed | Self::Disproved | Self::Decided)
            }
            Self::Disproved => matches!(next, Self::Confirmed),
            Self::NotSent | Self::Refused | Self::Confirmed | Self::Decided | Self::Withdrawn => {
                false
            }
        }
    }

    /// No move is left, save the alarm a later proof raises.
    pub const fn is_terminal(self) -> bool {
        matches!(
            self,
            Self::NotSent | Self::Refused | Self::Confirmed | Self::Decided | Self::Withdrawn
        )
    }

    /// Whether it may have happened and nobody knows yet.
    pub const fn is_unresolved(self) -> bool {
        matches!(self, Self::Prepared | Self::InFlight | Self::Unknown)
    }

    /// Whether something may have left this machine: the provider may know of it.
    pub const fn may_have_left(self) -> bool {
        !matches!(self, Self::Prepared | Self::NotSent | Self::Withdrawn)
    }

    /// Whether it is known not to have been done although it left.
    pub const fn is_refusal(self) -> bool {
        matches!(self, Self::Refused | Self::Disproved)
    }

    /// Whether an operation of `kind` in this state blocks a second one on the same target. The
    /// database enforces the same by partial unique indexes; a test compares the two.
    pub const fn blocks_another(self, kind: OperationKind) -> bool {
        match kind {
            OperationKind::Send => {
                self.is_unresolved() || matches!(self, Self::Accepted | Self::Confirmed)
            }
            OperationKind::Refund => self.is_unresolved(),
            OperationKind::Cancel => self.is_unresolved() || matches!(self, Self::Accepted),
            OperationKind::OrderStatus => false,
        }
    }
}

/// What is known right after one attempt. Nothing else may be concluded from an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A parsed success of the expected shape, with the provider's id for what it made.
    Accepted {
        /// The provider's id: a message id for a send.
        provider_id: String,
    },
    /// A parsed error envelope whose code is on this call's allow-list.
    Refused {
        /// The provider's code.
        code: String,
        /// The provider's words.
        words: String,
    },
    /// Building, name resolution, connecting or the TLS handshake failed: nothing left.
    NotSent {
        /// What failed.
        why: String,
    },
    /// Anything else: it may have happened.
    Unknown {
        /// What was seen instead of an answer.
        why: String,
    },
}

impl Outcome {
    /// The state an operation in flight moves to.
    pub const fn state(&self) -> OperationState {
        match self {
            Self::Accepted { .. } => OperationState::Accepted,
            Self::Refused { .. } => OperationState::Refused,
            Self::NotSent { .. } => OperationState::NotSent,
            Self::Unknown { .. } => OperationState::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_flight_is_ever_called_off() {
        for next in [
            OperationState::Withdrawn,
            OperationState::Disproved,
            OperationState::Prepared,
        ] {
            assert!(
                !OperationState::InFlight.can_become(next),
                "in_flight to {next:?}"
            );
        }
    }

    #[test]
    fn unknown_leaves_only_by_proof_or_by_a_person() {
        let ways: Vec<_> = OperationState::ALL
            .into_iter()
            .filter(|next| OperationState::Unknown.can_become(*next))
            .collect();

        use OperationState::*;
        assert_eq!(ways, [Confirmed, Disproved, Decided]);
    }

    #[test]
    fn a_terminal_state_has_no_way_out() {
        for state in OperationState::ALL {
            let ways = OperationState::ALL
                .into_iter()
                .filter(|next| state.can_become(*next));
            assert_eq!(state.is_terminal(), ways.count() == 0, "{state:?}");
        }
    }

    #[test]
    fn a_sent_reference_id_stays_blocked_until_it_is_known_not_to_have_been_sent() {
        use OperationState::*;
        let free: Vec<_> = OperationState::ALL
            .into_iter()
            .filter(|state| !state.blocks_another(OperationKind::Send))
            .collect();

        assert_eq!(free, [NotSent, Refused, Disproved, Decided, Withdrawn]);
    }
}
