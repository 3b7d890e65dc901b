//! Owns the rule that time comes in through a clock that a schedule can replace.
//!
//! `tokio::time::Instant::now`, written in full, is such a clock: a paused runtime stands still.

use super::repository::{File, assert_none, assert_only, fault, files};
use super::rust_code::{code_only, lines_naming, without_tests};

/// Where the time is read, and why there.
const ALLOWED: &[(&str, &str)] = &[
    (
        "src-tauri/crates/desk/src/clock.rs",
        "is the desk's own clock",
    ),
    (
        "src-tauri/crates/sandbox/src/clock.rs",
        "is the sandbox's own clock",
    ),
    (
        "src-tauri/crates/vault/src/worker.rs",
        "bounds a keyring call, which no schedule replays",
    ),
];

const READS: &[&str] = &["Instant::now", "Local::now", "SystemTime::now", "Utc::now"];
const REPLACEABLE: &str = "tokio::time::Instant::now";

#[test]
fn only_clocks_read_the_time() {
    assert_none(&faults(files()));
}

#[test]
fn a_second_clock_is_found() {
    let code = "//! Uses `Utc::now`.\nfn due() { chrono::Utc::now(); }\n\
                fn waits() { tokio::time::Instant::now(); }\n\
                #[cfg(test)]\nmod tests {\n    fn waits() { Instant::now(); }\n}\n";
    let shipped = File::example("src-tauri/crates/desk/src/refunds.rs", code);
    let clock = File::example("src-tauri/crates/desk/src/clock.rs", code);
    let test = File::example("src-tauri/crates/vault/src/tests.rs", code);

    let found = faults(&[shipped, clock, test]);
    assert_only(
        &found,
        "src-tauri/crates/desk/src/refunds.rs:2:",
        "`Utc::now`",
    );
}

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_shipped(file)) {
        let code = code_only(&file.text);
        let code = without_tests(&code).replace(REPLACEABLE, "");
        for read in READS {
            let what = format!(
                "`{read}` outside a clock; take the time as a parameter or from the clock passed in"
            );
            let lines = lines_naming(&code, read);
            faults.extend(lines.into_iter().map(|line| fault(&file.path, line, &what)));
        }
    }
    faults
}

fn is_shipped(file: &File) -> bool {
    let path = &file.path;
    let is_test = path.contains("/tests/") || path.ends_with("/tests.rs");
    let is_clock = ALLOWED.iter().any(|(allowed, _)| allowed == path);
    file.is_a("rs") && path.starts_with("src-tauri/") && !is_test && !is_clock
}
