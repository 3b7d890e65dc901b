//! Owns the claim that the program's exit codes mean what its help says, each provoked for real.

use crate::program::{Program, Shop};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_tests::bodies::OrderBody;
use serde_json::json;
use std::fs;

#[test]
fn the_help_documents_every_code() {
    let folder = tempfile::tempdir().unwrap();

    let help = Program::over(folder.path())
        .run(&["--help"], "")
        .ends_with(0)
        .out;

    let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for code in [
        "0 done",
        "1 the order",
        "2 wrong",
        "3 nobody",
        "4 refused",
        "5 another",
        "6 the keyring",
        "7 the book",
        "8 the provider",
        "10 anything",
    ] {
        assert!(words.contains(code), "{code}: {help}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_ends_with_0() {
    let shop = Shop::open().await;
    let body = OrderBody::new("DONE-1");

    shop.run(&["order", "check", &shop.file(&body)])
        .ends_with(0);
    let sent = shop.send(&body, &[]).ends_with(0);
    let looked_up = shop.look_up("DONE-1", &[]).ends_with(0);
    shop.program
        .run(&["account", "test", "Kaveri"], shop.token())
        .ends_with(0);

    sent.says("The provider accepted it.");
    looked_up.says("₹499.00 captured, as billed.");
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_end_with_1_and_nothing_is_sent() {
    let shop = Shop::open().await;
    let body = OrderBody::new("FOUND-1").total_minor(-5);

    shop.run(&["order", "check", &shop.file(&body)])
        .ends_with(1);
    let sent = shop.send(&body, &[]).ends_with(1);

    sent.says("to be mended first");
    assert_eq!(shop.received(Call::Send), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_usage_ends_with_2() {
    let shop = Shop::open().await;
    let unknown = |what: &str| format!("there is no {what}");

    for (arguments, words) in [
        (vec!["order", "fetch"], "unrecognized subcommand".to_owned()),
        (
            vec!["order", "send", "/nonexistent.json"],
            "cannot read /nonexistent.json".to_owned(),
        ),
        (
            vec!["order", "show", "NO-1"],
            unknown("order with reference id `NO-1`"),
        ),
        (
            vec!["order", "list", "--after", "x"],
            "--after takes the `next`".to_owned(),
        ),
        (
            vec!["operation", "withdraw", "x"],
            "`x` is not the id of an operation".to_owned(),
        ),
        (vec!["account", "remove", "Nobody"], unknown("account")),
    ] {
        let ran = shop.program.run(&arguments, shop.token()).ends_with(2);
        assert!(ran.err.contains(&words), "{arguments:?}: {}", ran.err);
    }
    let again = shop
        .program
        .run(&shop.account_add(), shop.token())
        .ends_with(2);
    again.says("there is already");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_knows_ends_with_3() {
    let shop = Shop::open().await;
    shop.next(Call::Send, [Fault::after(FaultKind::Reset)]);

    let sent = shop.send(&OrderBody::new("WHO-1"), &[]).ends_with(3);

    sent.says("We don't know yet whether `WHO-1` went out");
    assert!(
        sent.out.contains("order look-up WHO-1"),
        "it says what to do: {}",
        sent.out
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_happen_ends_with_4() {
    let mut shop = Shop::open().await;
    shop.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    let body = OrderBody::new("NOT-1");

    let refused = shop.send(&body, &[]).ends_with(4);
    refused.says("refused (131047, the customer last wrote more than 24 hours ago)");

    shop.send(&body, &[]).ends_with(0);
    let blocked = shop.send(&body, &[]).ends_with(4);
    blocked.says("this order already has a send that is");

    shop.close().await;
    let not_sent = shop.send(&OrderBody::new("NOT-2"), &[]).ends_with(4);
    not_sent.says("Nothing left; send it again.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_or_wrong_credential_ends_with_6() {
    let shop = Shop::open().await;
    let file = shop.file(&OrderBody::new("KEY-1"));

    let without = shop.program.run(&["order", "send", &file], "").ends_with(6);
    let wrong = shop
        .program
        .run(&["account", "test", "Kaveri"], "wrong-token-0001")
        .ends_with(6);

    without.says("give the access token");
    wrong.says("access token");
    assert_eq!(shop.received(Call::Send), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_says_nothing_ends_with_8() {
    let shop = Shop::open().await;
    shop.send(&OrderBody::new("MUTE-1"), &[]).ends_with(0);

    for kind in [FaultKind::BadGateway, FaultKind::Garbage] {
        shop.next(Call::Lookup, vec![Fault::before(kind.clone()); 3]);
        let ran = shop.look_up("MUTE-1", &[]).ends_with(8);
        assert!(ran.said().contains("answer"), "{kind:?}: {ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn anything_else_ends_with_10() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = json!({ "fact": "ledger_started", "format": 1, "seed": 5 });
    fs::write(folder.path().join("sandbox.ledger"), format!("{ledger}\n")).unwrap();

    let ran = Program::over(folder.path())
        .run(&["sandbox", "run", "--seed=6"], "")
        .ends_with(10);

    ran.says("made with seed 5, not 6");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worst_of_several_sends_is_what_the_shell_hears() {
    let shop = Shop::open().await;
    let files = ["MANY-1", "MANY-2", "MANY-3"].map(|name| shop.file(&OrderBody::new(name)));
    let lost = Fault::after(FaultKind::Close);
    shop.next(Call::Send, [Fault::before(FaultKind::WindowClosed), lost]);

    let command = ["order", "send", &files[0], &files[1], &files[2]];
    shop.program.run(&command, shop.token()).ends_with(3);

    assert_eq!(
        shop.received(Call::Send),
        3,
        "one that is refused or lost does not stop the rest"
    );
}
