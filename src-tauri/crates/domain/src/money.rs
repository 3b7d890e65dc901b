//! Owns amounts: integer minor units that never leave their currency.

mod display;
mod typed;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The largest amount in minor units, either sign: 2^53 − 1, the last integer that the window's
/// numbers hold exactly.
pub const MAX_MINOR: i64 = (1 << 53) - 1;

/// A currency the desk bills in, written as its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Currency {
    /// The Indian rupee.
    #[serde(rename = "INR")]
    Inr,
    /// The Brazilian real.
    #[serde(rename = "BRL")]
    Brl,
}

impl Currency {
    /// Says the ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Currency::Inr => "INR",
            Currency::Brl => "BRL",
        }
    }

    /// Says how many decimals an amount is written with.
    pub const fn minor_digits(self) -> usize {
        match self {
            Currency::Inr | Currency::Brl => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    /// Reads the exact upper-case code.
    fn from_str(code: &str) -> Result<Self, MoneyError> {
        match code {
            "INR" => Ok(Currency::Inr),
            "BRL" => Ok(Currency::Brl),
            _ => Err(MoneyError::UnknownCurrency),
        }
    }
}

/// An amount in the currency's smallest unit. Never a float, never without its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "StoredMoney")]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// Refuses amounts beyond [`MAX_MINOR`].
    pub const fn new(minor: i64, currency: Currency) -> Option<Self> {
        // `unsigned_abs` because the smallest integer has no positive counterpart.
        if minor.unsigned_abs() > MAX_MINOR.unsigned_abs() {
            return None;
        }
        Some(Self { minor, currency })
    }

    /// Makes the amount nothing.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Reads an amount as a person types or pastes it, such as `₹ 1,23,456.70`, `Rs. 450/-`,
    /// `INR 450` or `R$ 1.234,56` (docs/limits.md, "Form").
    ///
    /// A sign, an exponent, a third decimal, digits grouped in a way the currency does not use or
    /// another currency's name are refused: guessing what was meant would be guessing about money.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        Self::new(typed::minor(text, currency)?, currency).ok_or(MoneyError::TooLarge)
    }

    /// Says the amount in the currency's smallest unit.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Says the currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Refuses mixed currencies and overflow; the caller decides what that means.
    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.with(other, i64::checked_add)
    }

    /// Refuses mixed currencies and overflow; the caller decides what that means.
    pub fn checked_sub(self, other: Money) -> Option<Money> {
        self.with(other, i64::checked_sub)
    }

    /// Refuses overflow; the caller decides what that means.
    pub fn checked_mul(self, quantity: i64) -> Option<Money> {
        Money::new(self.minor.checked_mul(quantity)?, self.currency)
    }

    /// Says whether the amount is below nothing.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    fn with(self, other: Money, operation: fn(i64, i64) -> Option<i64>) -> Option<Money> {
        if self.currency != other.currency {
            return None;
        }
        Money::new(operation(self.minor, other.minor)?, self.currency)
    }
}

/// Why an amount or a currency cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The code is not one of the desk's currencies.
    #[error("the currency is not one of INR and BRL")]
    UnknownCurrency,
    /// The amount is beyond [`MAX_MINOR`].
    #[error("the amount is too large")]
    TooLarge,
    /// Nothing was typed.
    #[error("the amount is empty")]
    Empty,
    /// A sign was typed; an amount to bill has none.
    #[error("the amount has a sign")]
    Signed,
    /// The text holds something other than digits and the currency's own separators.
    #[error("the amount is not a number")]
    NotANumber,
    /// There are more decimals than the currency has.
    #[error("the amount has more than two decimals")]
    TooManyDecimals,
    /// The digits are grouped in a way the currency does not use.
    #[error("the digits are not grouped as the currency groups them")]
    WrongGrouping,
    /// The sign or code of another currency stands beside the digits. This one was meant.
    #[error("the amount is in another currency than {0}")]
    OtherCurrency(Currency),
}

/// The stored form of [`Money`], before its bound is checked.
#[derive(Deserialize)]
struct StoredMoney {
    minor: i64,
    currency: Currency,
}

impl TryFrom<StoredMoney> for Money {
    type Error = MoneyError;

    fn try_from(stored: StoredMoney) -> Result<Self, MoneyError> {
        Money::new(stored.minor, stored.currency).ok_or(MoneyError::TooLarge)
    }
}

#[cfg(test)]
mod tests;
