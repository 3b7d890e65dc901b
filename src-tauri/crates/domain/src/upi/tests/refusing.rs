//! Claims about links that are refused, and about the last ones that are not.

use super::{GATEWAY_LINK, GOOD_LINK, REFERENCE, inr, link};
use crate::upi::UpiFault::*;
use crate::upi::{LinkKind, UpiDoubt, UpiFault, UpiLink, VpaFault};

#[track_caller]
fn check(text: &str, expected: &[UpiFault]) {
    let faults = UpiLink::parse(text).err().unwrap_or_default();
    assert_eq!(faults, expected, "{text:.300?}");
}

/// Checks the good link with more behind it.
#[track_caller]
fn check_with(more: &str, expected: &[UpiFault]) {
    check(&format!("{GOOD_LINK}{more}"), expected);
}

/// Checks the good link with another value under one of its keys.
#[track_caller]
fn check_instead(known: &str, other: &str, expected: &[UpiFault]) {
    assert!(GOOD_LINK.contains(known));
    check(&GOOD_LINK.replace(known, other), expected);
}

#[test]
fn another_beginning_is_refused_by_what_it_is() {
    check("", &[NotUpi]);
    check("upi:", &[NotUpi]);
    check("upi://pay", &[NotUpi]);
    check("upi://payment?pa=a1@b2", &[NotUpi]);
    check("upi:pay?pa=a1@b2", &[NotUpi]);
    check("https://pay.example/?pa=a1@b2", &[NotUpi]);
    check("दुकान://pay?", &[NotUpi]);
    check(&format!("x{GOOD_LINK}"), &[NotUpi]);
    check(&format!(" {GOOD_LINK}"), &[WhiteSpace, NotUpi]);

    check("UPI://Mandate?pa=a1@b2", &[OtherKind(LinkKind::Mandate)]);
    check("tez://upi/pay?pa=a1@b2", &[OtherKind(LinkKind::GooglePay)]);
    check("gpay://upi/pay?pa=a1@b2", &[OtherKind(LinkKind::GooglePay)]);
    check("PhonePe://pay?pa=a1@b2", &[OtherKind(LinkKind::PhonePe)]);
    check("paytmmp://pay?pa=a1@b2", &[OtherKind(LinkKind::Paytm)]);
    let words = OtherKind(LinkKind::PhonePe).to_string();
    assert_eq!(
        words,
        "the link is for PhonePe alone; it must begin with upi://pay?"
    );
}

#[test]
fn what_the_link_must_say_is_missed() {
    check(
        "upi://pay?",
        &[NotAPair, Missing("pa"), Missing("pn"), Missing("tr")],
    );
    check_instead("pa=deskshop@examplebank", "pa=", &[Missing("pa")]);
    check_instead("pn=Desk%20Shop", "pn=%20%C2%A0", &[Missing("pn")]);
    check_instead("pn=Desk%20Shop", "pn=+", &[Missing("pn")]);
    check_instead("&tr=XHD70010001", "", &[Missing("tr")]);
    check_instead("tr=XHD70010001", "tr=%20", &[Missing("tr")]);
}

#[test]
fn every_part_is_a_key_and_a_value() {
    check_with("&", &[NotAPair]);
    check_with("&&&", &[NotAPair]);
    check_with("&tn", &[NotAPair]);
    check_with("&=tn", &[NotAPair]);
    check_with("&amp;amp;tn=1", &[]);
    check_with("&amp", &[NotAPair]);
    check_with("&tn=", &[]);
    check_with("&tn=a=b=?", &[]);
    check_with("&t%6E=1", &[EncodedKey]);
    check_with("&%70a=other@examplebank", &[EncodedKey]);
}

#[test]
fn a_key_comes_once() {
    let repeated = |key: &str| Repeated(key.to_owned());
    check_with("&pa=deskshop@examplebank", &[repeated("pa")]);
    check_with("&PA=other@examplebank", &[repeated("pa")]);
    check_with("&amp;pa=other@examplebank", &[repeated("pa")]);
    check_with("&x=1&X=1&x=1", &[repeated("x")]);
    check_with("&mc=", &[repeated("mc")]);
}

#[test]
fn a_value_that_cannot_be_decoded_is_named() {
    let broken = |key: &str| NotDecodable(key.to_owned());
    check_with("&tn=%", &[broken("tn")]);
    check_with("&tn=%4", &[broken("tn")]);
    check_with("&tn=%4g", &[broken("tn")]);
    check_with("&tn=%+1", &[broken("tn")]);
    check_with("&tn=%é", &[broken("tn")]);
    check_with("&Url=100%", &[broken("url")]);
    check_with("&tn=%ff", &[broken("tn")]);
    check_with("&tn=%C3", &[broken("tn")]);
    check_with("&tn=%ED%A0%80", &[broken("tn")]);
    check_with("&tn=%C0%AF", &[broken("tn")]);
    check_with("&tn=%C3%A9", &[]);
    check_instead("tr=XHD70010001", "tr=%zz", &[broken("tr")]);
}

#[test]
fn white_space_and_controls_are_refused_where_they_are() {
    check_with("\n", &[WhiteSpace, Reference]);
    check_with("&cu=INR\n", &[WhiteSpace, Currency]);
    check_with("&tn=a b", &[WhiteSpace]);
    check_with("&tn=a\u{a0}b", &[WhiteSpace]);
    check_with("&tn=a\u{0}b", &[WhiteSpace]);
    check_with("&tn=a\u{85}b", &[WhiteSpace]);
    check_with("&tn=a%20b%0A", &[]);
}

#[test]
fn a_link_has_at_most_2048_characters() {
    let filled = |length: usize| {
        let link = format!("{GOOD_LINK}&tn=");
        format!("{link}{}", "é".repeat(length - link.chars().count()))
    };
    check(&filled(2_048), &[]);
    check(&filled(2_049), &[TooLong]);
    check(&"&".repeat(1_000_000), &[TooLong]);
}

#[test]
fn a_payee_is_one_upi_id() {
    let payee = |text: &str, fault| {
        check_instead("deskshop@examplebank", text, &[Payee(fault)]);
    };
    payee("deskshop", VpaFault::NotOneAt);
    payee("desk%20shop@examplebank", VpaFault::User);
    payee("desk+shop@examplebank", VpaFault::User);
    payee("deskshop@examplebank%20", VpaFault::Handle);
    payee("deskshop@example.com", VpaFault::EmailAddress);
    assert_eq!(
        Payee(VpaFault::EmailAddress).to_string(),
        "the payee, `pa`: this is an e-mail address, not a UPI id"
    );
}

#[test]
fn names_and_references_are_bounded() {
    for (known, key, limit, fault) in [
        ("Desk%20Shop", "%E0%A4%A6", 99, NameTooLong),
        (REFERENCE, "x", 35, Reference),
    ] {
        check_instead(known, &key.repeat(limit), &[]);
        check_instead(known, &key.repeat(limit + 1), &[fault]);
    }
    check_instead(REFERENCE, "a.B_c-9", &[]);
    check_instead(REFERENCE, "a", &[]);
    check_instead(REFERENCE, "XHD%2070010001", &[Reference]);
    check_instead(REFERENCE, "XHD70010001%20", &[Reference]);
    check_instead(REFERENCE, "XHD 70010001", &[WhiteSpace, Reference]);
    check_instead(REFERENCE, "XHD+70010001", &[Reference]);
    check_instead(REFERENCE, "XHD/7", &[Reference]);
    check_instead(REFERENCE, "é", &[Reference]);
    check_instead(REFERENCE, "१", &[Reference]);
}

#[test]
fn codes_have_their_digits() {
    for code in ["539", "53990", "539x", "", "%2B539", "५३९९", "５３９９"] {
        check_instead("mc=5399", &format!("mc={code}"), &[Mc]);
    }
    check_instead("mc=5399", "mc=0000", &[]);
    check_instead("&mc=5399", "", &[]);
    for code in ["0", "000", "0x", "", "-1", "०", "०१"] {
        check_instead("purpose=00", &format!("purpose={code}"), &[Purpose]);
    }
    check_instead("&purpose=00", "", &[]);
}

#[test]
fn an_amount_is_plain_digits_above_nothing() {
    for (text, minor) in [
        ("1249.50", 124_950),
        ("1249.5", 124_950),
        ("1249", 124_900),
        ("0.01", 1),
        ("0001.10", 110),
        ("90071992547409", 9_007_199_254_740_900),
        ("999999999999.99", 99_999_999_999_999),
    ] {
        let link = link(&format!("{GOOD_LINK}&am={text}"));
        assert_eq!(link.amount(), Some(inr(minor)), "{text}");
        check_with(&format!("&mam={text}"), &[]);
    }
    for text in [
        "1,249.50",
        "1249.505",
        "1e3",
        "1E3",
        "0",
        "0.00",
        "-1",
        "%2B1",
        "+1",
        "",
        ".5",
        "5.",
        "1.2.3",
        "%201",
        "0x10",
        "NaN",
        "₹5",
        "१२",
        "1249%2C50",
        "90071992547410",
        "999999999999999",
        "0000000000000001",
        "1000000000000.00",
    ] {
        check_with(&format!("&am={text}"), &[Amount("am")]);
        check_with(&format!("&mam={text}"), &[Amount("mam")]);
    }
    check_with("&mam=null", &[]);
    check_with("&mam=NULL", &[Amount("mam")]);
    check_with("&am=null", &[Amount("am")]);
}

#[test]
fn the_currency_is_the_rupee() {
    check_with("&cu=INR", &[]);
    check_with("&cu=Inr", &[]);
    check_with("&cu=", &[Currency]);
    check_with("&cu=IN", &[Currency]);
    check_with("&cu=USD", &[Currency]);
    check_with("&cu=INR%20", &[Currency]);
}

#[test]
fn a_link_that_lost_its_last_character_is_another_or_none() {
    let cut = |text: &str| UpiLink::parse(&text[..text.len() - 1]);

    assert_eq!(cut(GATEWAY_LINK).unwrap_err(), [Currency]);
    let shorter = cut(GOOD_LINK).unwrap();
    assert_eq!(
        shorter.doubts(REFERENCE, None, &[]),
        [UpiDoubt::OtherReference],
        "only the order knows that a reference is cut"
    );
}

#[test]
fn everything_that_is_the_matter_is_said_at_once() {
    check(
        "upi://pay?pa=asha@example.com&pn=%ff&mc=1&purpose=1&am=0&mam=0&cu=USD&x&mc=2",
        &[
            NotDecodable("pn".to_owned()),
            NotAPair,
            Repeated("mc".to_owned()),
            Payee(VpaFault::EmailAddress),
            Missing("tr"),
            Mc,
            Purpose,
            Amount("am"),
            Amount("mam"),
            Currency,
        ],
    );
}

#[test]
fn a_refusal_never_shows_a_value() {
    let texts = [
        "upi://pay?pa=asha@example.com&pn=%ff&tr=a b&am=12x",
        "upi://pay?pa=asha&pn=Asha&tr=Asha.Rao!&tn=%asha",
    ];
    for text in texts {
        for fault in UpiLink::parse(text).unwrap_err() {
            let words = fault.to_string().to_lowercase();
            assert!(!words.contains("asha"), "{words}");
            assert!(!words.ends_with('.'), "{words}");
        }
    }
}
