//! Owns what a UPI intent link says, and the rules that make a text one.

use super::query::{Found, Query};
use super::{Vpa, VpaFault};
use crate::money::{Currency, Money};
use std::fmt;

/// The most characters of a link (docs/limits.md, "UPI intent link").
pub const LINK_CHARS_MAX: usize = 2_048;
/// The most characters of the payee's name, decoded (docs/limits.md, "UPI intent link").
pub const PAYEE_NAME_CHARS_MAX: usize = 99;
/// The most characters of the reference (docs/limits.md, "UPI intent link").
pub const REFERENCE_CHARS_MAX: usize = 35;

const AMOUNT_CHARS_MAX: usize = 15;
const MC_DIGITS: usize = 4;
const PURPOSE_DIGITS: usize = 2;

/// What every link begins with, in letters of any case.
const BEGINNING: &str = "upi://pay?";
/// What is mistaken for it.
const OTHER_BEGINNINGS: &[(&str, LinkKind)] = &[
    ("upi://mandate?", LinkKind::Mandate),
    ("tez://", LinkKind::GooglePay),
    ("gpay://", LinkKind::GooglePay),
    ("phonepe://", LinkKind::PhonePe),
    ("paytmmp://", LinkKind::Paytm),
];

/// A link that asks a UPI app to pay: `upi://pay?pa=…&pn=…&tr=…` (NPCI linking specification 1.6).
///
/// [`UpiLink::as_str`] is what is sent; everything else only shows what it says. `Debug` shows
/// neither the link nor a name, nor the user part of the payee's UPI id.
#[derive(Clone, PartialEq, Eq)]
pub struct UpiLink {
    text: String,
    parameters: Vec<(String, String)>,
    payee: Vpa,
    payee_name: String,
    reference: String,
    mc: Option<String>,
    purpose: Option<String>,
    amount: Option<Money>,
}

impl UpiLink {
    /// Reads a link from which the white space around it was taken off.
    ///
    /// # Errors
    /// Everything that is the matter, in the order it is found. What is too long or begins otherwise
    /// is read no further.
    pub fn parse(text: &str) -> Result<Self, Vec<UpiFault>> {
        if text.chars().nth(LINK_CHARS_MAX).is_some() {
            return Err(vec![UpiFault::TooLong]);
        }
        let mut faults = Vec::new();
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            faults.push(UpiFault::WhiteSpace);
        }
        let query = match after_beginning(text) {
            Ok(query) => Query::read(query, &mut faults),
            Err(fault) => {
                faults.push(fault);
                return Err(faults);
            }
        };

        let mut reader = Reader { query, faults };
        let payee = reader.required("pa", payee);
        let payee_name = reader.required("pn", payee_name);
        let reference = reader.required("tr", reference);
        let mc = reader.optional("mc", mc);
        let purpose = reader.optional("purpose", purpose);
        let amount = reader.optional("am", |text| amount("am", text));
        reader.optional("mam", least_amount);
        reader.optional("cu", currency);

        match (payee, payee_name, reference) {
            (Some(payee), Some(payee_name), Some(reference)) if reader.faults.is_empty() => {
                Ok(Self {
                    text: text.to_owned(),
                    parameters: reader.query.into_parameters(),
                    payee,
                    payee_name,
                    reference,
                    mc,
                    purpose,
                    amount,
                })
            }
            _ => Err(reader.faults),
        }
    }

    /// The link as it was given, to the letter: what is sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Every parameter in its order, known or not: the key in lower case and the decoded value.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parameters
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Who is paid (`pa`).
    pub fn payee(&self) -> &Vpa {
        &self.payee
    }

    /// The payee's name as the link has it (`pn`), which may hold characters that nobody sees.
    pub fn payee_name(&self) -> &str {
        &self.payee_name
    }

    /// The transaction reference (`tr`), which must be the order's reference id
    /// (Meta, UPI intent).
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// The merchant category code (`mc`), four digits.
    pub fn mc(&self) -> Option<&str> {
        self.mc.as_deref()
    }

    /// The purpose code (`purpose`), two digits.
    pub fn purpose(&self) -> Option<&str> {
        self.purpose.as_deref()
    }

    /// The amount (`am`), in rupees. WhatsApp asks for the order's total instead (Meta, UPI intent).
    pub fn amount(&self) -> Option<Money> {
        self.amount
    }

    /// Says whether a signature (`sign`) is there. It is not verified.
    pub fn is_signed(&self) -> bool {
        self.parameters().any(|(key, _)| key == "sign")
    }
}

impl fmt::Debug for UpiLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpiLink")
            .field("payee", &self.payee)
            .field("reference", &self.reference)
            .field("amount", &self.amount)
            .finish_non_exhaustive()
    }
}

/// A link that asks for something else than a payment by any UPI app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `upi://mandate?`, which allows payments to come.
    Mandate,
    /// `tez://` or `gpay://`.
    GooglePay,
    /// `phonepe://`.
    PhonePe,
    /// `paytmmp://`.
    Paytm,
}

impl LinkKind {
    /// What kind it is, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Mandate => "for a mandate",
            Self::GooglePay => "for Google Pay alone",
            Self::PhonePe => "for PhonePe alone",
            Self::Paytm => "for Paytm alone",
        }
    }
}

/// Why a text is not a link that can be sent. No value of the link is part of the message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpiFault {
    /// There are more than [`LINK_CHARS_MAX`] characters.
    #[error("the link is longer than 2048 characters")]
    TooLong,
    /// A character is white space or a control character.
    #[error("the link has white space or a control character in it")]
    WhiteSpace,
    /// It begins like another link that UPI apps know.
    #[error("the link is {}; it must begin with upi://pay?", .0.words())]
    OtherKind(LinkKind),
    /// It begins otherwise.
    #[error("the link must begin with upi://pay?")]
    NotUpi,
    /// Something between two `&` is not written as key and value.
    #[error("the link has a part that is not written key=value")]
    NotAPair,
    /// A key is percent-encoded, which apps read differently.
    #[error("the link has a percent-encoded key")]
    EncodedKey,
    /// A key, in lower case, is there more than once.
    #[error("the link has `{0}` more than once")]
    Repeated(String),
    /// The value of a key, in lower case, has a broken escape or is not UTF-8.
    #[error("the link has a `{0}` that cannot be decoded")]
    NotDecodable(String),
    /// A key that must be there is missing, or nothing stands under it.
    #[error("the link has no `{0}`")]
    Missing(&'static str),
    /// The payee is not a UPI id.
    #[error("the payee, `pa`: {0}")]
    Payee(VpaFault),
    /// The payee's name has more than [`PAYEE_NAME_CHARS_MAX`] characters.
    #[error("the payee's name, `pn`, is longer than 99 characters")]
    NameTooLong,
    /// The reference is too long, or has another character than it may.
    #[error("the reference, `tr`, must be 1 to 35 letters, digits, `.`, `_` or `-`")]
    Reference,
    /// The merchant category code is not four digits.
    #[error("the merchant category, `mc`, must be four digits")]
    Mc,
    /// The purpose code is not two digits.
    #[error("the purpose, `purpose`, must be two digits")]
    Purpose,
    /// The amount under the key, `am` or `mam`, is not one above nothing in plain digits.
    #[error("`{0}` must be an amount above 0, written like 1249.50")]
    Amount(&'static str),
    /// The currency is another one than the rupee.
    #[error("the currency, `cu`, must be INR")]
    Currency,
}

/// Reads parameters, and keeps what is the matter with them.
struct Reader {
    query: Query,
    faults: Vec<UpiFault>,
}

impl Reader {
    fn required<T>(&mut self, key: &'static str, read: fn(&str) -> Read<T>) -> Option<T> {
        let is_filled = match self.query.value(key) {
            Found::Nothing => false,
            Found::Unreadable => true,
            Found::Text(text) => !text.trim().is_empty(),
        };
        if !is_filled {
            self.faults.push(UpiFault::Missing(key));
            return None;
        }
        self.optional(key, read)
    }

    fn optional<T>(&mut self, key: &str, read: fn(&str) -> Read<T>) -> Option<T> {
        match self.query.value(key) {
            Found::Nothing | Found::Unreadable => None,
            Found::Text(text) => read(text).map_err(|fault| self.faults.push(fault)).ok(),
        }
    }
}

type Read<T> = Result<T, UpiFault>;

fn after_beginning(text: &str) -> Read<&str> {
    let after = |beginning: &str| {
        let (head, rest) = text.split_at_checked(beginning.len())?;
        head.eq_ignore_ascii_case(beginning).then_some(rest)
    };
    if let Some(query) = after(BEGINNING) {
        return Ok(query);
    }
    let mut others = OTHER_BEGINNINGS.iter();
    let other = others.find(|(beginning, _)| after(beginning).is_some());
    Err(other.map_or(UpiFault::NotUpi, |(_, kind)| UpiFault::OtherKind(*kind)))
}

fn payee(text: &str) -> Read<Vpa> {
    Vpa::parse(text).map_err(UpiFault::Payee)
}

fn payee_name(text: &str) -> Read<String> {
    match text.chars().count() {
        ..=PAYEE_NAME_CHARS_MAX => Ok(text.to_owned()),
        _ => Err(UpiFault::NameTooLong),
    }
}

fn reference(text: &str) -> Read<String> {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let is_reference = text.len() <= REFERENCE_CHARS_MAX && text.bytes().all(is_allowed);
    kept_if(is_reference, text, UpiFault::Reference)
}

fn mc(text: &str) -> Read<String> {
    let is_mc = text.len() == MC_DIGITS && is_digits(text);
    kept_if(is_mc, text, UpiFault::Mc)
}

fn purpose(text: &str) -> Read<String> {
    let is_purpose = text.len() == PURPOSE_DIGITS && is_digits(text);
    kept_if(is_purpose, text, UpiFault::Purpose)
}

fn least_amount(text: &str) -> Read<()> {
    match text {
        "null" => Ok(()),
        _ => amount("mam", text).map(|_| ()),
    }
}

fn currency(text: &str) -> Read<()> {
    match text.eq_ignore_ascii_case(Currency::Inr.code()) {
        true => Ok(()),
        false => Err(UpiFault::Currency),
    }
}

/// Reads rupees in plain digits. People's ways to write an amount are none of a link's.
fn amount(key: &'static str, text: &str) -> Read<Money> {
    minor(text)
        .and_then(|minor| Money::new(minor, Currency::Inr))
        .ok_or(UpiFault::Amount(key))
}

/// Reads minor units above zero.
fn minor(text: &str) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = Currency::Inr.minor_digits();
    let is_plain = text.len() <= AMOUNT_CHARS_MAX
        && is_digits(whole)
        && is_digits(decimals)
        && decimals.len() <= digits;
    if !is_plain {
        return None;
    }
    let minor = format!("{whole}{decimals:0<digits$}").parse().ok()?;
    (minor > 0).then_some(minor)
}

fn kept_if(is_kept: bool, text: &str, otherwise: UpiFault) -> Read<String> {
    is_kept.then(|| text.to_owned()).ok_or(otherwise)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
