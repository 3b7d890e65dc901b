//! Claims about bodies: what is read, what is refused and where, and that writing loses nothing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod modes;
mod reading;
mod refusing;
mod roundtrip;
mod whole;

use super::*;
use FindingCode::*;
use serde_json::{Value, json};

/// The moment the tests call now: 2027-01-01T00:00:00Z.
const NOW_MS: i64 = 1_798_761_600_000;

/// Where the order's parameters are.
const AT: &str = "interactive.action.parameters";

/// A body with every field that this kind of order can have without a catalogue.
const FULL: &str = include_str!("tests/full.json");

fn full() -> Value {
    serde_json::from_str(FULL).unwrap()
}

/// A change to a good body, and what must then be found: nothing else. Paths that begin with `~`
/// are below the parameters.
#[track_caller]
fn check(change: impl FnOnce(&mut Value), expected: &[(&str, FindingCode)]) {
    let mut body = full();
    change(&mut body);
    check_text(&body.to_string(), expected);
}

#[track_caller]
fn check_text(body: &str, expected: &[(&str, FindingCode)]) {
    let checked = check_body(body.as_bytes(), NOW_MS, &[]);

    let found: Vec<_> = checked
        .findings
        .iter()
        .map(|f| (f.path.clone(), f.code))
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(path, code)| (path.replace('~', AT), *code))
        .collect();
    assert_eq!(found, expected);
    let has_error = checked.findings.iter().any(Finding::is_error);
    assert_eq!(
        checked.order.is_none(),
        has_error,
        "an order is the proof that nothing is wrong"
    );
}

/// Puts a value at a JSON pointer below the parameters, or takes it out.
fn put(pointer: &str, value: Value) -> impl FnOnce(&mut Value) + use<> {
    put_at(&format!("/interactive/action/parameters{pointer}"), value)
}

fn put_at(pointer: &str, value: Value) -> impl FnOnce(&mut Value) + use<> {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let (parent, name) = (parent.to_owned(), name.to_owned());
    move |body| match body.pointer_mut(&parent).unwrap() {
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value,
        object => object[name] = value,
    }
}

fn without(pointer: &str) -> impl FnOnce(&mut Value) + use<> {
    let pointer = format!("/interactive/action/parameters{pointer}");
    without_at(&pointer)
}

fn without_at(pointer: &str) -> impl FnOnce(&mut Value) + use<> {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let (parent, name) = (parent.to_owned(), name.to_owned());
    move |body| {
        let parent = body.pointer_mut(&parent).unwrap().as_object_mut().unwrap();
        parent.remove(&name).unwrap();
    }
}
