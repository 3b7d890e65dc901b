//! Claims about orders, rule by rule: docs/limits.md as tables of cases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod amounts;
mod fields;
mod items;
mod payments;
mod proof;

use super::samples::{NOW_MS, full};
use super::*;
use crate::finding::FindingCode;

/// A change to a good order, and what must then be found: nothing else.
#[track_caller]
fn check(change: impl FnOnce(&mut OrderDraft), expected: &[(&str, FindingCode)]) {
    check_from(full(), change, expected);
}

#[track_caller]
fn check_from(
    mut draft: OrderDraft,
    change: impl FnOnce(&mut OrderDraft),
    expected: &[(&str, FindingCode)],
) {
    change(&mut draft);

    let checked = draft.check(NOW_MS, &[]);

    let found: Vec<_> = checked
        .findings
        .iter()
        .map(|f| (f.path.as_str(), f.code))
        .collect();
    assert_eq!(found, expected);
    let has_error = checked.findings.iter().any(|finding| finding.is_error());
    assert_eq!(
        checked.order.is_none(),
        has_error,
        "an order is the proof that nothing is wrong"
    );
}

/// A text rule: the longest text passes, one more character does not, neither does a blank.
#[track_caller]
fn check_text(path: &str, max: usize, put: impl Fn(&mut OrderDraft, String)) {
    check(|draft| put(draft, "ñ".repeat(max)), &[]);
    check(
        |draft| put(draft, "ñ".repeat(max + 1)),
        &[(path, FindingCode::TooLong)],
    );
    check_filled(path, put);
}

#[track_caller]
fn check_filled(path: &str, put: impl Fn(&mut OrderDraft, String)) {
    check(
        |draft| put(draft, String::new()),
        &[(path, FindingCode::Required)],
    );
    check(
        |draft| put(draft, " \n\u{a0}".to_owned()),
        &[(path, FindingCode::Required)],
    );
}

/// A word rule: only the allowed words pass, in their exact spelling.
#[track_caller]
fn check_words(path: &str, good: &[&str], bad: &[&str], put: impl Fn(&mut OrderDraft, String)) {
    for word in good {
        check(|draft| put(draft, (*word).to_owned()), &[]);
    }
    for word in bad {
        check(
            |draft| put(draft, (*word).to_owned()),
            &[(path, FindingCode::NotAllowed)],
        );
    }
    check_filled(path, put);
}
