//! Owns what a lookup shows of each kind of customer, and that a capture stays.

use counterfoil_domain::order_state::{OrderState, PaymentState};
use counterfoil_sandbox::{Call, CustomerPlan, Fault, FaultKind};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

const REFERENCE: &str = "BILL-1";

#[tokio::test]
async fn whoever_pays_at_once_has_paid() {
    check(CustomerPlan::PaysAtOnce, &[(0, PaymentState::Captured, 1)]).await;
}

#[tokio::test]
async fn whoever_pays_later_has_not_tried_before() {
    let plan = CustomerPlan::PaysAfter { after_ms: 5_000 };
    let seen = [
        (0, PaymentState::NotAttempted, 0),
        (4_999, PaymentState::NotAttempted, 0),
        (5_000, PaymentState::Captured, 1),
    ];
    check(plan, &seen).await;
}

#[tokio::test]
async fn whoever_fails_and_pays_is_seen_at_both() {
    let plan = CustomerPlan::FailsThenPays { after_ms: 5_000 };
    let seen = [
        (0, PaymentState::NotAttempted, 0),
        (5_000, PaymentState::AttemptFailed, 1),
        (10_000, PaymentState::Captured, 2),
    ];
    check(plan, &seen).await;
}

#[tokio::test]
async fn whoever_never_pays_never_has() {
    let days = 10 * 24 * 3_600_000;
    let seen = [
        (0, PaymentState::NotAttempted, 0),
        (days, PaymentState::NotAttempted, 0),
    ];
    check(CustomerPlan::NeverPays, &seen).await;
}

#[tokio::test]
async fn whoever_is_paying_is_seen_paying() {
    let seen = [
        (0, PaymentState::AttemptRunning, 1),
        (3_600_000, PaymentState::AttemptRunning, 1),
    ];
    check(CustomerPlan::StaysRunning, &seen).await;
}

#[tokio::test]
async fn the_last_digits_of_a_number_choose_the_customer() {
    let expected = [
        ("919900000001", PaymentState::Captured),
        ("919900000002", PaymentState::NotAttempted),
        ("919900000003", PaymentState::AttemptFailed),
        ("919900000004", PaymentState::NotAttempted),
        ("919900000006", PaymentState::AttemptRunning),
    ];
    let desk = TestDesk::over_http().await;
    for (phone, payment) in expected {
        desk.send_well(&OrderBody::new(phone).phone(phone)).await;
        if payment == PaymentState::AttemptFailed {
            desk.advance_ms(5_000);
        }

        let state = desk.look_up(phone).await.unwrap().state;

        assert_eq!(state.payment, payment, "{phone}");
    }
}

/// Each row: so long after the send, the payment stands there, with so many attempts.
async fn check(plan: CustomerPlan, seen: &[(i64, PaymentState, u32)]) {
    let desk = TestDesk::over_http().await;
    desk.sandbox()
        .set_customer(desk.phone_number_id(), REFERENCE, plan.clone());
    let order = desk.send_well(&OrderBody::new(REFERENCE)).await;
    assert_eq!(desk.show(REFERENCE).await.state, OrderState::NOTHING_KNOWN);

    let mut now_ms = 0;
    for (at_ms, payment, attempts) in seen {
        desk.advance_ms(at_ms - now_ms);
        now_ms = *at_ms;

        let state = desk.look_up(REFERENCE).await.unwrap().state;

        assert_eq!(state.payment, *payment, "{plan:?} after {at_ms} ms");
        assert_eq!(state.attempts, *attempts, "{plan:?} after {at_ms} ms");
        let captured = payment.is_captured().then_some(order.total);
        assert_eq!(state.captured, captured, "{plan:?} after {at_ms} ms");
        let failed = *payment == PaymentState::AttemptFailed || *attempts == 2;
        assert_eq!(
            state.failure.is_some(),
            failed,
            "{plan:?}: the gateway's reason"
        );
    }
}

#[tokio::test]
async fn a_capture_stays_when_a_stale_lookup_follows() {
    let desk = captured_a_while_ago().await;
    let captured = desk.show(REFERENCE).await.state;
    assert!(!captured.contradicted_later);

    desk.next(
        Call::Lookup,
        [Fault::before(FaultKind::Stale { by_ms: 58_000 })],
    );
    let stale = desk.look_up(REFERENCE).await.unwrap().state;

    assert_eq!(
        stale,
        OrderState {
            contradicted_later: true,
            ..captured.clone()
        }
    );
    desk.advance_ms(1_000);
    let fresh = desk.look_up(REFERENCE).await.unwrap().state;
    assert_eq!(fresh, captured, "a fresh answer settles the contradiction");
}

#[tokio::test]
async fn a_capture_stays_when_the_provider_forgets_the_order() {
    let desk = captured_a_while_ago().await;
    let captured = desk.show(REFERENCE).await.state;

    desk.next(
        Call::Lookup,
        [Fault::before(FaultKind::Stale { by_ms: 3_600_000 })],
    );
    let forgotten = desk.look_up(REFERENCE).await.unwrap().state;

    assert_eq!(forgotten, captured, "an empty answer says nothing");
}

#[tokio::test]
async fn another_amount_or_currency_is_not_a_capture_of_ours() {
    let others = [
        FaultKind::OtherAmount,
        FaultKind::OtherCurrency,
        FaultKind::OtherReference,
    ];
    let expected = [
        PaymentState::CapturedOtherAmount,
        PaymentState::CannotTell,
        PaymentState::NotKnown,
    ];
    for (other, payment) in others.into_iter().zip(expected) {
        let desk = TestDesk::over_http().await;
        desk.send_well(&OrderBody::new(REFERENCE)).await;
        desk.next(Call::Lookup, [Fault::before(other.clone())]);

        let looked_up = desk.look_up(REFERENCE).await.unwrap();

        assert_eq!(looked_up.state.payment, payment, "{other:?}");
        assert!(looked_up.confirmed.is_empty(), "{other:?}");
        assert!(!looked_up.state.known_to_provider, "{other:?}");
    }
}

/// Sent, paid four seconds later, looked up a minute after the send.
async fn captured_a_while_ago() -> TestDesk {
    let desk = TestDesk::over_http().await;
    let plan = CustomerPlan::PaysAfter { after_ms: 4_000 };
    desk.sandbox()
        .set_customer(desk.phone_number_id(), REFERENCE, plan);
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    desk.advance_ms(60_000);
    let state = desk.look_up(REFERENCE).await.unwrap().state;
    assert_eq!(state.payment, PaymentState::Captured);
    desk.advance_ms(500);
    desk
}
