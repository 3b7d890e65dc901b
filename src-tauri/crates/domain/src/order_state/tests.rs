//! Tests of the fold: what may be believed, and that arrival order does not matter.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod joins;
mod refunds;
mod reports;

use super::*;
use crate::{
    evidence::{EvidenceSource, Sighting},
    money::Currency,
    payment::{LookupAnswer, PaymentRecord, StatedAmount, TransactionRecord},
    payment_status::PaymentStatus,
    stated::Stated,
    transaction_status::TransactionStatus,
};
use proptest::prelude::*;

const BILLED_MINOR: i64 = 97_915;

#[test]
fn the_three_pendings_are_told_apart() {
    check(payment("pending", &[]), PaymentState::NotAttempted);
    check(
        payment("pending", &[("failed", BILLED_MINOR)]),
        PaymentState::AttemptFailed,
    );
    check(
        payment("pending", &[("pending", BILLED_MINOR)]),
        PaymentState::AttemptRunning,
    );
    check(
        payment(
            "pending",
            &[("failed", BILLED_MINOR), ("pending", BILLED_MINOR)],
        ),
        PaymentState::AttemptRunning,
    );
    check(
        payment("pending", &[("queued_by_bank", BILLED_MINOR)]),
        PaymentState::UnknownWord,
    );
    check(payment("on_hold", &[]), PaymentState::UnknownWord);

    #[track_caller]
    fn check(record: PaymentRecord, expected: PaymentState) {
        assert_eq!(
            state_of(&[seen(1, record.clone())]).payment,
            expected,
            "{record:?}"
        );
    }
}

#[test]
fn captured_is_the_successful_attempts_own_amount() {
    let state = state_of(&[seen(1, payment("captured", &[("success", 93_019)]))]);

    assert_eq!(state.payment, PaymentState::CapturedOtherAmount);
    assert_eq!(
        state.captured,
        Some(inr(93_019)),
        "fees and offers make it differ from the bill"
    );
}

#[test]
fn a_capture_without_attempts_is_the_payments_amount() {
    let state = state_of(&[seen(1, payment("CAPTURED", &[]))]);

    assert_eq!(
        (state.payment, state.captured),
        (PaymentState::Captured, Some(inr(BILLED_MINOR)))
    );
}

#[test]
fn a_customer_who_paid_twice_is_seen_to_have_paid_both() {
    let mut twice = payment("captured", &[("success", 97_915), ("success", 97_915)]);
    twice.transactions[1].gateway_payment_id = Some("pay_again".to_owned());
    let mut one_listed_twice = twice.clone();
    one_listed_twice.transactions[1].gateway_payment_id = Some("pay_success".to_owned());

    let state = state_of(&[seen(1, twice)]);
    let once = state_of(&[seen(1, one_listed_twice)]);

    assert_eq!(
        (state.payment, state.captured),
        (PaymentState::CapturedOtherAmount, Some(inr(195_830)))
    );
    assert_eq!(once.payment, PaymentState::Captured, "one payment is one");
}

#[test]
fn another_reference_id_is_never_believed() {
    let mut other = payment("captured", &[("success", BILLED_MINOR)]);
    other.reference_id = "KP-2292".to_owned();

    assert_eq!(state_of(&[seen(1, other)]), OrderState::NOTHING_KNOWN);
}

#[test]
fn another_currency_is_never_money() {
    for word in [Some("USD"), Some("BRL"), Some(""), None] {
        let mut record = payment("captured", &[("success", BILLED_MINOR)]);
        record.transactions[0].amount.as_mut().unwrap().currency = word.map(str::to_owned);
        let by_attempt = state_of(&[seen(1, record.clone())]);
        record.amount.as_mut().unwrap().currency = word.map(str::to_owned);
        let by_payment = state_of(&[seen(1, record)]);

        assert_eq!(by_attempt.payment, PaymentState::CannotTell, "{word:?}");
        assert_eq!(by_attempt.captured, None, "{word:?}");
        assert_eq!(by_payment.payment, PaymentState::CannotTell, "{word:?}");
        assert!(!by_payment.known_to_provider, "{word:?}");
    }
}

#[test]
fn a_contradicting_answer_cannot_tell() {
    let success_while_pending = payment("pending", &[("success", BILLED_MINOR)]);
    let mut other_bill = payment("pending", &[]);
    other_bill.amount.as_mut().unwrap().minor += 1;
    let mut nothing_moved = payment("captured", &[("success", 0)]);
    nothing_moved.amount = None;
    let nobody_succeeded = payment("captured", &[("failed", BILLED_MINOR), ("odd", 1)]);

    for record in [
        success_while_pending,
        other_bill,
        nothing_moved,
        nobody_succeeded,
    ] {
        let state = state_of(&[seen(1, record.clone())]);
        assert_eq!(state.payment, PaymentState::CannotTell, "{record:?}");
        assert_eq!(state.captured, None, "{record:?}");
    }
}

#[test]
fn only_our_amount_and_currency_prove_the_send() {
    let mut without_amount = payment("pending", &[]);
    without_amount.amount = None;
    let mut other_amount = payment("pending", &[]);
    other_amount.amount.as_mut().unwrap().minor -= 1;

    assert!(state_of(&[seen(1, payment("pending", &[]))]).known_to_provider);
    assert!(!state_of(&[seen(1, without_amount)]).known_to_provider);
    assert!(!state_of(&[seen(1, other_amount)]).known_to_provider);
}

#[test]
fn a_capture_shown_once_stays_and_the_contradiction_is_visible() {
    let state = state_of(&[
        seen(1, payment("captured", &[("success", BILLED_MINOR)])),
        seen(2, payment("pending", &[])),
    ]);

    assert_eq!(state.payment, PaymentState::Captured);
    assert!(state.contradicted_later);
}

#[test]
fn a_capture_that_shrinks_is_visible() {
    let whole = seen(1, payment("captured", &[("success", BILLED_MINOR)]));
    let part = seen(2, payment("captured", &[("success", BILLED_MINOR - 1)]));
    let whole_again = seen(3, payment("captured", &[("success", BILLED_MINOR)]));

    assert!(!state_of(std::slice::from_ref(&whole)).contradicted_later);
    assert!(state_of(&[whole.clone(), part.clone()]).contradicted_later);
    assert!(!state_of(&[whole, part, whole_again]).contradicted_later);
}

#[test]
fn what_says_nothing_changes_nothing() {
    let known = seen(1, payment("pending", &[("failed", BILLED_MINOR)]));
    let silent = [
        LookupAnswer::Payments(vec![]),
        LookupAnswer::Declined {
            code: "100".to_owned(),
            words: "no".to_owned(),
        },
        LookupAnswer::Unreadable {
            why: "not JSON".to_owned(),
        },
    ];
    let before = state_of(std::slice::from_ref(&known));

    for answer in silent {
        let later = Sighting {
            first_at_ms: 2,
            last_at_ms: 2,
            answer,
            ..known.clone()
        };
        assert_eq!(
            state_of(&[known.clone(), later.clone()]),
            before,
            "{later:?}"
        );
    }
}

#[test]
fn an_answer_to_an_effect_captures_nothing() {
    let mut exchange = seen(1, payment("captured", &[("success", BILLED_MINOR)]));
    exchange.source = EvidenceSource::OwnExchange;

    assert_eq!(state_of(&[exchange]), OrderState::NOTHING_KNOWN);
}

proptest! {
    #[test]
    fn arrival_order_and_duplicates_do_not_matter(
        sightings in prop::collection::vec(any_sighting(), 0..7),
        shuffle in any::<prop::sample::Index>(),
    ) {
        let expected = state_of(&sightings);

        let mut rotated = sightings.clone();
        rotated.reverse();
        if !rotated.is_empty() {
            let by = shuffle.index(rotated.len());
            rotated.rotate_left(by);
            rotated.push(rotated[by].clone());
        }

        prop_assert_eq!(state_of(&rotated), expected);
    }

    #[test]
    fn nothing_that_lacks_a_capture_takes_it_away(
        sightings in prop::collection::vec(any_sighting(), 0..7),
    ) {
        let mut with_capture: Vec<_> = sightings
            .into_iter()
            .filter(|sighting| !says_paid(sighting))
            .collect();
        with_capture.push(seen(3, payment("captured", &[("success", BILLED_MINOR)])));

        prop_assert!(state_of(&with_capture).payment.is_captured());
    }
}

fn says_paid(sighting: &Sighting) -> bool {
    read(&billed(), &sighting.answer).any(|reading| reading.says_paid())
}

fn any_sighting() -> impl Strategy<Value = Sighting> {
    let words = prop::sample::select(vec!["pending", "captured", "on_hold"]);
    let attempts = prop::collection::vec(
        (
            prop::sample::select(vec!["pending", "failed", "success", "odd"]),
            prop::sample::select(vec![BILLED_MINOR, BILLED_MINOR - 5, 0]),
        ),
        0..3,
    );
    // Few moments, so that many are equal.
    (words, attempts, 0..4_i64)
        .prop_map(|(word, attempts, at_ms)| seen(at_ms, payment(word, &attempts)))
}

fn state_of(sightings: &[Sighting]) -> OrderState {
    fold(&billed(), sightings)
}

fn billed() -> Billed {
    Billed {
        reference_id: "KP-2291".to_owned(),
        total: inr(BILLED_MINOR),
    }
}

fn seen(at_ms: i64, record: PaymentRecord) -> Sighting {
    Sighting {
        source: EvidenceSource::OwnLookup,
        first_at_ms: at_ms,
        last_at_ms: at_ms,
        answer: LookupAnswer::Payments(vec![record]),
    }
}

fn payment(word: &str, attempts: &[(&str, i64)]) -> PaymentRecord {
    PaymentRecord {
        reference_id: "KP-2291".to_owned(),
        status: PaymentStatus::read(word),
        amount: Some(stated(BILLED_MINOR)),
        transactions: attempts
            .iter()
            .map(|(word, minor)| attempt(word, *minor))
            .collect(),
        refunds: vec![],
    }
}

fn attempt(word: &str, minor: i64) -> TransactionRecord {
    let status: Stated<TransactionStatus> = TransactionStatus::read(word);
    TransactionRecord {
        gateway_order_id: Some("order_1".to_owned()),
        gateway_payment_id: Some(format!("pay_{word}")),
        failure: (word == "failed").then(|| "payment_timed_out".to_owned()),
        status,
        amount: Some(stated(minor)),
        method: None,
        created_at_ms: Some(1),
        updated_at_ms: Some(2),
    }
}

fn stated(minor: i64) -> StatedAmount {
    StatedAmount {
        minor,
        currency: Some("INR".to_owned()),
    }
}

fn inr(minor: i64) -> Money {
    Money::new(minor, Currency::Inr).unwrap()
}
