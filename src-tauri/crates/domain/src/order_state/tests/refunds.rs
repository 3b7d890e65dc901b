//! Tests of the refunds that lookups show.

use super::*;
use crate::{payment::RefundRecord, refund_status::RefundStatus};

#[test]
fn each_refund_counts_once_by_its_farthest_status() {
    let state = state_of(&[
        refunded(&[("rfnd_1", "pending", 100), ("rfnd_2", "success", 250)]),
        refunded(&[("rfnd_2", "pending", 250)]),
        refunded(&[("rfnd_1", "processed", 100), ("rfnd_3", "failed", 7)]),
        refunded(&[("rfnd_4", "queued_by_bank", 31)]),
    ]);

    let expected = RefundsSeen {
        refunded_minor: 350,
        pending_minor: 31,
        times: 4,
        cannot_tell: false,
    };
    assert_eq!(state.refunds, expected);
    assert_eq!(
        state.payment,
        PaymentState::Captured,
        "a refund is told elsewhere"
    );
}

#[test]
fn a_failure_that_turns_into_a_success_counts_again() {
    let failed = refunded(&[("rfnd_1", "failed", 100)]);
    let success = refunded(&[("rfnd_1", "success", 100)]);

    assert_eq!(
        state_of(std::slice::from_ref(&failed))
            .refunds
            .refunded_minor,
        0
    );
    for both in [[failed.clone(), success.clone()], [success, failed]] {
        assert_eq!(state_of(&both).refunds.refunded_minor, 100);
    }
}

#[test]
fn a_refund_without_one_amount_in_our_currency_is_left_out_and_said() {
    let mut dollars = refund("rfnd_1", "success", 100);
    dollars.amount.as_mut().unwrap().currency = Some("USD".to_owned());
    let mut without = refund("rfnd_1", "success", 100);
    without.amount = None;
    let mut failed = dollars.clone();
    failed.status = RefundStatus::read("failed");

    check(&[vec![dollars]], 0, true);
    check(&[vec![without.clone()]], 0, true);
    check(
        &[vec![without], vec![refund("rfnd_1", "success", 100)]],
        100,
        false,
    );
    check(
        &[
            vec![refund("rfnd_1", "success", 1)],
            vec![refund("rfnd_1", "success", 2)],
        ],
        0,
        true,
    );
    check(&[vec![failed]], 0, false);
    let huge = refund("rfnd_1", "success", i64::MAX);
    check(&[vec![huge, refund("rfnd_2", "success", 1)]], 1, true);

    #[track_caller]
    fn check(answers: &[Vec<RefundRecord>], refunded_minor: i64, cannot_tell: bool) {
        let sightings: Vec<_> = answers.iter().cloned().map(seen_with).collect();
        let refunds = state_of(&sightings).refunds;
        assert_eq!(
            (refunds.refunded_minor, refunds.cannot_tell),
            (refunded_minor, cannot_tell),
            "{answers:?}"
        );
    }
}

#[test]
fn a_refund_of_an_attempt_that_did_not_succeed_lowers_nothing() {
    let listed = |id: Option<&str>| {
        let mut record = payment("captured", &[("failed", 100), ("success", BILLED_MINOR)]);
        record.refunds = vec![RefundRecord {
            gateway_payment_id: id.map(str::to_owned),
            ..refund("rfnd_1", "success", 100)
        }];
        seen(1, record)
    };
    let check = |sightings: &[Sighting], refunded_minor| {
        let state = state_of(sightings);
        assert_eq!(state.refunds.refunded_minor, refunded_minor);
        assert_eq!(state.refunds.times, u32::from(refunded_minor > 0));
        let fold = Fold::of(&billed(), sightings);
        assert_eq!(fold.settled_refunds().is_empty(), refunded_minor == 0);
        assert_eq!(fold.refunds().is_empty(), refunded_minor == 0);
    };
    check(&[listed(Some("pay_failed"))], 0);
    check(&[listed(Some("pay_success"))], 100);
    check(&[listed(Some("pay_nobody_lists"))], 100);
    check(&[listed(None)], 100);
    check(&[listed(Some("pay_failed")), listed(None)], 100);
}

#[test]
fn each_refund_is_as_all_answers_together_show_it() {
    let pending = RefundRecord {
        amount: None,
        created_at_ms: Some(5),
        ..refund("rfnd_1", "pending", 0)
    };
    let failed = refund("rfnd_1", "failed", 100);

    let fold = Fold::of(
        &billed(),
        &[seen_with(vec![failed]), seen_with(vec![pending])],
    );

    let expected = RefundInAnswers {
        id: "rfnd_1".to_owned(),
        status: RefundStatus::Failed,
        minor: Some(100),
        created_at_ms: Some(1),
    };
    assert_eq!(fold.refunds(), [expected]);
}

fn refunded(refunds: &[(&str, &str, i64)]) -> Sighting {
    seen_with(
        refunds
            .iter()
            .map(|(id, word, minor)| refund(id, word, *minor))
            .collect(),
    )
}

fn seen_with(refunds: Vec<RefundRecord>) -> Sighting {
    let mut record = payment("captured", &[("success", BILLED_MINOR)]);
    record.refunds = refunds;
    seen(1, record)
}

fn refund(id: &str, word: &str, minor: i64) -> RefundRecord {
    RefundRecord {
        id: id.to_owned(),
        amount: Some(stated(minor)),
        status: RefundStatus::read(word),
        speed: None,
        gateway_payment_id: Some("pay_success".to_owned()),
        created_at_ms: Some(1),
        updated_at_ms: Some(2),
    }
}
