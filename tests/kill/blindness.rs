//! Owns proving that the comparisons see what they are there for.

use crate::{
    autopsy::Seen,
    oracle,
    stage::{MAIN, Stage, told_state},
};
use counterfoil_domain::operation::OperationState::{
    self, Accepted, Confirmed, InFlight, NotSent, Prepared, Refused, Unknown, Withdrawn,
};
use counterfoil_sandbox::{AcceptedMessage, CustomerPlan, Fate, Mode};
use counterfoil_tests::bodies::OrderBody;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn a_book_that_agrees_with_the_provider_has_nothing_wrong() {
    let book = [
        seen("a", Accepted),
        seen("b", Unknown),
        seen("c", NotSent),
        seen("d", Prepared),
    ];

    check(&book, &["a", "b"], None);
    check(&book, &["a"], None);
    check(&[seen("a", Refused), again("a", Accepted)], &["a"], None);
}

#[test]
fn a_second_message_for_an_order_is_seen() {
    check(&[seen("a", Accepted)], &["a", "a"], Some("sent twice"));
    check(&[seen("a", Unknown)], &["a", "a"], Some("sent twice"));
}

#[test]
fn a_message_that_no_operation_accounts_for_is_seen() {
    check(&[], &["a"], Some("only has []"));
    for state in [Prepared, Refused, NotSent, Withdrawn] {
        check(&[seen("a", state)], &["a"], Some("was received"));
    }
}

#[test]
fn an_operation_that_claims_what_did_not_happen_is_seen() {
    check(&[seen("a", Accepted)], &[], Some("nothing was received"));
    check(&[seen("a", Confirmed)], &[], Some("nothing was received"));
    check(&[seen("a", InFlight)], &[], Some("in flight"));
    check(
        &[seen("a", Unknown), again("a", Unknown)],
        &[],
        Some("each other's way"),
    );
    check(
        &[seen("a", Unknown), again("a", Accepted)],
        &["a"],
        Some("may have happened"),
    );

    let other_bytes = Seen {
        body_sha256: "00".to_owned(),
        ..seen("a", Accepted)
    };
    check(&[other_bytes], &["a"], Some("other bytes"));
    let other_name = Seen {
        provider_id: Some("wamid.x".to_owned()),
        ..seen("a", Accepted)
    };
    check(&[other_name], &["a"], Some("calls its message"));
    let never_left = Seen {
        life: vec![Prepared, Accepted],
        ..seen("a", Accepted)
    };
    check(&[never_left], &["a"], Some("after the life"));
}

#[test]
fn a_start_that_loses_or_invents_or_misjudges_is_seen() {
    let before = [seen("a", InFlight), seen("b", Prepared)];
    let id = |reference: &str| seen(reference, Prepared).id;
    let good = [seen("a", Unknown), seen("b", Prepared)];

    assert!(oracle::recovered(&before, &good, &[id("a")]).is_empty());
    wrong(
        &oracle::recovered(&before, &good, &[]),
        "did not tell the truth",
    );
    wrong(
        &oracle::recovered(&before, &good, &[id("a"), id("b")]),
        "did not tell the truth",
    );
    wrong(
        &oracle::recovered(&before, &good[..1], &[id("a")]),
        "is lost",
    );
    wrong(
        &oracle::recovered(&before[..1], &good, &[id("a")]),
        "from nowhere",
    );
    for state in [InFlight, NotSent, Refused, Prepared, Accepted] {
        let bad = [seen("a", state), seen("b", Prepared)];
        wrong(
            &oracle::recovered(&before, &bad, &[id("a")]),
            "was in_flight and is",
        );
    }
    let sent_by_itself = [seen("a", Unknown), seen("b", Accepted)];
    wrong(
        &oracle::recovered(&before, &sent_by_itself, &[id("a")]),
        "was prepared and is",
    );
}

#[test]
fn an_operation_that_is_lost_or_moves_unasked_is_seen() {
    let known = BTreeMap::from([(seen("a", Accepted).id, Accepted)]);
    let about = known.keys().cloned().collect();
    let nothing = BTreeSet::new();
    let confirmed = [seen("a", Confirmed)];

    assert!(oracle::kept(&known, &[seen("a", Accepted)], &nothing).is_empty());
    assert!(oracle::kept(&known, &confirmed, &about).is_empty());
    wrong(
        &oracle::kept(&known, &confirmed, &nothing),
        "from accepted to confirmed",
    );
    wrong(&oracle::kept(&known, &[], &about), "is lost");
    wrong(
        &oracle::kept(&known, &[seen("a", Unknown)], &about),
        "from accepted to unknown",
    );
}

#[test]
fn a_send_behind_the_programs_back_is_seen() {
    let stage = Stage::new(7);
    let body = OrderBody::new("E-1").configuration(stage.sandbox.configuration());
    let file = stage.write_order(&body);
    let sent = stage
        .program
        .run(&["order", "send", "--account", MAIN, &file]);
    assert_eq!(told_state(&sent.document()["operation"]), Accepted);
    let book = stage.restart("before").after;

    assert_eq!(stage.sandbox.send_from_elsewhere(&body.bytes()), 200);

    wrong(
        &oracle::compare(&book, &stage.sandbox.messages()),
        "E-1 was sent twice",
    );
    wrong(
        &oracle::compare(&[], &stage.sandbox.messages()),
        "only has []",
    );
}

/// An operation whose life led to where it stands.
fn seen(reference_id: &str, state: OperationState) -> Seen {
    let life = match state {
        Prepared => vec![],
        Withdrawn | InFlight => vec![Prepared],
        Confirmed => vec![Prepared, InFlight, Accepted],
        _ => vec![Prepared, InFlight],
    };
    Seen {
        id: format!("operation of {reference_id}"),
        reference_id: reference_id.to_owned(),
        account: MAIN.to_owned(),
        state,
        provider_id: None,
        body_sha256: format!("hash of {reference_id}"),
        life: [life, vec![state]].concat(),
    }
}

/// A second operation of the same order.
fn again(reference_id: &str, state: OperationState) -> Seen {
    Seen {
        id: format!("second operation of {reference_id}"),
        ..seen(reference_id, state)
    }
}

fn message(reference_id: &str) -> AcceptedMessage {
    AcceptedMessage {
        phone_number_id: "1".to_owned(),
        reference_id: reference_id.to_owned(),
        message_id: format!("wamid.{reference_id}"),
        to: "919900000001".to_owned(),
        amount_minor: 100,
        currency: "INR".to_owned(),
        mode: Mode::default(),
        configuration_name: Some("any".to_owned()),
        biz_opaque_callback_data: None,
        receipt: None,
        notes: None,
        echoes: BTreeMap::new(),
        body_sha256: format!("hash of {reference_id}"),
        at_ms: 0,
        fate: Fate::Payable,
        customer: CustomerPlan::NeverPays,
    }
}

#[track_caller]
fn check(book: &[Seen], received: &[&str], expected: Option<&str>) {
    let ledger: Vec<_> = received
        .iter()
        .map(|reference| message(reference))
        .collect();
    let found = oracle::compare(book, &ledger);
    match expected {
        Some(words) => wrong(&found, words),
        None => assert!(found.is_empty(), "{found:?}"),
    }
}

#[track_caller]
fn wrong(found: &[String], words: &str) {
    assert!(
        found.iter().any(|one| one.contains(words)),
        "`{words}` is not in {found:?}"
    );
}
