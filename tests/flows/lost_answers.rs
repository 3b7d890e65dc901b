//! Owns the claim that an answer that got lost makes a send unknown, and that it stays so, unsent,
//! until a lookup knows the reference id.

use counterfoil_desk::DeskError;
use counterfoil_domain::operation::{OperationKind, OperationState};
use counterfoil_sandbox::{Call, Fault, FaultKind, UnknownReference, When};
use counterfoil_store::StoreError;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};
use std::time::Duration;

const REFERENCE: &str = "LOST-1";

/// Longer than a commit takes on a busy machine, shorter than any stall.
const LITTLE_PATIENCE: Duration = Duration::from_millis(2_500);

#[tokio::test]
async fn a_closed_connection_leaves_a_send_unknown() {
    check(FaultKind::Close).await;
}

#[tokio::test]
async fn a_reset_connection_leaves_a_send_unknown() {
    check(FaultKind::Reset).await;
}

#[tokio::test]
async fn a_provider_that_dies_leaves_a_send_unknown() {
    check(FaultKind::Crash).await;
}

#[tokio::test]
async fn a_stall_leaves_a_send_unknown() {
    check(FaultKind::Stall { for_ms: 60_000 }).await;
}

#[tokio::test]
async fn a_truncated_answer_leaves_a_send_unknown() {
    check(FaultKind::Truncated { at: 25 }).await;
}

#[tokio::test]
async fn a_page_from_a_gateway_leaves_a_send_unknown() {
    check(FaultKind::BadGateway).await;
}

#[tokio::test]
async fn garbage_leaves_a_send_unknown() {
    check(FaultKind::Garbage).await;
}

#[tokio::test]
async fn an_empty_answer_leaves_a_send_unknown() {
    check(FaultKind::Empty).await;
}

#[tokio::test]
async fn statuses_that_do_not_say_what_happened_leave_a_send_unknown() {
    for status in [408, 409, 500, 503] {
        check(FaultKind::Status {
            status,
            retry_after_s: None,
        })
        .await;
    }
}

#[tokio::test]
async fn errors_that_do_not_say_what_happened_leave_a_send_unknown() {
    check(FaultKind::Graph {
        status: 400,
        code: 131_000,
        retry_after_s: None,
    })
    .await;
    check(FaultKind::Graph {
        status: 500,
        code: 131_009,
        retry_after_s: None,
    })
    .await;
    check(FaultKind::OnPremisesError).await;
}

/// The whole life of a lost answer, with the fault on either side of the commit.
async fn check(kind: FaultKind) {
    for when in [When::BeforeCommit, When::AfterCommit] {
        let fault = Fault {
            when,
            kind: kind.clone(),
        };
        let desk = unknown_after(fault.clone()).await;
        let desk = unknown_and_locked_across_a_restart(desk, &fault).await;
        match when {
            When::BeforeCommit => not_resolved_by_answers_that_do_not_know_it(&desk, &fault).await,
            When::AfterCommit => resolved_only_by_the_answer_that_knows_it(&desk, &fault).await,
        }
        assert_eq!(
            desk.received(Call::Send),
            1,
            "{fault:?}: nothing may be sent twice"
        );
    }
}

async fn unknown_after(fault: Fault) -> TestDesk {
    let stalls = matches!(fault.kind, FaultKind::Stall { .. });
    let desk = match stalls {
        true => TestDesk::with_effect_deadline(LITTLE_PATIENCE).await,
        false => TestDesk::over_http().await,
    };
    desk.next(Call::Send, [fault.clone()]);

    let sent = desk.send(&OrderBody::new(REFERENCE)).await;

    let operation = sent.expect("a lost answer is no error").operation;
    assert_eq!(operation.state, OperationState::Unknown, "{fault:?}");
    assert!(
        operation
            .outcome_words
            .is_some_and(|words| words.len() > 10),
        "{fault:?} is explained"
    );
    let committed = desk.committed(REFERENCE).len();
    assert_eq!(
        committed,
        usize::from(fault.when == When::AfterCommit),
        "{fault:?}"
    );
    desk
}

async fn unknown_and_locked_across_a_restart(mut desk: TestDesk, fault: &Fault) -> TestDesk {
    for _ in 0..2 {
        let again = desk.send(&OrderBody::new(REFERENCE)).await;

        let blocked = matches!(
            again,
            Err(DeskError::Store(StoreError::Blocked {
                kind: OperationKind::Send,
                state: OperationState::Unknown,
                has_lookup: true,
            }))
        );
        assert!(blocked, "{fault:?}: {again:?}");
        let recovered = desk.restart().await;
        assert!(
            recovered.unknown.is_empty(),
            "{fault:?}: it was recorded before the restart"
        );
        assert_eq!(
            desk.only_send(REFERENCE).await.state,
            OperationState::Unknown,
            "{fault:?}"
        );
    }
    desk
}

async fn not_resolved_by_answers_that_do_not_know_it(desk: &TestDesk, fault: &Fault) {
    for policy in [UnknownReference::EmptyPayments, UnknownReference::Error] {
        desk.sandbox()
            .set_behaviour(desk.phone_number_id(), |behaviour| {
                behaviour.unknown_reference = policy;
            });
        for _ in 0..3 {
            stays_unknown(desk, &format!("{fault:?}, {policy:?}")).await;
            desk.advance_ms(24 * 3_600_000);
        }
    }
}

async fn resolved_only_by_the_answer_that_knows_it(desk: &TestDesk, fault: &Fault) {
    let others = [
        FaultKind::OtherReference,
        FaultKind::OtherAmount,
        FaultKind::OtherCurrency,
        FaultKind::Stale { by_ms: 60_000 },
    ];
    for other in others {
        desk.next(Call::Lookup, [Fault::before(other.clone())]);
        stays_unknown(desk, &format!("{fault:?}, {other:?}")).await;
        desk.advance_ms(1_000);
    }

    let looked_up = desk.look_up(REFERENCE).await.expect("the sandbox answers");

    let operation = desk.only_send(REFERENCE).await;
    assert_eq!(operation.state, OperationState::Confirmed, "{fault:?}");
    assert_eq!(looked_up.confirmed, [operation.id], "{fault:?}");
    let again = desk.send(&OrderBody::new(REFERENCE)).await;
    assert!(
        matches!(again, Err(DeskError::Store(StoreError::Blocked { .. }))),
        "{fault:?}: what was proven to be sent is not sent again: {again:?}"
    );
}

async fn stays_unknown(desk: &TestDesk, claim: &str) {
    let looked_up = desk.look_up(REFERENCE).await.expect("the sandbox answers");

    assert!(looked_up.confirmed.is_empty(), "{claim}: nothing is proven");
    assert_eq!(
        desk.only_send(REFERENCE).await.state,
        OperationState::Unknown,
        "{claim}"
    );
}

#[tokio::test]
async fn a_refusal_to_look_up_does_not_resolve_a_send() {
    let desk = TestDesk::over_http().await;
    desk.next(Call::Send, [Fault::before(FaultKind::Reset)]);
    desk.send(&OrderBody::new(REFERENCE).configuration("no-such"))
        .await
        .expect("it is unknown");

    let looked_up = desk.look_up(REFERENCE).await.expect("the sandbox answers");

    let words = looked_up
        .says_nothing
        .expect("an error says nothing about the payment");
    assert!(words.contains("134009"), "{words}");
    assert_eq!(
        desk.only_send(REFERENCE).await.state,
        OperationState::Unknown
    );
}

#[tokio::test]
async fn a_provider_that_cannot_look_up_does_not_resolve_a_send() {
    let desk = TestDesk::over_http().await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    desk.send(&OrderBody::new(REFERENCE))
        .await
        .expect("it is unknown");
    desk.next(Call::Lookup, vec![Fault::before(FaultKind::BadGateway); 3]);

    let none = desk.look_up(REFERENCE).await;

    assert!(matches!(none, Err(DeskError::NoAnswer { .. })), "{none:?}");
    assert_eq!(
        desk.only_send(REFERENCE).await.state,
        OperationState::Unknown
    );
    assert_eq!(
        desk.received(Call::Lookup),
        3,
        "a read is tried again, within bounds"
    );
}

#[tokio::test]
async fn only_what_provably_did_not_leave_may_be_sent_again() {
    let desk = TestDesk::over_http().await;
    desk.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    let refused = desk
        .send(&OrderBody::new(REFERENCE))
        .await
        .expect("a refusal is no error");
    assert_eq!(refused.operation.state, OperationState::Refused);

    let again = desk
        .send(&OrderBody::new(REFERENCE))
        .await
        .expect("it may be sent again");

    assert_eq!(again.operation.state, OperationState::Accepted);
    assert_ne!(
        again.operation.id, refused.operation.id,
        "as another operation"
    );
    assert_eq!(again.order.id, refused.order.id, "of the same order");
    assert_eq!(desk.committed(REFERENCE).len(), 1);
}
