//! Owns the rule that every limit of `docs/limits.md` names the tests that try it.

use super::repository::{File, assert_none, assert_only, fault, files};
use super::rust_code::code_only;
use std::collections::BTreeSet;

const LIMITS: &str = "docs/limits.md";
const COLUMN: &str = "Test";

#[test]
fn every_limit_names_a_test_that_is_there() {
    assert_none(&faults(files()));
}

#[test]
fn a_limit_without_a_test_is_found() {
    let row = |tests: &str| format!("| `to` | 8 to 15 digits | messages | {tests} |\n");
    check(&row("`eight_digits`"), None);
    check(&row("`eight_digits`, `fifteen_digits`"), None);
    check(&row(""), Some("test"));
    check(&row("eight_digits"), Some("test"));
    check(&row("`eight_digits` `fifteen_digits`"), Some("test"));
    check(&row("`eight_digits`, `sixteen_digits`"), Some("sixteen"));
    check(&row("`digits`"), Some("`digits`"));
    check(&row("`in_words`"), Some("`in_words`"));
    check("| `to` | 8 to 15 digits | messages |\n", Some("test"));

    #[track_caller]
    fn check(row: &str, expected: Option<&str>) {
        let text = format!("# Limits\n\n| Path | Rule | Source | Test |\n|---|---|---|---|\n{row}");
        let found = faults(&[File::example(LIMITS, &text), tests()]);
        match expected {
            Some(what) => assert_only(&found, "docs/limits.md:5:", what),
            None => assert_none(&found),
        }
    }
}

#[test]
fn a_table_without_tests_and_a_page_without_tables_are_found() {
    let old = "\n| Path | Rule |\n|---|---|\n";
    check(old, "docs/limits.md:2:", "`Test`");
    check("# Limits\n", "docs/limits.md:1:", "no table");

    #[track_caller]
    fn check(text: &str, place: &str, what: &str) {
        assert_only(
            &faults(&[File::example(LIMITS, text), tests()]),
            place,
            what,
        );
    }
}

/// Rust source with two tests in it, and much that is none.
fn tests() -> File {
    let code = "//! `fn in_words()`\n#[test]\nfn eight_digits() { let a = \"#[test] fn in_words()\"; }\n\
                #[tokio::test(start_paused = true)]\n#[expect(dead_code)]\nasync fn fifteen_digits() {}\n\
                #[cfg(test)]\nfn digits() {}\n";
    File::example("src-tauri/crates/domain/src/phone.rs", code)
}

fn faults(files: &[File]) -> Vec<String> {
    let sources = files.iter().filter(|file| file.is_a("rs"));
    let known: BTreeSet<String> = sources.flat_map(|file| tests_in(&file.text)).collect();
    let limits = files.iter().filter(|file| file.path == LIMITS);
    limits.flat_map(|file| faults_in(file, &known)).collect()
}

fn faults_in(file: &File, known: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut is_in_table = false;
    let mut has_table = false;
    for (line, text) in file.lines() {
        let cells = cells(text);
        let mut say = |what: String| faults.push(fault(&file.path, line, &what));
        match cells.as_slice() {
            [] => {}
            [.., last] if !is_in_table => {
                has_table = true;
                if *last != COLUMN {
                    say(format!(
                        "the last column of a table of limits is `{COLUMN}`"
                    ));
                }
            }
            [first, ..] if first.starts_with("---") => {}
            [.., last] => match names(last) {
                None => say("a limit needs a test, in the manner of `name`, `name`".to_owned()),
                Some(names) => names
                    .into_iter()
                    .filter(|name| !known.contains(*name))
                    .for_each(|name| say(format!("there is no test `{name}`; name one that is"))),
            },
        }
        is_in_table = !cells.is_empty();
    }
    if !has_table {
        faults.push(fault(&file.path, 1, "has no table of limits"));
    }
    faults
}

/// The cells of a row of a table; none of what is no row.
fn cells(line: &str) -> Vec<&str> {
    let row = line.strip_prefix('|').and_then(|row| row.strip_suffix('|'));
    row.map_or_else(Vec::new, |row| row.split('|').map(str::trim).collect())
}

/// The names in a cell that holds nothing but names; `None` for any other.
fn names(cell: &str) -> Option<Vec<&str>> {
    cell.split(", ")
        .map(|text| text.strip_prefix('`')?.strip_suffix('`'))
        .map(|name| name.filter(|name| !name.is_empty() && !name.contains('`')))
        .collect()
}

/// The names of the functions that are tests, of whatever runner.
fn tests_in(text: &str) -> Vec<String> {
    let code = code_only(text);
    let attributes = code
        .match_indices("#[")
        .map(|(at, start)| &code[at + start.len()..]);
    attributes
        .filter(|rest| {
            let path = rest.split([']', '(']).next().unwrap_or_default();
            path == "test" || path.ends_with("::test")
        })
        .filter_map(|rest| {
            let (_, name) = rest.split_once("fn ")?;
            Some(name.split(['(', '<']).next()?.to_owned())
        })
        .collect()
}
