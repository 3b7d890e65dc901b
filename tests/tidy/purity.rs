//! Owns the rule that `domain` performs no I/O, waits for nothing and never reads the clock.

use super::repository::{File, assert_none, assert_only, fault, files};
use super::rust_code::{code_only, lines_naming};

const FOLDER: &str = "src-tauri/crates/domain/";

const BANNED: &[&str] = &[
    "async",
    "await",
    "reqwest",
    "rusqlite",
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "tokio",
    "Instant",
    "Local::now",
    "SystemTime",
    "Utc::now",
];

#[test]
fn domain_performs_no_io_and_reads_no_clock() {
    assert_none(&faults(files()));
}

#[test]
fn io_in_domain_is_found() {
    let code = "//! Reads `std::fs` in words only.\nuse std::{fmt, fs};\n";
    let here = File::example("src-tauri/crates/domain/src/order.rs", code);
    let elsewhere = File::example("src-tauri/crates/store/src/files.rs", code);

    let found = faults(&[here, elsewhere]);
    assert_only(
        &found,
        "src-tauri/crates/domain/src/order.rs:2:",
        "`std::fs`",
    );
}

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_a("rs") && file.path.starts_with(FOLDER))
    {
        let code = code_only(&file.text);
        for banned in BANNED {
            let what = format!("`{banned}` in domain; take time and data as parameters instead");
            let lines = lines_naming(&code, banned);
            faults.extend(lines.into_iter().map(|line| fault(&file.path, line, &what)));
        }
    }
    faults
}
