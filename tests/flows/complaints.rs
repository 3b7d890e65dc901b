//! Owns the claim that what a provider says is wrong reaches a person as what it means, and changes
//! nothing of what is believed.

use crate::paid_order::{REFERENCE, paid, refund};
use counterfoil_desk::DeskError;
use counterfoil_domain::{account::Environment, operation::OperationState};
use counterfoil_providers::meta::{Complaint, ErrorMeaning, TermsLink};
use counterfoil_sandbox::{Call, Fault, FaultKind, Terms};
use counterfoil_store::Page;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

const TERMS: &str = "https://fb.me/sandbox-payments-terms";

#[tokio::test]
async fn terms_that_are_not_accepted_come_with_their_link_until_they_are() {
    for (terms, code) in [
        (Terms::NotAccepted, "134011"),
        (Terms::NotAcceptedAsAccessDenied, "131005"),
    ] {
        let desk = TestDesk::over_http().await;
        set_terms(&desk, terms);

        let sent = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();

        assert_eq!(sent.operation.state, OperationState::Refused, "{code}");
        assert!(desk.committed(REFERENCE).is_empty(), "{code}");
        let complaint = sent.complaint.unwrap();
        check_terms(&complaint, code);
        let shown = desk.show(REFERENCE).await.send_complaint;
        assert_eq!(shown, Some(complaint), "the book says the same later");

        let account = desk.account().await.id;
        let listed = desk.desk().payment_configurations(account).await;
        let Err(DeskError::NotListed(fault)) = listed else {
            panic!("{listed:?}");
        };
        check_terms(fault.complaint.as_ref().unwrap(), code);

        set_terms(&desk, Terms::Accepted);
        let again = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();
        assert_eq!(again.operation.state, OperationState::Accepted, "{code}");
        assert_eq!(again.complaint, None);
        assert_eq!(desk.show(REFERENCE).await.send_complaint, None);
    }
}

fn set_terms(desk: &TestDesk, terms: Terms) {
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), |it| it.terms = terms);
}

#[track_caller]
fn check_terms(complaint: &Complaint, code: &str) {
    assert_eq!(complaint.code, code);
    assert_eq!(complaint.meaning, Some(ErrorMeaning::TermsNotAccepted));
    let link = complaint.terms_link.as_ref().map(TermsLink::as_str);
    assert_eq!(link, Some(TERMS), "{code}");
    assert!(complaint.trace.is_some(), "{code}");
}

#[tokio::test]
async fn a_code_beside_an_unknown_outcome_is_told_and_unlocks_nothing() {
    for (status, code, meaning) in [
        (400, 987_654, None),
        (400, 1, Some(ErrorMeaning::UnknownError)),
        (400, 134_010, Some(ErrorMeaning::PaymentsNotReady)),
        (503, 2, Some(ErrorMeaning::ServiceOverloaded)),
        (500, 131_000, Some(ErrorMeaning::UnknownFailure)),
        // Known well enough, but not under this status.
        (500, 131_009, Some(ErrorMeaning::ParameterInvalid)),
        (409, 190, Some(ErrorMeaning::TokenRefused)),
    ] {
        let desk = TestDesk::over_router(4).await;
        desk.next(Call::Send, [graph(status, code)]);

        let sent = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();

        assert_eq!(sent.operation.state, OperationState::Unknown, "{code}");
        let complaint = sent.complaint.unwrap();
        assert_eq!(complaint.code, code.to_string());
        assert_eq!(complaint.meaning, meaning, "{code}");
        assert!(complaint.trace.is_some(), "{code}");
        let shown = desk.show(REFERENCE).await.send_complaint;
        assert_eq!(shown.as_ref(), Some(&complaint), "{code}");
        let page = Page::first(10);
        let listed = desk.desk().unresolved(Environment::Sandbox, page).await;
        assert_eq!(listed.unwrap()[0].complaint, Some(complaint), "{code}");

        desk.send(&OrderBody::new(REFERENCE)).await.unwrap_err();
        assert_eq!(desk.received(Call::Send), 1, "{code}: it stays locked");
    }
}

#[tokio::test]
async fn a_refund_keeps_what_was_said_of_it() {
    for (status, code, state, meaning) in [
        (
            400,
            100,
            OperationState::Refused,
            ErrorMeaning::InvalidParameter,
        ),
        (
            500,
            131_000,
            OperationState::Unknown,
            ErrorMeaning::UnknownFailure,
        ),
    ] {
        let desk = paid().await;
        desk.next(Call::Refund, [graph(status, code)]);

        let refunded = refund(&desk, 100).await.unwrap();

        assert_eq!(refunded.operation.state, state, "{code}");
        assert_eq!(refunded.complaint.unwrap().meaning, Some(meaning));
        let shown = desk.show(REFERENCE).await.refunds.refunds.remove(0);
        let complaint = shown.own.unwrap().complaint.unwrap();
        assert_eq!(complaint.meaning, Some(meaning), "{code}");
        assert_eq!(complaint.code, code.to_string());
    }
}

#[tokio::test]
async fn a_lookup_that_is_declined_says_why_and_changes_nothing() {
    let desk = TestDesk::over_router(6).await;
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    let before = desk.look_up(REFERENCE).await.unwrap().state;

    desk.next(Call::Lookup, [graph(400, 134_009)]);
    let declined = desk.look_up(REFERENCE).await.unwrap();
    assert_eq!(declined.state, before);
    let complaint = declined.complaint.unwrap();
    assert_eq!(complaint.meaning, Some(ErrorMeaning::ConfigurationUnknown));

    desk.next(Call::Lookup, vec![graph(503, 2); 3]);
    let Err(DeskError::NoAnswer { complaint, .. }) = desk.look_up(REFERENCE).await else {
        panic!("an answer that nobody can read");
    };
    let meaning = complaint.unwrap().meaning;
    assert_eq!(meaning, Some(ErrorMeaning::ServiceOverloaded));
}

fn graph(status: u16, code: u32) -> Fault {
    Fault::before(FaultKind::Graph {
        status,
        code,
        retry_after_s: None,
    })
}
