//! Owns the claim that the proposed reference id is free, and that a check refuses the ones that a
//! send would refuse.

use super::{check, filled, id, request_of, send, start};
use counterfoil_desk::{AddAccount, BlockingOrder, Credentials, DeskError, WhyBlocked};
use counterfoil_domain::{
    Secret, account::Account, finding::FindingCode, operation::OperationState, order::OrderForm,
};
use counterfoil_sandbox::{Call, Fault, FaultKind, NewAccount};
use counterfoil_store::StoreError;
use counterfoil_tests::{
    bodies::{CONFIGURATION, OrderBody},
    desk::TestDesk,
};

#[tokio::test]
async fn the_proposal_counts_on_and_skips_what_is_used() {
    let desk = TestDesk::over_router(1).await;
    let sibling = sibling(&desk).await;
    desk.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    let refused = desk.send(&OrderBody::new("KP-2300")).await.unwrap();
    assert_eq!(refused.operation.state, OperationState::Refused);
    for reference_id in ["KP-2301", "KP-2302"] {
        let body = OrderBody::new(reference_id).bytes();
        desk.desk().send_order_body(&sibling, &body).await.unwrap();
    }
    desk.advance_ms(1);
    desk.send_well(&OrderBody::new("KP-2299")).await;

    let begun = start(&desk).await;

    assert_eq!(
        begun.proposed_reference.as_str(),
        "KP-2303",
        "not what was refused, nor what another number of the business used"
    );
    let form = filled(begun.form);
    assert!(check(&desk, &form).await.check.order.is_some());
    let other = desk.desk().start_composing(sibling.id).await.unwrap();
    assert_eq!(other.proposed_reference.as_str(), "KP-2303");
}

#[tokio::test]
async fn a_reference_id_that_was_sent_is_found_before_it_is_sent_again() {
    for (seed, fault, state) in [
        (2, None, OperationState::Accepted),
        (
            3,
            Some(Fault::after(FaultKind::Reset)),
            OperationState::Unknown,
        ),
    ] {
        let desk = TestDesk::over_router(seed).await;
        let form = filled(start(&desk).await.form);
        desk.next(Call::Send, Vec::from_iter(fault));
        let sent = send(&desk, form.clone()).await.unwrap();

        let checked = check(&desk, &form).await;

        let found = &checked.check.findings[0];
        assert_eq!(found.field, "referenceId");
        assert_eq!(found.finding.code, FindingCode::DuplicateReference);
        assert_eq!(checked.check.findings.len(), 1);
        assert_eq!(checked.check.order, None);
        assert_eq!(checked.body, Some(request_of(&desk, "K-0001").await));
        let blocking = BlockingOrder {
            order: sent.order.id,
            account: id(&desk).await,
            why: WhyBlocked::Sent(state),
        };
        assert_eq!(checked.blocked_by, Some(blocking));

        let again = send(&desk, form).await.unwrap_err();
        let is_blocked = matches!(again, DeskError::Store(StoreError::Blocked { .. }));
        assert!(is_blocked, "{again}");
        assert_eq!(desk.received(Call::Send), 1);
    }
}

#[tokio::test]
async fn a_reference_id_that_was_refused_may_be_used_again() {
    let desk = TestDesk::over_router(4).await;
    let form = filled(start(&desk).await.form);
    desk.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    let refused = send(&desk, form.clone()).await.unwrap();
    assert_eq!(refused.operation.state, OperationState::Refused);

    let checked = check(&desk, &form).await;

    assert_eq!(checked.check.findings, []);
    assert_eq!(checked.blocked_by, None);
    let sent = send(&desk, form).await.unwrap();
    assert_eq!(sent.operation.state, OperationState::Accepted);
}

#[tokio::test]
async fn a_reference_id_that_the_provider_knows_is_found() {
    let desk = TestDesk::over_router(5).await;
    let form = filled(start(&desk).await.form);
    // The provider commits and then says that it refused.
    let lie = FaultKind::Graph {
        status: 400,
        code: 131_009,
        retry_after_s: None,
    };
    desk.next(Call::Send, [Fault::after(lie)]);
    send(&desk, form.clone()).await.unwrap();
    desk.look_up("K-0001").await.unwrap();

    let checked = check(&desk, &form).await;

    let why = checked.blocked_by.map(|blocking| blocking.why);
    assert_eq!(why, Some(WhyBlocked::KnownToProvider));
    let again = send(&desk, form).await.unwrap_err();
    let is_known = matches!(again, DeskError::Store(StoreError::AlreadyKnown { .. }));
    assert!(is_known, "{again}");
}

#[tokio::test]
async fn a_reference_id_of_another_number_of_the_business_is_found() {
    let desk = TestDesk::over_router(6).await;
    let sibling = sibling(&desk).await;
    let theirs = desk
        .desk()
        .send_order_body(&sibling, &OrderBody::new("SAME-1").bytes())
        .await
        .unwrap();
    let form = OrderForm {
        reference_id: " SAME-1 ".to_owned(),
        ..filled(start(&desk).await.form)
    };

    let checked = check(&desk, &form).await;

    let blocking = BlockingOrder {
        order: theirs.order.id,
        account: sibling.id,
        why: WhyBlocked::UsedByAnotherNumber,
    };
    assert_eq!(checked.blocked_by, Some(blocking));
    let refused = send(&desk, form).await.unwrap_err();
    let is_used = matches!(refused, DeskError::Store(StoreError::UsedElsewhere { .. }));
    assert!(is_used, "{refused}");
}

/// Another number of the same business.
pub(super) async fn sibling(desk: &TestDesk) -> Account {
    let waba_id = desk.account().await.waba_id;
    let new = NewAccount {
        name: "Sibling".to_owned(),
        configurations: vec![CONFIGURATION.into()],
        waba_id: Some(waba_id),
        phone_number_id: Some("480000000000077".to_owned()),
    };
    let known = desk.sandbox().add_account(new).unwrap();
    let new = AddAccount {
        name: known.name,
        base_url: "http://127.0.0.1:9".to_owned(),
        graph_version: "v24.0".to_owned(),
        waba_id: known.waba_id,
        phone_number_id: known.phone_number_id,
    };
    let credentials = Credentials {
        access_token: Secret::new(known.bearer.into_bytes()),
        app_secret: None,
    };
    desk.desk().add_account(new, credentials).await.unwrap()
}
