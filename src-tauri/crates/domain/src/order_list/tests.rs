//! Tests of which lists an order stands in.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::{
    fulfilment::StatusTold,
    money::Currency,
    order_state::{Doubt, RefundsSeen, Reported},
};

const EXPIRES_MS: i64 = 1_000;
const SENT: Option<OperationState> = Some(OperationState::Accepted);

#[test]
fn what_was_asked_for_and_not_paid_is_unpaid() {
    for send in [
        OperationState::InFlight,
        OperationState::Accepted,
        OperationState::Confirmed,
    ] {
        check(
            Some(send),
            nothing(),
            &[(OrderList::Unpaid, Some(EXPIRES_MS), 500)],
        );
    }
    let failed = OrderState {
        payment: PaymentState::AttemptFailed,
        ..nothing()
    };
    check(
        Some(OperationState::Refused),
        failed,
        &[(OrderList::Unpaid, Some(EXPIRES_MS), 500)],
    );
    let lists = lists_of(inr(500), None, &known(SENT, &nothing()));
    assert_eq!(lists[0].at_ms, Some(NEVER_MS));
}

#[test]
fn what_never_reached_the_customer_is_not_unpaid() {
    for send in [OperationState::Refused, OperationState::NotSent] {
        check(Some(send), nothing(), &[(OrderList::SendFailed, None, 500)]);
    }
    for send in [
        OperationState::Prepared,
        OperationState::Withdrawn,
        OperationState::Disproved,
    ] {
        check(Some(send), nothing(), &[]);
    }
    check(None, nothing(), &[]);
}

#[test]
fn money_stands_at_the_moment_it_came() {
    check(
        SENT,
        captured(500, 900),
        &[
            (OrderList::Collected, Some(900), 500),
            (OrderList::NotTold, Some(900), 500),
        ],
    );
    check(
        SENT,
        captured(500, 1_001),
        &[
            (OrderList::Collected, Some(1_001), 500),
            (OrderList::NotTold, Some(1_001), 500),
        ],
    );
    let other = OrderState {
        payment: PaymentState::CapturedOtherAmount,
        ..captured(300, 900)
    };
    check(
        SENT,
        other,
        &[
            (OrderList::Collected, Some(900), 300),
            (OrderList::AmountDiffers, None, 300),
        ],
    );
}

#[test]
fn a_doubt_and_a_report_are_risks_and_still_unpaid() {
    let doubt = OrderState {
        payment: PaymentState::CannotTell,
        doubt: Some(Doubt::OtherBill),
        ..nothing()
    };
    let unpaid = (OrderList::Unpaid, Some(EXPIRES_MS), 500);
    check(
        SENT,
        doubt,
        &[(OrderList::AmountDiffers, None, 500), unpaid],
    );
    let reported = OrderState {
        payment: PaymentState::ReportedPaid,
        reported: Some(Reported {
            is_signed: true,
            amount_minor: Some(1),
        }),
        ..nothing()
    };
    check(
        SENT,
        reported,
        &[(OrderList::ReportedPaid, None, 500), unpaid],
    );
}

#[test]
fn an_unknown_outcome_and_refunds_stand_beside_the_payment() {
    let state = OrderState {
        refunds: RefundsSeen {
            refunded_minor: 200,
            pending_minor: 50,
            times: 2,
            cannot_tell: false,
        },
        ..captured(500, 900)
    };
    let back = SettledRefund {
        id: "rfnd_1".to_owned(),
        minor: 200,
        at_ms: Some(950),
    };

    let known = KnownOfOrder {
        has_lookup: true,
        is_outcome_unknown: true,
        has_alarm: true,
        refunds: &[back],
        ..known(SENT, &state)
    };
    let lists = lists_of(inr(500), Some(EXPIRES_MS), &known);

    let found: Vec<_> = lists
        .iter()
        .map(|one| (one.list, one.part.as_deref(), one.at_ms, one.amount.minor()))
        .collect();
    assert_eq!(
        found,
        [
            (OrderList::Alarm, None, None, 500),
            (OrderList::OutcomeUnknown, None, None, 500),
            (OrderList::Collected, None, Some(900), 500),
            (OrderList::NotTold, None, Some(900), 500),
            (OrderList::RefundPending, None, None, 50),
            (OrderList::Refunded, Some("rfnd_1"), Some(950), 200),
        ]
    );
}

#[test]
fn who_paid_is_told_once_and_never_when_all_went_back_or_a_decision_waits() {
    let paid = captured(500, 900);
    let stands = |state: &OrderState, fulfilment, late| {
        let known = KnownOfOrder {
            has_lookup: true,
            fulfilment,
            late,
            ..known(SENT, state)
        };
        let lists = lists_of(inr(500), Some(EXPIRES_MS), &known);
        let lists: Vec<_> = lists.into_iter().map(|one| one.list).collect();
        lists
    };
    use OperationState::{Accepted, Unknown};
    let on_day = OrderList::Collected;

    let untold = stands(&paid, told(&[]), None);
    assert_eq!(untold, [on_day, OrderList::NotTold]);
    for state in [Accepted, Unknown] {
        let told = told(&[(OrderStatus::Processing, state)]);
        assert_eq!(stands(&paid, told, None), [on_day], "{state:?}");
    }
    let late = stands(&paid, told(&[]), Some(Late::AfterExpiry));
    assert_eq!(late, [on_day, OrderList::PaidLate]);
    let mut back = paid;
    back.refunds.refunded_minor = 400;
    back.refunds.pending_minor = 100;
    let returned = stands(&back, told(&[]), None);
    assert_eq!(returned, [on_day, OrderList::RefundPending]);
}

#[test]
fn a_cancelled_order_is_not_asked_for_any_more() {
    for (state, list) in [
        (OperationState::Prepared, OrderList::Unpaid),
        (OperationState::Refused, OrderList::Unpaid),
        (OperationState::Unknown, OrderList::CancelSent),
        (OperationState::Accepted, OrderList::CancelSent),
        (OperationState::Confirmed, OrderList::Cancelled),
    ] {
        let unpaid = nothing();
        let known = KnownOfOrder {
            has_lookup: true,
            fulfilment: told(&[(OrderStatus::Canceled, state)]),
            ..known(SENT, &unpaid)
        };
        let lists = lists_of(inr(500), Some(EXPIRES_MS), &known);
        let lists: Vec<_> = lists.into_iter().map(|one| one.list).collect();
        assert_eq!(lists, [list], "{state:?}");
    }
}

#[test]
fn every_word_reads_back() {
    for list in OrderList::ALL {
        assert_eq!(OrderList::from_word(list.word()), Some(list));
    }
    assert_eq!(OrderList::from_word("paid"), None);
}

#[track_caller]
fn check(
    send: Option<OperationState>,
    state: OrderState,
    expected: &[(OrderList, Option<i64>, i64)],
) {
    let lists = lists_of(inr(500), Some(EXPIRES_MS), &known(send, &state));
    let found: Vec<_> = lists
        .iter()
        .map(|one| (one.list, one.at_ms, one.amount.minor()))
        .collect();
    assert_eq!(found, expected, "{send:?} {state:?}");
}

fn known(send: Option<OperationState>, state: &OrderState) -> KnownOfOrder<'_> {
    KnownOfOrder {
        has_lookup: true,
        send,
        is_outcome_unknown: false,
        has_alarm: false,
        state,
        refunds: &[],
        fulfilment: told(&[]),
        late: None,
    }
}

fn told(messages: &[(OrderStatus, OperationState)]) -> Fulfilment {
    Fulfilment::of(messages.iter().map(|(status, state)| StatusTold {
        status: *status,
        state: *state,
        judgement: None,
        has_failed: false,
        has_waited: false,
    }))
}

fn nothing() -> OrderState {
    OrderState::NOTHING_KNOWN
}

fn captured(minor: i64, at_ms: i64) -> OrderState {
    OrderState {
        payment: PaymentState::Captured,
        captured: Some(inr(minor)),
        captured_at_ms: Some(at_ms),
        ..nothing()
    }
}

fn inr(minor: i64) -> Money {
    Money::new(minor, Currency::Inr).unwrap()
}

#[test]
fn an_order_that_cannot_be_looked_up_is_not_called_unpaid() {
    let nothing = OrderState::NOTHING_KNOWN;
    let alone = KnownOfOrder {
        has_lookup: false,
        ..known(Some(OperationState::Accepted), &nothing)
    };

    let lists = |known: &KnownOfOrder<'_>| -> Vec<OrderList> {
        let total = Money::new(50_000, Currency::Inr).unwrap();
        lists_of(total, Some(1), known)
            .iter()
            .map(|one| one.list)
            .collect()
    };

    assert_eq!(lists(&alone), []);
    assert_eq!(
        lists(&KnownOfOrder {
            has_lookup: true,
            ..alone
        }),
        [OrderList::Unpaid]
    );
}
