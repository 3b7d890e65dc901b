//! Owns the claim that a schedule replays exactly from its seed and its clock.

use counterfoil_desk::DeskError;
use counterfoil_sandbox::{Call, Fault, FaultKind};
use counterfoil_tests::{
    bodies::OrderBody,
    desk::TestDesk,
    search::{self, Row},
};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const STEPS: u32 = 60;

#[tokio::test(start_paused = true)]
async fn the_same_seed_gives_the_same_ledger_and_the_same_book() {
    let first = run(7).await;
    let again = run(7).await;
    let other = run(8).await;

    assert_eq!(
        text(&first.ledger),
        text(&again.ledger),
        "the ledger, byte for byte"
    );
    assert_eq!(first.book, again.book, "the book, row for row");
    assert_ne!(
        first.ledger, other.ledger,
        "another seed is another schedule"
    );
    assert_ne!(first.book, other.book);

    let said = |word: &str| {
        first
            .book
            .iter()
            .filter(|row| row.values.contains(word))
            .count()
    };
    for state in ["accepted", "unknown", "confirmed", "captured"] {
        assert!(said(state) > 0, "the schedule never came to `{state}`");
    }
}

struct Run {
    ledger: Vec<u8>,
    book: Vec<Row>,
}

/// Sends, looks up, lets time pass and restarts, as the dice say.
async fn run(seed: u64) -> Run {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut desk = TestDesk::over_router(seed).await;
    let mut sent: u32 = 0;
    for _ in 0..STEPS {
        match dice.random_range(0..10) {
            0..4 => {
                sent += 1;
                send(&desk, &mut dice, sent).await;
            }
            4..7 if sent > 0 => {
                let reference = format!("R-{}", dice.random_range(1..=sent));
                look_up(&desk, &mut dice, &reference).await;
            }
            7 => {
                desk.restart().await;
            }
            _ => desk.advance_ms(dice.random_range(1..600_000)),
        }
    }
    desk.desk().leave().await;
    Run {
        ledger: desk.ledger(),
        book: search::rows(&desk.data_dir().join("book.sqlite3")),
    }
}

async fn send(desk: &TestDesk, dice: &mut ChaCha8Rng, number: u32) {
    let kinds = [
        FaultKind::Reset,
        FaultKind::Stall { for_ms: 120_000 },
        FaultKind::BadGateway,
        FaultKind::Truncated { at: 12 },
        FaultKind::WindowClosed,
    ];
    if dice.random_range(0..2) == 0 {
        let kind = kinds[dice.random_range(0..kinds.len())].clone();
        let fault = if dice.random() {
            Fault::before(kind)
        } else {
            Fault::after(kind)
        };
        desk.next(Call::Send, [fault]);
    }
    let phone = format!("9199000000{:02}", dice.random_range(1..12));
    let body = OrderBody::new(&format!("R-{number}")).phone(&phone);
    desk.send(&body.total_minor(dice.random_range(100..90_000)))
        .await
        .unwrap();
}

async fn look_up(desk: &TestDesk, dice: &mut ChaCha8Rng, reference: &str) {
    if dice.random_range(0..3) == 0 {
        let kind = FaultKind::Stale {
            by_ms: dice.random_range(1..900_000),
        };
        desk.next(
            Call::Lookup,
            [Fault::before(kind), Fault::before(FaultKind::Garbage)],
        );
    }
    match desk.look_up(reference).await {
        Ok(_) | Err(DeskError::NoAnswer { .. }) => {}
        Err(error) => panic!("{reference}: {error}"),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
