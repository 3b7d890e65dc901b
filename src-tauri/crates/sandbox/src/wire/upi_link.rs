//! Owns the link of a UPI intent: what every app that opens it must be able to read.

use super::node::Node;
use crate::refusal::Refusal;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::collections::BTreeMap;

const LINK_MAX: usize = 2_048;
const BEGINNING: &str = "upi://pay?";
const PAYEE_NAME_MAX: usize = 99;
const ADDRESS_MAX: usize = 255;
const REFERENCE_MAX: usize = 35;
const AMOUNT_MAX: usize = 15;
/// Elsewhere a plus is a plus.
const PLUS_IS_BLANK: [&str; 2] = ["pn", "tn"];

/// The fields of a link, decoded, under their names in small letters.
type Fields = BTreeMap<String, String>;
type Check = Result<(), Cow<'static, str>>;

/// Checks the link, which is passed on as it is.
pub(super) fn check(node: &Node) -> Result<(), Refusal> {
    let link = node.any_text()?;
    let checked = query(link)
        .and_then(fields)
        .and_then(|it| check_fields(&it));
    checked.map_err(|rule| node.invalid(&rule))
}

fn query(link: &str) -> Result<&str, Cow<'static, str>> {
    if link.contains(char::is_whitespace) {
        return Err("must have no white space".into());
    }
    if link.chars().count() > LINK_MAX {
        return Err(format!("must be at most {LINK_MAX} characters").into());
    }
    match link.split_at_checked(BEGINNING.len()) {
        Some((beginning, query)) if beginning.eq_ignore_ascii_case(BEGINNING) => Ok(query),
        _ => Err(format!("must begin with {BEGINNING}").into()),
    }
}

fn fields(query: &str) -> Result<Fields, Cow<'static, str>> {
    let mut fields = Fields::new();
    for piece in query.replace("&amp;", "&").split('&') {
        let Some((key, value)) = piece.split_once('=').filter(|(key, _)| !key.is_empty()) else {
            return Err("must consist of key=value, parted by &".into());
        };
        let key = decoded(key)?.to_ascii_lowercase();
        let value = if PLUS_IS_BLANK.contains(&key.as_str()) {
            decoded(&value.replace('+', " "))?
        } else {
            decoded(value)?
        };
        if fields.contains_key(&key) {
            return Err(format!("has {key} twice").into());
        }
        fields.insert(key, value);
    }
    Ok(fields)
}

/// The decoder alone would leave an escape as it is that is none.
fn decoded(text: &str) -> Result<String, Cow<'static, str>> {
    let is_escape = |after: &str| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    match percent_decode_str(text).decode_utf8() {
        Ok(decoded) if text.split('%').skip(1).all(is_escape) => Ok(decoded.into_owned()),
        _ => Err("must be percent-encoded UTF-8".into()),
    }
}

fn check_fields(fields: &Fields) -> Check {
    for key in ["pa", "pn", "tr"] {
        if fields.get(key).is_none_or(|value| value.trim().is_empty()) {
            return Err(format!("must have {key}").into());
        }
    }
    must(fields, "pa", is_address, "a UPI address")?;
    must(fields, "pn", is_payee_name, "at most 99 characters")?;
    must(
        fields,
        "tr",
        is_reference,
        "1 to 35 of A-Z, a-z, 0-9, ., _ and -",
    )?;
    must(fields, "mc", |code| is_digits(code, 4), "4 digits")?;
    must(fields, "purpose", |code| is_digits(code, 2), "2 digits")?;
    must(fields, "am", is_amount, "an amount above zero")?;
    let is_least = |least: &str| least == "null" || is_amount(least);
    must(fields, "mam", is_least, "null or an amount above zero")?;
    must(fields, "cu", |word| word.eq_ignore_ascii_case("INR"), "INR")
}

/// Holds a field to its rule if the link has it.
fn must(fields: &Fields, key: &str, rule: impl Fn(&str) -> bool, words: &str) -> Check {
    match fields.get(key) {
        Some(value) if !rule(value) => Err(format!("{key} must be {words}").into()),
        _ => Ok(()),
    }
}

fn is_address(text: &str) -> bool {
    let Some((user, handle)) = text.split_once('@') else {
        return false;
    };
    text.len() <= ADDRESS_MAX
        && user.len() >= 2
        && user.bytes().all(is_reference_byte)
        && (2..=64).contains(&handle.len())
        && handle.starts_with(|first: char| first.is_ascii_alphabetic())
        && handle.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_payee_name(text: &str) -> bool {
    text.chars().count() <= PAYEE_NAME_MAX
}

fn is_reference(text: &str) -> bool {
    (1..=REFERENCE_MAX).contains(&text.len()) && text.bytes().all(is_reference_byte)
}

fn is_reference_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._-".contains(&byte)
}

fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_amount(text: &str) -> bool {
    let (rupees, paise) = text.split_once('.').unwrap_or((text, "0"));
    text.len() <= AMOUNT_MAX
        && !rupees.is_empty()
        && (1..=2).contains(&paise.len())
        && [rupees, paise]
            .iter()
            .all(|part| is_digits(part, part.len()))
        && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}
