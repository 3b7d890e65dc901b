//! Owns the claim that `--json` prints one document for each command, failures too.

use crate::program::{Program, Ran, Shop};
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_tests::bodies::OrderBody;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn every_command_prints_one_document() {
    let shop = Shop::open().await;
    let file = shop.file(&OrderBody::new("DOC-1"));
    let exported = shop.folder().join("SANDBOX-a.csv").display().to_string();
    let backup = || shop.run(&["book", "backup", "--json"]).json()["path"].clone();

    for (arguments, member) in [
        (vec!["account", "list"], "/0/name"),
        (vec!["account", "test", "Kaveri"], "/phoneNumber/id"),
        (
            vec!["account", "set-token", "Kaveri"],
            "/accessTokenSetAtMs",
        ),
        (vec!["order", "check", &file], "/mayBeSent"),
        (vec!["order", "send", &file], "/operation/state"),
        (vec!["order", "look-up", "DOC-1"], "/state/payment"),
        (vec!["order", "list"], "/rows/0/referenceId"),
        (vec!["order", "show", "DOC-1"], "/exchanges/0/body"),
        (vec!["operation", "list"], "/rows/0/kind"),
        (vec!["operation", "list", "--unresolved"], "/environment"),
        (export(&["orders", "--preview"]), "/rows"),
        (
            export(&["movements", "--out", &exported]),
            "/manifest/sha256",
        ),
        (vec!["export", "verify", &exported], "/holds"),
        (vec!["activity", "list"], "/0/words"),
        (vec!["activity", "verify"], "/lines"),
        (vec!["book", "check"], "/complaints"),
        (vec!["book", "backup"], "/bytes"),
        (vec!["book", "backups"], "/0/path"),
        (vec!["book", "seed", "--orders=3", "--seed=1"], "/orders"),
        (
            vec!["book", "restore", backup().as_str().unwrap()],
            "/setAside",
        ),
        (vec!["account", "remove", "Kaveri"], "/id"),
    ] {
        let ran = shop
            .program
            .run(&[&arguments[..], &["--json"]].concat(), shop.token());
        let document = ran.ends_with(0).json();
        assert!(
            document.pointer(member).is_some(),
            "{arguments:?}: {document:#}"
        );
    }
}

/// An export of today by India's clocks.
fn export<'a>(rest: &[&'a str]) -> Vec<&'a str> {
    [&["export"], rest, &["--period=today", "--zone=IST"]].concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_prints_one_document() {
    let shop = Shop::open().await;
    let bad = shop.file(&OrderBody::new("BAD-1").total_minor(0));
    let good = shop.file(&OrderBody::new("GOOD-1"));
    let id = "0196f0f0-0000-7000-8000-000000000000";

    for (arguments, code, word) in [
        (vec!["order", "send", &bad], 1, "findings"),
        (vec!["order", "send"], 2, "usage"),
        (vec!["order", "fetch"], 2, "usage"),
        (vec!["book", "seed", "--orders=-1", "--seed=1"], 2, "usage"),
        (vec!["order", "send", "/nonexistent.json"], 2, "usage"),
        (vec!["order", "show", "NO-1"], 2, "usage"),
        (vec!["operation", "withdraw", id], 2, "usage"),
        (vec!["account", "test", "Nobody"], 2, "usage"),
        (export(&["orders", "--out=/nowhere/a"]), 2, "usage"),
        (export(&["orders", "--preview", "--status=pad"]), 2, "usage"),
        (
            vec!["export", "orders", "--preview", "--zone=IST"],
            2,
            "usage",
        ),
        (vec!["export", "verify", "/nowhere/a.csv"], 2, "usage"),
    ] {
        let ran = shop
            .program
            .run(&[&arguments[..], &["--json"]].concat(), shop.token());
        check(&ran.ends_with(code).json(), word);
    }
    let without_token = shop.run(&["order", "send", &good, "--json"]).ends_with(6);
    check(&without_token.json(), "credential");
    let nowhere = Program::over(&shop.folder().join("none"));
    check(
        &nowhere
            .run(&["order", "list", "--json"], "")
            .ends_with(7)
            .json(),
        "book",
    );

    fn check(document: &Value, word: &str) {
        assert_eq!(document["error"]["code"], word, "{document:#}");
        assert!(
            document["error"]["message"]
                .as_str()
                .is_some_and(|words| words.len() > 10)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn outcomes_that_are_no_failures_print_one_document_too() {
    let shop = Shop::open().await;
    shop.next(
        Call::Send,
        [
            Fault::after(FaultKind::Reset),
            Fault::before(FaultKind::WindowClosed),
        ],
    );

    let unknown = shop
        .send(&OrderBody::new("OUT-1"), &["--json"])
        .ends_with(3)
        .json();
    let refused = shop
        .send(&OrderBody::new("OUT-2"), &["--json"])
        .ends_with(4)
        .json();
    shop.next(Call::Lookup, [Fault::before(FaultKind::Garbage)]);
    let mute = shop.look_up("OUT-1", &["--json"]).ends_with(8).json();

    assert_eq!(unknown["operation"]["state"], "unknown");
    assert_eq!(refused["operation"]["code"], "131047");
    assert!(mute["saysNothing"].is_string(), "{mute:#}");
}

/// Each is printed as soon as its end is known, so that a program that is killed has told of those
/// before.
#[tokio::test(flavor = "multi_thread")]
async fn several_sends_print_one_document_each() {
    let shop = Shop::open().await;
    shop.next(Call::Send, [Fault::before(FaultKind::WindowClosed)]);
    let files = [
        shop.file(&OrderBody::new("SEV-1")),
        shop.file(&OrderBody::new("SEV-2").total_minor(0)),
        shop.file(&OrderBody::new("SEV-3")),
    ];

    let ran = send_all(&shop, &files).ends_with(4);

    let documents: Vec<Value> = serde_json::Deserializer::from_str(&ran.out)
        .into_iter()
        .collect::<Result<_, _>>()
        .unwrap();
    let [refused, with_findings, accepted] = &documents[..] else {
        panic!("one document for each file: {documents:#?}");
    };
    assert_eq!(refused["operation"]["state"], "refused");
    assert_eq!(with_findings["error"]["code"], "findings");
    assert_eq!(accepted["operation"]["state"], "accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_known_before_anything_is_sent() {
    let shop = Shop::open().await;
    let files = [
        shop.file(&OrderBody::new("SEV-4")),
        "/nonexistent.json".to_owned(),
    ];

    let ran = send_all(&shop, &files).ends_with(2);

    assert_eq!(ran.json()["error"]["code"], "usage");
    assert_eq!(shop.received(Call::Send), 0, "a wrong name stops all of it");
}

fn send_all(shop: &Shop, files: &[String]) -> Ran {
    let files = files.iter().map(String::as_str);
    let arguments: Vec<&str> = ["order", "send", "--json"]
        .into_iter()
        .chain(files)
        .collect();
    shop.program.run(&arguments, shop.token())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_prints_every_finding_with_its_path() {
    let shop = Shop::without_account().await;
    let mut body = OrderBody::new("FOUND-2").json();
    let parameters = "/interactive/action/parameters";
    let faults = [
        (
            format!("{parameters}/reference_id"),
            json!("no spaces, please"),
        ),
        (format!("{parameters}/currency"), json!("USD")),
        (format!("{parameters}/order/items/0/quantity"), json!(0)),
        (
            format!("{parameters}/order/items/0/amount/value"),
            json!(1.5),
        ),
        ("/to".to_owned(), json!("12ab")),
    ];
    for (member, value) in &faults {
        *body.pointer_mut(member).unwrap() = value.clone();
    }
    let body = body.to_string();

    let words = shop
        .program
        .run(&["order", "check", "-"], &body)
        .ends_with(1);
    let document = shop
        .program
        .run(&["order", "check", "-", "--json"], &body)
        .ends_with(1)
        .json();

    assert_eq!(document["mayBeSent"], false);
    let findings = document["findings"].as_array().unwrap();
    for (member, _) in &faults {
        let path = member[1..].replace("/0/", "[0].").replace('/', ".");
        assert!(
            words.out.contains(&format!("error: {path}")),
            "{path}: {}",
            words.out
        );
        assert!(
            findings
                .iter()
                .any(|finding| finding["path"] == path.as_str()),
            "{path}"
        );
    }
    words.says("It may not be sent as it is.");
    assert!(
        !shop.program.data_dir().exists(),
        "a check needs no book and makes none"
    );
}
