//! Owns how an amount reads to a person: `₹1,23,456.00`, `R$ 1.234,56`.

use super::{Currency, Money};
use std::fmt;

/// Minor units in one whole unit, for both currencies.
const MINOR_PER_WHOLE: u64 = 100;

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let whole = self.minor.unsigned_abs() / MINOR_PER_WHOLE;
        let rest = self.minor.unsigned_abs() % MINOR_PER_WHOLE;

        match self.currency {
            // Above the last three digits, India groups by two.
            Currency::Inr => write!(f, "{sign}₹{}.{rest:02}", grouped(whole, ',', 2)),
            Currency::Brl => write!(f, "{sign}R$ {},{rest:02}", grouped(whole, '.', 3)),
        }
    }
}

/// Groups the last three digits, and the ones above them by `upper_group`.
fn grouped(whole: u64, separator: char, upper_group: usize) -> String {
    let digits = whole.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        let starts_group = left == 3 || (left > 3 && (left - 3).is_multiple_of(upper_group));
        if index > 0 && starts_group {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
