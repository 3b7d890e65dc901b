//! Owns the life of a credential in the real keyring, driven by the shipped program.

use crate::program::{Program, Ran, Shop, finish};
use counterfoil_sandbox::{Call, CallCount};
use counterfoil_tests::{
    bodies::OrderBody,
    desk::ACCOUNT,
    search::Needle,
    session::{inside, keyring_items, start_keyring},
};
use std::{env, fs, path::Path};

const APP_SECRET: &str = "app-secret-000001";

#[test]
fn a_token_lives_in_the_keyring_from_its_account_to_its_removal() {
    inside(
        "keyring::a_token_lives_in_the_keyring_from_its_account_to_its_removal",
        &["dbus-run-session", "--"],
        async |home| {
            start_keyring();
            let shop = Shop::without_account().await;
            let token = shop.token();
            let file = shop.file(&OrderBody::new("KEYRING-1"));

            let secrets = format!("{token}\n{APP_SECRET}\n");
            run(&shop.program, &shop.account_add(), &secrets).ends_with(0);
            let kept = keyring_items();
            assert!(
                kept.contains(token) && kept.contains(APP_SECRET),
                "the keyring has both"
            );
            assert!(
                kept.contains("/access_token"),
                "under a name a person can read: {kept}"
            );

            for arguments in [
                vec!["account", "test", ACCOUNT],
                vec!["order", "send", &file],
                vec!["order", "look-up", "KEYRING-1"],
                vec!["order", "show", "KEYRING-1"],
            ] {
                let ran = run(&shop.program, &arguments, "").ends_with(0);
                assert_eq!(
                    Needle::new(token).found_in(ran.said().as_bytes()),
                    None,
                    "{ran:?}"
                );
            }
            let calls = shop.sandbox.calls(shop.phone_number_id());
            let once = CallCount {
                received: 1,
                authenticated: 1,
            };
            assert_eq!(
                (calls.send, calls.lookup),
                (once, once),
                "the kept token was used"
            );
            check_files(&shop, home);

            run(&shop.program, &["account", "remove", ACCOUNT], "").ends_with(0);

            let left = keyring_items();
            assert!(
                !left.contains(token) && !left.contains(APP_SECRET),
                "{left}"
            );
            let after = run(&shop.program, &["order", "look-up", "KEYRING-1"], "").ends_with(6);
            after.says("holds no access token");
            assert_eq!(
                shop.received(Call::Lookup),
                1,
                "nothing was asked without it"
            );
            run(&shop.program, &["order", "show", "KEYRING-1"], "").ends_with(0);
        },
    );
}

/// The keyring's own file is there and is encrypted; the book has nothing of it.
fn check_files(shop: &Shop, home: &Path) {
    for secret in [shop.token(), APP_SECRET] {
        let needle = Needle::new(secret);
        assert_eq!(needle.found_below(shop.program.data_dir()), []);
        assert_eq!(
            needle.found_below(&home.join(".local")),
            [],
            "the keyring encrypts"
        );
    }
    let keyring = home.join(".local/share/keyrings/login.keyring");
    assert!(
        fs::metadata(keyring).unwrap().len() > 0,
        "that is where it keeps them"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keyring_nothing_is_added_and_nothing_sent() {
    let shop = Shop::open().await;
    let file = shop.file(&OrderBody::new("KEYRING-2"));
    let mut add = shop.account_add();
    add[2] = "Another".to_owned();

    let added = finish(shop.program.command(&add), shop.token()).ends_with(6);
    let sent = finish(shop.program.command(&["order", "send", &file]), "").ends_with(6);

    for ran in [added, sent] {
        ran.says("nothing was sent");
    }
    assert!(!shop.run(&["account", "list"]).out.contains("Another"));
    assert_eq!(shop.received(Call::Send), 0);
    assert!(
        shop.run(&["order", "list"])
            .out
            .contains("No SANDBOX orders."),
        "none was prepared"
    );
}

/// Runs a command with this session's keyring.
fn run(program: &Program, arguments: &[impl AsRef<std::ffi::OsStr>], stdin: &str) -> Ran {
    let mut command = program.command(arguments);
    for name in ["DBUS_SESSION_BUS_ADDRESS", "HOME", "XDG_RUNTIME_DIR"] {
        command.env(name, env::var_os(name).unwrap());
    }
    finish(command, stdin)
}
