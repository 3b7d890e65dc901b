//! Owns the claim that the access token is nowhere but on the wire.

use crate::{
    answerer::Answerer,
    program::{Program, Ran, Shop, finish},
};
use counterfoil_sandbox::{Call, CallCount, Fault, FaultKind};
use counterfoil_tests::{bodies::OrderBody, desk::ACCOUNT, search::Needle, wait};
use flate2::{Compression, write::DeflateEncoder};
use rusqlite::Connection;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// While the program works: the book is open, its log is beside it, and the answer is not there yet.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn no_file_log_argument_or_environment_holds_the_token() {
    let shop = Shop::without_account().await;
    let needle = Needle::new(shop.token());
    let add = traced(&shop.program, &shop.account_add(), shop.token()).ends_with(0);
    let [first, second] = ["TOKEN-1", "TOKEN-2"].map(|name| shop.file(&OrderBody::new(name)));
    let said = [
        add,
        traced(&shop.program, &["account", "test", ACCOUNT], shop.token()).ends_with(0),
        traced(&shop.program, &["order", "send", &first], shop.token()).ends_with(0),
        traced(
            &shop.program,
            &["order", "look-up", "TOKEN-1"],
            shop.token(),
        )
        .ends_with(0),
        traced(&shop.program, &["order", "show", "TOKEN-1"], "").ends_with(0),
        traced(&shop.program, &["book", "backup"], "").ends_with(0),
    ];
    shop.next(
        Call::Send,
        [Fault::after(FaultKind::Stall { for_ms: 600_000 })],
    );
    let running = shop
        .program
        .start(&["order", "send", &second], shop.token());
    wait::until("the order arrives", async || shop.received(Call::Send) == 2).await;

    let log = shop.program.data_dir().join("book.sqlite3-wal");
    assert!(
        fs::metadata(log).unwrap().len() > 0,
        "the write-ahead log is searched too"
    );
    let everywhere = |needle: &Needle| Found {
        in_files: needle.found_below(shop.program.data_dir()),
        in_process: found_in_process(needle, running.0.id()),
        in_words: said
            .iter()
            .find_map(|ran| needle.found_in(ran.said().as_bytes())),
    };
    assert_eq!(everywhere(&needle), Found::default());
    assert!(
        said.iter().any(|ran| ran.err.contains("Sent an order")),
        "the log was searched"
    );

    let here = Needle::new(ACCOUNT.repeat(2).as_str());
    assert_eq!(
        here.found_below(shop.program.data_dir()),
        [],
        "what is not there is not found"
    );
    let known = everywhere(&Needle::new(shop.phone_number_id()));
    assert!(
        !known.in_files.is_empty() && known.in_words.is_some(),
        "what is there is found"
    );
    let calls = shop.sandbox.calls(shop.phone_number_id());
    assert_eq!(
        calls.send,
        CallCount {
            received: 2,
            authenticated: 2
        },
        "the token was used"
    );
    assert_eq!(
        calls.lookup,
        CallCount {
            received: 1,
            authenticated: 1
        }
    );
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    in_files: Vec<(PathBuf, &'static str)>,
    in_process: Option<&'static str>,
    in_words: Option<&'static str>,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_planted_in_a_file_is_found_in_every_form() {
    let shop = Shop::open().await;
    shop.send(&OrderBody::new("TOKEN-3"), &[]).ends_with(0);
    let needle = Needle::new(shop.token());
    let copy = shop.folder().join("copy");

    for (name, form) in needle.forms() {
        for file in [
            "book.sqlite3-wal",
            "book.lock",
            "backups/one.sqlite3",
            "counterfoil.log",
        ] {
            copy_folder(shop.program.data_dir(), &copy);
            fs::create_dir_all(copy.join("backups")).unwrap();
            let mut planted = fs::OpenOptions::new()
                .append(true)
                .create(true)
                .open(copy.join(file))
                .unwrap();
            planted
                .write_all(&[b"x".as_slice(), form, b"y"].concat())
                .unwrap();

            let found: Vec<PathBuf> = needle
                .found_below(&copy)
                .into_iter()
                .map(|(path, _)| path)
                .collect();

            assert_eq!(found, [copy.join(file)], "{name}");
            fs::remove_dir_all(&copy).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_planted_in_a_packed_answer_is_found() {
    let shop = Shop::open().await;
    shop.send(&OrderBody::new("TOKEN-4"), &[]).ends_with(0);
    let needle = Needle::new(shop.token());
    let answer = format!(
        "{{\"error\":{{\"message\":\"bad token {}\"}}}}",
        shop.token()
    );
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(answer.repeat(20).as_bytes()).unwrap();
    let path = shop.program.data_dir().join("book.sqlite3");
    assert_eq!(needle.found_below(shop.program.data_dir()), []);

    let book = Connection::open(&path).unwrap();
    let insert = "INSERT INTO raw_bodies (hash, body, length) VALUES (zeroblob(32), ?1, 1)";
    book.execute(insert, [packed.finish().unwrap()]).unwrap();
    drop(book);

    let found = needle.found_below(shop.program.data_dir());
    assert_eq!(found, [(path, "plain")]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_token_planted_in_an_argument_or_the_environment_is_found() {
    let token = "EAAG-planted-000001";
    let needle = Needle::new(token);
    let mut innocent = Command::new("sleep");
    innocent.arg("30").env_clear();
    let mut in_environment = Command::new("sleep");
    in_environment.arg("30").env("TOKEN", token);
    let mut in_argument = Command::new("sh");
    in_argument.args(["-c", "read line", token]).env_clear();

    for (mut command, expected) in [
        (innocent, None),
        (in_environment, Some("plain")),
        (in_argument, Some("plain")),
    ] {
        let child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut running = crate::program::Running(child);
        // A process that has just begun still shows the command line of its parent.
        let cmdline = format!("/proc/{}/cmdline", running.0.id());
        let program = command.get_program().as_encoded_bytes();
        let begun = || fs::read(&cmdline).unwrap().starts_with(program);
        wait::until("the program runs", async || begun()).await;
        assert_eq!(
            found_in_process(&needle, running.0.id()),
            expected,
            "{command:?}"
        );
        running.0.kill().unwrap();
    }
}

/// Graph repeats a malformed token in its error.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_the_provider_repeats_is_removed_from_its_answer() {
    let provider = Answerer::listen(|head| {
        let line = head
            .lines()
            .find(|line| line.to_lowercase().starts_with("authorization:"));
        let token = line?.rsplit(' ').next()?.trim();
        let body = format!(
            r#"{{"error":{{"message":"Malformed access token {token}","code":190,"hint":"{token}"}}}}"#
        );
        Some((400, body.into_bytes()))
    });
    let provider = provider.await;
    let shop = Shop::without_account().await;
    let needle = Needle::new(shop.token());
    let base_url = format!("--base-url={}", provider.base_url());
    let add = [
        "account",
        "add",
        "A",
        &base_url,
        "--waba-id=1",
        "--phone-number-id=2",
    ];
    shop.program.run(&add, shop.token()).ends_with(0);
    let file = shop.file(&OrderBody::new("TOKEN-5"));

    let said = [
        traced(&shop.program, &["order", "send", &file], shop.token()).ends_with(4),
        traced(
            &shop.program,
            &["order", "look-up", "TOKEN-5"],
            shop.token(),
        )
        .ends_with(8),
        traced(&shop.program, &["account", "test", "A"], shop.token()).ends_with(6),
        traced(&shop.program, &["order", "show", "TOKEN-5"], "").ends_with(0),
    ];

    assert!(provider.asked() >= 3);
    for ran in &said {
        assert_eq!(needle.found_in(ran.said().as_bytes()), None, "{ran:?}");
    }
    let [sent, _, _, shown] = &said;
    for ran in [sent, shown] {
        assert!(
            ran.out.contains("access token [removed]"),
            "it says what it left out: {ran:?}"
        );
    }
    assert_eq!(needle.found_below(shop.program.data_dir()), []);
}

/// Runs a command that logs everything there is to log.
fn traced(program: &Program, arguments: &[impl AsRef<std::ffi::OsStr>], stdin: &str) -> Ran {
    let mut command = program.command(arguments);
    command
        .arg("--vault=memory")
        .env("COUNTERFOIL_LOG", "trace");
    finish(command, stdin)
}

fn found_in_process(needle: &Needle, pid: u32) -> Option<&'static str> {
    ["cmdline", "environ"].into_iter().find_map(|file| {
        let bytes = fs::read(format!("/proc/{pid}/{file}")).unwrap();
        needle.found_in(&bytes)
    })
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in counterfoil_tests::search::files_below(from) {
        let copy = to.join(path.strip_prefix(from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(path, copy).unwrap();
    }
}
