//! Owns the form of every text file: its end, its white space, and what it leaves for later.

use super::repository::{File, assert_none, fault, files};

/// What a comment begins with in the languages here.
const COMMENTS: &[&str] = &["//", "--", "#", "/*", "<!--"];
/// The word that a comment about later work begins with.
const LATER: &str = "TODO";

#[test]
fn text_files_end_in_a_newline_and_hold_no_stray_white_space() {
    assert_none(&each(files(), white_space_faults));
}

#[test]
fn what_is_left_for_later_names_an_issue() {
    assert_none(&each(files(), later_faults));
}

#[test]
fn stray_white_space_is_found() {
    check("docs/a.md", "A sentence.\n", 0);
    check("docs/a.md", "", 0);
    check("Makefile", "test:\n\tcargo test\n", 0);
    check("docs/a.md", "A sentence.", 1);
    check("docs/a.md", "A sentence.\n\n", 1);
    check("docs/a.md", "A sentence. \n", 1);
    check("docs/a.md", "A sentence.\r\n", 1);
    check("src/a.rs", "\tlet a = b;\n", 1);

    #[track_caller]
    fn check(path: &str, text: &str, expected: usize) {
        let found = white_space_faults(&File::example(path, text));
        assert_eq!(found.len(), expected, "{text:?}: {found:?}");
    }
}

// The word is put in at run time, so that the rule does not find its own examples.
#[test]
fn a_nameless_note_for_later_is_found() {
    check("// {}: round the sum.", true);
    check("    # {} round the sum.", true);
    check("let a = b; // {}(later): round it.", true);
    check("// {}(#12): round the sum.", false);
    check("-- {}(refunds-7): round the sum.", false);
    check("// A {} names an issue.", false);
    check("//! {}S of the day.", false);

    #[track_caller]
    fn check(text: &str, is_fault: bool) {
        let text = text.replace("{}", LATER);
        let found = later_faults(&File::example("src/a.rs", &text));
        assert_eq!(!found.is_empty(), is_fault, "{text}");
    }
}

fn each(files: &[File], rule: fn(&File) -> Vec<String>) -> Vec<String> {
    files.iter().flat_map(rule).collect()
}

fn white_space_faults(file: &File) -> Vec<String> {
    let mut faults = Vec::new();
    let may_have_tabs = file.path.ends_with("Makefile");
    for (line, text) in (1..).zip(file.text.split('\n')) {
        if text.ends_with(char::is_whitespace) {
            faults.push(fault(&file.path, line, "ends in white space; remove it"));
        }
        if text.contains('\t') && !may_have_tabs {
            faults.push(fault(
                &file.path,
                line,
                "has a tab; write spaces, or `\\t` in a text",
            ));
        }
    }
    if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
        let line = file.text.lines().count();
        faults.push(fault(&file.path, line, "must end in exactly one newline"));
    }
    faults
}

fn later_faults(file: &File) -> Vec<String> {
    let what = format!("`{LATER}` must name its issue, as in `{LATER}(#12): …`");
    file.lines()
        .filter(|(_, text)| {
            COMMENTS
                .iter()
                .any(|comment| leaves_for_later(text, comment))
        })
        .map(|(line, _)| fault(&file.path, line, &what))
        .collect()
}

/// Tells whether a comment begins with the word and no issue, which has a number, follows.
fn leaves_for_later(line: &str, comment: &str) -> bool {
    line.match_indices(comment).any(|(at, _)| {
        let said = line[at + comment.len()..].trim_start_matches(['/', '!', '*', ' ']);
        let Some(after) = said.strip_prefix(LATER) else {
            return false;
        };
        let issue = after
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(')'));
        let is_named = issue.is_some_and(|(name, _)| name.contains(|c: char| c.is_ascii_digit()));
        !after.starts_with(char::is_alphanumeric) && !is_named
    })
}
