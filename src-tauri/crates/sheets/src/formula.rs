//! Owns what makes a text a formula, and how it is disarmed.
//!
//! Spreadsheet programs take a CSV field for a formula by its first character, and some look past
//! blanks. The rule is that of OWASP ASVS 5.0, 1.2.10.

use std::borrow::Cow;

/// Turns off what follows it, and is not shown by Excel where a person typed it.
pub(crate) const DISARM: char = '\'';

/// Puts `'` before text that a spreadsheet program would run as a formula.
///
/// Text that begins with `'` already gets another one, so that [`restored`] can tell.
pub fn neutralised(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) {
        Cow::Owned(format!("{DISARM}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Gives back what [`neutralised`] was given, by taking off one leading `'`.
pub fn restored(text: &str) -> &str {
    text.strip_prefix(DISARM).unwrap_or(text)
}

/// Whether [`neutralised`] would change the text.
pub(crate) fn is_dangerous(text: &str) -> bool {
    match text.as_bytes().first() {
        // Nearly every text ends here.
        None | Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z') => false,
        Some(_) => text.starts_with(DISARM) || runs_as_formula(text),
    }
}

/// Whether the first character that is not a blank, or one of the blanks, begins a formula.
fn runs_as_formula(text: &str) -> bool {
    text.chars()
        .find(|c| begins_formula(*c) || !is_blank(*c))
        .is_some_and(begins_formula)
}

fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠'
    )
}

/// White space, controls, and what takes no room on the screen.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{feff}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_runs_is_disarmed() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\tx",
            "\rx",
            "\nx",
            "\0x",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            " =1",
            "\u{a0}=1",
            "\u{2003}\u{3000}+1",
            "\u{feff}=1",
            "\u{200b}\u{200e}=1",
            "\u{1}=1",
            " \t1",
            "'",
            "'quoted'",
            "'=1",
        ] {
            assert_eq!(neutralised(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn other_text_stays_as_it_is() {
        for text in [
            "",
            " ",
            "INV-7",
            "a=b",
            "₹-5",
            " 'quoted'",
            "\"=1\"",
            "(-1)",
            "😀",
            "\u{feff}a",
            "−1",
            "٣",
        ] {
            assert_eq!(neutralised(text), text, "{text:?}");
            assert_eq!(restored(text), text, "{text:?}");
        }
    }

    #[test]
    fn one_mark_is_taken_off() {
        assert_eq!(restored("'=1"), "=1");
        assert_eq!(restored("''"), "'");
        assert_eq!(restored("-12.50"), "-12.50");
    }
}
