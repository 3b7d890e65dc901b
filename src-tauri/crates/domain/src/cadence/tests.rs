//! Tests of the cadence: what makes it hot, that it cools, and that it ends.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use proptest::prelude::*;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const SENT_MS: i64 = 1_800_000_000_000;
/// Neither earlier nor later.
const EVEN: u16 = 500;

#[test]
fn a_new_order_is_looked_up_soon_and_less_and_less() {
    let first = next(&sent(), SENT_MS, EVEN);
    assert_eq!(due(first).0, SENT_MS + 10 * SECOND);

    for (age_ms, every_ms) in [
        (MINUTE, 30 * SECOND),
        (HOUR, 2 * MINUTE),
        (12 * HOUR, 15 * MINUTE),
        (3 * DAY, 2 * HOUR),
        (20 * DAY, 12 * HOUR),
    ] {
        let asked_ms = SENT_MS + age_ms;
        let subject = Subject {
            asked_at_ms: Some(asked_ms),
            ..sent()
        };
        let cadence = next(&subject, asked_ms, EVEN);
        assert_eq!(
            due(cadence),
            (asked_ms + every_ms, every_ms, PollReason::Waiting)
        );
    }
    let late = next(&asked(sent(), 91 * DAY), SENT_MS + 91 * DAY, EVEN);
    assert_eq!(late, Cadence::Ended(PollEnd::Quiet));
}

#[test]
fn what_is_not_known_goes_first_and_longest() {
    let mut subject = asked(sent(), DAY);
    subject.unknown_since_ms = Some(SENT_MS + DAY);
    subject.payment = PaymentState::NotKnown;

    let (_, every_ms, why) = due(next(&subject, SENT_MS + DAY, EVEN));
    assert_eq!((every_ms, why), (10 * SECOND, PollReason::OutcomeUnknown));
    let (_, every_ms, why) = due(next(&subject, SENT_MS + 170 * DAY, EVEN));
    assert_eq!((every_ms, why), (7 * DAY, PollReason::OutcomeUnknown));
}

#[test]
fn lanes_follow_the_distance_and_the_unknown_has_its_own() {
    let mut every_ms = SECOND;
    let mut before = lane(PollReason::Waiting, every_ms);
    assert_eq!(before, 1);
    while every_ms < 30 * DAY {
        every_ms *= 2;
        let next = lane(PollReason::Waiting, every_ms);
        assert!(next == before || next == before + 1, "{every_ms}");
        assert_eq!(lane(PollReason::OutcomeUnknown, every_ms), 0);
        before = next;
    }
    assert_eq!(before + 1, LANES);
}

#[test]
fn the_wider_apart_the_longer_a_lookup_may_wait() {
    assert_eq!(deadline_ms(SENT_MS, 40 * SECOND), SENT_MS + 10 * SECOND);
    assert_eq!(deadline_ms(i64::MAX, DAY), i64::MAX);
}

#[test]
fn the_expiry_is_looked_at_from_both_sides_and_then_cools() {
    let expires_ms = SENT_MS + 3 * DAY;
    let expiring = |asked_ms| Subject {
        expires_at_ms: Some(expires_ms),
        asked_at_ms: Some(asked_ms),
        ..sent()
    };
    let before = expires_ms - HOUR;

    let (at_ms, _, why) = due(next(&expiring(before), before, EVEN));
    assert_eq!(
        (at_ms, why),
        (expires_ms + 5 * SECOND, PollReason::ExpiryEdge)
    );

    let edge = expires_ms + 5 * SECOND;
    let (at_ms, _, why) = due(next(&expiring(edge), edge, EVEN));
    assert_eq!((at_ms, why), (edge + MINUTE, PollReason::ExpiryEdge));

    let later = expires_ms + 2 * HOUR;
    let (at_ms, _, why) = due(next(&expiring(later), later, EVEN));
    assert_eq!((at_ms, why), (later + HOUR, PollReason::Expired));

    let long_after = expires_ms + 8 * DAY;
    let end = next(&expiring(long_after), long_after, EVEN);
    assert_eq!(end, Cadence::Ended(PollEnd::Expired));
}

#[test]
fn each_state_has_its_reason() {
    for (payment, every_ms, why) in [
        (
            PaymentState::AttemptRunning,
            20 * SECOND,
            PollReason::AttemptRunning,
        ),
        (
            PaymentState::UnknownWord,
            20 * SECOND,
            PollReason::AttemptRunning,
        ),
        (
            PaymentState::ReportedPaid,
            15 * SECOND,
            PollReason::Reported,
        ),
        (PaymentState::CannotTell, 5 * MINUTE, PollReason::CannotTell),
        (PaymentState::Captured, DAY, PollReason::Paid),
        (PaymentState::CapturedOtherAmount, DAY, PollReason::Paid),
        (
            PaymentState::AttemptFailed,
            30 * SECOND,
            PollReason::Waiting,
        ),
    ] {
        let subject = Subject {
            payment,
            changed_at_ms: Some(SENT_MS + 5 * HOUR),
            ..asked(sent(), 5 * HOUR)
        };
        let (_, every, reason) = due(next(&subject, SENT_MS + 5 * HOUR, EVEN));
        assert_eq!((every, reason), (every_ms, why), "{payment:?}");
    }
}

#[test]
fn a_cancelled_order_is_looked_at_after_each_wait_and_for_seven_days() {
    let cancelled = |asked_after_ms: i64, clean_after_ms: Option<i64>| Subject {
        expires_at_ms: Some(SENT_MS - HOUR),
        cancel: Some(CancelWatched {
            left_at_ms: SENT_MS,
            clean_at_ms: clean_after_ms.map(|ms| SENT_MS + ms),
        }),
        ..asked(sent(), asked_after_ms)
    };
    for (asked_ms, clean_ms, due_ms) in [
        (SECOND, Some(SECOND), 31 * SECOND),
        (45 * SECOND, Some(45 * SECOND), MINUTE + 5 * SECOND),
        (9 * MINUTE, Some(9 * MINUTE), 10 * MINUTE + 5 * SECOND),
        (23 * HOUR, Some(23 * HOUR), DAY + 5 * SECOND),
        (2 * DAY, Some(2 * DAY), 2 * DAY + 6 * HOUR),
    ] {
        let cadence = next(&cancelled(asked_ms, clean_ms), SENT_MS + asked_ms, EVEN);
        let (at_ms, _, why) = due(cadence);
        assert_eq!((at_ms - SENT_MS, why), (due_ms, PollReason::Cancelled));
    }
    let proven = cancelled(8 * DAY, Some(2 * DAY));
    let end = next(&proven, SENT_MS + 8 * DAY, EVEN);
    assert_eq!(end, Cadence::Ended(PollEnd::Cancelled));
    let off_for_a_month = cancelled(HOUR, Some(HOUR));
    let (.., why) = due(next(&off_for_a_month, SENT_MS + 30 * DAY, EVEN));
    assert_eq!(why, PollReason::Cancelled);
}

#[test]
fn a_pending_refund_keeps_a_paid_order_awake() {
    let mut subject = asked(sent(), HOUR);
    subject.payment = PaymentState::Captured;
    subject.is_refund_pending = true;
    subject.changed_at_ms = Some(SENT_MS);

    let (_, every_ms, why) = due(next(&subject, SENT_MS + HOUR, EVEN));
    assert_eq!((every_ms, why), (10 * MINUTE, PollReason::RefundPending));
    let end = next(&subject, SENT_MS + 31 * DAY, EVEN);
    assert_eq!(end, Cadence::Ended(PollEnd::Paid));
}

#[test]
fn what_never_left_is_not_looked_up() {
    for send in [
        None,
        Some(OperationState::Prepared),
        Some(OperationState::NotSent),
        Some(OperationState::Refused),
        Some(OperationState::Withdrawn),
        Some(OperationState::Disproved),
    ] {
        let unknown = Subject {
            send,
            payment: PaymentState::NotKnown,
            ..sent()
        };
        let end = next(&unknown, SENT_MS, EVEN);
        assert_eq!(end, Cadence::Ended(PollEnd::NotSent), "{send:?}");

        // The provider knows it all the same: the customer can pay.
        let known = Subject {
            payment: PaymentState::NotAttempted,
            ..unknown
        };
        assert!(matches!(next(&known, SENT_MS, EVEN), Cadence::Due { .. }));
    }
}

#[test]
fn lookups_that_say_nothing_are_asked_further_apart() {
    let every = |silent| {
        let subject = Subject {
            silent,
            ..asked(sent(), MINUTE)
        };
        due(next(&subject, SENT_MS + MINUTE, EVEN)).1
    };

    assert_eq!(every(0), 30 * SECOND);
    assert_eq!(every(1), MINUTE);
    assert_eq!(every(5), 16 * MINUTE);
    assert_eq!(every(u32::MAX), 16 * MINUTE);
}

#[test]
fn the_words_are_read_back() {
    for reason in PollReason::ALL {
        assert_eq!(PollReason::from_word(reason.word()), Some(reason));
    }
    for end in PollEnd::ALL {
        assert_eq!(PollEnd::from_word(end.word()), Some(end));
    }
    assert_eq!(PollReason::from_word(""), None);
}

proptest! {
    #[test]
    fn a_lookup_is_never_due_before_the_last_one_nor_later_than_its_distance(
        subject in any_subject(),
        after_ms in 0..200 * DAY,
        spread in 0..=1_000_u16,
    ) {
        let now_ms = SENT_MS + after_ms;
        if let Cadence::Due { at_ms, every_ms, .. } = next(&subject, now_ms, spread) {
            prop_assert!(every_ms >= 10 * SECOND, "no order is asked about more often");
            if let Some(asked_ms) = subject.asked_at_ms {
                prop_assert!(at_ms > asked_ms);
                prop_assert!(at_ms <= asked_ms + every_ms + every_ms / 10);
            }
        }
    }

    #[test]
    fn everything_ends(subject in any_subject()) {
        let far_ms = SENT_MS + 600 * DAY;
        prop_assert!(matches!(next(&subject, far_ms, EVEN), Cadence::Ended(_)));
    }

    #[test]
    fn lookups_only_cool_while_nothing_changes(
        subject in any_subject(),
        after_ms in 0..200 * DAY,
        more_ms in 0..30 * DAY,
    ) {
        // The edge of an expiry and a cancel are the only things that make an order hot by itself.
        let subject = Subject { expires_at_ms: None, cancel: None, ..subject };
        let every = |now_ms| match next(&subject, now_ms, EVEN) {
            Cadence::Due { every_ms, .. } => every_ms,
            Cadence::Ended(_) => i64::MAX,
        };
        prop_assert!(every(SENT_MS + after_ms) <= every(SENT_MS + after_ms + more_ms));
    }
}

fn any_subject() -> impl Strategy<Value = Subject> {
    let sends = prop::sample::select(OperationState::ALL.map(Some).to_vec());
    let payments = prop::sample::select(PaymentState::ALL.to_vec());
    let moment = || prop::option::of((0..30 * DAY).prop_map(|ms| SENT_MS + ms));
    (
        (sends, payments, any::<bool>(), moment()),
        (moment(), moment(), moment(), 0..9_u32),
        (moment(), moment()),
    )
        .prop_map(
            |((send, payment, is_refund_pending, unknown), rest, cancel)| {
                let (expires_at_ms, changed_at_ms, asked_at_ms, silent) = rest;
                let (left_at_ms, clean_at_ms) = cancel;
                Subject {
                    send,
                    sent_at_ms: SENT_MS,
                    payment,
                    is_refund_pending,
                    unknown_since_ms: unknown,
                    expires_at_ms,
                    cancel: left_at_ms.map(|left_at_ms| CancelWatched {
                        left_at_ms,
                        clean_at_ms,
                    }),
                    changed_at_ms,
                    asked_at_ms,
                    silent,
                }
            },
        )
}

fn sent() -> Subject {
    Subject {
        send: Some(OperationState::Accepted),
        sent_at_ms: SENT_MS,
        payment: PaymentState::NotAttempted,
        is_refund_pending: false,
        unknown_since_ms: None,
        expires_at_ms: None,
        cancel: None,
        changed_at_ms: None,
        asked_at_ms: None,
        silent: 0,
    }
}

fn asked(subject: Subject, age_ms: i64) -> Subject {
    Subject {
        asked_at_ms: Some(SENT_MS + age_ms),
        ..subject
    }
}

#[track_caller]
fn due(cadence: Cadence) -> (i64, i64, PollReason) {
    match cadence {
        Cadence::Due {
            at_ms,
            every_ms,
            why,
        } => Some((at_ms, every_ms, why)),
        Cadence::Ended(_) => None,
    }
    .unwrap()
}
