//! Owns what the keyring remembers of the book: a copy that is older, foreign or changed is found, and
//! nothing leaves from it until a person goes on deliberately; what is in order raises no alarm.

use counterfoil_desk::{AnchorFound, DeskError};
use counterfoil_domain::{Secret, book_doubt::BookDoubt, operation::OperationState};
use counterfoil_sandbox::Call;
use counterfoil_store::{BookFiles, StoreError};
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk, wait};
use counterfoil_vault::{BookItem, Item, Vault};
use rusqlite::Connection;
use std::{
    fs,
    path::{Path, PathBuf},
};

#[tokio::test]
async fn what_is_done_is_anchored_after_effects_after_a_minute_and_on_leaving() {
    let mut desk = TestDesk::over_router(31).await;
    assert_eq!(anchored(&desk).await, None, "nothing was anchored yet");

    desk.send_well(&OrderBody::new("A-1")).await;
    let after_send = soon_anchored(&desk).await;
    assert_eq!(after_send, lines(&desk).await);

    desk.look_up("A-1").await.unwrap();
    let told = lines(&desk).await;
    assert!(told > after_send, "a lookup tells something");
    desk.advance_ms(61_000);
    wait::until("a minute anchors it", async || {
        desk.advance_ms(5_000);
        anchored(&desk).await == Some(told)
    })
    .await;

    let opened = told + 1;
    desk.restart().await;
    desk.restart().await;
    assert_eq!(lines(&desk).await, opened + 1);
    assert_eq!(anchored(&desk).await, Some(opened), "anchored on leaving");
    assert_eq!(verified(&desk).await, (true, 1));
}

#[tokio::test]
async fn two_hundred_lines_do_not_wait_for_a_minute() {
    let desk = TestDesk::over_router(32).await;
    desk.send_well(&OrderBody::new("A-1")).await;
    soon_anchored(&desk).await;
    for _ in 0..200 {
        desk.desk().back_up().await.unwrap();
        desk.advance_ms(1);
        fs::remove_dir_all(desk.data_dir().join("backups")).unwrap();
    }
    let told = lines(&desk).await;

    wait::until("they are anchored", async || {
        desk.advance_ms(50);
        anchored(&desk).await == Some(told)
    })
    .await;
}

#[tokio::test]
async fn an_older_copy_is_locked_and_the_newer_goes_on() {
    let mut desk = worked(33).await;
    let (older, newer) = (folder(&desk, "older"), folder(&desk, "newer"));
    desk.end().await;
    copy(desk.data_dir(), &older);
    desk.restart().await;
    desk.send_well(&OrderBody::new("A-2")).await;
    desk.end().await;
    copy(desk.data_dir(), &newer);

    copy(&older, desk.data_dir());
    desk.restart().await;
    refuses(&mut desk, BookDoubt::OtherCopy).await;
    let found = desk.desk().verify_activity().await.unwrap();
    assert_eq!(found.anchor, AnchorFound::Doubted(BookDoubt::OtherCopy));
    assert!(!found.holds() && found.chain.broken_at.is_empty());

    desk.end().await;
    copy(&newer, desk.data_dir());
    desk.restart().await;
    desk.send_well(&OrderBody::new("A-3")).await;
    assert!(verified(&desk).await.0);
}

#[tokio::test]
async fn of_two_copies_the_one_that_went_on_is_the_book() {
    let mut desk = worked(34).await;
    let (data_dir, clone) = (desk.data_dir().to_owned(), folder(&desk, "clone"));
    desk.end().await;
    copy(&data_dir, &clone);
    desk.restart().await;
    desk.send_well(&OrderBody::new("A-2")).await;
    desk.end().await;

    let kept = folder(&desk, "kept");
    copy(&data_dir, &kept);
    copy(&clone, &data_dir);
    desk.restart().await;
    refuses(&mut desk, BookDoubt::OtherCopy).await;
    desk.desk()
        .go_on("this computer is the new one")
        .await
        .unwrap();
    desk.send_well(&OrderBody::new("B-1")).await;
    desk.restart().await;
    desk.send_well(&OrderBody::new("B-2")).await;
    desk.end().await;

    copy(&kept, &data_dir);
    desk.restart().await;
    refuses(&mut desk, BookDoubt::OtherCopy).await;
}

#[tokio::test]
async fn a_copy_that_goes_on_meanwhile_stops_the_other_before_its_next_effect() {
    let (mut desk, mut other) = (worked(35).await, worked(36).await);
    desk.end().await;
    other.end().await;
    copy(desk.data_dir(), other.data_dir());
    other.set_vault(desk.vault().clone());
    desk.restart().await;

    other.restart().await;
    other.desk().back_up().await.unwrap();
    other.end().await;

    refuses(&mut desk, BookDoubt::OtherCopy).await;
}

#[tokio::test]
async fn another_computer_s_keyring_does_not_know_the_book() {
    let mut desk = worked(37).await;
    desk.end().await;
    let without = desk.vault().copied().unwrap();
    without.remove(&anchor_item(desk.data_dir())).await.unwrap();
    desk.set_vault(without);

    desk.restart().await;

    refuses(&mut desk, BookDoubt::NoAnchor).await;
}

#[tokio::test]
async fn an_anchor_that_somebody_else_wrote_is_not_believed() {
    let mut desk = worked(38).await;
    let item = anchor_item(desk.data_dir());
    let anchor = desk.vault().get(&item).await.unwrap().unwrap();
    let text = anchor.expose_text().unwrap();
    let forged = text.replacen(' ', " 1", 1);
    let forged = Secret::new(forged.into_bytes());
    desk.vault().put(&item, &forged).await.unwrap();

    refuses(&mut desk, BookDoubt::BadAnchor).await;
}

#[tokio::test]
async fn a_book_whose_lines_were_changed_is_locked_until_a_person_goes_on() {
    for (name, sql) in [
        (
            "edited",
            "UPDATE activity SET words = 'other' WHERE number = 3",
        ),
        ("removed", "DELETE FROM activity WHERE number = 4"),
        (
            "inserted",
            "INSERT INTO activity SELECT 1 + (SELECT max(number) FROM activity), at_ms, by_person,
                 deed, environment, account_id, order_id, operation_id, words, evidence_hash, hash
             FROM activity WHERE number = 3",
        ),
        (
            "replaced",
            "INSERT OR REPLACE INTO activity
             SELECT number, at_ms, by_person, deed, environment, account_id, order_id,
                 operation_id, 'other', evidence_hash, hash FROM activity WHERE number = 5",
        ),
    ] {
        let mut desk = worked(39).await;
        desk.end().await;
        change(desk.data_dir(), sql);
        desk.restart().await;

        let found = desk.desk().check_activity().await.unwrap();

        assert_eq!(found.chain.broken_at.len(), 1, "{name}");
        refuses(&mut desk, BookDoubt::BrokenChain).await;
        desk.desk().go_on("I mended a line by hand").await.unwrap();
        desk.desk().check_activity().await.unwrap();
        let found = desk.desk().verify_activity().await.unwrap();
        assert!(!found.holds(), "{name}: the line stays broken");
        assert_eq!(desk.desk().book_lock().await.unwrap(), None, "{name}");
        desk.send_well(&OrderBody::new("A-9")).await;
    }
}

#[tokio::test]
async fn a_chain_that_was_written_anew_is_another_copy() {
    let mut desk = worked(40).await;
    desk.end().await;
    // Who knows how the chain is made can make one that holds; its last hash is another.
    change(desk.data_dir(), "DELETE FROM activity WHERE number > 2");
    desk.restart().await;

    let found = desk.desk().check_activity().await.unwrap();

    assert!(
        found.chain.broken_at.is_empty(),
        "the chain holds by itself"
    );
    refuses(&mut desk, BookDoubt::OtherCopy).await;
}

#[tokio::test]
async fn a_program_that_ends_between_the_book_and_the_keyring_raises_no_alarm() {
    let mut desk = worked(41).await;
    let before = desk.vault().copied().unwrap();
    desk.send_well(&OrderBody::new("A-2")).await;
    desk.end().await;

    // The book knows of the send, the keyring does not.
    desk.set_vault(before);
    desk.restart().await;

    desk.send_well(&OrderBody::new("A-3")).await;
    assert!(verified(&desk).await.0);
    assert_eq!(desk.desk().book_lock().await.unwrap(), None);
}

#[tokio::test]
async fn without_a_keyring_there_is_no_anchor_and_the_desk_says_so() {
    let mut desk = TestDesk::over_router(42).await;
    desk.end().await;
    desk.set_vault(Vault::in_memory());
    desk.restart().await;

    let found = desk.desk().verify_activity().await.unwrap();

    assert!(
        matches!(found.anchor, AnchorFound::NoKeyring(_)),
        "{found:?}"
    );
    assert!(found.holds());
    assert_eq!(found.not_yet_anchored(), found.chain.lines);
}

#[tokio::test]
async fn the_database_itself_takes_and_starts_nothing_while_locked() {
    let desk = worked(43).await;
    let sent = desk.send_well(&OrderBody::new("A-2")).await;
    let book = open(desk.data_dir());
    book.execute_batch("UPDATE books SET locked_because = 'restored', locked_at_ms = 1")
        .unwrap();

    for sql in [
        "INSERT INTO operations (id, account_id, environment, kind, target, order_id,
             request_body, request_hash, state, prepared_at_ms)
         SELECT 'x', account_id, environment, 'cancel', target, order_id, request_body,
             request_hash, 'prepared', prepared_at_ms + 1 FROM operations LIMIT 1",
        "UPDATE operations SET state = 'in_flight'",
    ] {
        let error = book.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("are locked"), "{error}");
    }
    assert_eq!(
        desk.only_send(sent.reference_id.as_str()).await.state,
        OperationState::Accepted
    );
}

/// A desk that has sent and looked up an order, and has anchored it.
async fn worked(seed: u64) -> TestDesk {
    let mut desk = TestDesk::over_router(seed).await;
    desk.send_well(&OrderBody::new("A-1")).await;
    desk.look_up("A-1").await.unwrap();
    desk.restart().await;
    desk
}

/// Nothing leaves from the book, for this reason, and lookups go on.
async fn refuses(desk: &mut TestDesk, doubt: BookDoubt) {
    let sends = desk.received(Call::Send);
    for _ in 0..2 {
        let refused = desk.send(&OrderBody::new("NEVER-1")).await.unwrap_err();
        assert!(
            matches!(&refused, DeskError::Store(StoreError::EffectsLocked(found)) if *found == doubt),
            "{refused}"
        );
        assert_eq!(desk.received(Call::Send), sends, "nothing left");
        desk.look_up("A-1").await.unwrap();
        desk.restart().await;
    }
    let lock = desk.desk().book_lock().await.unwrap();
    assert_eq!(lock.map(|lock| lock.doubt), Some(doubt), "it stays locked");
}

/// Up to which line the keyring remembers the book.
async fn anchored(desk: &TestDesk) -> Option<i64> {
    match desk.desk().anchor().await.unwrap() {
        AnchorFound::Holds { number } => Some(number),
        AnchorFound::None => None,
        other => panic!("{other:?}"),
    }
}

/// Waits for the first anchor, a moment after an effect.
async fn soon_anchored(desk: &TestDesk) -> i64 {
    wait::until_some("the send is anchored", async || {
        desk.advance_ms(100);
        anchored(desk).await
    })
    .await
}

async fn lines(desk: &TestDesk) -> i64 {
    desk.desk().verify_activity().await.unwrap().chain.lines
}

async fn verified(desk: &TestDesk) -> (bool, i64) {
    let found = desk.desk().verify_activity().await.unwrap();
    (found.holds(), found.not_yet_anchored())
}

fn anchor_item(data_dir: &Path) -> Item {
    let id: String = open(data_dir)
        .query_row("SELECT id FROM books", [], |row| row.get(0))
        .unwrap();
    Item::of_book(&id, BookItem::Anchor)
}

fn open(data_dir: &Path) -> Connection {
    Connection::open(BookFiles::in_folder(data_dir).book()).unwrap()
}

fn change(data_dir: &Path, sql: &str) {
    let book = open(data_dir);
    book.execute_batch(
        "DROP TRIGGER activity_is_final; DROP TRIGGER activity_is_kept;
         DROP TRIGGER activity_goes_on;",
    )
    .unwrap();
    book.execute_batch(sql).unwrap();
    book.execute_batch(
        "CREATE TRIGGER activity_is_kept BEFORE DELETE ON activity
         BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;",
    )
    .unwrap();
}

fn folder(desk: &TestDesk, name: &str) -> PathBuf {
    desk.data_dir().with_extension(name)
}

/// Copies a book that nobody uses.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let (from, to) = (BookFiles::in_folder(from), BookFiles::in_folder(to));
    for suffix in ["-wal", "-shm"] {
        let mut name = to.book().into_os_string();
        name.push(suffix);
        let _ = fs::remove_file(name);
    }
    fs::copy(from.book(), to.book()).unwrap();
}
