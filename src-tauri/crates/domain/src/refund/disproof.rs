//! Owns when a refund of ours is settled by what lookups show, and when a person may be told that it
//! probably did not happen.

use crate::{operation::OperationState, refund_status::RefundStatus};

/// Two lookups that show a failure are this far apart before it is believed.
const FAILED_APART_MS: i64 = 10 * 60_000;
/// Before it is said that a refund probably did not happen, so long has passed.
const PROPOSED_AFTER_MS: i64 = 24 * 60 * 60_000;
/// And so many lookups have shown nothing that could be it.
const PROPOSED_AFTER_LOOKUPS: u32 = 6;

/// A refund of ours whose end is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubted {
    /// Where its operation stands.
    pub state: OperationState,
    /// The record that is proven to be its.
    pub record: Option<Record>,
    /// What our lookups have not shown of it; `None` where they could not have.
    pub silence: Option<Silence>,
}

/// What our lookups have shown of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Whether it went back: the most that any lookup has shown.
    pub status: RefundStatus,
    /// From the first lookup of ours that showed a failure to the last one, in milliseconds of the
    /// provider's time.
    pub failed_for_ms: i64,
}

/// Lookups of ours in a row that show the payment and no record that could be the refund.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silence {
    /// How many.
    pub lookups: u32,
    /// From the moment it was sent to the last of them, in milliseconds of the provider's time.
    pub for_ms: i64,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody can tell yet.
    Open,
    /// The money went back.
    Confirmed,
    /// The gateway gave it up.
    Disproved,
    /// It probably did not happen; a person may say so, and the amount is free then.
    ProbablyNot,
}

/// What the evidence says about a refund of ours (money-protocol, section 3, disproof).
pub const fn verdict(doubted: &Doubted) -> Verdict {
    match doubted.record {
        Some(Record {
            status: RefundStatus::Succeeded,
            ..
        }) => Verdict::Confirmed,
        Some(Record {
            status: RefundStatus::Failed,
            failed_for_ms,
        }) if failed_for_ms >= FAILED_APART_MS => Verdict::Disproved,
        Some(_) => Verdict::Open,
        None if probably_not(doubted) => Verdict::ProbablyNot,
        None => Verdict::Open,
    }
}

const fn probably_not(doubted: &Doubted) -> bool {
    let is_open = matches!(
        doubted.state,
        OperationState::Unknown | OperationState::Decided
    );
    match doubted.silence {
        Some(Silence { lookups, for_ms }) => {
            is_open && lookups >= PROPOSED_AFTER_LOOKUPS && for_ms >= PROPOSED_AFTER_MS
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_went_back_confirms_and_one_on_its_way_does_not() {
        check(record(RefundStatus::Succeeded, 0), Verdict::Confirmed);
        check(record(RefundStatus::Pending, i64::MAX), Verdict::Open);
    }

    #[test]
    fn a_failure_is_believed_when_it_lasts() {
        check(record(RefundStatus::Failed, 0), Verdict::Open);
        check(
            record(RefundStatus::Failed, FAILED_APART_MS - 1),
            Verdict::Open,
        );
        check(
            record(RefundStatus::Failed, FAILED_APART_MS),
            Verdict::Disproved,
        );
    }

    #[test]
    fn silence_is_no_proof_and_only_ever_a_proposal() {
        check(SILENT, Verdict::ProbablyNot);
        for not_yet in [
            Doubted {
                silence: Some(Silence {
                    for_ms: PROPOSED_AFTER_MS - 1,
                    ..LONG
                }),
                ..SILENT
            },
            Doubted {
                silence: Some(Silence {
                    lookups: PROPOSED_AFTER_LOOKUPS - 1,
                    ..LONG
                }),
                ..SILENT
            },
            Doubted {
                silence: None,
                ..SILENT
            },
            Doubted {
                state: OperationState::Accepted,
                ..SILENT
            },
        ] {
            check(not_yet, Verdict::Open);
        }
    }

    const LONG: Silence = Silence {
        lookups: PROPOSED_AFTER_LOOKUPS,
        for_ms: PROPOSED_AFTER_MS,
    };

    const SILENT: Doubted = Doubted {
        state: OperationState::Unknown,
        record: None,
        silence: Some(LONG),
    };

    const fn record(status: RefundStatus, failed_for_ms: i64) -> Doubted {
        Doubted {
            record: Some(Record {
                status,
                failed_for_ms,
            }),
            ..SILENT
        }
    }

    #[track_caller]
    fn check(doubted: Doubted, expected: Verdict) {
        assert_eq!(verdict(&doubted), expected, "{doubted:?}");
    }
}
