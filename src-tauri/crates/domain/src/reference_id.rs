//! Owns reference ids: the merchant's own name for an order, and the key of everything about it.

mod proposal;

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The most characters an Indian reference id may have (docs/limits.md, "Identity").
pub const MAX_REFERENCE_ID_CHARS: usize = 35;

/// A reference id that Meta accepts and a lookup can find again: 1 to 35 of `[A-Za-z0-9_.-]`.
///
/// `.` and `..` are in Meta's alphabet but refused here: a URL library takes them out of the
/// lookup path, and the order could be sent but never looked up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct ReferenceId(String);

impl ReferenceId {
    /// Checks the rules of the type.
    pub fn parse(text: &str) -> Result<Self, ReferenceIdError> {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
        if text.is_empty() {
            Err(ReferenceIdError::Empty)
        } else if !text.chars().all(is_allowed) {
            Err(ReferenceIdError::NotAllowed)
        } else if text.len() > MAX_REFERENCE_ID_CHARS {
            Err(ReferenceIdError::TooLong)
        } else if matches!(text, "." | "..") {
            Err(ReferenceIdError::OnlyDots)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// Shows the id as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReferenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ReferenceId {
    type Err = ReferenceIdError;

    fn from_str(text: &str) -> Result<Self, ReferenceIdError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ReferenceId {
    type Error = ReferenceIdError;

    fn try_from(text: String) -> Result<Self, ReferenceIdError> {
        Self::parse(&text)
    }
}

/// Why a text is not a reference id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceIdError {
    /// There is no text.
    #[error("the reference id is empty")]
    Empty,
    /// There are more than [`MAX_REFERENCE_ID_CHARS`] characters.
    #[error("the reference id is longer than 35 characters")]
    TooLong,
    /// A character is outside the alphabet.
    #[error("the reference id may hold only letters, digits, `_`, `.` and `-`")]
    NotAllowed,
    /// The id is `.` or `..`, which a lookup address cannot carry.
    #[error("the reference id cannot be only dots")]
    OnlyDots,
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn only_what_a_lookup_can_carry_is_a_reference_id() {
        check("KP-2291.a_1", None);
        check("a", None);
        check("...", None);
        check(".a", None);
        check(&"x".repeat(35), None);
        check(&"x".repeat(36), Some(ReferenceIdError::TooLong));
        check("", Some(ReferenceIdError::Empty));
        check(".", Some(ReferenceIdError::OnlyDots));
        check("..", Some(ReferenceIdError::OnlyDots));
        check("a b", Some(ReferenceIdError::NotAllowed));
        check(" a", Some(ReferenceIdError::NotAllowed));
        check("a/b", Some(ReferenceIdError::NotAllowed));
        check("a#1", Some(ReferenceIdError::NotAllowed));
        check("é", Some(ReferenceIdError::NotAllowed));
        check("१", Some(ReferenceIdError::NotAllowed));
        check("a\n", Some(ReferenceIdError::NotAllowed));

        #[track_caller]
        fn check(text: &str, expected: Option<ReferenceIdError>) {
            assert_eq!(ReferenceId::parse(text).err(), expected, "{text:?}");
        }
    }

    #[test]
    fn case_is_kept_because_meta_tells_it_apart() {
        assert_ne!(
            ReferenceId::parse("inv-7").unwrap(),
            ReferenceId::parse("INV-7").unwrap()
        );
    }

    #[test]
    fn a_stored_id_is_checked_again() {
        let id: ReferenceId = serde_json::from_str(r#""INV-7""#).unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), r#""INV-7""#);
        assert!(serde_json::from_str::<ReferenceId>(r#""..""#).is_err());
    }
}
