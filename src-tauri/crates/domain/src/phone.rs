//! Owns customers' phone numbers, which are shown in full only where someone asks for the digits.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The fewest and most digits of a number, country code included (docs/limits.md, "Identity").
pub const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// A phone number in the international form E.164, kept as digits without the `+`.
///
/// `Debug` is masked and there is no `Display`, so that a log line cannot show a number by mistake.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Phone(String);

impl Phone {
    /// Reads an optional `+` and 8 to 15 digits that do not begin with 0.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PhoneError::NotDigits);
        }
        if !PHONE_DIGITS.contains(&digits.len()) {
            return Err(PhoneError::WrongLength);
        }
        if digits.starts_with('0') {
            return Err(PhoneError::LeadingZero);
        }
        Ok(Self(digits.to_owned()))
    }

    /// Shows the full number without `+`, for the request, the store and an explicit reveal.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Shows enough to tell two customers apart: `+91••••••1234`.
    pub fn masked(&self) -> String {
        let hidden = self.0.len() - 6;
        format!(
            "+{}{}{}",
            &self.0[..2],
            "•".repeat(hidden),
            &self.0[self.0.len() - 4..]
        )
    }

    /// Says whether an Indian number has the shape of a mobile number, which WhatsApp needs;
    /// numbers of other countries are not judged.
    pub fn is_plausible_mobile(&self) -> bool {
        let Some(local) = self.0.strip_prefix("91") else {
            return true;
        };
        local.len() == 10 && local.starts_with(['6', '7', '8', '9'])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(text: &str) -> Result<Self, PhoneError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        Self::parse(&text)
    }
}

/// Why a text is not a phone number. The number itself is never part of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// There are no digits.
    #[error("the phone number is empty")]
    Empty,
    /// There is something besides one leading `+` and digits.
    #[error("the phone number may hold only digits after an optional +")]
    NotDigits,
    /// There are fewer than 8 or more than 15 digits.
    #[error("the phone number must have 8 to 15 digits")]
    WrongLength,
    /// A country code never begins with 0.
    #[error("the phone number must begin with a country code")]
    LeadingZero,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn only_international_numbers_are_read() {
        check("919900000042", Ok("919900000042"));
        check("+919900000042", Ok("919900000042"));
        check("12345678", Ok("12345678"));
        check("123456789012345", Ok("123456789012345"));
        check("1234567", Err(PhoneError::WrongLength));
        check("1234567890123456", Err(PhoneError::WrongLength));
        check("09900000042", Err(PhoneError::LeadingZero));
        check("++919900000042", Err(PhoneError::NotDigits));
        check("91 99000 00042", Err(PhoneError::NotDigits));
        check("91९९00000042", Err(PhoneError::NotDigits));
        check("", Err(PhoneError::Empty));
        check("+", Err(PhoneError::Empty));

        #[track_caller]
        fn check(text: &str, expected: Result<&str, PhoneError>) {
            let read = Phone::parse(text);
            assert_eq!(
                read.as_ref().map(Phone::digits).map_err(|e| *e),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_log_line_cannot_show_a_number() {
        let phone = Phone::parse("+919900001234").unwrap();

        assert_eq!(phone.masked(), "+91••••••1234");
        assert_eq!(format!("{phone:?}"), "Phone(+91••••••1234)");
        assert_eq!(Phone::parse("12345678").unwrap().masked(), "+12••5678");
    }

    #[test]
    fn indian_numbers_are_expected_to_be_mobile() {
        check("919999999999", true);
        check("916000000000", true);
        check("915900000042", false);
        check("91990000004", false);
        check("9199000000421", false);
        check("14155550123", true);

        #[track_caller]
        fn check(text: &str, expected: bool) {
            assert_eq!(
                Phone::parse(text).unwrap().is_plausible_mobile(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn a_number_is_stored_as_its_digits() {
        let phone: Phone = serde_json::from_str(r#""+919900000042""#).unwrap();
        assert_eq!(serde_json::to_string(&phone).unwrap(), r#""919900000042""#);
        assert!(serde_json::from_str::<Phone>(r#""0""#).is_err());
    }
}
