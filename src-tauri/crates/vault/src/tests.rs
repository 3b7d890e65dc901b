//! Checks what callers may rely on, over stores that hang, fail and come back.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod fake;

use super::*;
use crate::worker::{MAX_ABANDONED, MAX_WAITING};
use fake::Fake;
use std::time::Instant;

const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_vault_in_memory_keeps_replaces_and_removes() {
    let vault = Vault::in_memory();

    assert!(vault.get(&item("a1")).await.unwrap().is_none());
    vault.put(&item("a1"), &secret("one")).await.unwrap();
    vault
        .clone()
        .put(&item("a1"), &secret("two"))
        .await
        .unwrap();

    assert_eq!(text(vault.get(&item("a1")).await), "two");
    assert!(vault.get(&item("a2")).await.unwrap().is_none());
    assert!(
        Vault::in_memory().get(&item("a1")).await.unwrap().is_none(),
        "vaults are apart"
    );

    vault.remove(&item("a1")).await.unwrap();
    vault.remove(&item("a1")).await.unwrap();
    assert!(vault.get(&item("a1")).await.unwrap().is_none());
}

#[tokio::test]
async fn a_copy_of_a_stand_in_goes_its_own_way() {
    let vault = Vault::stand_in();
    vault.put(&item("a1"), &secret("one")).await.unwrap();

    let copy = vault.copied().unwrap();
    copy.put(&item("a1"), &secret("two")).await.unwrap();

    assert_eq!(text(vault.get(&item("a1")).await), "one");
    assert_eq!(text(copy.get(&item("a1")).await), "two");
    assert!(vault.is_lasting() && copy.is_lasting());
    assert!(!Vault::in_memory().is_lasting());
}

#[tokio::test(start_paused = true)]
async fn a_paused_clock_does_not_outrun_the_vault_in_memory() {
    let vault = Vault::in_memory();

    vault.put(&item("a1"), &secret("one")).await.unwrap();

    assert_eq!(text(vault.get(&item("a1")).await), "one");
}

#[tokio::test]
async fn what_some_keyring_cannot_keep_is_refused_before_any_call() {
    let fake = Fake::default();
    for vault in [Vault::in_memory(), fake.vault(LONG)] {
        let longest = Secret::new(vec![b'x'; MAX_SECRET_BYTES]);
        let too_long = Secret::new(vec![b'x'; MAX_SECRET_BYTES + 1]);
        let binary = Secret::new(vec![0xff, 0xfe]);

        assert_eq!(
            vault.put(&item("a1"), &too_long).await,
            Err(VaultError::TooLarge)
        );
        assert_eq!(
            vault.put(&item("a1"), &binary).await,
            Err(VaultError::NotText)
        );
        assert_eq!(
            fake.connections(),
            0,
            "nothing is asked before the secret is accepted"
        );
        if matches!(vault.0, Backend::Memory { .. }) {
            vault.put(&item("a1"), &longest).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_hung_keyring_is_reported_at_the_deadline_and_left_behind() {
    let fake = Fake::default();
    let vault = fake.vault(SHORT);
    fake.hang();

    let asked = Instant::now();
    assert_eq!(
        vault.get(&item("a1")).await.unwrap_err(),
        VaultError::TimedOut
    );
    let waited = asked.elapsed();
    assert!(waited >= SHORT && waited < SHORT * 40, "{waited:?}");

    fake.hang_only_started();
    within_reason(async || vault.put(&item("a1"), &secret("one")).await.is_ok()).await;
    assert!(
        fake.connections() >= 2,
        "a stuck connection is not used again"
    );
    fake.release();
}

#[tokio::test]
async fn those_who_wait_behind_a_stuck_call_are_served_by_the_next_thread() {
    let deadline = Duration::from_secs(1);
    let fake = Fake::default();
    let vault = fake.vault(deadline);
    fake.hang();

    let asked = Instant::now();
    let hung = tokio::spawn({
        let vault = vault.clone();
        async move { vault.get(&item("a1")).await.map(drop) }
    });
    within_reason(async || fake.entered() == 1 && asked.elapsed() > deadline / 2).await;
    fake.hang_only_started();

    vault.get(&item("a2")).await.unwrap();

    assert_eq!(hung.await.unwrap(), Err(VaultError::TimedOut));
    assert_eq!(fake.connections(), 2);
    fake.release();
}

#[tokio::test]
async fn a_failed_connection_is_tried_anew_at_the_next_call() {
    let fake = Fake::default();
    let vault = fake.vault(LONG);
    fake.fail_next([VaultError::Absent, VaultError::Locked]);

    assert_eq!(
        vault.get(&item("a1")).await.unwrap_err(),
        VaultError::Absent
    );
    assert_eq!(
        vault.get(&item("a1")).await.unwrap_err(),
        VaultError::Locked
    );

    vault.put(&item("a1"), &secret("one")).await.unwrap();
    assert_eq!(text(vault.get(&item("a1")).await), "one");
    assert_eq!(fake.connections(), 3, "a good connection is kept");
}

#[tokio::test]
async fn a_keyring_restarted_between_two_calls_is_not_noticed() {
    let fake = Fake::default();
    let vault = fake.vault(LONG);
    vault.put(&item("a1"), &secret("one")).await.unwrap();

    fake.break_connection();

    assert_eq!(text(vault.get(&item("a1")).await), "one");
    assert_eq!(fake.connections(), 2);
}

#[tokio::test]
async fn threads_left_behind_are_bounded_until_one_comes_back() {
    let fake = Fake::default();
    let vault = fake.vault(SHORT);
    fake.hang();

    within_reason(async || match vault.get(&item("a1")).await.unwrap_err() {
        VaultError::TimedOut => false,
        VaultError::Stuck => true,
        other => panic!("{other}"),
    })
    .await;
    assert_eq!(fake.connections(), MAX_ABANDONED + 1);

    fake.release();
    within_reason(async || vault.get(&item("a1")).await.is_ok()).await;
}

#[tokio::test]
async fn a_caller_who_gave_up_does_not_overwrite_later() {
    let fake = Fake::default();
    let vault = fake.vault(SHORT);
    fake.hang();

    within_reason(async || {
        let old = vault.put(&item("a1"), &secret("old")).await;
        assert_eq!(old, Err(VaultError::TimedOut));
        fake.entered() > 0
    })
    .await;
    fake.release();
    within_reason(async || fake.withdrawn() == fake.entered()).await;

    assert!(fake.vault(LONG).get(&item("a1")).await.unwrap().is_none());
}

#[tokio::test]
async fn only_so_many_may_wait() {
    let fake = Fake::default();
    let vault = fake.vault(LONG);
    fake.hang();
    let mut calls = tokio::task::JoinSet::new();
    let ask = |vault: Vault| async move { vault.get(&item("a1")).await.map(drop) };

    calls.spawn(ask(vault.clone()));
    within_reason(async || fake.entered() == 1).await;
    for _ in 0..=MAX_WAITING {
        calls.spawn(ask(vault.clone()));
    }

    assert_eq!(
        calls.join_next().await.unwrap().unwrap(),
        Err(VaultError::Busy)
    );
    fake.release();
    while let Some(answer) = calls.join_next().await {
        assert_eq!(answer.unwrap(), Ok(()));
    }
}

#[tokio::test]
async fn a_panic_in_a_store_costs_one_answer() {
    let fake = Fake::default();
    let vault = fake.vault(LONG);

    let answer = vault
        .get(&Item::new("b1", "panic", Credential::AccessToken))
        .await;

    assert!(matches!(answer, Err(VaultError::Failed(_))));
    vault.get(&item("a1")).await.unwrap();
}

#[tokio::test]
async fn the_thread_ends_with_the_last_clone() {
    let fake = Fake::default();
    let vault = fake.vault(LONG);
    vault.get(&item("a1")).await.unwrap();

    drop(vault);

    within_reason(async || fake.is_alone()).await;
}

#[tokio::test]
async fn nothing_shown_contains_a_secret() {
    let fake = Fake::default();
    let vault = fake.vault(LONG);
    vault
        .put(&item("a1"), &secret("EAAG-canary"))
        .await
        .unwrap();
    let kept = vault.get(&item("a1")).await;
    fake.fail_next([VaultError::Failed("broken pipe".into())]);
    fake.break_connection();
    let error = vault
        .put(&item("a1"), &secret("EAAG-canary"))
        .await
        .unwrap_err();

    let shown = format!("{vault:?} {kept:?} {error} {error:?} {0} {0:?}", item("a1"));

    assert!(
        shown.contains("broken pipe") && !shown.contains("canary"),
        "{shown}"
    );
}

fn item(account: &str) -> Item {
    Item::new("b1", account, Credential::AccessToken)
}

fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

#[track_caller]
fn text(answer: Result<Option<Secret>, VaultError>) -> String {
    answer.unwrap().unwrap().expose_text().unwrap().to_owned()
}

/// Waits for a condition, and fails the test when it does not come true.
async fn within_reason(mut holds: impl AsyncFnMut() -> bool) {
    let give_up = Instant::now() + LONG;
    while !holds().await {
        assert!(
            Instant::now() < give_up,
            "the awaited condition did not come true"
        );
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
