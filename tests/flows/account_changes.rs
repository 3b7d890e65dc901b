//! Owns what may be changed of an account, and the test that says how far its connection gets.

use counterfoil_desk::{
    AccountTest, Credential, DeskError, DeskEvent, EditAccount, TestFault, TestResult, TestSubject,
};
use counterfoil_domain::{Secret, account::Account};
use counterfoil_providers::{
    EndpointError,
    meta::{TargetError, credentials::CheckSubject},
};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_store::StoreError;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};

/// Nothing listens there; the router is called in-process.
const ANYWHERE: &str = "http://127.0.0.1:9";

#[tokio::test]
async fn an_account_is_edited_freely_before_its_first_order() {
    let desk = TestDesk::over_router(1).await;
    let account = desk.account().await;
    let mut events = desk.desk().events();
    let edit = EditAccount {
        name: "  Nilgiri Pantry ".to_owned(),
        base_url: "http://127.0.0.1:10/".to_owned(),
        graph_version: "v25.0".to_owned(),
        waba_id: "1029000000418".to_owned(),
        phone_number_id: "1074420000021".to_owned(),
    };

    let edited = desk.desk().edit_account(account.id, edit).await.unwrap();

    let expected = Account {
        name: "Nilgiri Pantry".to_owned(),
        base_url: "http://127.0.0.1:10".to_owned(),
        graph_version: "v25.0".to_owned(),
        waba_id: "1029000000418".to_owned(),
        phone_number_id: "1074420000021".to_owned(),
        ..account
    };
    assert_eq!(edited, expected);
    assert_eq!(desk.desk().account(edited.id).await.unwrap(), expected);
    assert_eq!(events.next().await, Some(DeskEvent::AccountsChanged));
}

#[tokio::test]
async fn once_it_has_orders_its_ids_stay_and_the_rest_may_change() {
    let desk = TestDesk::over_router(2).await;
    desk.send_well(&OrderBody::new("EDIT-1")).await;
    let account = desk.account().await;
    let as_it_is = || EditAccount::of(&account);

    for edit in [
        EditAccount {
            waba_id: "1".to_owned(),
            ..as_it_is()
        },
        EditAccount {
            phone_number_id: "1".to_owned(),
            ..as_it_is()
        },
    ] {
        let refused = desk
            .desk()
            .edit_account(account.id, edit)
            .await
            .unwrap_err();
        assert!(matches!(refused, DeskError::HasOrders { .. }), "{refused}");
    }
    let rest = EditAccount {
        name: "Renamed".to_owned(),
        base_url: "http://127.0.0.1:11".to_owned(),
        graph_version: "v25.0".to_owned(),
        ..as_it_is()
    };
    let edited = desk.desk().edit_account(account.id, rest).await.unwrap();

    assert_eq!(edited.name, "Renamed");
    assert_eq!(edited.phone_number_id, account.phone_number_id);
    desk.look_up("EDIT-1")
        .await
        .expect("its orders are still found");
}

#[tokio::test]
async fn an_account_moves_only_within_its_environment() {
    let desk = TestDesk::over_router(3).await;
    let account = desk.account().await;
    let with = |base_url: &str, graph_version: &str| EditAccount {
        base_url: base_url.to_owned(),
        graph_version: graph_version.to_owned(),
        ..EditAccount::of(&account)
    };

    let live = with("https://graph.facebook.com", "v24.0");
    let live = desk
        .desk()
        .edit_account(account.id, live)
        .await
        .unwrap_err();
    let open = with("http://example.com", "v24.0");
    let open = desk
        .desk()
        .edit_account(account.id, open)
        .await
        .unwrap_err();
    let version = with(ANYWHERE, "24");
    let version = desk
        .desk()
        .edit_account(account.id, version)
        .await
        .unwrap_err();

    assert!(
        matches!(live, DeskError::Endpoint(EndpointError::OtherEnvironment)),
        "{live}"
    );
    assert!(
        matches!(open, DeskError::Endpoint(EndpointError::OpenHttp)),
        "{open}"
    );
    assert!(
        matches!(version, DeskError::Target(TargetError::Version)),
        "{version}"
    );
    assert_eq!(
        desk.account().await,
        account,
        "what was refused changed nothing"
    );
}

#[tokio::test]
async fn what_decides_about_a_change_is_shown() {
    let desk = TestDesk::over_router(4).await;
    let id = desk.account().await.id;
    let facts = async || {
        let shown = desk.desk().show_account(id).await.unwrap();
        let listed = desk.desk().show_accounts().await.unwrap();
        assert_eq!(listed.contains(&shown), shown.is_in_use, "the list agrees");
        (shown.is_in_use, shown.has_orders, shown.has_unresolved)
    };
    assert_eq!(facts().await, (true, false, false));

    desk.next(Call::Send, [Fault::after(FaultKind::Reset)]);
    desk.send(&OrderBody::new("EDIT-2")).await.unwrap();
    assert_eq!(facts().await, (true, true, true));
    let refused = desk.desk().remove_account(id).await.unwrap_err();
    assert!(matches!(refused, DeskError::Unresolved { .. }), "{refused}");

    desk.look_up("EDIT-2").await.unwrap();
    assert_eq!(facts().await, (true, true, false));
    desk.desk().remove_account(id).await.unwrap();
    assert_eq!(facts().await, (false, true, false));
}

#[tokio::test]
async fn each_credential_is_kept_replaced_and_dated_by_itself() {
    let desk = TestDesk::over_router(5).await;
    let account = desk.account().await;
    let set_ms = account.access_token_set_at_ms.unwrap();
    assert_eq!(account.app_secret_set_at_ms, None);
    let set = async |credential, text: &str| {
        let secret = Secret::new(text.as_bytes().to_vec());
        desk.desk()
            .set_credential(account.id, credential, secret)
            .await
    };

    desk.advance_ms(1_000);
    let with_secret = set(Credential::AppSecret, "app-secret-1").await.unwrap();
    desk.advance_ms(1_000);
    let pasted = format!(" {}\n", desk.token());
    let with_token = set(Credential::AccessToken, &pasted).await.unwrap();
    let empty = set(Credential::AccessToken, " ").await.unwrap_err();
    let without = desk.desk().remove_app_secret(account.id).await.unwrap();

    let times = |account: &Account| (account.access_token_set_at_ms, account.app_secret_set_at_ms);
    assert_eq!(times(&with_secret), (Some(set_ms), Some(set_ms + 1_000)));
    assert_eq!(
        times(&with_token),
        (Some(set_ms + 2_000), Some(set_ms + 1_000))
    );
    assert!(matches!(empty, DeskError::Input(_)), "{empty}");
    assert_eq!(times(&without), (Some(set_ms + 2_000), None));
    assert!(
        test(&desk).await.is_good(),
        "the token is used without its blanks"
    );
}

#[tokio::test]
async fn an_account_that_was_removed_is_neither_edited_nor_given_a_token() {
    let desk = TestDesk::over_router(6).await;
    let account = desk.account().await;
    desk.desk().remove_account(account.id).await.unwrap();

    let edited = desk
        .desk()
        .edit_account(account.id, EditAccount::of(&account))
        .await
        .unwrap_err();
    let secret = Secret::new(desk.token().as_bytes().to_vec());
    let token = desk
        .desk()
        .set_credential(account.id, Credential::AccessToken, secret)
        .await
        .unwrap_err();

    for refused in [edited, token] {
        assert!(
            matches!(refused, DeskError::Store(StoreError::NotFound(_))),
            "{refused}"
        );
    }
    let test = desk.desk().test_account(account.id).await.unwrap();
    assert_eq!(test.steps[0].result, TestResult::Failed(TestFault::NoToken));
    assert!(
        test.steps[1..]
            .iter()
            .all(|step| step.result == TestResult::NotChecked)
    );
}

#[tokio::test]
async fn a_good_connection_passes_every_step() {
    let desk = TestDesk::over_http().await;

    let test = test(&desk).await;

    assert!(test.is_good(), "{test:?}");
    let subjects = test.steps.each_ref().map(|step| step.subject);
    use TestSubject::{Configurations, Keyring, PhoneNumberId, Provider, Token};
    assert_eq!(
        subjects,
        [Keyring, Provider, Token, PhoneNumberId, Configurations]
    );
    assert!(test.steps[0].took_ms.is_some() && test.steps[1].took_ms.is_some());
    assert!(
        test.phone_number
            .is_some_and(|number| number.display_phone_number.is_some())
    );
    assert_eq!(test.configurations.len(), 3);
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_fails_at_its_step() {
    let desk = TestDesk::over_http().await;
    let account = desk.account().await;
    let edit = EditAccount {
        base_url: ANYWHERE.to_owned(),
        ..EditAccount::of(&account)
    };
    desk.desk().edit_account(account.id, edit).await.unwrap();

    let test = test(&desk).await;

    assert_eq!(
        ends(&test),
        [
            PASSED,
            Some(CheckSubject::Provider),
            SKIPPED,
            SKIPPED,
            SKIPPED
        ]
    );
    assert_eq!(test.steps[1].took_ms, None, "nothing was answered");
}

#[tokio::test]
async fn a_refused_token_fails_at_its_step() {
    let desk = TestDesk::over_http().await;
    let id = desk.account().await.id;
    let wrong = Secret::new(b"EAAG-wrong".to_vec());
    let set = desk
        .desk()
        .set_credential(id, Credential::AccessToken, wrong);
    set.await.unwrap();

    let test = test(&desk).await;

    assert_eq!(
        ends(&test),
        [PASSED, PASSED, Some(CheckSubject::Token), SKIPPED, SKIPPED]
    );
}

#[tokio::test]
async fn a_wrong_phone_number_id_fails_at_its_step() {
    let desk = TestDesk::over_http().await;
    let account = desk.account().await;
    let edit = EditAccount {
        phone_number_id: "480000000000099".to_owned(),
        ..EditAccount::of(&account)
    };
    desk.desk().edit_account(account.id, edit).await.unwrap();

    let test = test(&desk).await;

    let number = test.steps[3].result.clone();
    assert!(
        matches!(number, TestResult::Failed(TestFault::Provider(_))),
        "{number:?}"
    );
    assert_eq!(ends(&test)[..3], [PASSED; 3]);
    assert_eq!(test.phone_number, None);
}

/// How a step ended: `None` is passed, and a step that was not checked is about the business's
/// account here, which no other test uses.
type End = Option<CheckSubject>;
const PASSED: End = None;
const SKIPPED: End = Some(CheckSubject::BusinessAccountId);

fn ends(test: &AccountTest) -> [End; 5] {
    test.steps.each_ref().map(|step| match &step.result {
        TestResult::Passed => PASSED,
        TestResult::NotChecked => SKIPPED,
        TestResult::Failed(TestFault::Provider(fault)) => Some(fault.subject),
        TestResult::Failed(fault) => panic!("{fault:?}"),
    })
}

async fn test(desk: &TestDesk) -> AccountTest {
    let id = desk.account().await.id;
    desk.desk().test_account(id).await.unwrap()
}
