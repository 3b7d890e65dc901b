//! Owns the form of Rust source that neither rustfmt nor clippy sees to.

use super::repository::{File, assert_none, assert_only, fault, files};
use super::rust_code::code_only;

/// What must not be in code, and what to do instead.
const BANNED: &[(&str, &str)] = &[
    (
        "#[ignore",
        "a test runs or goes; assert an accepted wrong with a FIXME and its reason",
    ),
    ("dbg!", "remove it, or log with fields and a sentence"),
    ("todo!", "write it, or leave the way to it out"),
    ("unimplemented!", "write it, or leave the way to it out"),
];

#[test]
fn modules_are_named_files_that_say_what_they_own() {
    assert_none(&each(files(), faults_in_module));
}

#[test]
fn code_leaves_nothing_for_later() {
    assert_none(&each(files(), faults_in_words));
}

#[test]
fn every_silenced_lint_has_a_reason() {
    assert_none(&each(files(), faults_in_lints));
}

#[test]
fn a_folder_module_and_a_silent_module_are_found() {
    let folder = File::example(
        "src-tauri/crates/desk/src/refunds/mod.rs",
        "//! Owns refunds.\n",
    );
    let silent = File::example("tests/flows/refunds.rs", "\n//! Owns refunds.\n");

    assert_only(&faults_in_module(&folder), &folder.path, "refunds.rs");
    assert_only(
        &faults_in_module(&silent),
        "tests/flows/refunds.rs:1:",
        "//!",
    );
}

#[test]
fn what_is_left_for_later_is_found() {
    check("fn a() { todo!() }", true);
    check("fn a() { dbg!(b); }", true);
    check("fn a() { unimplemented!(\"b\") }", true);
    check("#[ignore = \"slow\"]\nfn a() {}", true);
    check(
        "// Not todo!() and not dbg!(b).\nfn a() { b(\"todo!\") }",
        false,
    );
    check("fn a() { not_todo!() }", false);

    #[track_caller]
    fn check(code: &str, is_fault: bool) {
        let file = File::example("tests/flows/a.rs", code);
        assert_eq!(!faults_in_words(&file).is_empty(), is_fault, "{code}");
    }
}

#[test]
fn a_lint_silenced_without_reason_is_found() {
    check("#[allow(dead_code)]\nfn a() {}", true);
    check("#![allow(\n    dead_code,\n    unused,\n)]", true);
    check("#[expect(dead_code)]\nfn a() {}", true);
    check(
        "#[allow(dead_code, reason = \"only macOS calls it\")]\nfn a() {}",
        false,
    );
    check(
        "#[allow(\n    dead_code,\n    reason = \"only macOS calls it (so far)\"\n)]",
        false,
    );
    check("// #[allow(dead_code)]", false);

    #[track_caller]
    fn check(code: &str, is_fault: bool) {
        let file = File::example("tests/flows/a.rs", code);
        assert_eq!(!faults_in_lints(&file).is_empty(), is_fault, "{code}");
    }
}

fn each(files: &[File], rule: fn(&File) -> Vec<String>) -> Vec<String> {
    files
        .iter()
        .filter(|file| file.is_a("rs"))
        .flat_map(rule)
        .collect()
}

fn faults_in_module(file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(folder) = file.path.strip_suffix("/mod.rs") {
        let what = format!(
            "name it {folder}.rs, so that a reader finds it by its name; what integration tests \
             share lies in a folder named after one of them, or in a crate"
        );
        faults.push(fault(&file.path, 1, &what));
    }
    if !file.text.starts_with("//!") {
        let what = "the first line must be a `//!` sentence that says what the module owns";
        faults.push(fault(&file.path, 1, what));
    }
    faults
}

fn faults_in_words(file: &File) -> Vec<String> {
    let code = code_only(&file.text);
    let mut faults = Vec::new();
    for (line, text) in (1..).zip(code.lines()) {
        for (banned, instead) in BANNED {
            let is_there = text
                .match_indices(banned)
                .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            if is_there {
                faults.push(fault(&file.path, line, &format!("`{banned}`: {instead}")));
            }
        }
    }
    faults
}

fn faults_in_lints(file: &File) -> Vec<String> {
    let code = code_only(&file.text);
    let mut faults = Vec::new();
    for start in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
        for (at, _) in code.match_indices(start) {
            let attribute = code[at..].split(")]").next().unwrap_or_default();
            if !attribute.contains("reason =") {
                let line = 1 + code[..at].matches('\n').count();
                let what = format!("`{start}…)]` needs `reason = \"…\"`");
                faults.push(fault(&file.path, line, &what));
            }
        }
    }
    faults
}
