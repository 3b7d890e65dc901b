//! Owns the mutations of texts.

use super::Field;
use crate::dice::Dice;
use crate::drafts::NOW_S;
use crate::fields::Shape;
use crate::json::Json;
use crate::texts;

/// The zeros of other scripts; nine more digits follow each.
const ZEROS: &[char] = &[
    '\u{966}',
    '\u{660}',
    '\u{6f0}',
    '\u{ce6}',
    '\u{ff10}',
    '\u{1d7ce}',
];

/// Links that look right and are not, and a few that look wrong and are not.
const LINKS: &[&str] = &[
    "http://a.in/b.png",
    "HTTPS://a.in/b.png",
    "Https://a.in/b.png",
    "https:/a.in/b.png",
    "https:a.in",
    "https://",
    "https:///b.png",
    "https://?a=b",
    "https://#a",
    "https://a.in/b c.png",
    "https://a.in/b\u{a0}c.png",
    "https://a.in/\n",
    "https://a.in/\u{85}",
    "https://a.in/\u{0}",
    "https://a.in/\u{7f}",
    "https://a.in/\u{9f}",
    " https://a.in/b.png",
    "https://a.in/b.png ",
    "//a.in/b.png",
    "a.in/b.png",
    "ftp://a.in/b.png",
    "javascript:alert(1)",
    "data:image/png;base64,AAAA",
    "https://a",
    "https://.",
    "https://:80",
    "https://@",
    "https://a.in/\u{200b}",
    "https://\u{feff}",
    "https://a.in\\b.png",
];

/// Parts that make a UPI link wrong, and a few that do not. What another part says already is a
/// repetition.
const UPI_PARTS: &[&str] = &[
    "pa=other@exbank",
    "PN=Other",
    "tr=",
    "am=1,249.50",
    "am=1249.505",
    "am=1e3",
    "am=0",
    "am=0.00",
    "am=.5",
    "am=5.",
    "am=-5",
    "am=+5",
    "am=",
    "am=123456789012345",
    "am=1234567890123456",
    "mam=NULL",
    "mam=",
    "mc=123",
    "mc=12345",
    "mc=७९९७",
    "purpose=0",
    "purpose=1a",
    "cu=USD",
    "cu=",
    "tn=%zz",
    "tn=%E0%A4",
    "tn=%",
    "orphan",
    "=empty",
    "sign=a=b",
];

/// UPI links that are none, or none for this.
const UPI_LINKS: &[&str] = &[
    "upi://mandate?pa=ab@exbank&pn=A&tr=1",
    "tez://upi/pay?pa=ab@exbank&pn=A&tr=1",
    "upi:pay?pa=ab@exbank&pn=A&tr=1",
    "upi://pay/?pa=ab@exbank&pn=A&tr=1",
    "https://a.in/pay?pa=ab@exbank&pn=A&tr=1",
    "upi://pay?",
    "upi://pay",
    "upi://pay?pa=a@exbank&pn=A&tr=1",
    "upi://pay?pa=ab@e&pn=A&tr=1",
    "upi://pay?pa=ab@1bank&pn=A&tr=1",
    "upi://pay?pa=ab@ex.bank&pn=A&tr=1",
    "upi://pay?pa=ab@exbank@x&pn=A&tr=1",
    "upi://pay?pa=ab%40exbank&pn=A&tr=1",
    "upi://pay?pa=ab@exbank&pn=%20&tr=1",
    "upi://pay?pa=ab@exbank&pn=A&tr=1%202",
    "upi://pay?pa=ab@exbank&pn=A&tr=1+2",
    "upi://pay?pa=ab@exbank&pn=A",
    "upi://pay?pn=A&tr=1",
    "upi://pay?pa=ab@exbank&pn=A&tr=123456789012345678901234567890123456",
];

/// Words that are in no list, and some that are in another field's.
const WORDS: &[&str] = &[
    "other",
    "sms",
    "text",
    "order_status",
    "document",
    "review_order",
    "completed",
    "slow_pay",
    "upi_intent_link",
    "payu",
    "card",
    "amazon_pay",
    "services",
    "USD",
    "BRL",
    "US",
    "Bharat",
    "whatsapp\u{200b}",
    "INR\u{0}",
    "ind",
    "null",
    "true",
    "100",
    "..",
    ".",
    "a/b",
    "a b",
    "ü",
];

pub fn blank(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    field.text()?;
    Some(Json::Text(texts::blank(dice)))
}

/// A UPI link with a part more, or another link.
pub fn upi_link(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    if field.shape != Some(Shape::UpiLink) {
        return None;
    }
    let text = match field.value {
        Some(Json::Text(link)) if dice.chance(60) => format!("{link}&{}", dice.pick(UPI_PARTS)),
        _ => (*dice.pick(UPI_LINKS)).to_owned(),
    };
    Some(Json::Text(text))
}

/// Characters that take no room on screen and are no white space all the same.
pub fn invisible(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let text = field.text()?;
    let c = dice.word(&[
        "\u{200b}", "\u{feff}", "\u{2060}", "\u{0}", "\u{1}", "\u{301}", "\u{180e}",
    ]);
    Some(Json::Text(match dice.size(0..=2) {
        0 => c.to_owned(),
        1 => format!("{c}{text}"),
        _ => format!("{text}{c}"),
    }))
}

pub fn padded(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let text = field.text()?;
    let pad = dice.word(&[" ", "\n", "\t", "\u{a0}", "\u{3000}"]);
    Some(Json::Text(match dice.chance(50) {
        true => format!("{pad}{text}"),
        false => format!("{text}{pad}"),
    }))
}

pub fn other_case(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let text = field.text()?;
    Some(Json::Text(match dice.size(0..=2) {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        _ => {
            let mut chars = text.chars();
            let first = chars.next()?;
            first.to_uppercase().chain(chars).collect()
        }
    }))
}

pub fn unknown_word(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    field.text()?;
    Some(Json::text(dice.word(WORDS)))
}

pub fn foreign_digits(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let text = field.text()?;
    let zero = u32::from(*dice.pick(ZEROS));
    let is_every = dice.chance(50);
    let mut left = if is_every { usize::MAX } else { 1 };
    let foreign = |c: char| match c.to_digit(10) {
        Some(digit) if left > 0 => {
            left -= 1;
            char::from_u32(zero + digit).unwrap_or(c)
        }
        _ => c,
    };
    Some(Json::Text(text.chars().map(foreign).collect()))
}

pub fn link(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    (field.shape? == Shape::Link).then(|| Json::text(dice.word(LINKS)))
}

/// A text of digits as the number it spells.
pub fn as_number(field: &Field<'_>) -> Option<Json> {
    let number: i64 = field.text()?.parse().ok()?;
    Some(Json::number(number))
}

pub fn timestamp(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    if field.shape? != Shape::Timestamp {
        return None;
    }
    let soonest = NOW_S + 300;
    let edges = [
        (soonest - 1).to_string(),
        soonest.to_string(),
        (soonest + 1).to_string(),
        NOW_S.to_string(),
        "0".to_owned(),
        format!("+{soonest}"),
        format!("-{soonest}"),
        format!("{soonest}.0"),
        format!("{soonest}000"),
        format!("00{soonest}"),
        format!("000{soonest}"),
        "999999999999".to_owned(),
        "1000000000000".to_owned(),
        "9".repeat(30),
        "2027-01-01T01:00:00Z".to_owned(),
    ];
    Some(Json::Text(dice.pick(&edges).clone()))
}
