//! Owns finding an order by whatever a person types or pastes.

use crate::{desk::Desk, error::DeskError, orders::OrderLine};
use counterfoil_domain::{
    account::Environment, ids::OrderId, phone::PHONE_DIGITS, reference_id::MAX_REFERENCE_ID_CHARS,
};
use counterfoil_store::OrderMark;
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeSet};

/// The most orders one text finds.
pub const FOUND_MAX: usize = 20;
/// Fewer digits than this would find a customer by chance.
const PHONE_DIGITS_MIN: usize = 4;
/// From so many digits on a number is meant as a whole and may carry a prefix for dialling.
const WHOLE_NUMBER_DIGITS: usize = 10;
/// Nothing that an order is found by is longer.
const TEXT_CHARS_MAX: usize = 200;

/// An order that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The order, as the list shows it.
    pub line: OrderLine,
    /// By what.
    pub by: FoundBy,
}

/// By what an order was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// Its reference id.
    ReferenceId,
    /// The provider's id of a message that carried it.
    MessageId,
    /// The gateway's id of its payment.
    GatewayPaymentId,
    /// The customer's number.
    Phone,
    /// The customer's name.
    CustomerName,
}

/// Whether a text is meant as the whole of a thing or as a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Whole,
    Part,
}

/// What a text may mean.
type Meaning = (Match, FoundBy, OrderMark);

impl Desk {
    /// The orders of this environment that a text finds: those it names as a whole first, then
    /// those of which it is the beginning or the end; newest first within each, at most
    /// [`FOUND_MAX`].
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn find(
        &self,
        environment: Environment,
        text: &str,
    ) -> Result<Vec<Found>, DeskError> {
        let meanings = meanings(text);
        if meanings.is_empty() {
            return Ok(Vec::new());
        }
        let read = self.inner.store.read(move |db| {
            let mut seen = BTreeSet::<OrderId>::new();
            let mut found = Vec::new();
            for (part, by, mark) in &meanings {
                for order in db.find_orders(environment, mark, FOUND_MAX)? {
                    if seen.insert(order.id) {
                        found.push((*part, *by, order));
                    }
                }
            }
            Ok(found)
        });
        let mut found = read.await?;
        found.sort_by_key(|(part, _, order)| (*part, Reverse((order.created_at_ms, order.id))));
        found.truncate(FOUND_MAX);
        let now_ms = self.now_ms();
        let lines = found.into_iter().map(|(_, by, order)| Found {
            line: OrderLine::at(order, now_ms),
            by,
        });
        Ok(lines.collect())
    }
}

/// Everything a text may mean, the most telling first.
fn meanings(text: &str) -> Vec<Meaning> {
    let text: String = text
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .collect();
    let text = text.trim();
    if text.is_empty() || text.chars().count() > TEXT_CHARS_MAX {
        return Vec::new();
    }
    let mut meanings = Vec::new();
    let references = references(text);
    for reference in &references {
        let mark = OrderMark::Reference(reference.clone());
        meanings.push((Match::Whole, FoundBy::ReferenceId, mark));
    }
    if !text.contains(char::is_whitespace) {
        let message = OrderMark::MessageId(text.to_owned());
        let payment = OrderMark::GatewayPaymentId(text.to_owned());
        meanings.push((Match::Whole, FoundBy::MessageId, message));
        meanings.push((Match::Whole, FoundBy::GatewayPaymentId, payment));
    }
    if let Some(digits) = phone_end(text) {
        let part = match digits.len() {
            WHOLE_NUMBER_DIGITS.. => Match::Whole,
            _ => Match::Part,
        };
        meanings.push((part, FoundBy::Phone, OrderMark::PhoneEnd(digits)));
    }
    for reference in references {
        let mark = OrderMark::ReferenceStart(reference);
        meanings.push((Match::Part, FoundBy::ReferenceId, mark));
    }
    let name = OrderMark::NameStart(text.to_owned());
    meanings.push((Match::Part, FoundBy::CustomerName, name));
    meanings
}

/// A text as a reference id, as it was typed and in capitals.
fn references(text: &str) -> Vec<String> {
    let is_allowed =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | '-');
    if text.len() > MAX_REFERENCE_ID_CHARS || !text.chars().all(is_allowed) {
        return Vec::new();
    }
    let capitals = text.to_ascii_uppercase();
    match capitals == text {
        true => vec![capitals],
        false => vec![text.to_owned(), capitals],
    }
}

/// The last digits of a number, however it is written. A whole number loses what stands before it
/// for dialling: `+`, `00`, or the `0` of a call within the country.
fn phone_end(text: &str) -> Option<String> {
    let is_written = |letter: char| {
        letter.is_ascii_digit()
            || letter.is_whitespace()
            || matches!(
                letter,
                '+' | '-' | '(' | ')' | '.' | '/' | '\u{2010}'..='\u{2015}'
            )
    };
    if !text.chars().all(is_written) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.trim_start_matches('0') {
        whole if whole.len() >= WHOLE_NUMBER_DIGITS => whole,
        _ => &digits,
    };
    let length = PHONE_DIGITS_MIN..=*PHONE_DIGITS.end();
    length.contains(&digits.len()).then(|| digits.to_owned())
}

/// Marks of direction and joiners, which come along when a number is copied.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_however_it_is_written() {
        check("919900000042", Some("919900000042"));
        check("+91 99000 00042", Some("919900000042"));
        check(
            "\u{202a}+91 99000\u{2011}00042\u{202c}",
            Some("919900000042"),
        );
        check("0091 (99000) 00042", Some("919900000042"));
        check("099000-00042", Some("9900000042"));
        check("99000.00042", Some("9900000042"));
        check("0042", Some("0042"));
        check("00042", Some("00042"));
        check("042", None);
        check("+", None);
        check("1234567890123456", None);
        check("99000 0004x", None);

        #[track_caller]
        fn check(text: &str, expected: Option<&str>) {
            let phones: Vec<_> = meanings(text)
                .into_iter()
                .filter_map(|(_, _, mark)| match mark {
                    OrderMark::PhoneEnd(digits) => Some(digits),
                    OrderMark::Reference(_)
                    | OrderMark::ReferenceStart(_)
                    | OrderMark::NameStart(_)
                    | OrderMark::MessageId(_)
                    | OrderMark::GatewayPaymentId(_) => None,
                })
                .collect();
            assert_eq!(phones.first().map(String::as_str), expected, "{text}");
        }
    }

    #[test]
    fn a_reference_id_is_sought_as_typed_and_in_capitals() {
        assert_eq!(references("inv-7"), ["inv-7", "INV-7"]);
        assert_eq!(references("INV-7"), ["INV-7"]);
        assert_eq!(references("Asha Menon"), Vec::<String>::new());
        assert_eq!(references(&"x".repeat(36)), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_sought_by_nothing_or_by_a_whole_page() {
        assert_eq!(meanings(" \t\n\u{200b}"), []);
        assert_eq!(meanings(&"x".repeat(TEXT_CHARS_MAX + 1)), []);
        assert!(!meanings(&"x".repeat(TEXT_CHARS_MAX)).is_empty());
    }
}
