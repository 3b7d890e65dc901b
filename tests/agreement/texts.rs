//! Owns the texts that orders are made of: every length that matters, in every kind of script.

use crate::dice::Dice;
use counterfoil_domain::order::PaymentSetting;
use counterfoil_domain::upi::{UpiLink, Vpa};

/// Scripts in which bytes, scalar values and what a person sees as one letter all differ, and
/// everything that JSON has to escape.
const ALPHABETS: &[&str] = &[
    "abcXYZ 019.,-_:;/[]{}*'#%&+",
    "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}ab",
    "éñçßÅøžİıſK",
    "कखगि\u{93f}\u{94d}\u{902}ಕನ್ನಡதமிழ்",
    "e\u{301}\u{327}o\u{308}\u{20dd}",
    "\u{301}\u{300}\u{345}",
    "👩\u{200d}👩\u{200d}👧🇮🇳🏽☕\u{fe0f}",
    "漢字かな한글",
    "שלום\u{202e}مرحبا\u{200f}",
    "\u{200b}\u{feff}\u{2060}\u{180e}\u{ad}",
    "x\u{a0}\u{2003}\u{3000}\u{85}\u{2028}",
    "\u{ffff}\u{fffd}\u{10ffff}\u{e000}𝟘𐍈",
];

/// What counts as white space beyond ASCII, and with it.
const BLANKS: &str =
    " \t\n\r\u{b}\u{c}\u{85}\u{a0}\u{1680}\u{2003}\u{2028}\u{202f}\u{205f}\u{3000}";

/// Draws a text of 1 to `max` characters that is more than white space.
pub fn text(dice: &mut Dice, max: usize) -> String {
    let short = max.min(12);
    let length = match dice.size(0..=19) {
        0 | 1 => 1,
        2 => max,
        3 => max.max(2) - 1,
        4 => dice.size(1..=max),
        _ => dice.size(1..=short),
    };
    text_of(dice, length)
}

/// Draws a text of exactly this many characters, at least one of them not white space.
pub fn text_of(dice: &mut Dice, length: usize) -> String {
    let alphabet: Vec<char> = dice.pick(ALPHABETS).chars().collect();
    let is_any = dice.chance(10);
    let mut text: Vec<char> = (0..length)
        .map(|_| match is_any {
            true => dice.any_char(),
            false => *dice.pick(&alphabet),
        })
        .collect();
    if length > 0 && text.iter().all(|c| c.is_whitespace()) {
        let at = dice.size(0..=length - 1);
        text[at] = 'न';
    }
    text.into_iter().collect()
}

/// Draws a text without anything to see.
pub fn blank(dice: &mut Dice) -> String {
    let alphabet: Vec<char> = BLANKS.chars().collect();
    dice.list(1..=4, |dice| *dice.pick(&alphabet))
        .into_iter()
        .collect()
}

/// Draws a text from an alphabet of ASCII.
pub fn ascii(dice: &mut Dice, alphabet: &str, length: usize) -> String {
    let alphabet: Vec<char> = alphabet.chars().collect();
    (0..length).map(|_| *dice.pick(&alphabet)).collect()
}

/// Draws so many decimal digits.
pub fn digits(dice: &mut Dice, length: usize) -> String {
    ascii(dice, "0123456789", length)
}

/// Draws an https link.
pub fn link(dice: &mut Dice) -> String {
    let host = dice.word(&[
        "a",
        "img.example.in",
        "पिक.example",
        "[::1]:8080",
        "user@h",
        "h:0",
    ]);
    let rest = dice.word(&[
        "",
        "/",
        "/coffee.jpg",
        "/%20?a=b&c=\"\\#d",
        "?q",
        "#e",
        "/ñ/👩.png",
    ]);
    format!("https://{host}{rest}")
}

/// Draws a UPI link with everything that one may hold.
pub fn upi_link(dice: &mut Dice) -> String {
    let (user, reference) = (*dice.pick(&[2, 9, 100]), *dice.pick(&[1, 8, 35]));
    let mut parts = vec![
        format!(
            "pa={}@{}",
            ascii(dice, "aZ0.-_", user),
            dice.word(&["ab", "exbank", "OkExBank2"])
        ),
        format!(
            "pn={}",
            dice.word(&["Lake%20Club", "Lake+Club", "A", "%E0%A4%95", "a&amp;b=c"])
        ),
        format!("tr={}", ascii(dice, "aZ09_.-", reference)),
    ];
    let others = [
        "mc=7997",
        "purpose=00",
        "purpose=11",
        "am=1299.00",
        "am=0.01",
        "am=7",
        "mam=null",
        "mam=1.5",
        "cu=inr",
        "tn=Pay%20now+please",
        "mode=04",
        "orgid=159761",
        "url=https%3A%2F%2Fa.in",
        "sign=MEUC==",
        "x=",
    ];
    let mut names = Vec::new();
    for other in others {
        let name = other.split('=').next();
        if dice.chance(30) && !names.contains(&name) {
            names.push(name);
            parts.push(other.to_owned());
        }
    }
    for index in (1..parts.len()).rev() {
        parts.swap(index, dice.size(0..=index));
    }
    let beginning = dice.word(&["upi://pay?", "upi://pay?", "UPI://Pay?"]);
    let link = format!("{beginning}{}", parts.join(dice.word(&["&", "&", "&amp;"])));
    match dice.chance(20) {
        true => link.replacen("pa=", "PA=", 1),
        false => link,
    }
}

/// Draws the UPI ids that an account expects: none, others, or with the one that its link pays, in
/// letters of another case.
pub fn payees(dice: &mut Dice, payment: &PaymentSetting) -> Vec<Vpa> {
    let others = ["rival@exbank", "a.b-c@okexbank"].map(|text| Vpa::parse(text).unwrap());
    let mut payees = others[..dice.size(0..=others.len())].to_vec();
    if let PaymentSetting::UpiIntentLink(paid) = payment
        && dice.chance(50)
    {
        let own = UpiLink::parse(&paid.upi_link).unwrap().payee().to_string();
        payees.push(Vpa::parse(&own.to_uppercase()).unwrap());
    }
    payees
}

/// Draws a customer's number, with or without its plus.
pub fn phone(dice: &mut Dice) -> String {
    let plus = dice.word(&["", "", "+"]);
    if dice.chance(50) {
        return format!("{plus}91{}{}", dice.number(6..=9), digits(dice, 9));
    }
    let length = *dice.pick(&[8, 9, 11, 14, 15]);
    format!("{plus}{}{}", dice.number(1..=9), digits(dice, length - 1))
}

/// Draws a reference id.
pub fn reference_id(dice: &mut Dice) -> String {
    const ALLOWED: &str = "ABCXYZabcxyz0189_.-";
    let length = *dice.pick(&[1, 2, 3, 8, 34, 35]);
    let id = ascii(dice, ALLOWED, length);
    match id.as_str() {
        "." | ".." => "...".to_owned(),
        _ => id,
    }
}
