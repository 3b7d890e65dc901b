//! Owns the claim that nothing in a hostile answer is believed, and that it is said what is wrong.

use crate::canary::Canary;
use counterfoil_desk::{DeskError, LookedUp};
use counterfoil_domain::{operation::OperationState, order_state::PaymentState};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

const REFERENCE: &str = "HOSTILE-1";

/// Every hostile answer with the words that name what is wrong with it.
const HOSTILE: [(FaultKind, &str); 7] = [
    (FaultKind::Huge, "larger than 8 MiB"),
    (FaultKind::Deep, "too deep"),
    (FaultKind::WrongTypes, "is not "),
    (FaultKind::DuplicateKeys, "appears twice"),
    (FaultKind::HugeNumbers, "is not text"),
    (FaultKind::InvalidUtf8, "not readable JSON"),
    (FaultKind::Garbage, "not readable JSON"),
];

#[tokio::test]
async fn a_hostile_answer_to_a_send_is_not_believed() {
    for (kind, words) in HOSTILE {
        check_send(kind, words).await;
    }
}

/// The answer would be a confirmation if its form were overlooked.
async fn check_send(kind: FaultKind, expected: &str) {
    let desk = TestDesk::over_http().await;
    desk.next(Call::Send, [Fault::after(kind.clone())]);

    let sent = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();

    assert_eq!(sent.operation.state, OperationState::Unknown, "{kind:?}");
    assert_eq!(
        sent.operation.provider_id, None,
        "{kind:?}: no message id is believed"
    );
    let words = sent.operation.outcome_words.unwrap();
    assert!(words.contains(expected), "{kind:?}: {words}");
    assert!(
        words.len() < 400,
        "{kind:?}: a sentence, not the answer: {words}"
    );
    assert_eq!(desk.received(Call::Send), 1, "{kind:?}");
}

#[tokio::test]
async fn a_hostile_answer_to_a_lookup_takes_nothing_away() {
    let desk = TestDesk::over_http().await;
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    let captured = desk.look_up(REFERENCE).await.unwrap().state;
    assert_eq!(captured.payment, PaymentState::Captured);

    for (kind, expected) in HOSTILE {
        desk.advance_ms(1_000);
        desk.next(Call::Lookup, vec![Fault::before(kind.clone()); 3]);

        let words = says_nothing(desk.look_up(REFERENCE).await);

        assert!(words.contains(expected), "{kind:?}: {words}");
        assert!(
            words.len() < 400,
            "{kind:?}: a sentence, not the answer: {words}"
        );
        assert_eq!(desk.show(REFERENCE).await.state, captured, "{kind:?}");
    }
}

#[tokio::test]
async fn a_hostile_answer_to_a_lookup_resolves_nothing() {
    let desk = TestDesk::over_http().await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    desk.send(&OrderBody::new(REFERENCE)).await.unwrap();

    for (kind, expected) in HOSTILE {
        desk.advance_ms(1_000);
        desk.next(Call::Lookup, vec![Fault::before(kind.clone()); 3]);

        let words = says_nothing(desk.look_up(REFERENCE).await);

        assert!(words.contains(expected), "{kind:?}: {words}");
        assert_eq!(
            desk.only_send(REFERENCE).await.state,
            OperationState::Unknown,
            "{kind:?}"
        );
        let state = desk.show(REFERENCE).await.state;
        assert_eq!(state.payment, PaymentState::NotKnown, "{kind:?}");
    }
    desk.next(Call::Lookup, []);
    let looked_up = desk.look_up(REFERENCE).await.unwrap();
    assert_eq!(
        looked_up.confirmed.len(),
        1,
        "an honest answer would have resolved it all along"
    );
}

#[tokio::test]
async fn an_amount_beyond_every_reader_is_not_believed() {
    let desk = TestDesk::over_http().await;
    let nobody_tried = OrderBody::new(REFERENCE).phone("919900000004");
    desk.send_well(&nobody_tried).await;
    desk.next(Call::Lookup, [Fault::before(FaultKind::HugeNumbers)]);

    let words = says_nothing(desk.look_up(REFERENCE).await);

    assert!(words.contains("`payments[0].amount"), "{words}");
    assert!(
        words.contains("is not a whole number within range"),
        "{words}"
    );
    let operation = desk.only_send(REFERENCE).await;
    assert_eq!(operation.state, OperationState::Accepted, "not confirmed");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let canary = Canary::listen().await;
    for status in [301, 302, 303, 307, 308] {
        let desk = TestDesk::over_http().await;
        let redirect = || {
            Fault::after(FaultKind::Redirect {
                status,
                location: canary.url(),
            })
        };
        desk.next(Call::Send, [redirect()]);
        desk.next(Call::Lookup, vec![redirect(); 3]);

        let sent = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();
        let looked_up = desk.look_up(REFERENCE).await;

        assert_eq!(sent.operation.state, OperationState::Unknown, "{status}");
        let words = sent.operation.outcome_words.unwrap();
        assert!(words.contains(&format!("redirect ({status})")), "{words}");
        let words = says_nothing(looked_up);
        assert!(
            words.contains("redirect, which is not followed"),
            "{status}: {words}"
        );
        assert_eq!(desk.received(Call::Send), 1, "{status}");
        assert_eq!(desk.received(Call::Lookup), 1, "{status}");
        let account = desk.account().await.id;
        let checked = desk.desk().check_credentials(account).await.unwrap();
        assert!(checked.is_good(), "the account itself is well");
    }
    assert_eq!(
        canary.connections(),
        0,
        "a redirect inward must reach nobody"
    );

    canary.reach().await;
    assert_eq!(canary.connections(), 1, "the canary would have noticed");
}

/// What is said of a lookup that says nothing; it fails the test when the lookup was believed.
fn says_nothing(looked_up: Result<LookedUp, DeskError>) -> String {
    match looked_up {
        Ok(LookedUp {
            says_nothing: Some(words),
            confirmed,
            ..
        }) if confirmed.is_empty() => words,
        Err(DeskError::NoAnswer { words, .. }) => words,
        other => panic!("it was believed: {other:?}"),
    }
}
