//! Owns where a refund stands, in one word, and which part of the list of refunds that is.

use crate::{decision::Judgement, operation::OperationState, refund_status::RefundStatus};
use serde::{Deserialize, Serialize};

/// Where a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStanding {
    /// Written to the book, and nothing has left.
    Prepared,
    /// Its request is on its way.
    Sending,
    /// It may have happened.
    Unknown,
    /// It may have happened, and probably did not: a person may say so.
    ProbablyNot,
    /// The gateway has it and has not said that the money went back.
    OnItsWay,
    /// The gateway says that it gave it up; that is believed once it lasts.
    Failing,
    /// The money went back.
    WentBack,
    /// The gateway gave it up.
    Failed,
    /// The provider declined it.
    Refused,
    /// Nothing left this machine.
    NotSent,
    /// It was called off before anything left.
    Withdrawn,
    /// A person says that it happened.
    SaidToHaveHappened,
    /// A person says that it did not, and its amount is not free yet.
    SaidNotToHave,
    /// A person says that it did not, and lookups agree: its amount is free again.
    Released,
}

/// A part of the list of refunds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundStage {
    /// Nobody knows what became of it, or it turned out otherwise: a person must look.
    Unresolved,
    /// The gateway has it and has not said that the money went back.
    OnItsWay,
    /// Nothing more is expected.
    Finished,
}

/// What is known of a refund of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownOfRefund {
    /// Where its operation stands.
    pub state: OperationState,
    /// What became of its record, where it has one.
    pub record: Option<RefundStatus>,
    /// What a person decided.
    pub judgement: Option<Judgement>,
    /// What a person decided not to have happened is free again.
    pub is_released: bool,
    /// It probably did not happen.
    pub is_doubtful: bool,
}

impl RefundStanding {
    /// Every standing, in the order of an ordinary life.
    pub const ALL: [Self; 14] = [
        Self::Prepared,
        Self::Sending,
        Self::Unknown,
        Self::ProbablyNot,
        Self::OnItsWay,
        Self::Failing,
        Self::WentBack,
        Self::Failed,
        Self::Refused,
        Self::NotSent,
        Self::Withdrawn,
        Self::SaidToHaveHappened,
        Self::SaidNotToHave,
        Self::Released,
    ];

    /// The word for files, the same that serialising gives.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::ProbablyNot => "probably_not",
            Self::OnItsWay => "on_its_way",
            Self::Failing => "failing",
            Self::WentBack => "went_back",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::NotSent => "not_sent",
            Self::Withdrawn => "withdrawn",
            Self::SaidToHaveHappened => "said_to_have_happened",
            Self::SaidNotToHave => "said_not_to_have",
            Self::Released => "released",
        }
    }

    /// Where one of ours stands. What our lookups have shown goes before what a person said.
    pub const fn of_own(known: &KnownOfRefund) -> Self {
        match (known.state, known.record) {
            (OperationState::Prepared, _) => Self::Prepared,
            (OperationState::InFlight, _) => Self::Sending,
            (OperationState::Unknown, _) if known.is_doubtful => Self::ProbablyNot,
            (OperationState::Unknown, _) => Self::Unknown,
            (OperationState::Refused, _) => Self::Refused,
            (OperationState::NotSent, _) => Self::NotSent,
            (OperationState::Withdrawn, _) => Self::Withdrawn,
            (OperationState::Confirmed, _) => Self::WentBack,
            (OperationState::Disproved, _) => Self::Failed,
            (OperationState::Accepted, Some(status)) => Self::of_others(status),
            (OperationState::Accepted, None) => Self::OnItsWay,
            (OperationState::Decided, Some(RefundStatus::Succeeded)) => Self::WentBack,
            (OperationState::Decided, _) => match known.judgement {
                Some(Judgement::Happened) => Self::SaidToHaveHappened,
                Some(Judgement::DidNotHappen) | None if known.is_released => Self::Released,
                Some(Judgement::DidNotHappen) | None => Self::SaidNotToHave,
            },
        }
    }

    /// Where one stands that somebody else made.
    pub const fn of_others(status: RefundStatus) -> Self {
        match status {
            RefundStatus::Pending => Self::OnItsWay,
            RefundStatus::Succeeded => Self::WentBack,
            RefundStatus::Failed => Self::Failing,
        }
    }

    /// The part of the list it belongs to, unless an alarm puts it on top.
    pub const fn stage(self) -> RefundStage {
        match self {
            Self::Prepared | Self::Sending | Self::Unknown | Self::ProbablyNot => {
                RefundStage::Unresolved
            }
            Self::OnItsWay | Self::Failing => RefundStage::OnItsWay,
            Self::WentBack
            | Self::Failed
            | Self::Refused
            | Self::NotSent
            | Self::Withdrawn
            | Self::SaidToHaveHappened
            | Self::SaidNotToHave
            | Self::Released => RefundStage::Finished,
        }
    }
}

impl RefundStage {
    /// Every stage, in the order of the list.
    pub const ALL: [Self; 3] = [Self::Unresolved, Self::OnItsWay, Self::Finished];

    /// The number kept in the book; the list is in its order.
    pub const fn number(self) -> u8 {
        match self {
            Self::Unresolved => 0,
            Self::OnItsWay => 1,
            Self::Finished => 2,
        }
    }

    /// Reads the number kept in the book.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.number() == number)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use OperationState::*;

    #[test]
    fn a_refund_is_unresolved_as_long_as_its_operation_is() {
        for state in OperationState::ALL {
            let is_unresolved = standing(state, None).stage() == RefundStage::Unresolved;
            assert_eq!(is_unresolved, state.is_unresolved(), "{state:?}");
        }
    }

    #[test]
    fn what_the_gateway_has_is_on_its_way_until_it_went_back() {
        let pending = Some(RefundStatus::Pending);
        let succeeded = Some(RefundStatus::Succeeded);
        let failed = Some(RefundStatus::Failed);

        assert_eq!(standing(Accepted, None), RefundStanding::OnItsWay);
        assert_eq!(standing(Accepted, pending), RefundStanding::OnItsWay);
        assert_eq!(standing(Accepted, failed), RefundStanding::Failing);
        assert_eq!(standing(Accepted, succeeded), RefundStanding::WentBack);
        assert_eq!(standing(Disproved, failed), RefundStanding::Failed);
    }

    #[test]
    fn a_lookup_goes_before_what_a_person_said() {
        let said = KnownOfRefund {
            judgement: Some(Judgement::DidNotHappen),
            ..known(Decided, None)
        };
        let released = KnownOfRefund {
            is_released: true,
            ..said
        };
        let happened = KnownOfRefund {
            judgement: Some(Judgement::Happened),
            ..said
        };
        let shown = KnownOfRefund {
            record: Some(RefundStatus::Succeeded),
            ..said
        };

        use RefundStanding::*;
        let standings =
            [said, released, happened, shown].map(|known| RefundStanding::of_own(&known));
        assert_eq!(
            standings,
            [SaidNotToHave, Released, SaidToHaveHappened, WentBack]
        );
    }

    #[test]
    fn the_word_is_the_one_that_serialising_gives() {
        for standing in RefundStanding::ALL {
            let word = serde_json::to_string(&standing).unwrap();
            assert_eq!(word, format!("{:?}", standing.word()));
        }
    }

    fn standing(state: OperationState, record: Option<RefundStatus>) -> RefundStanding {
        RefundStanding::of_own(&known(state, record))
    }

    fn known(state: OperationState, record: Option<RefundStatus>) -> KnownOfRefund {
        KnownOfRefund {
            state,
            record,
            judgement: None,
            is_released: false,
            is_doubtful: false,
        }
    }
}
