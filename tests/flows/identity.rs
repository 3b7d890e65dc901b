//! Owns the claim that one reference id of one business stands for one order, whatever happens to
//! the account or the book meanwhile.

use counterfoil_desk::{AddAccount, Credentials, DeskError};
use counterfoil_domain::{
    Secret, book_doubt::BookDoubt, operation::OperationState, order_state::PaymentState,
};
use counterfoil_sandbox::{
    Account, Behaviour, Call, Fault, FaultKind, NewAccount, ReusedReference,
};
use counterfoil_store::{BookFiles, StoreError};
use counterfoil_tests::{
    bodies::{CONFIGURATION, OrderBody},
    desk::{ACCOUNT, TestDesk},
};

const REFERENCE: &str = "SAME-1";
/// Nothing listens there; the router is called in-process.
const ANYWHERE: &str = "http://127.0.0.1:9";

#[tokio::test]
async fn an_account_that_comes_back_still_blocks_what_it_sent() {
    let desk = lenient_desk().await;
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    let before = desk.desk().account_named(ACCOUNT).await.unwrap();
    desk.desk().remove_account(before.id).await.unwrap();

    let back = add(&desk, "Kaveri again", &known(&desk), desk.token())
        .await
        .unwrap();
    let body = OrderBody::new(REFERENCE).bytes();
    let again = desk.desk().send_order_body(&back, &body).await;

    assert_eq!(back.id, before.id, "the same number is the same account");
    let refused = again.unwrap_err();
    assert!(
        matches!(refused, DeskError::Store(StoreError::Blocked { .. })),
        "{refused}"
    );
    assert_eq!(desk.committed(REFERENCE).len(), 1);
    let looked_up = desk.look_up(REFERENCE).await.unwrap();
    assert_ne!(
        looked_up.state.payment,
        PaymentState::NotKnown,
        "its orders are still found"
    );
}

#[tokio::test]
async fn a_number_in_use_is_not_added_twice() {
    let desk = lenient_desk().await;

    let second = add(&desk, "Another name", &known(&desk), desk.token())
        .await
        .unwrap_err();

    assert!(
        matches!(second, DeskError::Store(StoreError::Taken(_))),
        "{second}"
    );
    let first = desk.account().await.id;
    let check = desk.desk().check_credentials(first).await.unwrap();
    assert!(check.is_good(), "the first one works on: {check:?}");
}

#[tokio::test]
async fn an_account_with_something_unresolved_is_not_removed() {
    let desk = lenient_desk().await;
    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    desk.send(&OrderBody::new(REFERENCE)).await.unwrap();

    let account = desk.account().await.id;
    let refused = desk.desk().remove_account(account).await.unwrap_err();
    assert!(matches!(refused, DeskError::Unresolved { .. }), "{refused}");

    desk.look_up(REFERENCE).await.unwrap();
    desk.desk()
        .remove_account(account)
        .await
        .expect("a lookup settled it");
}

#[tokio::test]
async fn a_siblings_order_never_proves_ours() {
    let desk = lenient_desk().await;
    let sibling = sibling(&desk);
    let other = add(&desk, "Sibling", &sibling, &sibling.bearer)
        .await
        .unwrap();
    desk.send_well(&OrderBody::new(REFERENCE)).await;

    let body = OrderBody::new(REFERENCE).bytes();
    let second = desk
        .desk()
        .send_order_body(&other, &body)
        .await
        .unwrap_err();

    assert!(
        matches!(second, DeskError::Store(StoreError::UsedElsewhere { .. })),
        "{second}"
    );
    assert_eq!(desk.committed(REFERENCE).len(), 1);
}

#[tokio::test]
async fn a_sibling_may_use_what_was_refused_to_us() {
    let desk = lenient_desk().await;
    let sibling = sibling(&desk);
    let other = add(&desk, "Sibling", &sibling, &sibling.bearer)
        .await
        .unwrap();
    desk.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    let refused = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();
    assert_eq!(refused.operation.state, OperationState::Refused);

    let body = OrderBody::new(REFERENCE).bytes();
    let sent = desk.desk().send_order_body(&other, &body).await.unwrap();

    assert_eq!(sent.operation.state, OperationState::Accepted);
}

#[tokio::test]
async fn what_the_provider_knows_after_a_refusal_is_not_sent_again() {
    let desk = lenient_desk().await;
    // The provider commits and then says that it refused.
    let lie = FaultKind::Graph {
        status: 400,
        code: 131_009,
        retry_after_s: None,
    };
    desk.next(Call::Send, [Fault::after(lie)]);
    let refused = desk.send(&OrderBody::new(REFERENCE)).await.unwrap();
    assert_eq!(refused.operation.state, OperationState::Refused);
    desk.look_up(REFERENCE).await.unwrap();

    let again = desk.send(&OrderBody::new(REFERENCE)).await.unwrap_err();

    assert!(
        matches!(again, DeskError::Store(StoreError::AlreadyKnown { .. })),
        "{again}"
    );
    assert_eq!(desk.committed(REFERENCE).len(), 1);
}

#[tokio::test]
async fn a_restored_book_asks_before_it_sends() {
    let mut desk = lenient_desk().await;
    let backup = desk.desk().back_up().await.unwrap();
    desk.send_well(&OrderBody::new(REFERENCE)).await;
    restore(&mut desk, &backup.path).await;

    let locked = desk.send(&OrderBody::new("NEW-1")).await.unwrap_err();
    assert!(
        matches!(
            locked,
            DeskError::Store(StoreError::EffectsLocked(BookDoubt::Restored))
        ),
        "{locked}"
    );
    desk.desk().go_on("the old disk is broken").await.unwrap();
    let again = desk.send(&OrderBody::new(REFERENCE)).await.unwrap_err();
    assert!(
        matches!(again, DeskError::Store(StoreError::AlreadyKnown { .. })),
        "{again}"
    );
    desk.next(Call::Lookup, vec![Fault::before(FaultKind::Reset); 9]);
    let unasked = desk.send(&OrderBody::new("NEW-1")).await.unwrap_err();
    assert!(
        matches!(unasked, DeskError::NotAskedFirst { .. }),
        "{unasked}"
    );
    desk.sandbox().clear_faults(desk.phone_number_id());

    desk.send_well(&OrderBody::new("NEW-1")).await;
    assert_eq!(desk.committed(REFERENCE).len(), 1);
    assert_eq!(desk.committed("NEW-1").len(), 1);
}

/// A desk whose sandbox would take a reference id twice, so that a double send shows.
async fn lenient_desk() -> TestDesk {
    let desk = TestDesk::over_router(7).await;
    desk.sandbox()
        .set_behaviour(desk.phone_number_id(), accept_reuse);
    desk
}

fn accept_reuse(behaviour: &mut Behaviour) {
    behaviour.reused_reference = ReusedReference::Accept;
}

/// Another number of the same business.
fn sibling(desk: &TestDesk) -> Account {
    let new = NewAccount {
        name: "Sibling".to_owned(),
        configurations: vec![CONFIGURATION.into()],
        waba_id: Some(known(desk).waba_id),
        phone_number_id: Some("480000000000077".to_owned()),
    };
    let account = desk.sandbox().add_account(new).unwrap();
    desk.sandbox()
        .set_behaviour(&account.phone_number_id, accept_reuse);
    account
}

/// The first account as the sandbox knows it.
fn known(desk: &TestDesk) -> Account {
    let known = desk.sandbox().accounts().remove(0);
    Account {
        name: known.name,
        waba_id: known.waba_id,
        phone_number_id: known.phone_number_id,
        bearer: desk.token().to_owned(),
        configurations: known.configurations,
    }
}

async fn add(
    desk: &TestDesk,
    name: &str,
    account: &Account,
    token: &str,
) -> Result<counterfoil_domain::account::Account, DeskError> {
    let new = AddAccount {
        name: name.to_owned(),
        base_url: ANYWHERE.to_owned(),
        graph_version: "v24.0".to_owned(),
        waba_id: account.waba_id.clone(),
        phone_number_id: account.phone_number_id.clone(),
    };
    let access_token = Secret::new(token.as_bytes().to_vec());
    desk.desk()
        .add_account(
            new,
            Credentials {
                access_token,
                app_secret: None,
            },
        )
        .await
}

pub(crate) async fn restore(desk: &mut TestDesk, backup: &std::path::Path) {
    let files = BookFiles::in_folder(desk.data_dir());
    let backup = backup.to_owned();
    desk.restart_after(move || files.restore(&backup, 1).map(drop).unwrap())
        .await;
}
