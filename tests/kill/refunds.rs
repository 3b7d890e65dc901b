//! Owns ending a refund: at every named point it passes, and by killing the process at random moments.
//! Afterwards nothing went back twice, nothing is lost, and the same intent is never refunded again.

use crate::stage::{MAIN, Stage, told_state, word};
use counterfoil_domain::operation::OperationState::{self, Accepted, Prepared, Unknown};
use counterfoil_sandbox::{Behaviour, CustomerPlan, RefundBehaviour, RefundFate};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::{
    thread,
    time::{Duration, Instant},
};

/// Moments at which a refund is killed in one run of the tests; `REFUND_KILLS` asks for more.
const KILLS: u32 = 60;
const SEED: u64 = 20_270_101;

/// A point, how often it is passed before, where the refund stands after the next start (`None` where
/// the book never heard of it), and whether it was made.
type Row = (&'static str, u32, Option<OperationState>, bool);

/// In the order in which `refund start` passes them: opening the book is a commit, the lookup before
/// it is another.
const REFUND: &[Row] = &[
    ("lookup.answered", 0, None, false),
    ("lookup.inside", 0, None, false),
    ("commit.before", 1, None, false),
    ("commit.after", 1, None, false),
    ("lookup.recorded", 0, None, false),
    ("refund.before", 0, None, false),
    ("prepare.inside", 0, None, false),
    ("commit.before", 2, None, false),
    ("commit.after", 2, Some(Prepared), false),
    ("commit.between", 0, Some(Prepared), false),
    ("in_flight.inside", 0, Some(Prepared), false),
    ("commit.before", 3, Some(Prepared), false),
    ("commit.after", 3, Some(Unknown), false),
    ("refund.in_flight", 0, Some(Unknown), false),
    ("request.before", 1, Some(Unknown), false),
    ("request.headers", 1, Some(Unknown), true),
    ("request.body", 1, Some(Unknown), true),
    ("refund.answered", 0, Some(Unknown), true),
    ("outcome.inside", 0, Some(Unknown), true),
    ("commit.before", 4, Some(Unknown), true),
    ("commit.after", 4, Some(Accepted), true),
    ("refund.recorded", 0, Some(Accepted), true),
];

/// The points that the table tries.
pub fn names() -> impl Iterator<Item = String> {
    REFUND.iter().map(|(name, ..)| (*name).to_owned())
}

#[test]
fn an_abort_at_any_point_of_a_refund_leaves_what_the_table_says() {
    let stage = Stage::new(11);
    settles_at_once(&stage);
    for (nth, (point, passes, finds, is_made)) in REFUND.iter().enumerate() {
        let reference = paid(&stage, &format!("P{nth}"));
        let minor = 100 + i64::try_from(nth).unwrap();
        let at = format!("{point}:{passes}");

        let ended = stage.program.run_until(
            &at,
            &start(&reference, minor, &at).each_ref().map(String::as_str),
        );

        assert!(ended.aborted(), "{at} was not reached: {ended:?}");
        assert!(ended.documents.is_empty(), "nobody was told anything yet");
        let check = stage.program.run(&["book", "check"]);
        assert!(check.status.success(), "{at}: {check:?}");
        let found = refunds_of(&stage, &reference);
        let state = found.first().map(|row| told_state(&row["operation"]));
        assert_eq!((found.len() <= 1, state), (true, *finds), "{at}");
        assert_eq!(made(&stage, minor), usize::from(*is_made), "{at}");
        try_again(&stage, &reference, minor, &at, *finds);
    }
}

/// The same intent is refunded only where the book never heard of it.
fn try_again(
    stage: &Stage,
    reference: &str,
    minor: i64,
    intent: &str,
    found: Option<OperationState>,
) {
    let before = made(stage, minor);
    let again = stage.program.run(
        &start(reference, minor, intent)
            .each_ref()
            .map(String::as_str),
    );
    if found.is_none() {
        assert_eq!(
            told_state(&again.document()["operation"]),
            Accepted,
            "{intent}"
        );
        assert_eq!(made(stage, minor), 1, "{intent}");
    } else {
        let code = word(&again.document()["error"], "code");
        assert_eq!(code, "nothing_happened", "{intent}");
        assert_eq!(made(stage, minor), before, "{intent}");
    }
}

#[test]
fn a_refund_that_is_killed_at_any_moment_goes_back_once_at_most() {
    let kills = std::env::var("REFUND_KILLS").map_or(KILLS, |many| many.parse().unwrap());
    let stage = Stage::new(12);
    settles_at_once(&stage);
    let mut dice = ChaCha8Rng::seed_from_u64(SEED);
    let mut reference = paid(&stage, "K0");
    let begun = Instant::now();
    refund(&stage, &reference, 99, "usual");
    let usual = begun.elapsed();

    let mut killed = 0;
    let mut minor = 100;
    while killed < kills {
        minor += 1;
        if minor % 50 == 0 {
            reference = paid(&stage, &format!("K{minor}"));
        }
        let intent = format!("kill {minor}");
        let running = stage.program.start(
            &start(&reference, minor, &intent)
                .each_ref()
                .map(String::as_str),
        );
        thread::sleep(Duration::from_micros(
            dice.random_range(0..=u64::try_from(usual.as_micros()).unwrap()),
        ));
        killed += u32::from(running.kill().was_killed());

        let check = stage.program.run(&["book", "check"]);
        assert!(check.status.success(), "{intent}: {check:?}");
        settle(&stage, &reference, minor);
        assert!(made(&stage, minor) <= 1, "{intent} was made twice");
    }
    assert!(!stage.sandbox.refunds().is_empty(), "some arrived");
}

/// Brings what was killed to an end as a person does, and tries the same intent once more.
fn settle(stage: &Stage, reference: &str, minor: i64) {
    let is_this = |row: &&Value| row["amount"]["minor"] == minor;
    let rows = refunds_of(stage, reference);
    let Some(row) = rows.iter().find(is_this) else {
        assert_eq!(made(stage, minor), 0, "{minor} was made and is lost");
        return;
    };
    let operation = &row["operation"];
    let (id, state) = (word(operation, "id"), told_state(operation));
    let again = stage.program.run(
        &start(reference, minor, &format!("kill {minor}"))
            .each_ref()
            .map(String::as_str),
    );
    let code = word(&again.document()["error"], "code");
    assert_eq!(code, "nothing_happened", "{minor}");
    match state {
        Prepared => {
            assert_eq!(made(stage, minor), 0);
            stage.program.run(&["operation", "withdraw", id]);
        }
        Unknown => {
            stage.program.run(&["order", "look-up", reference]);
            let is_open = refunds_of(stage, reference)
                .iter()
                .any(|row| is_this(&row) && told_state(&row["operation"]) == Unknown);
            assert_eq!(
                is_open,
                made(stage, minor) == 0,
                "{minor}: a lookup proves it"
            );
            if is_open {
                let decide = ["refund", "decide", id, "--did-not-happen"];
                let why = ["--checked=gateway-dashboard", "--reason=not in the ledger"];
                stage.program.run(&[&decide[..], &why].concat());
            }
        }
        _ => assert_eq!(made(stage, minor), 1, "{state:?}"),
    }
}

fn settles_at_once(stage: &Stage) {
    stage.sandbox.set_behaviour(&Behaviour {
        refunds: RefundBehaviour {
            capped: false,
            fate: RefundFate::Settles { after_ms: 0 },
            ..RefundBehaviour::default()
        },
        latency_ms: 0..=5,
        ..Behaviour::default()
    });
}

/// An order that is paid, and known to be.
fn paid(stage: &Stage, name: &str) -> String {
    let reference = format!("REFUND-{name}");
    stage
        .sandbox
        .set_customer(&reference, &CustomerPlan::PaysAtOnce);
    let file = stage.new_order(&reference);
    let sent = stage
        .program
        .run(&["order", "send", "--account", MAIN, &file]);
    assert_eq!(told_state(&sent.document()["operation"]), Accepted);
    stage
        .program
        .run(&["order", "look-up", &reference, "--wait=10"]);
    reference
}

fn refund(stage: &Stage, reference: &str, minor: i64, intent: &str) {
    let ended = stage.program.run(
        &start(reference, minor, intent)
            .each_ref()
            .map(String::as_str),
    );
    assert_eq!(told_state(&ended.document()["operation"]), Accepted);
}

fn start(reference: &str, minor: i64, intent: &str) -> [String; 6] {
    [
        "refund".to_owned(),
        "start".to_owned(),
        reference.to_owned(),
        format!("--amount={}.{:02}", minor / 100, minor % 100),
        "--reason=damaged".to_owned(),
        format!("--intent={intent}"),
    ]
}

/// Our refunds of an order, as the program lists them.
fn refunds_of(stage: &Stage, reference: &str) -> Vec<Value> {
    let listed = stage.program.run(&["refund", "list", "--rows=500"]);
    let rows = listed.document()["rows"].as_array().unwrap().clone();
    let is_of = |row: &Value| row["referenceId"] == reference && row["operation"].is_object();
    rows.into_iter().filter(is_of).collect()
}

/// How many refunds of this amount the provider made.
fn made(stage: &Stage, minor: i64) -> usize {
    let made = stage.sandbox.refunds();
    made.iter()
        .filter(|made| made.amount_minor == minor)
        .count()
}
