//! Owns sending from a restored book what WhatsApp cannot be asked about: by a person's word of what
//! the gateway shows, which is kept, and never without one.

use crate::composing::{check, filled, id, send, start};
use crate::identity::restore;
use crate::modes::{by_link, by_older_upi, by_upi_link, paid};
use crate::payees::by_link_body;
use crate::program::Shop;
use counterfoil_desk::{ActivityAsked, CancelAsked, DeskError, Sent};
use counterfoil_domain::{
    activity::Deed,
    operation::OperationState,
    order::{FormPayment, OrderForm},
    order_status::StatusRoute,
};
use counterfoil_sandbox::Call;
use counterfoil_tests::{
    bodies::{OrderBody, UPI},
    desk::TestDesk,
};
use std::fs;

const OLD: &str = "K-0001";
const WORD: &str = "Its dashboard has no payment under it, and the chat no request.";

/// A desk over a book that was restored from before its last send.
async fn restored(seed: u64, payment: FormPayment, configuration: &str) -> (TestDesk, OrderForm) {
    let mut desk = TestDesk::over_router(seed).await;
    let form = paid(&desk, configuration, payment).await;
    send(&desk, form.clone()).await.unwrap();
    let backup = desk.desk().back_up().await.unwrap();
    send(&desk, named(&form, "LOST-1")).await.unwrap();
    restore(&mut desk, &backup.path).await;
    desk.desk().go_on("the old disk is broken").await.unwrap();
    (desk, form)
}

fn named(form: &OrderForm, reference_id: &str) -> OrderForm {
    OrderForm {
        reference_id: reference_id.to_owned(),
        ..form.clone()
    }
}

async fn send_knowing(desk: &TestDesk, form: OrderForm, says: &str) -> Result<Sent, DeskError> {
    let total = check(desk, &form).await.check.totals.unwrap().total;
    let account = id(desk).await;
    let sending = desk.desk().send_form(account, form, total, Some(says));
    sending.await
}

async fn decisions(desk: &TestDesk) -> Vec<String> {
    let asked = ActivityAsked {
        deed: Some(Deed::Decision),
        ..ActivityAsked::default()
    };
    let lines = desk.desk().activity(asked, None, 50).await.unwrap();
    lines.into_iter().map(|line| line.line.words).collect()
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_looked_up_leaves_a_restored_book_on_a_persons_word() {
    for (seed, payment, configuration) in [
        (1, by_upi_link(), ""),
        (2, by_link(), ""),
        (3, by_older_upi(), UPI),
    ] {
        let (desk, form) = restored(seed, payment, configuration).await;
        let before = desk.received(Call::Send);

        let unsaid = send(&desk, named(&form, "NEW-1")).await.unwrap_err();
        let nothing = send_knowing(&desk, named(&form, "NEW-1"), " … ").await;

        for error in [unsaid, nothing.unwrap_err()] {
            assert!(matches!(error, DeskError::NeedsGatewayWord), "{error}");
            assert!(error.to_string().contains("--gateway-says"), "{error}");
        }
        assert_eq!(desk.received(Call::Send), before);
        assert_eq!(decisions(&desk).await, Vec::<String>::new());

        let sent = send_knowing(&desk, named(&form, "NEW-1"), WORD)
            .await
            .unwrap();

        assert_eq!(sent.operation.state, OperationState::Accepted);
        assert!(!sent.has_lookup);
        let kept = format!("sent NEW-1 by what the gateway shows: {WORD}");
        assert_eq!(decisions(&desk).await, [kept]);
        let again = send_knowing(&desk, named(&form, OLD), WORD)
            .await
            .unwrap_err();
        assert!(
            matches!(again, DeskError::Store(_)),
            "a word unlocks nothing: {again}"
        );
        assert_eq!(desk.received(Call::Send), before + 1);
        assert_eq!(desk.received(Call::Lookup), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn what_can_be_looked_up_is_still_asked_for_whatever_a_person_says() {
    let (desk, _) = restored(4, by_link(), "").await;
    let form = filled(start(&desk).await.form);
    let through_a_gateway = OrderForm {
        reference_id: "GATE-1".to_owned(),
        ..form
    };

    let sent = send_knowing(&desk, through_a_gateway, WORD).await.unwrap();

    assert!(sent.has_lookup);
    assert_eq!(desk.received(Call::Lookup), 1);
    assert_eq!(decisions(&desk).await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_looked_up_is_cancelled_from_a_restored_book_too() {
    let (desk, _) = restored(5, by_link(), "").await;
    let cancelled = desk.desk().cancel(CancelAsked {
        order: desk.order(OLD).await.id,
        description: None,
        route: StatusRoute::Interactive {
            body: "Your order was cancelled.".to_owned(),
        },
        gateway_says: Some(WORD.to_owned()),
    });

    assert_eq!(
        cancelled.await.unwrap().sent.operation.state,
        OperationState::Accepted
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_takes_the_word_for_one_order() {
    let shop = Shop::open().await;
    let file = |reference_id: &str| {
        let path = shop.folder().join(format!("{reference_id}.json"));
        fs::write(
            &path,
            by_link_body(reference_id, "kaveri.psp@exbank").to_string(),
        )
        .unwrap();
        path.display().to_string()
    };
    let made = shop.run(&["book", "backup", "--json"]).ends_with(0).json();
    shop.run(&["book", "restore", made["path"].as_str().unwrap()])
        .ends_with(0);
    shop.run(&["book", "go-on", "--reason", "the disk broke"])
        .ends_with(0);
    let (one, other) = (file("LINK-1"), file("LINK-2"));
    let word = format!("--gateway-says={WORD}");
    let send = |more: &[&str]| {
        shop.program
            .run(&[&["order", "send"], more].concat(), shop.token())
    };

    send(&[&one]).ends_with(2).says("--gateway-says");
    send(&[&word, &one, &other]).ends_with(2).says("one order");
    assert_eq!(shop.received(Call::Send), 0);
    send(&[&word, &one]).ends_with(0).says("Sent `LINK-1`");

    shop.run(&["activity", "list"]).ends_with(0).says(WORD);
    send(&[&shop.file(&OrderBody::new("GATE-1"))]).ends_with(0);
}
