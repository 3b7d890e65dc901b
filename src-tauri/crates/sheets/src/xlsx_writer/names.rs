//! Owns the names of sheets: Excel's rules for them, and that no two are alike.

use std::collections::BTreeSet;

/// The longest name, in UTF-16 code units.
const MAX_CHARS: usize = 31;

/// What Excel keeps for itself, in any case of letters.
const RESERVED: &str = "history";

/// The names that are taken, in small letters.
pub struct Names(BTreeSet<String>);

impl Default for Names {
    fn default() -> Self {
        Self(BTreeSet::from([RESERVED.to_owned()]))
    }
}

impl Names {
    /// Takes the first free name of `title`, `title 2`, `title 3` and so on.
    pub fn next(&mut self, title: &str) -> String {
        let title = cleaned(title);
        let name = (1..)
            .map(|number: u64| numbered(&title, number))
            .find(|name| !self.0.contains(&name.to_lowercase()))
            .expect("there are more numbers than sheets");
        self.0.insert(name.to_lowercase());
        name
    }
}

fn numbered(title: &str, number: u64) -> String {
    let suffix = match number {
        1 => String::new(),
        _ => format!(" {number}"),
    };
    // Excel refuses an apostrophe at the end, where the cut may have left one.
    let title = cut(title, MAX_CHARS - suffix.len()).trim_end_matches('\'');
    format!("{title}{suffix}")
}

/// Puts a dash in the place of what Excel refuses.
fn cleaned(title: &str) -> String {
    let name: String = title
        .trim_matches(|c: char| c == '\'' || c.is_whitespace())
        .chars()
        .map(|c| match c {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\u{fffe}' | '\u{ffff}' => '-',
            c if c.is_control() => '-',
            c => c,
        })
        .collect();
    if name.is_empty() {
        "sheet".to_owned()
    } else {
        name
    }
}

/// The longest start of a text that fits.
fn cut(text: &str, chars_max: usize) -> &str {
    let mut left = chars_max;
    let end = text.char_indices().find(|(_, c)| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        !fits
    });
    match end {
        Some((at, _)) => &text[..at],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use rust_xlsxwriter::Worksheet;

    #[test]
    fn names_keep_to_the_rules() {
        check("orders", ["orders", "orders 2"]);
        check("a/b:c*d?e[f]g\\h", ["a-b-c-d-e-f-g-h", "a-b-c-d-e-f-g-h 2"]);
        check("", ["sheet", "sheet 2"]);
        check(" ' ", ["sheet", "sheet 2"]);
        check("'it's'", ["it's", "it's 2"]);
        check("a\u{1}b", ["a-b", "a-b 2"]);
        check("History", ["History 2", "History 3"]);
        check(
            "0123456789012345678901234567890123",
            [
                "0123456789012345678901234567890",
                "01234567890123456789012345678 2",
            ],
        );
        check(
            "01234567890123456789012345678''tail",
            [
                "01234567890123456789012345678",
                "01234567890123456789012345678 2",
            ],
        );
        check(
            "0123456789012345678901234567890😀",
            [
                "0123456789012345678901234567890",
                "01234567890123456789012345678 2",
            ],
        );
        check(
            "012345678901234567890123456789😀",
            [
                "012345678901234567890123456789",
                "01234567890123456789012345678 2",
            ],
        );

        #[track_caller]
        fn check(title: &str, expected: [&str; 2]) {
            let mut names = Names::default();
            let found = [names.next(title), names.next(title)];
            assert_eq!(found, expected, "{title:?}");
            for name in found {
                Worksheet::new().set_name(&name).unwrap();
            }
        }
    }

    #[test]
    fn letters_of_another_case_are_no_other_name() {
        let mut names = Names::default();
        assert_eq!(names.next("Totals"), "Totals");
        assert_eq!(names.next("totals"), "totals 2");
    }
}
