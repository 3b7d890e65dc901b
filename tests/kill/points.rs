//! Owns aborting a send at every named point, and the names themselves: one that is added to the
//! program and not tried here is found.

use crate::{
    anchor,
    autopsy::Seen,
    cancels, exports, oracle, points_elsewhere, refunds,
    stage::{MAIN, Stage, told_state, word},
};
use counterfoil_domain::operation::OperationState::{self, Accepted, Prepared, Unknown, Withdrawn};
use std::{collections::BTreeSet, fs, path::Path};

/// A point that every send of a command passes.
struct Point {
    name: &'static str,
    /// How often it is passed before the first send passes it.
    first: u32,
    /// How often each send passes it.
    each: u32,
    /// Where the send stands after the next start; `None` when the book never heard of it.
    finds: Option<OperationState>,
    /// Whether the provider has received it.
    received: bool,
}

/// In the order in which a send passes them. Opening the book is a commit too, the first.
const SEND: &[Point] = &[
    once("send.before", None, false),
    once("prepare.inside", None, false),
    commit("commit.before", 1, None, false),
    commit("commit.after", 1, Some(Prepared), false),
    once("commit.between", Some(Prepared), false),
    once("in_flight.inside", Some(Prepared), false),
    commit("commit.before", 2, Some(Prepared), false),
    commit("commit.after", 2, Some(Unknown), false),
    once("send.in_flight", Some(Unknown), false),
    once("request.before", Some(Unknown), false),
    once("request.headers", Some(Unknown), true),
    once("request.body", Some(Unknown), true),
    once("send.answered", Some(Unknown), true),
    once("outcome.inside", Some(Unknown), true),
    commit("commit.before", 3, Some(Unknown), true),
    commit("commit.after", 3, Some(Accepted), true),
    once("send.recorded", Some(Accepted), true),
];

const fn once(name: &'static str, finds: Option<OperationState>, received: bool) -> Point {
    Point {
        name,
        first: 0,
        each: 1,
        finds,
        received,
    }
}

const fn commit(
    name: &'static str,
    first: u32,
    finds: Option<OperationState>,
    received: bool,
) -> Point {
    Point {
        name,
        first,
        each: 3,
        finds,
        received,
    }
}

#[test]
fn an_abort_at_any_point_of_a_send_leaves_what_the_table_says() {
    let stage = Stage::new(1);
    for (nth, point) in SEND.iter().enumerate() {
        abort_first(&stage, nth, point);
        abort_second(&stage, nth, point);
    }
    stage.restart("after all points of a send");
}

/// The first of two sends aborts: the second was never begun.
fn abort_first(stage: &Stage, nth: usize, point: &Point) {
    let references = [format!("A{nth}-1"), format!("A{nth}-2")];
    let files = references
        .each_ref()
        .map(|reference| stage.new_order(reference));
    let at = format!("{}:{}", point.name, point.first);

    let ended = stage.program.run_until(
        &at,
        &["order", "send", "--account", MAIN, &files[0], &files[1]],
    );
    assert!(ended.aborted(), "{at} was not reached: {ended:?}");
    assert!(
        ended.documents.is_empty(),
        "nobody was told anything yet: {ended:?}"
    );

    let book = stage.restart(&at).after;
    check(stage, &book, &references[0], point, &at);
    assert_eq!(oracle::newest(&book, &references[1]), None, "{at}");
    try_again(stage, &references[0], &files[0], nth);
    try_again(stage, &references[1], &files[1], nth);
}

/// The second of two sends aborts: the first is as it was told.
fn abort_second(stage: &Stage, nth: usize, point: &Point) {
    let references = [format!("B{nth}-1"), format!("B{nth}-2")];
    let files = references
        .each_ref()
        .map(|reference| stage.new_order(reference));
    let at = format!("{}:{}", point.name, point.first + point.each);

    let ended = stage.program.run_until(
        &at,
        &["order", "send", "--account", MAIN, &files[0], &files[1]],
    );
    assert!(ended.aborted(), "{at} was not reached: {ended:?}");
    let [told] = ended.documents.as_slice() else {
        panic!("{at}: the first was told, and only that: {ended:?}");
    };

    let book = stage.restart(&at).after;
    let first = oracle::newest(&book, &references[0]).unwrap();
    assert_eq!(
        (first.id.as_str(), first.state),
        (word(&told["operation"], "id"), Accepted),
        "{at}"
    );
    check(stage, &book, &references[1], point, &at);
    try_again(stage, &references[1], &files[1], nth);
}

fn check(stage: &Stage, book: &[Seen], reference_id: &str, point: &Point, at: &str) {
    let found = oracle::newest(book, reference_id).map(|seen| seen.state);
    assert_eq!(found, point.finds, "{at}");
    assert_eq!(was_received(stage, reference_id), point.received, "{at}");
}

/// Whether the provider accepted an order of this reference id.
pub fn was_received(stage: &Stage, reference_id: &str) -> bool {
    stage
        .sandbox
        .messages()
        .iter()
        .any(|message| message.reference_id == reference_id)
}

/// A person tries again: what stands in the way stays as it is; what is prepared is sent on or
/// withdrawn; everything else goes.
fn try_again(stage: &Stage, reference_id: &str, file: &str, nth: usize) {
    let before = stage.look_at_the_disk(reference_id);
    let earlier = oracle::newest(&before, reference_id);
    let again = || {
        stage
            .program
            .run(&["order", "send", "--account", MAIN, file])
            .document()
            .clone()
    };
    match earlier {
        Some(seen) if oracle::blocks(seen.state) => {
            assert_eq!(
                word(&again()["error"], "code"),
                "nothing_happened",
                "{reference_id}"
            );
            let after = stage.look_at_the_disk(reference_id);
            assert_eq!(before, after, "a refused send changes nothing");
            if seen.state == Prepared && nth.is_multiple_of(2) {
                let sent = stage.program.run(&["operation", "send", &seen.id]);
                assert_eq!(
                    told_state(&sent.document()["operation"]),
                    Accepted,
                    "{reference_id}"
                );
            } else if seen.state == Prepared {
                let withdrawn = stage.program.run(&["operation", "withdraw", &seen.id]);
                assert_eq!(
                    told_state(withdrawn.document()),
                    Withdrawn,
                    "{reference_id}"
                );
                assert_eq!(
                    told_state(&again()["operation"]),
                    Accepted,
                    "{reference_id}"
                );
            }
        }
        Some(_) | None => {
            assert_eq!(
                told_state(&again()["operation"]),
                Accepted,
                "{reference_id}"
            );
        }
    }
    stage.compare(&stage.look_at_the_disk(reference_id), reference_id);
}

#[test]
fn every_named_point_of_the_program_is_tried() {
    let mut tried: BTreeSet<String> = SEND.iter().map(|point| point.name.to_owned()).collect();
    tried.extend(points_elsewhere::names());
    tried.extend(refunds::names());
    tried.extend(cancels::names());
    tried.extend(anchor::names());
    tried.extend(exports::names());

    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates");
    let mut named = BTreeSet::new();
    for entry in fs::read_dir(crates).unwrap() {
        named.extend(named_in(&entry.unwrap().path().join("src")));
    }

    assert_eq!(tried, named, "the tables beside the points in the sources");
}

#[test]
fn points_are_found_in_sources() {
    let text = "fail_point!(\"a.b\");\nfail_point!(\n    \"c.d\"\n);\nfail_points(\"e\");";
    assert_eq!(points_in(text), ["a.b", "c.d"]);
}

fn named_in(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(named_in(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.extend(points_in(&fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

fn points_in(text: &str) -> Vec<String> {
    let after_call = text.split("fail_point!(").skip(1);
    let quoted = after_call.filter_map(|rest| rest.split('"').nth(1));
    quoted.map(str::to_owned).collect()
}
