//! Owns aborting everything else at its named points: lookups, a prepared send that goes on, a
//! withdrawal, the start itself, and a restore.

use crate::{
    oracle,
    points::was_received,
    stage::{MAIN, Stage, told_state, word},
};
use counterfoil_domain::operation::OperationState::{
    self, Accepted, Confirmed, InFlight, Prepared, Unknown, Withdrawn,
};
use counterfoil_sandbox::{Call, Fault, FaultKind, FaultPlan};
use std::{fs, path::Path};

/// A point, how often it is passed before, and where the send stands after the next start. `None`
/// stands for where it stood before.
type Row = (&'static str, u32, Option<OperationState>);

const LOOK_UP: &[Row] = &[
    ("request.before", 0, None),
    ("request.headers", 0, None),
    ("request.body", 0, None),
    ("lookup.answered", 0, None),
    ("lookup.inside", 0, None),
    ("commit.before", 1, None),
    ("commit.after", 1, Some(Confirmed)),
    ("lookup.recorded", 0, Some(Confirmed)),
];

/// With whether the provider has received it.
const GO_ON: &[(Row, bool)] = &[
    (("commit.after", 0, None), false),
    (("send.prepared", 0, None), false),
    (("in_flight.inside", 0, None), false),
    (("commit.before", 1, None), false),
    (("commit.after", 1, Some(Unknown)), false),
    (("send.in_flight", 0, Some(Unknown)), false),
    (("request.before", 0, Some(Unknown)), false),
    (("request.headers", 0, Some(Unknown)), true),
    (("send.answered", 0, Some(Unknown)), true),
    (("outcome.inside", 0, Some(Unknown)), true),
    (("commit.before", 2, Some(Unknown)), true),
    (("commit.after", 2, Some(Accepted)), true),
    (("send.recorded", 0, Some(Accepted)), true),
];

const WITHDRAW: &[Row] = &[
    ("commit.before", 1, None),
    ("commit.after", 1, Some(Withdrawn)),
];

/// What lies on the disk after a start that was cut off while it recovered.
const START: &[(&str, u32, OperationState)] = &[
    ("outcome.inside", 0, InFlight),
    ("commit.before", 0, InFlight),
    ("commit.after", 0, Unknown),
];

/// With whether the backup is in the book's place after the next start.
const RESTORE: &[(&str, u32, bool)] = &[
    ("restore.copied", 0, false),
    ("restore.moving", 0, true),
    ("restore.moving", 1, true),
    ("restore.moving", 2, true),
    ("restore.moving", 3, true),
    // The first start of the restored book, which withdraws what may have left.
    ("commit.before", 0, true),
    ("commit.after", 0, true),
];

/// The points that the tables above try.
pub fn names() -> impl Iterator<Item = String> {
    let rows = LOOK_UP
        .iter()
        .chain(WITHDRAW)
        .chain(GO_ON.iter().map(|(row, _)| row));
    let names = rows.map(|(name, ..)| *name);
    let others = START
        .iter()
        .map(|(name, ..)| *name)
        .chain(RESTORE.iter().map(|(name, ..)| *name));
    names.chain(others).map(str::to_owned)
}

#[test]
fn an_abort_at_any_point_of_a_lookup_loses_no_proof_and_invents_none() {
    let stage = Stage::new(2);
    for (nth, row) in LOOK_UP.iter().enumerate() {
        for before in [Accepted, Unknown] {
            let reference = format!("L{nth}-{}", before.word());
            let file = stage.new_order(&reference);
            let faults = if before == Unknown {
                vec![Fault::after(FaultKind::Reset)]
            } else {
                vec![]
            };
            stage
                .sandbox
                .set_faults(Call::Send, &FaultPlan::Next(faults));
            assert_eq!(send(&stage, &file), before, "{reference}");

            let expected = row.2.unwrap_or(before);
            abort(&stage, row, &["order", "look-up", &reference]);
            assert_eq!(found(&stage, &reference, row), expected, "{row:?}");

            let again = stage.program.run(&["order", "look-up", &reference]);
            let proven = again.document()["confirmed"].as_array().unwrap().len();
            assert_eq!(
                proven,
                usize::from(expected != Confirmed),
                "{row:?}: {again:?}"
            );
        }
    }
    stage.restart("after all points of a lookup");
}

#[test]
fn an_abort_at_any_point_of_going_on_with_a_prepared_send_leaves_what_the_table_says() {
    let stage = Stage::new(3);
    for (nth, (row, received)) in GO_ON.iter().enumerate() {
        let (reference, id) = prepare(&stage, &format!("G{nth}"));

        abort(&stage, row, &["operation", "send", &id]);

        let expected = row.2.unwrap_or(Prepared);
        assert_eq!(found(&stage, &reference, row), expected, "{row:?}");
        assert_eq!(was_received(&stage, &reference), *received, "{row:?}");
        let again = stage.program.run(&["operation", "send", &id]);
        match expected {
            Prepared => assert_eq!(
                told_state(&again.document()["operation"]),
                Accepted,
                "{row:?}"
            ),
            _ => assert_eq!(
                word(&again.document()["error"], "code"),
                "nothing_happened",
                "{row:?}"
            ),
        }
    }
    stage.restart("after all points of going on");
}

#[test]
fn an_abort_at_any_point_of_a_withdrawal_leaves_it_prepared_or_withdrawn() {
    let stage = Stage::new(4);
    for (nth, row) in WITHDRAW.iter().enumerate() {
        let (reference, id) = prepare(&stage, &format!("W{nth}"));

        abort(&stage, row, &["operation", "withdraw", &id]);

        assert_eq!(
            found(&stage, &reference, row),
            row.2.unwrap_or(Prepared),
            "{row:?}"
        );
        assert!(!was_received(&stage, &reference), "{row:?}");
    }
}

#[test]
fn a_start_that_is_cut_off_leaves_its_recovery_to_the_next() {
    let stage = Stage::new(5);
    for (nth, (point, passes, on_disk)) in START.iter().enumerate() {
        let reference = format!("S{nth}");
        let file = stage.new_order(&reference);
        let row = (*point, *passes, None);
        abort(
            &stage,
            &("send.answered", 0, None),
            &["order", "send", "--account", MAIN, &file],
        );

        abort(&stage, &row, &["book", "check"]);

        let left = stage.look_at_the_disk(point);
        assert_eq!(
            oracle::newest(&left, &reference).unwrap().state,
            *on_disk,
            "{row:?}"
        );
        assert_eq!(found(&stage, &reference, &row), Unknown, "{row:?}");
    }
}

#[test]
fn a_restore_that_is_cut_off_leaves_one_whole_book_and_loses_neither() {
    for (point, passes, restored) in RESTORE {
        let row = (*point, *passes, None);
        let stage = Stage::new(6);
        let file = stage.new_order("R-1");
        assert_eq!(send(&stage, &file), Accepted);
        let (_, id) = prepare(&stage, "R-2");
        let backup = stage.program.run(&["book", "backup"]);
        let sent = stage.program.run(&["operation", "send", &id]);
        assert_eq!(told_state(&sent.document()["operation"]), Accepted);

        abort(
            &stage,
            &row,
            &["book", "restore", word(backup.document(), "path")],
        );

        let check = stage.program.run(&["book", "check"]);
        // The effects of a restored book are locked, and it says so.
        let expected = if *restored { 7 } else { 0 };
        assert_eq!(check.status.code(), Some(expected), "{row:?}: {check:?}");
        let book = stage.look_at_the_disk(point);
        let state = |reference| oracle::newest(&book, reference).map(|seen| seen.state);
        assert_eq!(state("R-1"), Some(Accepted), "{row:?}");
        // The backup has it prepared although it left since: nobody may be offered to send it.
        let expected = if *restored { Withdrawn } else { Accepted };
        assert_eq!(state("R-2"), Some(expected), "{row:?}");
        assert_eq!(
            set_aside(stage.program.data_dir()),
            usize::from(*restored),
            "{row:?}"
        );
    }
}

/// Lets a command abort at its point.
#[track_caller]
fn abort(stage: &Stage, row: &Row, arguments: &[&str]) {
    let (point, passes, _) = row;
    let ended = stage
        .program
        .run_until(&format!("{point}:{passes}"), arguments);
    assert!(ended.aborted(), "{row:?} was not reached: {ended:?}");
    assert!(
        ended.documents.is_empty(),
        "{row:?}: nobody was told anything yet: {ended:?}"
    );
}

/// Where the send of an order stands after a start.
#[track_caller]
fn found(stage: &Stage, reference_id: &str, row: &Row) -> OperationState {
    let book = stage.restart(&format!("{row:?}")).after;
    oracle::newest(&book, reference_id).unwrap().state
}

fn send(stage: &Stage, file: &str) -> OperationState {
    let sent = stage
        .program
        .run(&["order", "send", "--account", MAIN, file]);
    told_state(&sent.document()["operation"])
}

/// An order whose program ended right after its first commit.
fn prepare(stage: &Stage, reference_id: &str) -> (String, String) {
    let file = stage.new_order(reference_id);
    let row = ("commit.between", 0, None);
    abort(stage, &row, &["order", "send", "--account", MAIN, &file]);
    let book = stage.restart(reference_id).after;
    let seen = oracle::newest(&book, reference_id).unwrap();
    assert_eq!(seen.state, Prepared);
    (reference_id.to_owned(), seen.id.clone())
}

/// How many replaced books are kept, each of them whole.
fn set_aside(data_dir: &Path) -> usize {
    let folder = data_dir.join("set-aside");
    if !folder.exists() {
        return 0;
    }
    let books = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    books
        .map(|book| crate::autopsy::read(&book).operations)
        .filter(|operations| oracle::newest(operations, "R-2").unwrap().state == Accepted)
        .count()
}
