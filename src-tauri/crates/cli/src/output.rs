//! Owns printing: words for a person, or one JSON document for a program.

use crate::exit::Failure;
use serde::Serialize;
use serde_json::json;
use std::io::{self, Write};

/// Prints one or the other.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    json: bool,
}

impl Output {
    /// Chooses.
    pub const fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints the document for a program, or `words` for a person.
    pub fn print(self, document: &impl Serialize, words: impl FnOnce() -> String) {
        let text = if self.json {
            serde_json::to_string_pretty(document).unwrap_or_else(|error| error.to_string())
        } else {
            without_controls(&words())
        };
        line(io::stdout(), text.trim_end());
    }

    /// Tells how far long work is; nothing for a program.
    pub fn progress(self, words: &str) {
        if !self.json {
            line(io::stderr(), &without_controls(words));
        }
    }

    /// Prints why a command stopped.
    pub fn failure(self, failure: &Failure) {
        if self.json {
            let document = json!({ "error": {
                "code": failure.code().word(),
                "message": failure.words(),
                "findings": failure.findings(),
            }});
            self.print(&document, String::new);
            return;
        }
        let words = without_controls(&failure.words());
        line(io::stderr(), &format!("counterfoil: {words}"));
        for finding in failure.findings() {
            line(
                io::stderr(),
                &format!("  {}", crate::words::finding(finding)),
            );
        }
    }
}

/// A provider's words are input too: they move no cursor and ring no bell.
fn without_controls(text: &str) -> String {
    let plain = |letter: char| match letter {
        '\n' => '\n',
        letter if letter.is_control() => '\u{fffd}',
        letter => letter,
    };
    text.chars().map(plain).collect()
}

/// A reader that has gone away is no reason to fail.
fn line(mut to: impl Write, text: &str) {
    let _ = writeln!(to, "{text}");
}
