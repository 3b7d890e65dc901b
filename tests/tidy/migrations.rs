//! Owns the form of the migrations: numbered, captioned, all embedded, strict.

use super::repository::{File, assert_none, assert_only, fault, files};

const FOLDER: &str = "migrations/";
const EMBEDDED_IN: &str = "src-tauri/crates/store/src/migrations.rs";

#[test]
fn migrations_are_numbered_and_captioned() {
    assert_none(&faults_in_names(&steps(files())));
}

#[test]
fn the_store_embeds_every_migration_in_order() {
    let list = files().iter().find(|file| file.path == EMBEDDED_IN);
    let list = list.expect("the store embeds the migrations");
    assert_none(&faults_in_list(&steps(files()), list));
}

#[test]
fn every_table_is_strict() {
    assert_none(&faults_in_tables(&steps(files())));
}

#[test]
fn a_gap_and_a_wrong_caption_are_found() {
    let first = File::example("migrations/0001_book.sql", "-- 0001_book.sql\n");
    let third = File::example("migrations/0003_orders.sql", "-- 0003_orders.sql\n");
    let renamed = File::example("migrations/0002_parties.sql", "-- 0002_accounts.sql\n");

    let found = faults_in_names(&[&first, &third]);
    assert_only(&found, "migrations/0003_orders.sql:1:", "0002_");
    let found = faults_in_names(&[&first, &renamed]);
    assert_only(&found, "migrations/0002_parties.sql:1:", "first line");
}

#[test]
fn a_migration_that_is_not_embedded_is_found() {
    let one = File::example("migrations/0001_book.sql", "");
    let two = File::example("migrations/0002_accounts.sql", "");
    let list = |text: &str| File::example(EMBEDDED_IN, text);

    let complete = list("[\n    \"0001_book.sql\",\n    \"0002_accounts.sql\",\n]");
    assert_none(&faults_in_list(&[&one, &two], &complete));
    let found = faults_in_list(&[&one, &two], &list("[\"0001_book.sql\"]"));
    assert_only(&found, EMBEDDED_IN, "0002_accounts.sql");
    let found = faults_in_list(
        &[&one, &two],
        &list("[\"0002_accounts.sql\", \"0001_book.sql\"]"),
    );
    assert_only(&found, EMBEDDED_IN, "in order");
}

#[test]
fn a_table_that_is_not_strict_is_found() {
    check("CREATE TABLE a (id TEXT) STRICT;", false);
    check(
        "CREATE TABLE a (id TEXT PRIMARY KEY) WITHOUT ROWID, STRICT;",
        false,
    );
    check("CREATE VIRTUAL TABLE a USING fts5 (id);", false);
    check(
        "-- CREATE TABLE a (id TEXT);\nCREATE INDEX b ON a (id);",
        false,
    );
    check("CREATE TABLE a (id TEXT);", true);
    check("CREATE TABLE a (id TEXT); -- STRICT", true);
    check(
        "create table if not exists a (\n  kind TEXT CHECK (kind = 'STRICT; )')\n);",
        true,
    );

    #[track_caller]
    fn check(sql: &str, is_fault: bool) {
        let file = File::example("migrations/0001_a.sql", sql);
        assert_eq!(!faults_in_tables(&[&file]).is_empty(), is_fault, "{sql}");
    }
}

fn steps(files: &[File]) -> Vec<&File> {
    let is_step = |file: &&File| file.path.starts_with(FOLDER) && file.is_a("sql");
    let mut steps: Vec<&File> = files.iter().filter(is_step).collect();
    steps.sort_by_key(|file| &file.path);
    steps
}

fn faults_in_names(steps: &[&File]) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, file) in (1..).zip(steps) {
        let name = file.path.trim_start_matches(FOLDER);
        let start = format!("{number:04}_");
        if !name.starts_with(&start) {
            let what = format!("is number {number} in order; its name must begin with `{start}`");
            faults.push(fault(&file.path, 1, &what));
        }
        if file.text.lines().next() != Some(&format!("-- {name}")) {
            let what = format!("the first line must be `-- {name}`");
            faults.push(fault(&file.path, 1, &what));
        }
    }
    faults
}

fn faults_in_list(steps: &[&File], list: &File) -> Vec<String> {
    let expected = steps
        .iter()
        .map(|file| file.path.trim_start_matches(FOLDER));
    let expected: Vec<&str> = expected.collect();
    let quoted = list.text.split('"').skip(1).step_by(2);
    let embedded: Vec<&str> = quoted.filter(|text| text.ends_with(".sql")).collect();
    if embedded == expected {
        return Vec::new();
    }
    let what = format!("must embed, in order, {}", expected.join(", "));
    vec![fault(&list.path, 1, &what)]
}

fn faults_in_tables(steps: &[&File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in steps {
        let sql = without_comments_and_texts(&file.text);
        let mut line = 1;
        for statement in sql.split(';') {
            let blank = statement.len() - statement.trim_start().len();
            let at = line + statement[..blank].matches('\n').count();
            line += statement.matches('\n').count();
            if is_loose_table(statement) {
                let what = "the table is not STRICT; end it with `) STRICT;`";
                faults.push(fault(&file.path, at, what));
            }
        }
    }
    faults
}

fn is_loose_table(statement: &str) -> bool {
    let upper = statement.to_ascii_uppercase();
    let words: Vec<&str> = upper.split_whitespace().take(3).collect();
    let is_table = matches!(
        words[..],
        ["CREATE", "TABLE", ..] | ["CREATE", "TEMP" | "TEMPORARY", "TABLE"]
    );
    let options = upper.rsplit_once(')').map_or("", |(_, options)| options);
    let mut options = options.split(|c: char| !c.is_ascii_alphanumeric());
    is_table && !options.any(|word| word == "STRICT")
}

/// Leaves every line where it was.
fn without_comments_and_texts(sql: &str) -> String {
    let mut kept = String::with_capacity(sql.len());
    let mut in_comment = false;
    let mut in_text = false;
    let mut chars = sql.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => in_comment = false,
            _ if in_comment => continue,
            '\'' => in_text = !in_text,
            '-' if !in_text && chars.peek() == Some(&'-') => in_comment = true,
            _ => {}
        }
        if c == '\n' || !(in_text || in_comment) {
            kept.push(c);
        }
    }
    kept
}
