//! Owns the proof that `scripts/tally` tells the truth about a run of tests.

use super::repository::root;
use std::process::Command;

#[test]
fn the_last_line_adds_up_every_target() {
    let (lines, succeeded) = tally("echo noise; echo \"$A\"; echo more; echo \"$B\"");

    assert_eq!(
        lines.last().map(String::as_str),
        Some("tests: 5 passed, 0 failed")
    );
    assert_eq!(lines[0], "noise", "the run itself stays readable");
    assert!(succeeded);
}

#[test]
fn the_suites_of_the_window_are_added() {
    let (lines, succeeded) = tally("echo \"$A\"; echo \"$V\"; echo \"$W\"; exit 1");

    assert_eq!(
        lines.last().map(String::as_str),
        Some("tests: 19 passed, 1 failed")
    );
    assert!(!succeeded);
}

#[test]
fn a_failed_test_fails_the_run() {
    let (lines, succeeded) = tally("echo \"$A\"; echo \"$F\"; exit 101");

    assert_eq!(
        lines.last().map(String::as_str),
        Some("tests: 4 passed, 2 failed")
    );
    assert!(!succeeded);
}

#[test]
fn a_run_that_breaks_off_counts_as_a_failure() {
    let (lines, succeeded) = tally("echo \"$A\"; kill -9 $$");

    assert_eq!(
        lines.last().map(String::as_str),
        Some("tests: 3 passed, 1 failed")
    );
    assert!(!succeeded);
}

#[test]
fn a_run_without_tests_fails() {
    let (lines, succeeded) = tally("echo nothing here");

    assert_eq!(
        lines.last().map(String::as_str),
        Some("tests: 0 passed, 0 failed")
    );
    assert!(!succeeded);
}

#[test]
fn a_failure_that_the_runner_forgave_fails_the_run() {
    let (_, succeeded) = tally("echo \"$F\"");

    assert!(!succeeded);
}

/// Runs a shell script as if it were `cargo test`; returns what was said, and the exit.
fn tally(script: &str) -> (Vec<String>, bool) {
    let result = |word: &str, passed: u8, failed: u8| {
        format!(
            "test result: {word}. {passed} passed; {failed} failed; 7 ignored; 0 measured; \
             9 filtered out; finished in 0.00s"
        )
    };
    let output = Command::new(root().join("scripts/tally"))
        .args(["bash", "-c", script])
        .env("A", result("ok", 3, 0))
        .env("B", result("ok", 2, 0))
        .env("F", result("FAILED", 1, 2))
        .env("V", "      Tests  1 failed | 12 passed (13)")
        .env(
            "W",
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m4 passed\u{1b}[39m\u{1b}[22m",
        )
        .output()
        .expect("scripts/tally can be run");
    let said = String::from_utf8_lossy(&output.stdout);
    (
        said.lines().map(str::to_owned).collect(),
        output.status.success(),
    )
}
