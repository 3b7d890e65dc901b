//! Owns findings: what validation says about an order, for a person and for a program.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::RangeInclusive;

/// The most findings kept of one order or body. The last one then says that there are more.
pub const MAX_FINDINGS: usize = 1_000;

/// One thing that validation has to say, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, in Meta's names: `order.items[0].quantity`.
    pub path: String,
    /// What is the matter.
    pub code: FindingCode,
    /// The number or words that the rule names, such as a largest length.
    pub limit: Option<Limit>,
}

impl Finding {
    /// Makes a finding whose rule names no limit.
    pub fn new(path: impl Into<String>, code: FindingCode) -> Self {
        Self {
            path: path.into(),
            code,
            limit: None,
        }
    }

    /// Makes a finding with the limit that its rule names.
    pub fn with_limit(path: impl Into<String>, code: FindingCode, limit: impl Into<Limit>) -> Self {
        Self {
            path: path.into(),
            code,
            limit: Some(limit.into()),
        }
    }

    /// Says whether the finding stops the order.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// Says whether the order cannot be sent as it is.
    pub fn is_error(&self) -> bool {
        self.severity() == Severity::Error
    }

    /// Names the message in the window's catalogue.
    pub fn message_key(&self) -> String {
        format!("finding_{}", self.code.word())
    }

    /// Says the finding in plain English, without its path.
    pub fn sentence(&self) -> String {
        match &self.limit {
            Some(limit) => self.code.sentence().replace("{limit}", &limit.to_string()),
            None => self.code.sentence().to_owned(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.sentence())
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut finding = serializer.serialize_struct("Finding", 5)?;
        finding.serialize_field("path", &self.path)?;
        finding.serialize_field("code", &self.code)?;
        finding.serialize_field("severity", &self.severity())?;
        finding.serialize_field("limit", &self.limit)?;
        finding.serialize_field("message_key", &self.message_key())?;
        finding.end()
    }
}

/// Whether a finding stops the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The provider would refuse the order, or the customer could not pay it.
    Error,
    /// The order can be sent; a person should look once more.
    Warning,
}

/// The number or words that a rule names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Limit {
    /// A length, a count or an amount in minor units.
    Number(i64),
    /// Allowed words, or a range such as `1 to 100`.
    Text(String),
}

impl From<i64> for Limit {
    fn from(number: i64) -> Self {
        Limit::Number(number)
    }
}

impl From<usize> for Limit {
    fn from(number: usize) -> Self {
        i64::try_from(number).map_or_else(|_| Limit::Text(number.to_string()), Limit::Number)
    }
}

impl From<&str> for Limit {
    fn from(words: &str) -> Self {
        Limit::Text(words.to_owned())
    }
}

impl From<&[&str]> for Limit {
    fn from(words: &[&str]) -> Self {
        Limit::Text(words.join(", "))
    }
}

impl From<RangeInclusive<i64>> for Limit {
    fn from(range: RangeInclusive<i64>) -> Self {
        Limit::Text(format!("{} to {}", range.start(), range.end()))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Number(number) => number.fmt(f),
            Limit::Text(words) => f.write_str(words),
        }
    }
}

/// Declares every code once: variant, word, severity and sentence.
macro_rules! finding_codes {
    ($($variant:ident, $word:literal, $severity:ident, $sentence:literal;)*) => {
        /// What is the matter. The word is for programs, the sentence for people.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum FindingCode {
            $(#[doc = $sentence] #[serde(rename = $word)] $variant,)*
        }

        impl FindingCode {
            /// Lists every code, for catalogues and the tests that keep them complete.
            pub const ALL: &[FindingCode] = &[$(FindingCode::$variant,)*];

            /// Says the machine's word.
            pub const fn word(self) -> &'static str {
                match self { $(FindingCode::$variant => $word,)* }
            }

            /// Says whether such a finding stops the order.
            pub const fn severity(self) -> Severity {
                match self { $(FindingCode::$variant => Severity::$severity,)* }
            }

            const fn sentence(self) -> &'static str {
                match self { $(FindingCode::$variant => $sentence,)* }
            }
        }
    };
}

finding_codes! {
    Required, "required", Error, "This is required.";
    TooShort, "too_short", Error, "This is shorter than {limit} characters.";
    TooLong, "too_long", Error, "This is longer than {limit} characters.";
    TooFew, "too_few", Error, "There must be at least {limit} here.";
    TooMany, "too_many", Error, "There may be at most {limit} here.";
    NotAllowed, "not_allowed", Error, "This must be: {limit}.";
    NotInteger, "not_integer", Error, "This must be a whole number, without point or exponent.";
    NotAnAmount, "not_an_amount", Error, "Write the amount like 1,234.56.";
    TooManyDecimals, "too_many_decimals", Error, "Write the amount with at most {limit} decimals.";
    OtherCurrency, "other_currency", Error, "Write the amount in {limit}.";
    WrongType, "wrong_type", Error, "This must be {limit}.";
    OutOfRange, "out_of_range", Error, "This must be in the range {limit}.";
    SumMismatch, "sum_mismatch", Error, "The amounts add up to {limit} (in the smallest unit).";
    SaleNotLower, "sale_not_lower", Error, "The sale price must be lower than the price, {limit}.";
    AboveUpiLimit, "above_upi_limit", Error,
        "UPI cannot carry more than {limit} (in the smallest unit): ask for it in several requests, or \
         let it be paid on the gateway's page alone.";
    UpiLinkFault, "upi_link_fault", Error, "Nobody could pay by this UPI link: {limit}.";
    TooSoon, "too_soon", Error, "This must be at least {limit} seconds from now.";
    NotHttps, "not_https", Error, "This must be a link that begins with https://.";
    Conflict, "conflict", Error, "This cannot be combined with {limit}.";
    UnknownField, "unknown_field", Error, "This field is not part of an order.";
    NotSupported, "not_supported", Error, "This is not supported here; supported: {limit}.";
    NotInForm, "not_in_form", Error,
        "The form has no place for this; take it out, or send the request as a file.";
    DuplicateKey, "duplicate_key", Error, "This field is given more than once.";
    DuplicateReference, "duplicate_reference", Error,
        "This reference id was already used for another order.";
    ParametersIsText, "parameters_is_text", Error,
        "The parameters must be a JSON object, not a JSON text inside a string.";
    NotJson, "not_json", Error, "This is not valid JSON ({limit}).";
    BodyTooLarge, "body_too_large", Error, "The body is larger than {limit} bytes.";
    MoreFindings, "more_findings", Error, "There are more than {limit} findings; fix these first.";
    NotMobile, "not_mobile", Warning,
        "This is not shaped like an Indian mobile number, so it is probably not on WhatsApp.";
    UpiLinkDoubt, "upi_link_doubt", Warning, "Look at this UPI link once more: {limit}.";
    AboveUsualUpi, "above_usual_upi", Warning,
        "Above {limit} (in the smallest unit) only some kinds of business may collect by UPI; the \
         customer's bank may refuse.";
    ExpiresLate, "expires_late", Warning, "The order stays payable for more than {limit} days.";
    NoBeneficiaries, "no_beneficiaries", Warning,
        "Shipped goods need the address they go to; leave it out only if nothing is shipped.";
    PictureGone, "picture_gone", Warning,
        "WhatsApp keeps an uploaded picture for {limit} days, and this one is older; upload it again.";
}

/// Findings as they are collected: bounded in number, never in the knowledge of an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    list: Vec<Finding>,
    has_error: bool,
}

impl Findings {
    /// Keeps the finding, or at [`MAX_FINDINGS`] the fact that there are more.
    pub fn add(&mut self, finding: Finding) {
        self.has_error |= finding.is_error();
        if self.list.len() + 1 < MAX_FINDINGS {
            self.list.push(finding);
        } else if self.list.len() < MAX_FINDINGS {
            let more = FindingCode::MoreFindings;
            self.has_error = true;
            self.list
                .push(Finding::with_limit("", more, MAX_FINDINGS - 1));
        }
    }

    /// Says whether anything found so far stops the order.
    pub fn has_error(&self) -> bool {
        self.has_error
    }

    /// Hands over what was found, in the order it was found.
    pub fn into_vec(self) -> Vec<Finding> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_finding_reads_for_people_and_for_programs() {
        let finding = Finding::with_limit("body.text", FindingCode::TooLong, 1024_i64);

        assert_eq!(finding.sentence(), "This is longer than 1024 characters.");
        assert_eq!(
            serde_json::to_string(&finding).unwrap(),
            r#"{"path":"body.text","code":"too_long","severity":"error","limit":1024,"#.to_owned()
                + r#""message_key":"finding_too_long"}"#
        );
    }

    #[test]
    fn every_code_has_its_own_word_and_a_sentence() {
        let words: BTreeSet<&str> = FindingCode::ALL.iter().map(|code| code.word()).collect();

        assert_eq!(words.len(), FindingCode::ALL.len());
        for code in FindingCode::ALL {
            assert!(code.sentence().ends_with('.'), "{}", code.word());
            assert_eq!(
                serde_json::to_string(code).unwrap(),
                format!("{:?}", code.word())
            );
        }
    }

    #[test]
    fn an_error_is_never_lost_in_the_crowd() {
        let mut findings = Findings::default();
        for _ in 0..MAX_FINDINGS - 1 {
            findings.add(Finding::new("to", FindingCode::NotMobile));
        }
        assert!(!findings.has_error());

        for _ in 0..3 {
            findings.add(Finding::new("to", FindingCode::Required));
        }

        assert!(findings.has_error());
        let list = findings.into_vec();
        assert_eq!(list.len(), MAX_FINDINGS);
        assert_eq!(list[MAX_FINDINGS - 1].code, FindingCode::MoreFindings);
    }
}
