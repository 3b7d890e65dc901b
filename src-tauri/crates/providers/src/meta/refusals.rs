//! Owns the one table of definite refusals: call, code and class. What a code means to a person is
//! in `error_codes`.
//!
//! A code stands here only when its documented class says that nothing was done: authentication,
//! permission, validation, configuration, rate limit. For an effect a code that is missing here
//! means "unknown", and so does any 5xx, 408 or 409, whatever code it carries. Left out on purpose:
//! 1 and 131000 (unknown failures), 2, 131016, 133004 and 131057 (service down), 131026
//! (delivery failed, which is not the same as never sent), 131049 and 131050 (by webhook only) and
//! 134010 (in no document).

use std::ops::RangeInclusive;

/// A call with its own allow-list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// Sending an order.
    Send,
    /// Asking for a refund.
    Refund,
    /// Looking up a payment.
    Lookup,
    /// Uploading a picture.
    Upload,
    /// Checking an account's credentials and ids.
    CredentialCheck,
}

impl Call {
    /// The keys that only an answer to a call that was done has.
    pub(super) const fn success_keys(self) -> &'static [&'static str] {
        match self {
            Self::Send => &["messages"],
            Self::Refund => &["id", "speed_processed"],
            Self::Upload => &["id"],
            Self::Lookup | Self::CredentialCheck => &[],
        }
    }
}

/// What kind of refusal it is, which decides what may be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalClass {
    /// The token is not accepted.
    Authentication,
    /// The token may not do this.
    Permission,
    /// What was sent is wrong.
    Validation,
    /// The business number or its payment configuration is not set up for this.
    Configuration,
    /// Too much at once: the same request may be made later, as a new operation.
    RateLimit,
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The codes it stands for.
    pub codes: RangeInclusive<i64>,
    /// The calls it is definite for.
    pub calls: &'static [Call],
    /// Its class.
    pub class: RefusalClass,
}

/// The row for a code, or `None` when it is not definite for this call.
pub fn refusal(call: Call, code: &str) -> Option<&'static Refusal> {
    let code: i64 = code.parse().ok()?;
    TABLE
        .iter()
        .find(|row| row.codes.contains(&code) && row.calls.contains(&call))
}

const ALL: &[Call] = &[
    Call::Send,
    Call::Refund,
    Call::Lookup,
    Call::Upload,
    Call::CredentialCheck,
];
const SEND: &[Call] = &[Call::Send];
const ORDER: &[Call] = &[Call::Send, Call::Refund, Call::Lookup];
const FIELDS: &[Call] = &[Call::Send, Call::Refund, Call::Lookup, Call::Upload];
const MEDIA: &[Call] = &[Call::Send, Call::Upload];

const fn row(codes: RangeInclusive<i64>, calls: &'static [Call], class: RefusalClass) -> Refusal {
    Refusal {
        codes,
        calls,
        class,
    }
}

use RefusalClass::{Authentication, Configuration, Permission, RateLimit, Validation};

/// Meta, error codes. Codes from 200 to 299 are one permission class there.
#[rustfmt::skip] // One row per line.
const TABLE: &[Refusal] = &[
    row(0..=0, ALL, Authentication),
    row(190..=190, ALL, Authentication),
    row(3..=3, ALL, Permission),
    row(10..=10, ALL, Permission),
    row(200..=299, ALL, Permission),
    row(131_005..=131_005, ALL, Permission),
    row(368..=368, ALL, Permission),
    row(131_031..=131_031, ALL, Permission),
    row(130_497..=130_497, SEND, Permission),
    row(33..=33, ALL, Validation),
    row(100..=100, ALL, Validation),
    row(131_008..=131_008, FIELDS, Validation),
    row(131_009..=131_009, FIELDS, Validation),
    row(135_000..=135_000, SEND, Validation),
    row(131_021..=131_021, SEND, Validation),
    row(131_051..=131_051, SEND, Validation),
    row(131_053..=131_053, MEDIA, Validation),
    row(131_062..=131_062, SEND, Validation),
    row(131_047..=131_047, SEND, Validation),
    row(130_472..=130_472, SEND, Validation),
    row(131_037..=131_037, SEND, Configuration),
    row(131_042..=131_042, SEND, Configuration),
    row(131_045..=131_045, SEND, Configuration),
    row(133_010..=133_010, SEND, Configuration),
    row(134_009..=134_009, ORDER, Configuration),
    row(134_011..=134_011, ALL, Configuration),
    row(4..=4, ALL, RateLimit),
    row(80_007..=80_007, ALL, RateLimit),
    row(130_429..=130_429, ALL, RateLimit),
    row(131_048..=131_048, SEND, RateLimit),
    row(131_056..=131_056, SEND, RateLimit),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definite_refusal_says_nothing_was_done() {
        use Call::*;
        for code in ["0", "190", "10", "200", "299", "100", "4"] {
            check(code, ALL);
        }
        check("131009", &[Send, Refund, Lookup, Upload]);
        check("131053", &[Send, Upload]);
        check("134009", &[Send, Refund, Lookup]);
        check("131047", &[Send]);
        check("131056", &[Send]);
    }

    #[test]
    fn anything_else_is_not_on_the_list() {
        for code in [
            "1", "2", "5", "9", "11", "199", "300", "131000", "131016", "131026", "131049",
            "131050", "131057", "133004", "134010", "2046", "2047", "-190", "", "abc", "190.0",
        ] {
            check(code, &[]);
        }
    }

    #[track_caller]
    fn check(code: &str, expected: &[Call]) {
        let definite: Vec<_> = ALL
            .iter()
            .copied()
            .filter(|call| refusal(*call, code).is_some())
            .collect();
        assert_eq!(definite, expected, "{code}");
    }

    #[test]
    fn no_code_has_two_rows_for_one_call() {
        for (index, row) in TABLE.iter().enumerate() {
            for other in &TABLE[index + 1..] {
                let shared = row.codes.clone().any(|code| other.codes.contains(&code));
                let same_call = row.calls.iter().any(|call| other.calls.contains(call));
                assert!(!(shared && same_call), "{:?}", row.codes);
            }
        }
    }
}
