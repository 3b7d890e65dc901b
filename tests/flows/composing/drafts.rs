//! Owns the claim that what was typed is not lost, and not offered again once it has left.

use super::{check, filled, id, keep, send, start};
use counterfoil_desk::{DeskError, EditAccount, KeptDraft};
use counterfoil_domain::{
    operation::OperationState,
    order::{FormPayment, OrderForm},
    payment_mode::PaymentMode,
};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_store::BookFiles;
use counterfoil_tests::{
    bodies::{CONFIGURATION, UPI},
    desk::{BEGINNING_MS, TestDesk},
};
use rusqlite::Connection;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

#[tokio::test]
async fn a_draft_survives_the_end_of_the_program() {
    let mut desk = TestDesk::over_router(1).await;
    let form = OrderForm {
        body_text: "Half a sent".to_owned(),
        ..OrderForm::default()
    };
    desk.advance_ms(1_500);
    let saved_at_ms = keep(&desk, &form).await;
    assert_eq!(saved_at_ms, BEGINNING_MS + 1_500);

    desk.restart().await;

    let kept = KeptDraft { form, saved_at_ms };
    let begun = start(&desk).await;
    assert_eq!(begun.draft, Some(kept));
    assert_eq!(
        begun.form.reference_id, "K-0001",
        "the beginning is there too"
    );
    let account = id(&desk).await;
    desk.desk().discard_draft(account).await.unwrap();
    assert_eq!(start(&desk).await.draft, None);
}

#[tokio::test]
async fn a_draft_stays_until_the_order_has_left_or_may_have() {
    let refused = Fault::before(FaultKind::WindowClosed);
    check_draft(2, Some(refused), OperationState::Refused, true).await;
    check_draft(3, None, OperationState::Accepted, false).await;
    let lost = Fault::after(FaultKind::Reset);
    check_draft(4, Some(lost), OperationState::Unknown, false).await;

    async fn check_draft(seed: u64, fault: Option<Fault>, outcome: OperationState, is_kept: bool) {
        let desk = TestDesk::over_router(seed).await;
        let form = filled(start(&desk).await.form);
        keep(&desk, &form).await;
        desk.next(Call::Send, Vec::from_iter(fault));
        desk.advance_ms(1_000);

        let sent = send(&desk, form.clone()).await.unwrap();
        assert_eq!(sent.operation.state, outcome);
        assert_eq!(rows(&desk), i64::from(is_kept), "{outcome:?}");

        let draft = start(&desk).await.draft;
        assert_eq!(draft.map(|kept| kept.form), is_kept.then_some(form));
    }
}

#[tokio::test]
async fn a_draft_stays_when_nothing_could_be_sent() {
    let desk = TestDesk::over_router(5).await;
    let form = filled(start(&desk).await.form);
    keep(&desk, &form).await;
    let first = send(&desk, form.clone()).await.unwrap();
    assert_eq!(first.operation.state, OperationState::Accepted);
    desk.advance_ms(1_000);
    keep(&desk, &form).await;

    let blocked = send(&desk, form.clone()).await.unwrap_err();

    assert!(matches!(blocked, DeskError::Store(_)), "{blocked}");
    let draft = start(&desk).await.draft;
    assert_eq!(draft.map(|kept| kept.form), Some(form));
}

#[tokio::test]
async fn a_draft_whose_order_left_before_it_could_be_discarded_is_not_offered() {
    let mut desk = TestDesk::over_router(6).await;
    let form = filled(start(&desk).await.form);
    keep(&desk, &form).await;
    let body = check(&desk, &form).await.body.unwrap();
    // The same send, by someone who knows of no draft: as if the program had ended in between.
    let account = desk.account().await;
    let sent = desk.desk().send_order_body(&account, body.as_bytes()).await;
    assert_eq!(sent.unwrap().operation.state, OperationState::Accepted);
    desk.restart().await;
    assert_eq!(rows(&desk), 1);

    assert_eq!(start(&desk).await.draft, None);

    desk.advance_ms(1);
    keep(&desk, &form).await;
    let offered = start(&desk).await.draft;
    assert!(offered.is_some(), "what was typed since is something else");
}

#[tokio::test]
async fn a_draft_that_cannot_be_read_keeps_nobody_from_composing() {
    let mut desk = TestDesk::over_router(7).await;
    for unreadable in ["", "{", "7", r#"{"paidInShells":3}"#, r#"{"items":7}"#] {
        keep(&desk, &OrderForm::default()).await;
        let files = BookFiles::in_folder(desk.data_dir());
        desk.restart_after(|| {
            let book = Connection::open(files.book()).unwrap();
            let changed = book.execute("UPDATE drafts SET form = ?1", [unreadable]);
            assert_eq!(changed, Ok(1));
        })
        .await;

        let begun = start(&desk).await;

        assert_eq!(begun.draft, None, "{unreadable}");
        let form = filled(begun.form);
        assert!(check(&desk, &form).await.check.order.is_some());
    }
}

#[tokio::test]
async fn a_draft_keeps_the_name_of_every_mode() {
    let mut desk = TestDesk::over_router(11).await;
    let form = OrderForm {
        payment: FormPayment {
            mode: PaymentMode::PaymentLink,
            configuration_name: CONFIGURATION.to_owned(),
            upi_configuration_name: UPI.to_owned(),
            ..FormPayment::default()
        },
        ..OrderForm::default()
    };
    keep(&desk, &form).await;

    desk.restart().await;

    assert_eq!(start(&desk).await.draft.map(|kept| kept.form), Some(form));
}

#[tokio::test]
async fn the_one_name_of_an_older_draft_goes_to_its_mode() {
    let mut desk = TestDesk::over_router(12).await;
    for (mode, gateway, upi) in [
        (r#","payment":{"mode":"payment_gateway"}"#, "own", ""),
        (r#","payment":{"mode":"payment_link"}"#, "own", ""),
        (r#","payment":{"mode":"upi_configuration"}"#, "", "own"),
        ("", "own", ""),
    ] {
        keep(&desk, &OrderForm::default()).await;
        let older = format!(r#"{{"configurationName":"own","bodyText":"Half a sent"{mode}}}"#);
        let files = BookFiles::in_folder(desk.data_dir());
        desk.restart_after(|| {
            let book = Connection::open(files.book()).unwrap();
            let changed = book.execute("UPDATE drafts SET form = ?1", [older]);
            assert_eq!(changed, Ok(1));
        })
        .await;

        let form = start(&desk).await.draft.unwrap().form;

        assert_eq!(form.body_text, "Half a sent");
        let FormPayment {
            configuration_name,
            upi_configuration_name,
            ..
        } = form.payment;
        assert_eq!(
            (&*configuration_name, &*upi_configuration_name),
            (gateway, upi),
            "{mode}"
        );
    }
}

#[tokio::test]
async fn a_draft_too_large_is_refused_and_the_one_before_stays() {
    let desk = TestDesk::over_router(8).await;
    let form = OrderForm {
        body_text: "₹".to_owned(),
        ..OrderForm::default()
    };
    keep(&desk, &form).await;
    let large = OrderForm {
        body_text: "₹".repeat(100_000),
        ..OrderForm::default()
    };

    let refused = desk.desk().keep_draft(id(&desk).await, &large).await;

    assert!(matches!(refused, Err(DeskError::Input(_))), "{refused:?}");
    let draft = start(&desk).await.draft;
    assert_eq!(draft.map(|kept| kept.form), Some(form));
}

#[tokio::test]
async fn a_draft_stays_when_nothing_left() {
    let desk = TestDesk::over_http().await;
    let form = filled(start(&desk).await.form);
    keep(&desk, &form).await;
    let account = desk.account().await;
    let nowhere = EditAccount {
        name: account.name,
        // Bound and let go again, so that nobody listens there.
        base_url: format!("http://{}", free_address()),
        graph_version: account.graph_version,
        waba_id: account.waba_id,
        phone_number_id: account.phone_number_id,
    };
    desk.desk().edit_account(account.id, nowhere).await.unwrap();

    let sent = send(&desk, form.clone()).await.unwrap();

    assert_eq!(sent.operation.state, OperationState::NotSent);
    let draft = start(&desk).await.draft;
    assert_eq!(draft.map(|kept| kept.form), Some(form));
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}

/// How many drafts the book holds.
fn rows(desk: &TestDesk) -> i64 {
    let book = Connection::open(BookFiles::in_folder(desk.data_dir()).book()).unwrap();
    book.query_row("SELECT count(*) FROM drafts", [], |row| row.get(0))
        .unwrap()
}

#[tokio::test]
async fn a_draft_goes_with_its_account() {
    let desk = TestDesk::over_router(9).await;
    keep(&desk, &filled(start(&desk).await.form)).await;
    assert_eq!(rows(&desk), 1);

    let account = id(&desk).await;
    desk.desk().remove_account(account).await.unwrap();

    assert_eq!(rows(&desk), 0);
}
