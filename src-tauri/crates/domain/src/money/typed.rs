//! Owns the reading of amounts that people type or paste.

use super::{Currency, MoneyError};

/// Longer than any amount the desk can hold, with symbol and separators.
const MAX_TYPED_CHARS: usize = 40;

/// How one currency is written.
struct Manner {
    symbol: &'static str,
    group: char,
    decimal: char,
    /// Digits between separators above the last group of three.
    upper_group: usize,
}

/// Reads minor units out of a typed amount.
pub(super) fn minor(text: &str, currency: Currency) -> Result<i64, MoneyError> {
    let manner = manner(currency);
    let number = number(text, &manner)?;
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
            symbol: "₹",
            group: ',',
            decimal: '.',
            upper_group: 2,
        },
        Currency::Brl => Manner {
            symbol: "R$",
            group: '.',
            decimal: ',',
            upper_group: 3,
        },
    }
}

/// Takes off spaces and the currency's symbol.
fn number<'a>(text: &'a str, manner: &Manner) -> Result<&'a str, MoneyError> {
    let text = text.trim();
    let number = text
        .strip_prefix(manner.symbol)
        .unwrap_or(text)
        .trim_start();
    if number.is_empty() {
        return Err(MoneyError::Empty);
    }
    if text.starts_with(['-', '+', '−']) || number.starts_with(['-', '+', '−']) {
        return Err(MoneyError::Signed);
    }
    if number.chars().count() > MAX_TYPED_CHARS {
        return Err(MoneyError::TooLarge);
    }
    Ok(number)
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
