//! Owns where an order stands, in one word: its last send and its payment seen together.

use crate::{
    cancel::CancelStanding, fulfilment::Late, operation::OperationState, order_state::PaymentState,
};
use serde::{Deserialize, Serialize};

/// Where an order stands, for lists and panels. It says what a person should know first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its send is prepared; a person decides whether it leaves.
    Ready,
    /// Its send is on its way.
    Sending,
    /// The provider declined the send.
    SendRefused,
    /// Nobody knows whether the send happened.
    SendUnknown,
    /// Nothing left this machine, or nothing arrived.
    NotSent,
    /// Its send was called off before anything left.
    Withdrawn,
    /// It was sent, and no lookup has known it yet.
    NotLookedUp,
    /// It was sent, and no lookup can show whether it was paid: only the gateway knows.
    GatewayKnows,
    /// Nobody has tried to pay.
    NotAttempted,
    /// An attempt to pay is running.
    AttemptRunning,
    /// The last attempt to pay failed; it can still be paid.
    AttemptFailed,
    /// The provider uses a word for the payment that is in no document we know.
    UnknownWord,
    /// Others say that the money came; no lookup of ours has shown it.
    ReportedPaid,
    /// The provider's answer contradicts itself or what we billed.
    CannotTell,
    /// The money came, and it is what we billed.
    Paid,
    /// The money came, and it is not what we billed.
    AmountDiffers,
    /// The money came after the order had expired; a person decides what becomes of it.
    PaidAfterExpiry,
    /// The money came although the order was being cancelled; a person decides what becomes of it.
    PaidAfterCancel,
    /// It can no longer be paid, and no lookup has shown money.
    ExpiredUnpaid,
    /// It was cancelled, and nobody paid.
    ClosedUnpaid,
}

/// What is known of an order, as far as it says where the order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownOfStanding {
    /// Where its last send stands.
    pub send: Option<OperationState>,
    /// Where its payment stands.
    pub payment: PaymentState,
    /// When it can no longer be paid, UTC.
    pub expires_at_ms: Option<i64>,
    /// The provider can be asked for the state of its payment.
    pub has_lookup: bool,
    /// Where a cancel of it stands.
    pub cancel: Option<CancelStanding>,
    /// Its money came late, and nobody has decided what becomes of it.
    pub late: Option<Late>,
}

impl Standing {
    /// Every standing, in the order of an ordinary life.
    pub const ALL: [Self; 20] = [
        Self::Ready,
        Self::Sending,
        Self::SendRefused,
        Self::SendUnknown,
        Self::NotSent,
        Self::Withdrawn,
        Self::NotLookedUp,
        Self::GatewayKnows,
        Self::NotAttempted,
        Self::AttemptRunning,
        Self::AttemptFailed,
        Self::UnknownWord,
        Self::ReportedPaid,
        Self::CannotTell,
        Self::Paid,
        Self::AmountDiffers,
        Self::PaidAfterExpiry,
        Self::PaidAfterCancel,
        Self::ExpiredUnpaid,
        Self::ClosedUnpaid,
    ];

    /// Says where an order stands of which this is known.
    ///
    /// Evidence of money, or of an answer that may hide some, beats whatever is known of the send. A
    /// send that has yet to end beats the rest. Then a lookup that knows the order beats a send that
    /// we believe did not happen: the customer can pay it.
    pub fn of(known: &KnownOfStanding, now_ms: i64) -> Self {
        let by_send = of_send(known.send);
        let is_expired = known.expires_at_ms.is_some_and(|at_ms| at_ms <= now_ms);
        let waits = matches!(by_send, Self::Ready | Self::Sending | Self::SendUnknown);
        match known.payment {
            PaymentState::Captured | PaymentState::CapturedOtherAmount => match known.late {
                Some(Late::AfterCancel) => Self::PaidAfterCancel,
                Some(Late::AfterExpiry) => Self::PaidAfterExpiry,
                None if known.payment == PaymentState::Captured => Self::Paid,
                None => Self::AmountDiffers,
            },
            PaymentState::CannotTell => Self::CannotTell,
            PaymentState::ReportedPaid => Self::ReportedPaid,
            _ if waits => by_send,
            PaymentState::AttemptRunning => Self::AttemptRunning,
            PaymentState::UnknownWord => Self::UnknownWord,
            _ if known.cancel == Some(CancelStanding::Cancelled) => Self::ClosedUnpaid,
            PaymentState::NotAttempted | PaymentState::AttemptFailed if is_expired => {
                Self::ExpiredUnpaid
            }
            PaymentState::NotAttempted => Self::NotAttempted,
            PaymentState::AttemptFailed => Self::AttemptFailed,
            // Also past its expiry: nobody has looked, so nobody may say that it is unpaid.
            PaymentState::NotKnown if by_send == Self::NotLookedUp && !known.has_lookup => {
                Self::GatewayKnows
            }
            PaymentState::NotKnown => by_send,
        }
    }

    /// The word for lists, the same that serialising gives.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::SendRefused => "send_refused",
            Self::SendUnknown => "send_unknown",
            Self::NotSent => "not_sent",
            Self::Withdrawn => "withdrawn",
            Self::NotLookedUp => "not_looked_up",
            Self::GatewayKnows => "gateway_knows",
            Self::NotAttempted => "not_attempted",
            Self::AttemptRunning => "attempt_running",
            Self::AttemptFailed => "attempt_failed",
            Self::UnknownWord => "unknown_word",
            Self::ReportedPaid => "reported_paid",
            Self::CannotTell => "cannot_tell",
            Self::Paid => "paid",
            Self::AmountDiffers => "amount_differs",
            Self::PaidAfterExpiry => "paid_after_expiry",
            Self::PaidAfterCancel => "paid_after_cancel",
            Self::ExpiredUnpaid => "expired_unpaid",
            Self::ClosedUnpaid => "closed_unpaid",
        }
    }

    /// Whether it stays so until a person acts.
    pub const fn needs_a_person(self) -> bool {
        matches!(
            self,
            Self::SendUnknown
                | Self::CannotTell
                | Self::AmountDiffers
                | Self::PaidAfterExpiry
                | Self::PaidAfterCancel
        )
    }
}

/// Where an order stands that no lookup has known.
const fn of_send(send: Option<OperationState>) -> Standing {
    match send {
        Some(OperationState::Prepared) => Standing::Ready,
        Some(OperationState::InFlight) => Standing::Sending,
        Some(OperationState::Unknown) => Standing::SendUnknown,
        Some(OperationState::Refused) => Standing::SendRefused,
        Some(OperationState::Withdrawn) => Standing::Withdrawn,
        None | Some(OperationState::NotSent | OperationState::Disproved) => Standing::NotSent,
        // What a person decided is no evidence: only a lookup can say more.
        Some(OperationState::Accepted | OperationState::Confirmed | OperationState::Decided) => {
            Standing::NotLookedUp
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use OperationState as Send;
    use PaymentState as Paid;

    const NOW_MS: i64 = 1_000;
    const PAST: Option<i64> = Some(NOW_MS);
    const AHEAD: Option<i64> = Some(NOW_MS + 1);

    #[test]
    fn an_order_no_lookup_has_known_stands_where_its_send_does() {
        check(None, Standing::NotSent);
        check(Some(Send::Prepared), Standing::Ready);
        check(Some(Send::InFlight), Standing::Sending);
        check(Some(Send::NotSent), Standing::NotSent);
        check(Some(Send::Refused), Standing::SendRefused);
        check(Some(Send::Accepted), Standing::NotLookedUp);
        check(Some(Send::Unknown), Standing::SendUnknown);
        check(Some(Send::Confirmed), Standing::NotLookedUp);
        check(Some(Send::Disproved), Standing::NotSent);
        check(Some(Send::Decided), Standing::NotLookedUp);
        check(Some(Send::Withdrawn), Standing::Withdrawn);

        #[track_caller]
        fn check(send: Option<Send>, expected: Standing) {
            for expires_at_ms in [None, AHEAD, PAST] {
                let standing = of(send, Paid::NotKnown, expires_at_ms);
                assert_eq!(
                    standing, expected,
                    "nobody has looked, expiry {expires_at_ms:?}"
                );
            }
        }
    }

    #[test]
    fn evidence_of_money_beats_every_send_and_every_expiry() {
        for send in every_send() {
            for expires_at_ms in [None, AHEAD, PAST] {
                let of = |payment| of(send, payment, expires_at_ms);
                assert_eq!(of(Paid::Captured), Standing::Paid, "{send:?}");
                assert_eq!(
                    of(Paid::CapturedOtherAmount),
                    Standing::AmountDiffers,
                    "{send:?}"
                );
                assert_eq!(of(Paid::CannotTell), Standing::CannotTell, "{send:?}");
            }
        }
    }

    #[test]
    fn a_send_that_has_yet_to_end_beats_a_payment_without_money() {
        for (send, expected) in [
            (Send::Prepared, Standing::Ready),
            (Send::InFlight, Standing::Sending),
            (Send::Unknown, Standing::SendUnknown),
        ] {
            for payment in [
                Paid::NotAttempted,
                Paid::AttemptFailed,
                Paid::AttemptRunning,
            ] {
                for expires_at_ms in [None, AHEAD, PAST] {
                    let standing = of(Some(send), payment, expires_at_ms);
                    assert_eq!(standing, expected, "{send:?} {payment:?}");
                }
            }
        }
    }

    #[test]
    fn a_lookup_that_knows_the_order_beats_a_send_that_ended() {
        let ended = every_send().filter(|send| !send.is_some_and(|send| send.is_unresolved()));
        for send in ended {
            check(send, Paid::NotAttempted, AHEAD, Standing::NotAttempted);
            check(send, Paid::NotAttempted, None, Standing::NotAttempted);
            check(send, Paid::NotAttempted, PAST, Standing::ExpiredUnpaid);
            check(send, Paid::AttemptFailed, AHEAD, Standing::AttemptFailed);
            check(send, Paid::AttemptFailed, PAST, Standing::ExpiredUnpaid);
            check(send, Paid::AttemptRunning, AHEAD, Standing::AttemptRunning);
            check(send, Paid::AttemptRunning, PAST, Standing::AttemptRunning);
        }

        #[track_caller]
        fn check(send: Option<Send>, payment: Paid, expires: Option<i64>, expected: Standing) {
            let standing = of(send, payment, expires);
            assert_eq!(standing, expected, "{send:?}");
        }
    }

    #[test]
    fn a_late_payment_waits_for_a_person_and_a_cancelled_order_is_closed() {
        let known = |payment, cancel, late| KnownOfStanding {
            send: Some(Send::Confirmed),
            payment,
            expires_at_ms: PAST,
            has_lookup: true,
            cancel,
            late,
        };
        let cancelled = Some(CancelStanding::Cancelled);
        let requested = Some(CancelStanding::Requested);
        for (known, expected) in [
            (
                known(Paid::Captured, cancelled, Some(Late::AfterCancel)),
                Standing::PaidAfterCancel,
            ),
            (
                known(Paid::CapturedOtherAmount, None, Some(Late::AfterExpiry)),
                Standing::PaidAfterExpiry,
            ),
            (known(Paid::Captured, cancelled, None), Standing::Paid),
            (
                known(Paid::AttemptFailed, cancelled, None),
                Standing::ClosedUnpaid,
            ),
            (
                known(Paid::NotAttempted, requested, None),
                Standing::ExpiredUnpaid,
            ),
            (
                known(Paid::AttemptRunning, cancelled, None),
                Standing::AttemptRunning,
            ),
        ] {
            assert_eq!(Standing::of(&known, NOW_MS), expected, "{known:?}");
        }
    }

    #[test]
    fn an_order_that_cannot_be_looked_up_is_known_to_the_gateway_alone() {
        let of = |send, payment, cancel| {
            let known = KnownOfStanding {
                send: Some(send),
                payment,
                expires_at_ms: PAST,
                has_lookup: false,
                cancel,
                late: None,
            };
            Standing::of(&known, NOW_MS)
        };
        let cancelled = Some(CancelStanding::Cancelled);

        assert_eq!(
            of(Send::Accepted, Paid::NotKnown, None),
            Standing::GatewayKnows
        );
        assert_eq!(
            of(Send::Decided, Paid::NotKnown, None),
            Standing::GatewayKnows
        );
        assert_eq!(
            of(Send::Unknown, Paid::NotKnown, None),
            Standing::SendUnknown
        );
        assert_eq!(
            of(Send::Refused, Paid::NotKnown, None),
            Standing::SendRefused
        );
        assert_eq!(
            of(Send::Accepted, Paid::ReportedPaid, None),
            Standing::ReportedPaid
        );
        assert_eq!(
            of(Send::Accepted, Paid::NotKnown, cancelled),
            Standing::ClosedUnpaid
        );
    }

    #[test]
    fn few_standings_need_a_person() {
        let loud: Vec<_> = Standing::ALL
            .into_iter()
            .filter(|standing| standing.needs_a_person())
            .collect();

        assert_eq!(
            loud,
            [
                Standing::SendUnknown,
                Standing::CannotTell,
                Standing::AmountDiffers,
                Standing::PaidAfterExpiry,
                Standing::PaidAfterCancel,
            ]
        );
    }

    #[test]
    fn the_word_is_the_one_that_serialising_gives() {
        for standing in Standing::ALL {
            let word = serde_json::to_string(&standing).unwrap();
            assert_eq!(word, format!("{:?}", standing.word()));
        }
    }

    fn of(send: Option<Send>, payment: Paid, expires_at_ms: Option<i64>) -> Standing {
        let known = KnownOfStanding {
            send,
            payment,
            expires_at_ms,
            has_lookup: true,
            cancel: None,
            late: None,
        };
        Standing::of(&known, NOW_MS)
    }

    fn every_send() -> impl Iterator<Item = Option<Send>> {
        [None].into_iter().chain(Send::ALL.map(Some))
    }
}
