//! Owns the reference id that is proposed for the next order: a person counts on, and so does this.

use super::{MAX_REFERENCE_ID_CHARS, ReferenceId};

/// The most initials that a first reference id begins with.
const MAX_INITIALS: usize = 4;
/// What a first reference id begins with when the name has no letter that it may hold.
const NO_INITIALS: &str = "ORD";
const FIRST_NUMBER: &str = "0001";
/// What makes a second name out of one that cannot be counted on.
const SECOND: &str = "-2";

impl ReferenceId {
    /// Proposes the id after this one: the last run of digits counts on and keeps its leading
    /// zeros (`KP-2299` to `KP-2300`); an id without digits becomes its own second (`ABC-2`).
    pub fn next(&self) -> Self {
        match counted_on(&self.0) {
            Some(next) if next.len() <= MAX_REFERENCE_ID_CHARS => Self(next),
            // Nines to the very end have no room to count on: the beginning stays recognisable.
            Some(_) | None => {
                let kept = self.0.len().min(MAX_REFERENCE_ID_CHARS - SECOND.len());
                Self(format!("{}{SECOND}", &self.0[..kept]))
            }
        }
    }

    /// Proposes the id under which the same is asked for once more: `BM345A` becomes `BM345A-2`
    /// (gateway guide: a sequence number behind the reference id).
    pub fn again(&self) -> Self {
        let kept = self.0.len().min(MAX_REFERENCE_ID_CHARS - SECOND.len());
        Self(format!("{}{SECOND}", &self.0[..kept]))
    }

    /// The id without the number behind its last dash, if it has one: `BM345A` of `BM345A-2`, which
    /// counts as a sequence only where there is an order of that id.
    pub fn without_sequence(&self) -> Option<Self> {
        let (head, number) = self.0.rsplit_once('-')?;
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| Self::parse(head).ok()).flatten()
    }

    /// Proposes the first id of an account: the initials of its name and a number.
    pub fn first_of(account_name: &str) -> Self {
        let initials: String = account_name
            .split(|c: char| !c.is_alphanumeric())
            .filter_map(|word| word.chars().next())
            .filter(char::is_ascii_alphabetic)
            .map(|letter| letter.to_ascii_uppercase())
            .take(MAX_INITIALS)
            .collect();
        let initials = match initials.as_str() {
            "" => NO_INITIALS,
            letters => letters,
        };
        Self(format!("{initials}-{FIRST_NUMBER}"))
    }
}

/// The text with its last run of digits one higher; `None` without digits.
fn counted_on(text: &str) -> Option<String> {
    let end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let head = text[..end].trim_end_matches(|c: char| c.is_ascii_digit());
    Some(format!(
        "{head}{}{}",
        plus_one(&text[head.len()..end]),
        &text[end..]
    ))
}

/// A number of any length, one higher, at least as long as before.
fn plus_one(digits: &str) -> String {
    let counting = digits.trim_end_matches('9');
    let zeros = "0".repeat(digits.len() - counting.len());
    let mut head = counting.to_owned();
    match head.pop() {
        None => format!("1{zeros}"),
        Some(last) => {
            // It is no nine, so the next character is the next digit.
            head.push(char::from(u8::try_from(last).unwrap_or(b'0') + 1));
            format!("{head}{zeros}")
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_number_counts_on() {
        check("KP-2299", "KP-2300");
        check("A-009", "A-010");
        check("INV-99", "INV-100");
        check("INV-2026-07", "INV-2026-08");
        check("7", "8");
        check("9", "10");
        check("KP-2299-a", "KP-2300-a");
        check("KP-2299.", "KP-2300.");
        check("ABC", "ABC-2");
        check("ABC-2", "ABC-3");
        check("...", "...-2");
        check("_", "_-2");
        let long = "9".repeat(33);
        check(&long, &format!("1{}", "0".repeat(33)));
        let full = "9".repeat(35);
        check(&full, &format!("{long}-2"));
        let letters = "x".repeat(35);
        check(&letters, &format!("{}-2", &letters[..33]));
        check(&letters[..33], &format!("{}-2", &letters[..33]));
        let wide = format!("{}99", "x".repeat(33));
        check(&wide, &format!("{}-2", &wide[..33]));

        #[track_caller]
        fn check(text: &str, expected: &str) {
            let next = ReferenceId::parse(text).unwrap().next();
            assert_eq!(next.as_str(), expected, "{text}");
        }
    }

    #[test]
    fn asking_again_appends_a_sequence() {
        check("BM345A", "BM345A-2", None);
        check("BM345A-2", "BM345A-2-2", Some("BM345A"));
        check("INV-7", "INV-7-2", Some("INV"));
        check("-2", "-2-2", None);
        check("KP-", "KP--2", None);
        let long = "x".repeat(35);
        check(&long, &format!("{}-2", &long[..33]), None);

        #[track_caller]
        fn check(text: &str, again: &str, without: Option<&str>) {
            let id = ReferenceId::parse(text).unwrap();
            assert_eq!(id.again().as_str(), again, "{text}");
            let head = id.without_sequence();
            assert_eq!(head.as_ref().map(ReferenceId::as_str), without, "{text}");
        }
    }

    #[test]
    fn the_first_id_of_an_account_has_its_initials() {
        check("Nilgiri Pantry", "NP-0001");
        check("kaveri", "K-0001");
        check("Kaveri-Provisions (Mysuru)", "KPM-0001");
        check("A b c d e f", "ABCD-0001");
        check("24 Seven", "S-0001");
        check("नीलगिरि पैंट्री", "ORD-0001");
        check("नीलगिरि Pantry", "P-0001");
        check("Éclair", "ORD-0001");
        check("", "ORD-0001");
        check("123", "ORD-0001");

        #[track_caller]
        fn check(name: &str, expected: &str) {
            assert_eq!(ReferenceId::first_of(name).as_str(), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_proposal_is_another_id_that_may_be_sent(text in "[A-Za-z0-9_.-]{1,35}") {
            prop_assume!(text != "." && text != "..");
            let id = ReferenceId::parse(&text).unwrap();

            prop_assert_ne!(&id.next(), &id);
            for next in [id.next(), id.again()] {
                prop_assert_eq!(ReferenceId::parse(next.as_str()), Ok(next));
            }
        }

        #[test]
        fn counting_on_is_adding_one(number in 0..10_u128.pow(33)) {
            let next = ReferenceId::parse(&format!("A{number}")).unwrap().next();
            prop_assert_eq!(next.as_str(), format!("A{}", number + 1));
        }

        #[test]
        fn whatever_an_account_is_called_its_first_id_may_be_sent(name in "\\PC{0,100}") {
            let first = ReferenceId::first_of(&name);
            prop_assert_eq!(ReferenceId::parse(first.as_str()), Ok(first));
        }
    }
}
