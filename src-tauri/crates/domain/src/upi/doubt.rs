//! Owns the doubts about a link that could be sent: what a person should look at before.

use super::{UpiLink, Vpa};
use crate::money::Money;
use std::borrow::Cow;

/// The purpose codes that Meta prints (Meta, UPI intent). NPCI has more of them.
const LISTED_PURPOSES: std::ops::RangeInclusive<&str> = "00"..="10";

/// The most expected UPI ids that are named one by one.
const NAMED_MAX: usize = 3;

/// What a person should look at before a link is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UpiDoubt {
    /// `tr` is not the order's reference id: the gateway knows the payment by another name.
    OtherReference,
    /// `pa` is none of the UPI ids that the account expects.
    OtherPayee,
    /// `am` is not the order's total.
    OtherAmount,
    /// `mc` is missing, which WhatsApp needs (Meta, UPI intent).
    NoMc,
    /// `purpose` is missing, which WhatsApp needs (Meta, UPI intent).
    NoPurpose,
    /// `purpose` is none of 00 to 10, the ones that Meta prints (Meta, UPI intent).
    UnlistedPurpose,
    /// `pn` has a character that nobody sees, or that turns the direction of those beside it.
    HiddenInName,
    /// `&` is written `&amp;`, which is read here and not by every app.
    EscapedAmpersand,
    /// There is a `#`, behind which an app may read nothing (RFC 3986, section 3.5).
    Fragment,
}

impl UpiDoubt {
    /// What is doubtful about that link, in words; `expected` are the UPI ids that were.
    pub fn words(self, link: &UpiLink, expected: &[Vpa]) -> Cow<'static, str> {
        let words = match self {
            Self::OtherReference => "the reference in the link, `tr`, is not the order's",
            Self::OtherPayee => return other_payee(link.payee(), expected).into(),
            Self::OtherAmount => "the amount in the link, `am`, is not the order's total",
            Self::NoMc => "the link has no merchant category, `mc`",
            Self::NoPurpose => "the link has no purpose, `purpose`",
            Self::UnlistedPurpose => "the purpose in the link is none of 00 to 10",
            Self::HiddenInName => "the payee's name has a character that nobody sees",
            Self::EscapedAmpersand => "the link has `&amp;` where a payment app expects `&`",
            Self::Fragment => "the link has a `#`, behind which a payment app may read nothing",
        };
        words.into()
    }
}

/// Who is paid, and who should be: a person compares the two.
fn other_payee(payee: &Vpa, expected: &[Vpa]) -> String {
    let named = expected
        .iter()
        .take(NAMED_MAX)
        .map(|vpa| format!("`{vpa}`"));
    let named = named.collect::<Vec<_>>().join(" or ");
    match expected.len().saturating_sub(NAMED_MAX) {
        0 => format!("it pays `{payee}`, and this account expects {named}"),
        more => {
            format!("it pays `{payee}`, and this account expects {named} or one of {more} more")
        }
    }
}

impl UpiLink {
    /// What is doubtful about the link for an order with that reference id and, where there is one
    /// yet, that total. Without `expected` UPI ids, whoever is paid is not in doubt.
    ///
    /// Each doubt is there at most once, in the order of [`UpiDoubt`].
    pub fn doubts(
        &self,
        reference_id: &str,
        total: Option<Money>,
        expected: &[Vpa],
    ) -> Vec<UpiDoubt> {
        let is_other_amount = match (self.amount(), total) {
            (Some(amount), Some(total)) => amount != total,
            (None, _) | (_, None) => false,
        };
        let is_unlisted = |purpose: &str| !LISTED_PURPOSES.contains(&purpose);

        let doubts = [
            (UpiDoubt::OtherReference, self.reference() != reference_id),
            (
                UpiDoubt::OtherPayee,
                !expected.is_empty() && !expected.contains(self.payee()),
            ),
            (UpiDoubt::OtherAmount, is_other_amount),
            (UpiDoubt::NoMc, self.mc().is_none()),
            (UpiDoubt::NoPurpose, self.purpose().is_none()),
            (
                UpiDoubt::UnlistedPurpose,
                self.purpose().is_some_and(is_unlisted),
            ),
            (
                UpiDoubt::HiddenInName,
                self.payee_name().contains(is_hidden),
            ),
            (UpiDoubt::EscapedAmpersand, self.as_str().contains("&amp;")),
            (UpiDoubt::Fragment, self.as_str().contains('#')),
        ];
        let there = |(doubt, is_there): (UpiDoubt, bool)| is_there.then_some(doubt);
        doubts.into_iter().filter_map(there).collect()
    }
}

/// Controls, marks of direction, and characters without width. Joiners are among them: some names
/// in Indian scripts need one, and a doubt stops nothing.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}
