//! Owns the reading of phone numbers as people type them, and the writing of them to be read.

use crate::phone::Phone;

/// The code of India, and how many digits follow it.
const INDIA: &str = "91";
const INDIAN_DIGITS: usize = 10;
/// The codes of the countries whose people leave them out: India, Brazil.
const COUNTRIES: [&str; 2] = [INDIA, "55"];
/// Fewer last digits are those of too many.
const LAST_DIGITS_MIN: usize = 4;

/// The typed number in the international form, or as it was typed where it is none: that is for
/// the rule of phone numbers to say.
pub(super) fn international(text: &str) -> String {
    let typed: String = text.chars().filter(|c| !is_filler(*c)).collect();
    if let Some(rest) = typed.strip_prefix("00") {
        return format!("+{rest}");
    }
    let local = typed.strip_prefix('0').unwrap_or(&typed);
    match is_indian_mobile(local) {
        true => format!("+{INDIA}{local}"),
        false => typed,
    }
}

/// Writes a number so that it reads as the same one: with its `+`, because without it ten digits
/// might be taken for an Indian number.
pub(super) fn typed(text: &str) -> String {
    let Ok(phone) = Phone::parse(text) else {
        return text.to_owned();
    };
    let digits = phone.digits();
    match digits.strip_prefix(INDIA) {
        Some(local) if is_indian_mobile(local) => {
            let (first, last) = local.split_at(INDIAN_DIGITS / 2);
            format!("+{INDIA} {first} {last}")
        }
        Some(_) | None => format!("+{digits}"),
    }
}

/// Whether typing may go on from these digits to this number, with its country code or without, or
/// whether they are its last ones. Where nothing is left to type they may not.
pub(super) fn may_become(typed: &str, phone: &Phone) -> bool {
    let whole = phone.digits();
    let local = COUNTRIES.iter().find_map(|code| whole.strip_prefix(code));
    // The zeros of a trunk or an international call.
    let begun = typed.trim_start_matches('0');
    let is_whole = begun == whole || Some(begun) == local;
    let begins = |number: &str| number.starts_with(begun);
    let ends = typed.len() >= LAST_DIGITS_MIN && whole.ends_with(typed);
    !is_whole && (begins(whole) || local.is_some_and(begins) || ends)
}

/// What people write between digits.
fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–' | '.' | '(' | ')')
}

fn is_indian_mobile(local: &str) -> bool {
    local.len() == INDIAN_DIGITS
        && local.bytes().all(|byte| byte.is_ascii_digit())
        && local.starts_with(['6', '7', '8', '9'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        check("99000 00042", "+919900000042");
        check("9900000042", "+919900000042");
        check("099000 00042", "+919900000042");
        check("+91 99000-00042", "+919900000042");
        check("(+91) 99000 00042", "+919900000042");
        check("0091 99000 00042", "+919900000042");
        check("91 99000 00042", "919900000042");
        check(" 60000\u{a0}00042 ", "+916000000042");
        check("+1 (415) 555-0123", "+14155550123");
        check("+65 6123 4567", "+6561234567");
        check("5900000042", "5900000042");
        check("990000004", "990000004");
        check("0", "0");
        check("", "");
        check("+", "+");
        check("99000 0004a", "990000004a");
        check("९९००००००४२", "९९०००००० ४२".replace(' ', "").as_str());

        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(international(text), expected, "{text}");
        }
    }

    #[test]
    fn digits_may_become_a_number_from_its_beginning_or_its_end() {
        check("", true);
        check("9", true);
        check("91", true);
        check("9199", true);
        check("990000", true);
        check("09900", true);
        check("0091990", true);
        check("0142", true);
        check("142", false);
        check("9900000143", false);
        // Whole: there is nothing more to offer.
        check("9900000142", false);
        check("919900000142", false);
        check("09900000142", false);

        #[track_caller]
        fn check(typed: &str, expected: bool) {
            let phone = Phone::parse("919900000142").expect("it is a number");
            assert_eq!(may_become(typed, &phone), expected, "{typed}");
        }
    }

    #[test]
    fn a_number_that_is_written_reads_as_the_same_one() {
        check("919900000042", "+91 99000 00042");
        check("+919900000042", "+91 99000 00042");
        check("14155550123", "+14155550123");
        // Of Singapore, and shaped like an Indian one without its code.
        check("6561234567", "+6561234567");
        check("915900000042", "+915900000042");
        check("nobody", "nobody");

        #[track_caller]
        fn check(text: &str, expected: &str) {
            assert_eq!(typed(text), expected);
            let again = Phone::parse(&international(expected)).ok();
            assert_eq!(again, Phone::parse(text).ok(), "{text}");
        }
    }
}
