//! Owns the reading of amounts that people type or paste.

use super::{Currency, MoneyError};

/// Longer than any amount the desk can hold, with symbol and separators.
const MAX_TYPED_CHARS: usize = 40;

/// What stands around pasted amounts, in capitals. Where it is not the currency's own, a form can say
/// which currency it wants.
const CURRENCY_NAMES: &[&str] = &[
    "INR", "RS", "BRL", "USD", "EUR", "GBP", "AED", "ARS", "AUD", "BDT", "BHD", "CAD", "CHF",
    "CLP", "CNY", "COP", "HKD", "IDR", "JPY", "KWD", "LKR", "MXN", "MYR", "NPR", "NZD", "OMR",
    "PKR", "PYG", "QAR", "SAR", "SGD", "THB", "UYU", "ZAR",
];

/// How one currency is written.
struct Manner {
    /// What may stand before the number, in letters of any case; a longer name before a shorter.
    before: &'static [&'static str],
    /// What may stand behind the number, likewise.
    after: &'static [&'static str],
    group: char,
    decimal: char,
    /// Digits between separators above the last group of three.
    upper_group: usize,
}

/// Reads minor units out of a typed amount.
pub(super) fn minor(text: &str, currency: Currency) -> Result<i64, MoneyError> {
    let manner = manner(currency);
    let number = number(text, &manner)?;
    if names_other_currency(number, &manner) {
        return Err(MoneyError::OtherCurrency(currency));
    }
    let (whole, decimals) = match number.split_once(manner.decimal) {
        Some((_, "")) => return Err(MoneyError::NotANumber),
        Some((whole, decimals)) => (whole, decimals),
        None => (number, ""),
    };

    let whole = ungrouped(whole, &manner)?;
    let decimals = padded(decimals, currency.minor_digits())?;
    // Only digits are left, so the one thing that can go wrong is their number.
    format!("{whole}{decimals}")
        .parse()
        .map_err(|_| MoneyError::TooLarge)
}

fn manner(currency: Currency) -> Manner {
    match currency {
        Currency::Inr => Manner {
            before: &["₹", "Rs.", "Rs", "INR"],
            after: &["/-", "₹", "Rs.", "Rs", "INR"],
            group: ',',
            decimal: '.',
            upper_group: 2,
        },
        Currency::Brl => Manner {
            before: &["R$", "BRL"],
            after: &["R$", "BRL"],
            group: '.',
            decimal: ',',
            upper_group: 3,
        },
    }
}

/// Takes off blanks of any kind, and a name of the currency on either side.
fn number<'a>(text: &'a str, manner: &Manner) -> Result<&'a str, MoneyError> {
    let text = text.trim();
    let mut before = manner.before.iter();
    let text = before
        .find_map(|name| cut_from_start(text, name))
        .unwrap_or(text);
    let mut after = manner.after.iter();
    let number = after
        .find_map(|name| cut_from_end(text, name))
        .unwrap_or(text);
    if number.is_empty() {
        return Err(MoneyError::Empty);
    }
    if number.starts_with(['-', '+', '−']) {
        return Err(MoneyError::Signed);
    }
    if number.chars().count() > MAX_TYPED_CHARS {
        return Err(MoneyError::TooLarge);
    }
    Ok(number)
}

fn cut_from_start<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name).then(|| rest.trim_start())
}

fn cut_from_end<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(name.len())?)?;
    end.eq_ignore_ascii_case(name).then(|| rest.trim_end())
}

/// Says whether what is left around the digits stands for a currency, which is another one then.
fn names_other_currency(number: &str, manner: &Manner) -> bool {
    let is_of_a_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,/-".contains(c);
    let name = number.trim_matches(is_of_a_number).to_ascii_uppercase();
    // A name in the wrong place, such as `4₹50`, is no other currency's.
    let is_own = |own: &&str| name.contains(&own.to_ascii_uppercase());
    if manner.before.iter().any(is_own) {
        return false;
    }
    name.contains(is_currency_sign) || CURRENCY_NAMES.contains(&name.as_str())
}

fn is_currency_sign(letter: char) -> bool {
    matches!(
        letter,
        '$' | '¢'..='¥' | '\u{20a0}'..='\u{20cf}' | '＄' | '￠' | '￡' | '￥' | '￦'
    )
}

/// Checks the separators of the whole part and takes them out.
fn ungrouped(whole: &str, manner: &Manner) -> Result<String, MoneyError> {
    let groups: Vec<&str> = whole.split(manner.group).collect();
    if !groups.iter().all(|group| is_digits(group)) {
        // An empty group is a separator too many, unless there are no digits at all.
        let only_separators =
            groups.len() > 1 && groups.iter().all(|g| g.is_empty() || is_digits(g));
        return Err(if only_separators {
            MoneyError::WrongGrouping
        } else {
            MoneyError::NotANumber
        });
    }
    if let [first, middle @ .., last] = groups.as_slice() {
        let is_grouped = (1..=manner.upper_group).contains(&first.len())
            && middle.iter().all(|group| group.len() == manner.upper_group)
            && last.len() == 3;
        if !is_grouped {
            return Err(MoneyError::WrongGrouping);
        }
    }
    Ok(groups.concat())
}

/// Fills the decimals up to the currency's number of them.
fn padded(decimals: &str, digits: usize) -> Result<String, MoneyError> {
    if !decimals.is_empty() && !is_digits(decimals) {
        return Err(MoneyError::NotANumber);
    }
    if decimals.len() > digits {
        return Err(MoneyError::TooManyDecimals);
    }
    Ok(format!("{decimals:0<digits$}"))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
