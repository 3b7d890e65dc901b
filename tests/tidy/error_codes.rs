//! Owns the rule that `docs/error-codes.md` says what the window says of each code.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::repository::{files, root};
use counterfoil_providers::meta::ErrorMeaning;
use serde_json::Value;
use std::{env, fs, ops::RangeInclusive};

const DOCUMENT: &str = "docs/error-codes.md";
const CATALOGUE: &str = "frontend/messages/en/meta_codes.json";
const HEAD: &str = "\
# Error codes

What Counterfoil says of each error code that Meta documents, and what to do then.
The table is written from the program: `WRITE_ERROR_CODES=1 cargo test -p counterfoil-tests --test \
tidy error_codes` writes it again, and the same test fails while it is old.

A code never decides alone what is believed of a message, a refund or a cancel \
([money-protocol.md](money-protocol.md)): where nobody knows how it ended, the window says so, and \
looking it up comes before any other step.
A code that is not in the table is shown with its number, Meta's own words and the trace id that \
Meta's support asks for.

| Code | What happened | What to do | Source |
|---|---|---|---|
";

#[test]
fn the_document_says_what_the_window_says() {
    let written = document(&catalogue());
    let path = root().join(DOCUMENT);
    if env::var_os("WRITE_ERROR_CODES").is_some() {
        fs::write(&path, &written).unwrap();
    }

    let committed = fs::read_to_string(&path).unwrap();

    assert!(written == committed, "{DOCUMENT} is old: write it again");
}

#[test]
fn another_sentence_makes_another_document() {
    let catalogue = catalogue();
    let mut changed = catalogue.clone();
    changed["meta_window_closed"] = Value::from("Something else.");

    assert_ne!(document(&changed), document(&catalogue));
}

fn catalogue() -> Value {
    let file = files().iter().find(|file| file.path == CATALOGUE).unwrap();
    serde_json::from_str(&file.text).unwrap()
}

fn document(catalogue: &Value) -> String {
    let rows = ErrorMeaning::ALL.iter().map(|meaning| {
        let key = format!("meta_{}", meaning.word());
        let said = |key: &str| catalogue[key].as_str().unwrap().to_owned();
        let codes: Vec<String> = meaning.codes().iter().map(written).collect();
        format!(
            "| {} | {} | {} | {} |\n",
            codes.join(", "),
            said(&key),
            said(&format!("{key}_next")),
            source(*meaning)
        )
    });
    format!("{HEAD}{}", rows.collect::<String>())
}

fn written(codes: &RangeInclusive<i64>) -> String {
    match (codes.start(), codes.end()) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}–{last}"),
    }
}

fn source(meaning: ErrorMeaning) -> &'static str {
    match meaning {
        ErrorMeaning::MessageNotForCustomer
        | ErrorMeaning::StatusNotNext
        | ErrorMeaning::CancelFailed => "Meta, error webhooks",
        ErrorMeaning::TemplateNotCreated => "Meta, error codes (subcodes of 100)",
        ErrorMeaning::ConfigurationUnknown => "answers of Meta; in no document",
        ErrorMeaning::PaymentsNotReady => "nowhere explained",
        ErrorMeaning::TermsNotAccepted => "Meta, error codes; also 131005 that names the terms",
        _ => "Meta, error codes",
    }
}
