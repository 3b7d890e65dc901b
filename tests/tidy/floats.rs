//! Owns the rule that money never meets a floating-point number.
//!
//! `disallowed-types` in the crates' `clippy.toml` says the same of what is compiled; this also
//! sees what another platform or feature compiles.

use super::repository::{File, assert_none, assert_only, fault, files};
use super::rust_code::{code_only, lines_naming};

const FOLDERS: &[&str] = &[
    "src-tauri/crates/domain/",
    "src-tauri/crates/store/",
    "src-tauri/crates/desk/",
];

#[test]
fn crates_that_count_money_know_no_floats() {
    assert_none(&faults(files()));
}

#[test]
fn a_float_beside_money_is_found() {
    let code = "// Not an f64.\nfn rupees(minor: i64) -> f64 { minor as f64 / 100.0 }\n";
    let here = File::example("src-tauri/crates/desk/src/exports.rs", code);
    let elsewhere = File::example("tests/bench/main.rs", code);

    let found = faults(&[here, elsewhere]);
    assert_only(&found, "src-tauri/crates/desk/src/exports.rs:2:", "`f64`");
}

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        if !file.is_a("rs") || !FOLDERS.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        let code = code_only(&file.text);
        for float in ["f32", "f64"] {
            let what = format!("`{float}` where money is counted; use integer minor units");
            let lines = lines_naming(&code, float);
            faults.extend(lines.into_iter().map(|line| fault(&file.path, line, &what)));
        }
    }
    faults
}
