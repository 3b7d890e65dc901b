//! Owns ending a cancel at every named point it passes. Afterwards it left once at most, the book says
//! no less than what happened, and nothing counts as cancelled.

use crate::stage::{MAIN, Stage, told_state, word};
use counterfoil_domain::operation::OperationState::{self, Accepted, Prepared, Unknown};
use counterfoil_sandbox::CustomerPlan;
use serde_json::Value;

/// A point, how often it is passed before, where the cancel stands after the next start (`None` where
/// the book never heard of it), and whether the provider received it.
type Row = (&'static str, u32, Option<OperationState>, bool);

/// In the order in which `order cancel` passes them: opening the book is a commit, each lookup another.
const CANCEL: &[Row] = &[
    ("lookup.answered", 0, None, false),
    ("lookup.recorded", 0, None, false),
    ("cancel.before", 0, None, false),
    ("status.before", 0, None, false),
    ("prepare.inside", 0, None, false),
    ("commit.before", 2, None, false),
    ("commit.after", 2, Some(Prepared), false),
    ("commit.between", 0, Some(Prepared), false),
    ("in_flight.inside", 0, Some(Prepared), false),
    ("commit.before", 3, Some(Prepared), false),
    ("commit.after", 3, Some(Unknown), false),
    ("status.in_flight", 0, Some(Unknown), false),
    ("request.before", 1, Some(Unknown), false),
    ("request.headers", 1, Some(Unknown), true),
    ("request.body", 1, Some(Unknown), true),
    ("status.answered", 0, Some(Unknown), true),
    ("outcome.inside", 0, Some(Unknown), true),
    ("commit.before", 4, Some(Unknown), true),
    ("commit.after", 4, Some(Accepted), true),
    ("status.recorded", 0, Some(Accepted), true),
    ("cancel.between", 0, Some(Accepted), true),
    ("lookup.answered", 1, Some(Accepted), true),
    ("lookup.recorded", 1, Some(Accepted), true),
];

/// A point between the orders of a batch of two, how often it is passed before, and how many of them
/// are known to be told then.
const BATCH: &[(&str, u32, u64)] = &[
    ("batch.before", 0, 0),
    ("status.answered", 0, 0),
    ("cancel.between", 0, 0),
    ("batch.after", 0, 1),
    ("batch.before", 1, 1),
    ("batch.after", 1, 2),
];

/// The points that the tables try.
pub fn names() -> impl Iterator<Item = String> {
    let of_one = CANCEL.iter().map(|(name, ..)| *name);
    let of_many = BATCH.iter().map(|(name, ..)| *name);
    of_one.chain(of_many).map(str::to_owned)
}

#[test]
fn a_batch_that_is_aborted_anywhere_goes_on_and_tells_nobody_twice() {
    let stage = Stage::new(22);
    for (nth, (point, passes, told)) in BATCH.iter().enumerate() {
        let both = ["A", "B"].map(|name| unpaid(&stage, &format!("BATCH-{nth}-{name}")));
        let at = format!("{point}:{passes}");
        let text = "--text=It was cancelled.";
        let main = format!("--account={MAIN}");
        let start = [
            "batch", "start", "--cancel", text, &main, &both[0], &both[1],
        ];

        let ended = stage.program.run_until(&at, &start);

        assert!(ended.aborted(), "{at} was not reached: {ended:?}");
        stage.program.run(&["book", "check"]);
        let listed = stage.program.run(&["batch", "list", "--rows=1"]);
        let batch = listed.document()["rows"][0].clone();
        assert_eq!(batch["state"], "paused", "{at}: {batch}");
        assert_eq!(batch["orders"]["told"].as_u64().unwrap_or(0), *told, "{at}");

        let resumed = stage
            .program
            .run(&["batch", "resume", word(&batch, "id"), &main]);

        let batch = resumed.document();
        assert_eq!(batch["state"], "ended", "{at}: {batch}");
        for reference in &both {
            assert_eq!(received(&stage, reference), 1, "{at}: {reference}");
        }
    }
}

#[test]
fn an_abort_at_any_point_of_a_cancel_leaves_what_the_table_says() {
    let stage = Stage::new(21);
    for (nth, (point, passes, finds, is_received)) in CANCEL.iter().enumerate() {
        let reference = unpaid(&stage, &format!("CANCEL-{nth}"));
        let at = format!("{point}:{passes}");

        let ended = stage.program.run_until(&at, &cancel(&reference));

        assert!(ended.aborted(), "{at} was not reached: {ended:?}");
        assert!(ended.documents.is_empty(), "nobody was told anything yet");
        let check = stage.program.run(&["book", "check"]);
        assert!(check.status.success(), "{at}: {check:?}");
        let found = cancels_of(&stage, &reference);
        let state = found.first().map(told_state);
        assert_eq!((found.len() <= 1, state), (true, *finds), "{at}");
        assert_eq!(
            received(&stage, &reference),
            usize::from(*is_received),
            "{at}"
        );
        check_standing(&stage, &reference, *finds, &at);
        try_again(&stage, &reference, found.first(), *is_received, &at);
    }
}

/// Nothing counts as cancelled, and what may have happened is not called undone.
fn check_standing(stage: &Stage, reference: &str, finds: Option<OperationState>, at: &str) {
    let ended = stage.program.run(&["order", "show", reference]);
    let shown = ended.document();
    let expected = match finds {
        None | Some(Prepared) => Value::Null,
        Some(Unknown) => Value::from("unknown"),
        _ => Value::from("requested"),
    };
    assert_eq!(shown["fulfilment"]["cancel"], expected, "{at}");
}

/// A second cancel leaves only where the first did not.
fn try_again(stage: &Stage, reference: &str, found: Option<&Value>, received_one: bool, at: &str) {
    if let Some(prepared) = found.filter(|found| told_state(found) == Prepared) {
        stage
            .program
            .run(&["operation", "withdraw", word(prepared, "id")]);
    }
    let ended = stage.program.run(&cancel(reference));
    let again = ended.document();
    match found.map(told_state) {
        None | Some(Prepared) => assert_eq!(told_state(&again["operation"]), Accepted, "{at}"),
        _ => assert_eq!(word(&again["error"], "code"), "nothing_happened", "{at}"),
    }
    let left = matches!(found.map(told_state), None | Some(Prepared)) || received_one;
    assert_eq!(received(stage, reference), usize::from(left), "{at}");
}

/// An order that nobody pays, and is known to.
fn unpaid(stage: &Stage, reference: &str) -> String {
    stage
        .sandbox
        .set_customer(reference, &CustomerPlan::NeverPays);
    let file = stage.new_order(reference);
    let sent = stage
        .program
        .run(&["order", "send", "--account", MAIN, &file]);
    assert_eq!(told_state(&sent.document()["operation"]), Accepted);
    reference.to_owned()
}

fn cancel(reference: &str) -> [&str; 4] {
    ["order", "cancel", reference, "--text=It was cancelled."]
}

fn cancels_of(stage: &Stage, reference: &str) -> Vec<Value> {
    let ended = stage.program.run(&["order", "show", reference]);
    let shown = ended.document();
    let operations = shown["operations"].as_array().unwrap().clone();
    operations
        .into_iter()
        .filter(|operation| operation["kind"] == "cancel")
        .collect()
}

fn received(stage: &Stage, reference: &str) -> usize {
    let told = stage.sandbox.statuses();
    told.iter()
        .filter(|told| told.reference_id == reference)
        .count()
}
