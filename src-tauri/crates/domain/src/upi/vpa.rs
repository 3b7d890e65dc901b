//! Owns UPI ids, the addresses that money is paid from and to.

use std::fmt;

/// The most characters of a UPI id, `@` included (docs/limits.md, "UPI intent link").
pub const VPA_CHARS_MAX: usize = 255;

const USER_CHARS_MIN: usize = 2;
const HANDLE_CHARS: std::ops::RangeInclusive<usize> = 2..=64;

/// A UPI id, also called virtual payment address: `<user>@<handle>`, where the user is at least two
/// of `[A-Za-z0-9._-]`, and the handle is 2 to 64 letters and digits of which the first is a letter
/// (NPCI linking specification 1.6).
///
/// It is kept as it was written, and two that differ in letter case are equal. `Debug` shows the
/// handle alone: a payer's id is personal data, and the type cannot tell whose it is.
#[derive(Clone)]
pub struct Vpa(String);

impl Vpa {
    /// Checks the rules of the type; what stands around the id is not taken off.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, VpaFault> {
        if text.is_empty() {
            return Err(VpaFault::Empty);
        }
        if text.len() > VPA_CHARS_MAX {
            return Err(VpaFault::TooLong);
        }
        match text.split_once('@') {
            None => Err(VpaFault::NotOneAt),
            Some((_, handle)) if handle.contains('@') => Err(VpaFault::NotOneAt),
            Some((_, handle)) if handle.contains('.') => Err(VpaFault::EmailAddress),
            Some((user, _)) if !is_user(user) => Err(VpaFault::User),
            Some((_, handle)) if !is_handle(handle) => Err(VpaFault::Handle),
            Some(_) => Ok(Self(text.to_owned())),
        }
    }

    fn handle(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, handle)| handle)
    }
}

impl PartialEq for Vpa {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Vpa {}

impl fmt::Display for Vpa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Vpa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vpa(…@{})", self.handle())
    }
}

/// Why a text is not a UPI id. The text itself is never part of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VpaFault {
    /// There is no text.
    #[error("the UPI id is empty")]
    Empty,
    /// There are more than [`VPA_CHARS_MAX`] characters.
    #[error("the UPI id is longer than 255 characters")]
    TooLong,
    /// There is no `@`, or more than one.
    #[error("a UPI id has exactly one @")]
    NotOneAt,
    /// What follows the `@` has a dot, as the domain of an e-mail address has.
    #[error("this is an e-mail address, not a UPI id")]
    EmailAddress,
    /// What stands before the `@` is too short, or has another character than it may.
    #[error("before the @ of a UPI id stand at least two letters, digits, `.`, `_` or `-`")]
    User,
    /// What follows the `@` is too short or too long, or has another character than it may.
    #[error("after the @ of a UPI id stand 2 to 64 letters and digits, a letter first")]
    Handle,
}

fn is_user(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    text.len() >= USER_CHARS_MIN && text.bytes().all(is_allowed)
}

fn is_handle(text: &str) -> bool {
    HANDLE_CHARS.contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn only_a_user_at_a_handle_is_a_upi_id() {
        check("deskshop@examplebank", None);
        check("Desk.Shop-2_x@ExampleBank", None);
        check("a1@b2", None);
        check("..@ab", None);
        check("shop.gateway@ok1bank", None);
        check("", Some(VpaFault::Empty));
        check("deskshop", Some(VpaFault::NotOneAt));
        check("desk@shop@examplebank", Some(VpaFault::NotOneAt));
        check("deskshop@@examplebank", Some(VpaFault::NotOneAt));
        check("asha@example.com", Some(VpaFault::EmailAddress));
        check("asha@bank.", Some(VpaFault::EmailAddress));
        check("@examplebank", Some(VpaFault::User));
        check("a@examplebank", Some(VpaFault::User));
        check("desk shop@examplebank", Some(VpaFault::User));
        check(" deskshop@examplebank", Some(VpaFault::User));
        check("desk+shop@examplebank", Some(VpaFault::User));
        check("désk@examplebank", Some(VpaFault::User));
        check("d\u{200b}esk@examplebank", Some(VpaFault::User));
        check("deskshop@", Some(VpaFault::Handle));
        check("deskshop@b", Some(VpaFault::Handle));
        check("deskshop@1bank", Some(VpaFault::Handle));
        check("deskshop@example-bank", Some(VpaFault::Handle));
        check("deskshop@examplebank\n", Some(VpaFault::Handle));
        check("deskshop@bank२", Some(VpaFault::Handle));
    }

    #[test]
    fn lengths_are_bounded() {
        check(&format!("ab@{}", "b".repeat(64)), None);
        check(&format!("ab@{}", "b".repeat(65)), Some(VpaFault::Handle));
        check(&format!("{}@bank", "a".repeat(250)), None);
        check(
            &format!("{}@bank", "a".repeat(251)),
            Some(VpaFault::TooLong),
        );
        check(&"a".repeat(1_000_000), Some(VpaFault::TooLong));
    }

    #[track_caller]
    fn check(text: &str, expected: Option<VpaFault>) {
        assert_eq!(Vpa::parse(text).err(), expected, "{text:.60?}");
    }

    #[test]
    fn letter_case_is_kept_and_makes_no_difference() {
        let written = Vpa::parse("Desk.Shop@ExampleBank").unwrap();

        assert_eq!(written.to_string(), "Desk.Shop@ExampleBank");
        assert_eq!(written, Vpa::parse("desk.shop@examplebank").unwrap());
        assert_ne!(written, Vpa::parse("deskshop@examplebank").unwrap());
    }

    #[test]
    fn a_log_line_cannot_show_whose_it_is() {
        let vpa = Vpa::parse("asha.rao@examplebank").unwrap();
        assert_eq!(format!("{vpa:?}"), "Vpa(…@examplebank)");
    }
}
