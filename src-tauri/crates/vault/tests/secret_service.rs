//! Checks the vault against a real Secret Service, each case in a login session of its own.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "secret_service/session.rs"]
mod session;

use counterfoil_domain::Secret;
use counterfoil_vault::{Credential, DEADLINE, Item, MAX_SECRET_BYTES, Vault, VaultError};
use session::{Bus, inside};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a call may take beyond the deadline on a busy machine.
const SLACK: Duration = Duration::from_secs(2);
const CANARY: &str = "EAAG-canary-नमस्ते";

#[test]
fn a_credential_is_kept_replaced_and_removed() {
    inside(
        "a_credential_is_kept_replaced_and_removed",
        Bus::Desktop,
        async |session| {
            session.start_keyring();
            let vault = Vault::keyring();
            assert_eq!(vault.backend(), "secret_service");
            assert!(vault.get(&item()).await.unwrap().is_none());

            vault.put(&item(), &secret("first")).await.unwrap();
            vault.put(&item(), &secret(CANARY)).await.unwrap();

            assert_eq!(kept(&vault).await, CANARY);
            assert_eq!(
                kept(&Vault::keyring()).await,
                CANARY,
                "another connection sees the same"
            );
            let other_book = Item::new("b2", "a1", Credential::AccessToken);
            assert!(
                vault.get(&other_book).await.unwrap().is_none(),
                "books are apart"
            );

            vault
                .put(&item(), &secret(&"x".repeat(MAX_SECRET_BYTES)))
                .await
                .unwrap();
            assert_eq!(kept(&vault).await.len(), MAX_SECRET_BYTES);

            vault.remove(&item()).await.unwrap();
            vault.remove(&item()).await.unwrap();
            assert!(vault.get(&item()).await.unwrap().is_none());
        },
    );
}

#[test]
fn a_keyring_application_shows_the_item_by_its_name() {
    inside(
        "a_keyring_application_shows_the_item_by_its_name",
        Bus::Desktop,
        async |session| {
            session.start_keyring();
            let vault = Vault::keyring();
            let app_secret = Item::new("b1", "a1", Credential::AppSecret);
            vault.put(&item(), &secret(CANARY)).await.unwrap();
            vault.put(&app_secret, &secret(CANARY)).await.unwrap();

            let one = session.search("service", "counterfoil/b1/a1/access_token");
            let all = session.search("username", "counterfoil");

            assert!(
                one.contains("label = counterfoil/b1/a1/access_token"),
                "{one}"
            );
            assert!(!one.contains("app_secret"), "{one}");
            assert!(
                all.contains("label = counterfoil/b1/a1/access_token"),
                "{all}"
            );
            assert!(
                all.contains("label = counterfoil/b1/a1/app_secret"),
                "{all}"
            );
        },
    );
}

#[test]
fn no_file_holds_the_secret_as_text() {
    inside(
        "no_file_holds_the_secret_as_text",
        Bus::Desktop,
        async |session| {
            session.start_keyring();
            Vault::keyring()
                .put(&item(), &secret(CANARY))
                .await
                .unwrap();
            session.kill_keyring();

            let files = files_below(session.home());

            assert!(
                files
                    .iter()
                    .any(|(path, _)| path.ends_with("login.keyring")),
                "{files:?}"
            );
            for (path, bytes) in files {
                let found = bytes.windows(11).any(|window| window == b"EAAG-canary");
                assert!(!found, "{path} holds the secret as text");
            }
        },
    );
}

#[test]
fn a_locked_keyring_is_reported_and_works_once_unlocked() {
    inside(
        "a_locked_keyring_is_reported_and_works_once_unlocked",
        Bus::Desktop,
        async |session| {
            session.start_keyring();
            let vault = Vault::keyring();
            vault.put(&item(), &secret(CANARY)).await.unwrap();
            session.kill_keyring();
            session.start_keyring_locked();

            let asked = Instant::now();
            assert_eq!(vault.get(&item()).await.unwrap_err(), VaultError::Locked);
            assert!(asked.elapsed() < DEADLINE, "{:?}", asked.elapsed());
            let new = Item::new("b1", "a9", Credential::AccessToken);
            assert_eq!(
                vault.put(&new, &secret("new")).await,
                Err(VaultError::Locked)
            );
            assert_eq!(vault.remove(&item()).await, Err(VaultError::Locked));

            session.kill_keyring();
            session.start_keyring();
            assert_eq!(kept(&vault).await, CANARY);
        },
    );
}

#[test]
fn a_desktop_that_never_had_a_keyring_reports_it_locked() {
    inside(
        "a_desktop_that_never_had_a_keyring_reports_it_locked",
        Bus::Desktop,
        async |_| {
            let answer = Vault::keyring().put(&item(), &secret(CANARY)).await;

            assert_eq!(answer, Err(VaultError::Locked));
        },
    );
}

#[test]
fn without_a_bus_the_keyring_is_absent() {
    inside(
        "without_a_bus_the_keyring_is_absent",
        Bus::None,
        async |_| check_absent().await,
    );
}

#[test]
fn without_a_keyring_on_the_bus_it_is_absent() {
    inside(
        "without_a_keyring_on_the_bus_it_is_absent",
        Bus::Bare,
        async |_| check_absent().await,
    );
}

#[test]
fn a_keyring_that_dies_and_comes_back_needs_no_restart() {
    inside(
        "a_keyring_that_dies_and_comes_back_needs_no_restart",
        Bus::Bare,
        async |session| {
            let vault = Vault::keyring();
            assert_eq!(vault.get(&item()).await.unwrap_err(), VaultError::Absent);

            session.start_keyring();
            vault.put(&item(), &secret(CANARY)).await.unwrap();

            session.kill_keyring();
            assert_eq!(vault.get(&item()).await.unwrap_err(), VaultError::Absent);
            session.start_keyring();
            assert_eq!(kept(&vault).await, CANARY);

            session.kill_keyring();
            session.start_keyring();
            assert_eq!(
                kept(&vault).await,
                CANARY,
                "a restart between two calls goes unnoticed"
            );
        },
    );
}

#[test]
fn a_keyring_that_does_not_answer_is_left_at_the_deadline() {
    inside(
        "a_keyring_that_does_not_answer_is_left_at_the_deadline",
        Bus::Bare,
        async |session| {
            session.start_keyring();
            let vault = Vault::keyring();
            vault.put(&item(), &secret(CANARY)).await.unwrap();

            session.freeze_keyring();
            let asked = Instant::now();
            assert_eq!(vault.get(&item()).await.unwrap_err(), VaultError::TimedOut);
            let waited = asked.elapsed();
            assert!(
                waited >= DEADLINE && waited < DEADLINE + SLACK,
                "{waited:?}"
            );

            session.thaw_keyring();
            assert_eq!(kept(&vault).await, CANARY);
        },
    );
}

async fn check_absent() {
    let vault = Vault::keyring();
    let asked = Instant::now();

    assert_eq!(vault.get(&item()).await.unwrap_err(), VaultError::Absent);
    assert_eq!(
        vault.put(&item(), &secret(CANARY)).await,
        Err(VaultError::Absent)
    );
    assert_eq!(vault.remove(&item()).await, Err(VaultError::Absent));

    assert!(asked.elapsed() < DEADLINE, "{:?}", asked.elapsed());
}

fn item() -> Item {
    Item::new("b1", "a1", Credential::AccessToken)
}

fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

async fn kept(vault: &Vault) -> String {
    vault
        .get(&item())
        .await
        .unwrap()
        .unwrap()
        .expose_text()
        .unwrap()
        .to_owned()
}

fn files_below(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            files.extend(files_below(&entry.path()));
        } else if kind.is_file() {
            files.push((
                entry.path().display().to_string(),
                fs::read(entry.path()).unwrap(),
            ));
        }
    }
    files
}
