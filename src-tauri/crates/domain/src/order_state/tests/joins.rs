//! Tests of what several answers say together that none of them says alone.

use super::*;

#[test]
fn a_stale_answer_takes_no_attempt_back() {
    let running = seen(1, payment("pending", &[("pending", BILLED_MINOR)]));
    let mut over = payment("pending", &[("failed", BILLED_MINOR)]);
    over.transactions[0].gateway_payment_id = Some("pay_pending".to_owned());
    let failed = seen(2, over);
    let stale = seen(3, payment("pending", &[]));

    check(
        &[running.clone(), failed.clone()],
        PaymentState::AttemptFailed,
    );
    check(
        &[failed.clone(), running.clone()],
        PaymentState::AttemptFailed,
    );
    check(
        &[running.clone(), stale.clone()],
        PaymentState::AttemptRunning,
    );
    check(&[running, failed, stale], PaymentState::AttemptFailed);
}

#[test]
fn a_wrong_clock_changes_nothing() {
    let before = payment("pending", &[]);
    let after = payment("pending", &[("failed", BILLED_MINOR)]);
    for (before_ms, after_ms) in [(1, 2), (2, 2), (90_000_000, 2)] {
        check(
            &[
                seen(before_ms, before.clone()),
                seen(after_ms, after.clone()),
            ],
            PaymentState::AttemptFailed,
        );
    }
}

#[test]
fn an_attempt_that_gets_its_payment_id_later_is_one_attempt() {
    let mut begun = payment("pending", &[("pending", BILLED_MINOR)]);
    begun.transactions[0].gateway_payment_id = None;
    let over = payment("pending", &[("failed", BILLED_MINOR)]);

    let state = check(
        &[seen(1, begun), seen(2, over)],
        PaymentState::AttemptFailed,
    );

    assert_eq!(state.attempts, 1);
}

#[test]
fn attempts_that_nothing_tells_apart_are_counted_and_only_go_on() {
    let nameless = |words: &[&str]| {
        let attempts: Vec<_> = words.iter().map(|word| (*word, BILLED_MINOR)).collect();
        let mut record = payment("pending", &attempts);
        for attempt in &mut record.transactions {
            attempt.gateway_payment_id = None;
            attempt.gateway_order_id = None;
            attempt.created_at_ms = None;
        }
        record
    };
    let life = [
        nameless(&["pending"]),
        nameless(&["failed"]),
        nameless(&["failed", "pending"]),
        nameless(&["failed", "failed"]),
    ];
    for (upto, expected) in [
        (1, PaymentState::AttemptRunning),
        (2, PaymentState::AttemptFailed),
        (3, PaymentState::AttemptRunning),
        (4, PaymentState::AttemptFailed),
    ] {
        let mut sightings: Vec<_> = life
            .iter()
            .take(upto)
            .cloned()
            .map(|r| seen(1, r))
            .collect();
        check(&sightings, expected);
        sightings.reverse();
        let state = check(&sightings, expected);
        assert_eq!(state.attempts, if upto < 3 { 1 } else { 2 });
    }
    let turned = seen(1, nameless(&["pending", "failed"]));
    check(
        &[turned, seen(2, nameless(&["failed"]))],
        PaymentState::AttemptRunning,
    );
}

#[test]
fn a_success_before_its_capture_is_a_doubt_until_the_capture_comes() {
    let early = seen(1, payment("pending", &[("success", BILLED_MINOR)]));
    let captured = seen(2, payment("captured", &[("success", BILLED_MINOR)]));

    let state = check(std::slice::from_ref(&early), PaymentState::CannotTell);
    assert_eq!(state.doubt, Some(Doubt::SuccessWithoutCapture));
    let state = check(&[captured, early], PaymentState::Captured);
    assert_eq!(state.doubt, None);
}

#[test]
fn what_two_answers_show_of_two_payments_is_summed() {
    let one = payment("captured", &[("success", BILLED_MINOR)]);
    let mut other = one.clone();
    other.transactions[0].gateway_payment_id = Some("pay_again".to_owned());

    let state = check(
        &[seen(1, one), seen(2, other)],
        PaymentState::CapturedOtherAmount,
    );

    assert_eq!(state.captured, Some(inr(2 * BILLED_MINOR)));
}

#[test]
fn an_absent_amount_contradicts_nothing() {
    let whole = payment("captured", &[("success", 93_019)]);
    let mut without_own = whole.clone();
    without_own.transactions[0].amount = None;
    let mut bare = payment("captured", &[]);
    bare.amount = None;

    let state = check(
        &[seen(1, without_own), seen(2, whole), seen(3, bare)],
        PaymentState::CapturedOtherAmount,
    );

    assert_eq!(
        state.captured,
        Some(inr(93_019)),
        "the attempt's own amount"
    );
}

#[test]
fn a_bare_capture_stays_when_a_stale_answer_lists_a_failure() {
    let bare = seen(1, payment("captured", &[]));
    let stale = seen(2, payment("pending", &[("failed", BILLED_MINOR)]));

    check(&[bare, stale], PaymentState::Captured);
}

#[test]
fn every_doubt_says_what_it_is_about() {
    let mut dollars = payment("pending", &[]);
    dollars.amount.as_mut().unwrap().currency = Some("USD".to_owned());
    let mut other_bill = payment("pending", &[]);
    other_bill.amount.as_mut().unwrap().minor -= 1;
    let one = |record| vec![seen(1, record)];
    let two = vec![
        seen(1, payment("captured", &[("success", BILLED_MINOR)])),
        seen(2, payment("captured", &[("success", 1)])),
    ];

    for (sightings, expected) in [
        (one(dollars), Doubt::OtherCurrency),
        (one(other_bill), Doubt::OtherBill),
        (
            one(payment("pending", &[("success", BILLED_MINOR)])),
            Doubt::SuccessWithoutCapture,
        ),
        (
            one(payment("captured", &[("failed", BILLED_MINOR)])),
            Doubt::CaptureWithoutSuccess,
        ),
        (two, Doubt::AmountsContradict),
    ] {
        let state = check(&sightings, PaymentState::CannotTell);
        assert_eq!(state.doubt, Some(expected));
    }
    for doubt in Doubt::ALL {
        assert_eq!(Doubt::from_word(doubt.word()), Some(doubt));
    }
}

#[test]
fn an_unknown_word_is_a_state_until_the_attempt_has_ended() {
    let odd = seen(1, payment("pending", &[("odd", BILLED_MINOR)]));
    let mut ended = payment("pending", &[("failed", BILLED_MINOR)]);
    ended.transactions[0].gateway_payment_id = Some("pay_odd".to_owned());

    let state = check(std::slice::from_ref(&odd), PaymentState::UnknownWord);
    assert_eq!(state.unknown_word.as_deref(), Some("odd"));
    let state = check(&[seen(2, ended), odd], PaymentState::AttemptFailed);
    assert_eq!(state.unknown_word, None);

    let of_payment = seen(1, payment("on_hold", &[]));
    let state = check(std::slice::from_ref(&of_payment), PaymentState::UnknownWord);
    assert_eq!(state.unknown_word.as_deref(), Some("on_hold"));
    let listed = seen(2, payment("pending", &[("failed", BILLED_MINOR)]));
    check(&[of_payment, listed], PaymentState::AttemptFailed);
}

#[track_caller]
fn check(sightings: &[Sighting], expected: PaymentState) -> OrderState {
    let state = state_of(sightings);
    assert_eq!(state.payment, expected, "{sightings:#?}");
    state
}
