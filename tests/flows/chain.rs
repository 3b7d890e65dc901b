//! Owns the activity as a chain: what is done is told, and what is changed afterwards is found.

use counterfoil_desk::{ActivityAsked, Verified};
use counterfoil_store::BookFiles;
use counterfoil_tests::{bodies::OrderBody, desk::TestDesk};
use rusqlite::Connection;

#[tokio::test]
async fn what_is_done_is_told_with_what_it_rests_on() {
    let desk = worked().await;

    let lines = desk
        .desk()
        .activity(ActivityAsked::default(), None, 50)
        .await
        .unwrap();
    let told: Vec<&str> = lines
        .iter()
        .rev()
        .map(|row| row.line.words.as_str())
        .collect();

    assert_eq!(
        told,
        [
            "Opened by tester",
            "account added",
            "send of A-1: prepared",
            "send of A-1: in flight",
            "send of A-1: accepted",
            "send of A-1: confirmed",
        ]
    );
    let rests: Vec<bool> = lines
        .iter()
        .rev()
        .map(|row| row.line.evidence_hash.is_some())
        .collect();
    assert_eq!(rests, [false, false, false, false, true, true]);
    assert!(verify(&desk).await.chain.broken_at.is_empty());
}

#[tokio::test]
async fn a_line_that_is_changed_taken_out_put_in_or_replaced_breaks_the_chain() {
    const LOOSE: &str = "DROP TRIGGER activity_is_final; DROP TRIGGER activity_is_kept;
                         DROP TRIGGER activity_goes_on;";
    for (name, sql, broken_at) in [
        (
            "changed",
            "UPDATE activity SET words = 'other' WHERE number = 3",
            &[3][..],
        ),
        (
            "re-dated",
            "UPDATE activity SET at_ms = at_ms + 1 WHERE number = 2",
            &[2][..],
        ),
        ("taken out", "DELETE FROM activity WHERE number = 4", &[4]),
        (
            "closed up",
            "DELETE FROM activity WHERE number = 4;
             UPDATE activity SET number = number - 1 WHERE number > 4",
            &[4, 5],
        ),
        (
            "replaced",
            "INSERT OR REPLACE INTO activity
             SELECT number, at_ms, by_person, deed, environment, account_id, order_id,
                 operation_id, 'other', evidence_hash, hash FROM activity WHERE number = 5",
            &[5][..],
        ),
        (
            "put in",
            "INSERT INTO activity SELECT 7, at_ms, by_person, deed, environment, account_id,
                 order_id, operation_id, words, evidence_hash, hash
             FROM activity WHERE number = 6",
            &[7][..],
        ),
    ] {
        let desk = worked().await;
        let book = Connection::open(BookFiles::in_folder(desk.data_dir()).book()).unwrap();
        book.execute_batch(LOOSE).unwrap();
        book.execute_batch(sql).unwrap();

        let verified = verify(&desk).await;

        assert_eq!(verified.chain.broken_at, broken_at, "{name}");
        assert!(!verified.holds(), "{name}");
    }
}

#[tokio::test]
async fn the_database_takes_lines_at_the_end_alone_and_keeps_them() {
    let desk = worked().await;
    let book = Connection::open(BookFiles::in_folder(desk.data_dir()).book()).unwrap();
    book.pragma_update(None, "recursive_triggers", true)
        .unwrap();

    for sql in [
        "UPDATE activity SET words = 'other' WHERE number = 1",
        "DELETE FROM activity WHERE number = 6",
        "INSERT OR REPLACE INTO activity SELECT * FROM activity WHERE number = 1",
        "INSERT INTO activity SELECT 9, at_ms, by_person, deed, environment, account_id, order_id,
             operation_id, words, evidence_hash, hash FROM activity WHERE number = 6",
    ] {
        assert!(book.execute_batch(sql).is_err(), "{sql}");
    }
}

/// A desk with an account and an order that was sent and looked up: six lines.
async fn worked() -> TestDesk {
    let desk = TestDesk::over_router(3).await;
    desk.send_well(&OrderBody::new("A-1")).await;
    desk.look_up("A-1").await.unwrap();
    desk
}

async fn verify(desk: &TestDesk) -> Verified {
    desk.desk().verify_activity().await.unwrap()
}
