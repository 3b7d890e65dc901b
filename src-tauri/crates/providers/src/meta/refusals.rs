//! Owns the one table of definite refusals: call, code, what it means and what to do.
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
    /// Checking an account's credentials and ids.
    CredentialCheck,
}

impl Call {
    /// The keys that only an answer to a call that was done has.
    pub(super) const fn success_keys(self) -> &'static [&'static str] {
        match self {
            Self::Send => &["messages"],
            Self::Refund => &["id", "speed_processed"],
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
    /// What happened, in a sentence.
    pub meaning: &'static str,
    /// What to do, in a sentence.
    pub advice: &'static str,
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
    Call::CredentialCheck,
];
const SEND: &[Call] = &[Call::Send];
const ORDER: &[Call] = &[Call::Send, Call::Refund, Call::Lookup];
const REFUND: &[Call] = &[Call::Refund];
const LOOKUP: &[Call] = &[Call::Lookup];
const CHECK: &[Call] = &[Call::CredentialCheck];

const fn row(
    codes: RangeInclusive<i64>,
    calls: &'static [Call],
    class: RefusalClass,
    meaning: &'static str,
    advice: &'static str,
) -> Refusal {
    Refusal {
        codes,
        calls,
        class,
        meaning,
        advice,
    }
}

use RefusalClass::{Authentication, Configuration, Permission, RateLimit, Validation};

/// Meta, error codes. Codes from 200 to 299 are one permission class there.
#[rustfmt::skip] // One row per line.
const TABLE: &[Refusal] = &[
    row(0..=0, ALL, Authentication, "The access token was refused.", NEW_TOKEN),
    row(190..=190, ALL, Authentication, "The access token is invalid or has expired.", NEW_TOKEN),
    row(3..=3, ALL, Permission, "The app lacks the capability for this call.", PERMISSION),
    row(10..=10, ALL, Permission, "The access token lacks a permission.", PERMISSION),
    row(200..=299, ALL, Permission, "The access token lacks a permission.", PERMISSION),
    row(131_005..=131_005, ALL, Permission, "Access was denied.", PERMISSION_OR_TERMS),
    row(368..=368, ALL, Permission, "The account is restricted for policy reasons.", RESTRICTED),
    row(131_031..=131_031, ALL, Permission, "The account is locked.", RESTRICTED),
    row(130_497..=130_497, SEND, Permission, "The business may not write to this country.", COUNTRY),
    row(33..=33, ALL, Validation, "The id does not exist.", CHECK_IDS),
    row(100..=100, CHECK, Validation, "The id is wrong, or the token cannot see it.", CHECK_IDS),
    row(100..=100, SEND, Validation, "A field or the phone number id is wrong.", FIX_FIELD),
    row(100..=100, REFUND, Validation, "A field or the phone number id is wrong.", FIX_REFUND),
    row(100..=100, LOOKUP, Validation, "The payment cannot be asked for like this.", CHECK_ORDER),
    row(131_008..=131_008, ORDER, Validation, "A required field is missing.", FIX_FIELD),
    row(131_009..=131_009, ORDER, Validation, "A field has a wrong value.", FIX_FIELD),
    row(135_000..=135_000, SEND, Validation, "Something in the message is wrong.", FIX_FIELD),
    row(131_021..=131_021, SEND, Validation, "Sender and recipient are the same number.", RECIPIENT),
    row(131_051..=131_051, SEND, Validation, "This type of message is not supported.", FIX_FIELD),
    row(131_053..=131_053, SEND, Validation, "The image could not be fetched or used.", IMAGE),
    row(131_062..=131_062, SEND, Validation, "This message needs a phone number.", RECIPIENT),
    row(131_047..=131_047, SEND, Validation, "The 24-hour window is closed.", WINDOW),
    row(130_472..=130_472, SEND, Validation, "The customer is in an experiment of Meta.", OTHER_WAY),
    row(131_037..=131_037, SEND, Configuration, "The display name is not approved.", DISPLAY_NAME),
    row(131_042..=131_042, SEND, Configuration, "Meta cannot bill the business.", BILLING),
    row(131_045..=131_045, SEND, Configuration, "The number is not registered properly.", REGISTER),
    row(133_010..=133_010, SEND, Configuration, "The number is not registered.", REGISTER),
    row(134_009..=134_009, ORDER, Configuration, "The configuration is unknown.", NAME),
    row(134_011..=134_011, ALL, Configuration, "The payments terms are not accepted.", TERMS),
    row(4..=4, ALL, RateLimit, "The app made too many calls.", WAIT),
    row(80_007..=80_007, ALL, RateLimit, "The business account made too many calls.", WAIT),
    row(130_429..=130_429, ALL, RateLimit, "The number sends too fast.", WAIT),
    row(131_048..=131_048, SEND, RateLimit, "Too many messages were reported as spam.", SPAM),
    row(131_056..=131_056, SEND, RateLimit, "Too many messages to this customer.", WAIT_PAIR),
];

const NEW_TOKEN: &str = "Ask for a new system-user token and set it in the account.";
const PERMISSION: &str = "Give the system user whatsapp_business_messaging and \
    whatsapp_business_management for this business account, then make a new token.";
const PERMISSION_OR_TERMS: &str = "If the provider's words name terms of service, accept them; \
    otherwise give the system user access to this business account.";
const RESTRICTED: &str = "Open Meta's Business Support Home and settle the restriction there.";
const COUNTRY: &str = "Collect from this customer in another way.";
const CHECK_IDS: &str = "Compare the account's ids with WhatsApp Manager.";
const CHECK_ORDER: &str = "Compare the payment configuration's name with WhatsApp Manager.";
const FIX_FIELD: &str = "Correct what the provider's words name and send again.";
const FIX_REFUND: &str = "Read what the provider's words name; nothing went back.";
const RECIPIENT: &str = "Correct the customer's phone number.";
const IMAGE: &str = "Correct the image's address or leave the image out.";
const WINDOW: &str = "Wait for the customer to write, or send an order template.";
const OTHER_WAY: &str = "Nothing was sent; collect from this customer in another way.";
const DISPLAY_NAME: &str = "Have the display name approved in WhatsApp Manager.";
const BILLING: &str = "Correct the payment method of the business account at Meta.";
const REGISTER: &str = "Register the phone number in WhatsApp Manager.";
const NAME: &str = "Choose a payment configuration that exists in WhatsApp Manager.";
const TERMS: &str = "Accept the payments terms with the link the provider gives.";
const WAIT: &str = "Wait a few minutes and try again.";
const WAIT_PAIR: &str = "Wait before writing to this customer again; others are not affected.";
const SPAM: &str = "Look at the number's quality rating in WhatsApp Manager before sending more.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definite_refusal_says_nothing_was_done() {
        use Call::*;
        for code in ["0", "190", "10", "200", "299", "100", "4"] {
            check(code, ALL);
        }
        check("131009", &[Send, Refund, Lookup]);
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
