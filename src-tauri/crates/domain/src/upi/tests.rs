//! Claims about UPI intent links: which are read, why others are not, and what is doubted.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod refusing;

use super::*;
use crate::money::{Currency, Money};
use UpiDoubt::*;
use proptest::prelude::*;

/// A link as a gateway returns it, without a purpose.
const GATEWAY_LINK: &str = "upi://pay?pa=deskshop@examplebank&pn=Desk%20Shop&mc=5399\
    &tr=XHD70010001&tn=Pay&am=1249.50&cu=INR";
/// A link that nothing is the matter with and nothing is doubtful about.
const GOOD_LINK: &str = "upi://pay?pa=deskshop@examplebank&pn=Desk%20Shop&mc=5399&purpose=00\
    &tr=XHD70010001";
const REFERENCE: &str = "XHD70010001";

fn inr(minor: i64) -> Money {
    Money::new(minor, Currency::Inr).unwrap()
}

fn vpa(text: &str) -> Vpa {
    Vpa::parse(text).unwrap()
}

fn link(text: &str) -> UpiLink {
    UpiLink::parse(text).unwrap()
}

#[test]
fn a_gateways_link_is_read_and_stays_as_it_is() {
    let link = link(GATEWAY_LINK);

    assert_eq!(link.as_str(), GATEWAY_LINK);
    assert_eq!(link.payee().to_string(), "deskshop@examplebank");
    assert_eq!(link.payee_name(), "Desk Shop");
    assert_eq!(link.reference(), REFERENCE);
    assert_eq!(link.mc(), Some("5399"));
    assert_eq!(link.purpose(), None);
    assert_eq!(link.amount(), Some(inr(124_950)));
    assert!(!link.is_signed());
    let doubts = link.doubts(
        REFERENCE,
        Some(inr(124_950)),
        &[vpa("DeskShop@ExampleBank")],
    );
    assert_eq!(doubts, [NoPurpose]);
}

#[test]
fn keys_and_the_beginning_may_be_in_any_letter_case() {
    let link = link("UPI://Pay?PA=deskshop@examplebank&Pn=Desk%20Shop&TR=xHd&AM=5&CU=inr&Mc=0000");

    assert_eq!(link.reference(), "xHd", "a value keeps its case");
    assert_eq!(link.amount(), Some(inr(500)));
    assert_eq!(link.mc(), Some("0000"));
}

#[test]
fn a_plus_is_a_blank_in_names_and_notes_alone() {
    let link = link(
        "upi://pay?pa=deskshop@examplebank&pn=Desk+%2B+Shop&tr=A&tn=For+you&url=a+b&sign=ab+c/d==",
    );

    let values: Vec<_> = link.parameters().collect();
    let expected = [
        ("pa", "deskshop@examplebank"),
        ("pn", "Desk + Shop"),
        ("tr", "A"),
        ("tn", "For you"),
        ("url", "a+b"),
        ("sign", "ab+c/d=="),
    ];
    assert_eq!(values, expected);
    assert!(link.is_signed());
}

#[test]
fn escapes_are_taken_out_once() {
    let text = "upi://pay?pa=desk%2dshop%40examplebank&pn=%E0%A4%A6%E0%A5%81%2525&tr=%41";
    let link = link(text);

    assert_eq!(link.payee().to_string(), "desk-shop@examplebank");
    assert_eq!(link.payee_name(), "दु%25");
    assert_eq!(link.reference(), "A");
    assert_eq!(link.as_str(), text);
}

#[test]
fn what_nobody_knows_is_kept() {
    let link = link(&format!("{GOOD_LINK}&X-New=1%2F2&orgid=&tid=7"));

    let unknown: Vec<_> = link.parameters().skip(5).collect();
    assert_eq!(unknown, [("x-new", "1/2"), ("orgid", ""), ("tid", "7")]);
}

#[test]
fn a_copied_escape_stands_for_the_ampersand() {
    let copied = GOOD_LINK.replace('&', "&amp;");
    let link = link(&copied);

    assert_eq!(link.reference(), REFERENCE);
    assert_eq!(link.as_str(), copied, "what is sent is not ours to write");
    assert_eq!(link.doubts(REFERENCE, None, &[]), [EscapedAmpersand]);
}

#[test]
fn a_link_is_doubted_where_the_order_says_otherwise() {
    let good = link(GOOD_LINK);
    let own = [vpa("kaveri@examplebank"), vpa("DESKSHOP@examplebank")];
    assert_eq!(good.doubts(REFERENCE, Some(inr(1)), &own), []);
    assert_eq!(good.doubts(REFERENCE, None, &[]), []);

    assert_eq!(good.doubts("xhd70010001", None, &[]), [OtherReference]);
    assert_eq!(good.doubts(REFERENCE, None, &own[..1]), [OtherPayee]);

    let asking = link(&format!("{GOOD_LINK}&am=1249.5"));
    assert_eq!(asking.doubts(REFERENCE, None, &[]), []);
    assert_eq!(asking.doubts(REFERENCE, Some(inr(124_950)), &[]), []);
    let reais = Money::new(124_950, Currency::Brl);
    for other in [Some(inr(124_949)), Some(inr(12_495_000)), reais] {
        assert_eq!(asking.doubts(REFERENCE, other, &[]), [OtherAmount]);
    }
}

#[test]
fn another_payee_is_named_beside_those_that_were_expected() {
    let link = link(GOOD_LINK);
    let expected = ["a1@bank", "b2@bank", "c3@bank", "d4@bank", "e5@bank"].map(vpa);
    for (count, named) in [
        (1, "`a1@bank`"),
        (3, "`a1@bank` or `b2@bank` or `c3@bank`"),
        (5, "`a1@bank` or `b2@bank` or `c3@bank` or one of 2 more"),
    ] {
        let words = OtherPayee.words(&link, &expected[..count]);

        let all = format!("it pays `deskshop@examplebank`, and this account expects {named}");
        assert_eq!(words, all);
    }
}

#[test]
fn what_an_app_may_not_read_is_doubted() {
    for (more, doubts) in [
        ("&tn=%231", vec![]),
        ("&tn=#1", vec![Fragment]),
        ("&tn=%26amp;", vec![]),
        ("&amp;tn=1", vec![EscapedAmpersand]),
    ] {
        let link = link(&format!("{GOOD_LINK}{more}"));
        assert_eq!(link.doubts(REFERENCE, None, &[]), doubts, "{more}");
    }
}

#[test]
fn codes_that_whatsapp_needs_are_missed() {
    let without = |part: &str| link(&GOOD_LINK.replace(part, "")).doubts(REFERENCE, None, &[]);

    assert_eq!(without("&mc=5399"), [NoMc]);
    assert_eq!(without("&purpose=00"), [NoPurpose]);
    assert_eq!(without("nothing"), []);
}

#[test]
fn everything_doubtful_is_said_at_once() {
    let link = link("upi://pay?pa=a1@b2&pn=%E2%80%AE&amp;tr=A&am=1&tn=#1");

    let doubts = link.doubts("B", Some(inr(200)), &[vpa("deskshop@examplebank")]);

    let expected = [
        OtherReference,
        OtherPayee,
        OtherAmount,
        NoMc,
        NoPurpose,
        HiddenInName,
        EscapedAmpersand,
        Fragment,
    ];
    assert_eq!(doubts, expected);
    assert!(doubts.is_sorted());
}

#[test]
fn purposes_that_meta_does_not_print_are_doubted() {
    for (purpose, doubts) in [
        ("00", vec![]),
        ("10", vec![]),
        ("11", vec![UnlistedPurpose]),
        ("99", vec![UnlistedPurpose]),
    ] {
        let link = link(&GOOD_LINK.replace("purpose=00", &format!("purpose={purpose}")));
        assert_eq!(link.doubts(REFERENCE, None, &[]), doubts, "{purpose}");
    }
}

#[test]
fn a_name_with_something_hidden_is_shown_and_doubted() {
    for hidden in [
        "\u{200b}",
        "\u{200d}",
        "\u{200f}",
        "\u{202a}",
        "\u{202e}",
        "\u{2066}",
        "\u{2069}",
        "\u{feff}",
        "\u{61c}",
        "\u{ad}",
        "\0",
        "\u{7f}",
        "\u{180e}",
        "\u{2028}",
        "\u{2060}",
        "\u{206f}",
        "\u{e0000}",
        "\u{e007f}",
    ] {
        let name = format!("Desk{hidden} Shop");
        let encoded: String = name.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let link = link(&GOOD_LINK.replace("Desk%20Shop", &encoded));

        assert_eq!(link.payee_name(), name);
        let doubts = link.doubts(REFERENCE, None, &[]);
        assert_eq!(doubts, [HiddenInName], "{hidden:?}");
    }
    for plain in [
        "दुकान",
        "Café",
        "Ma’s–Shop",
        "店",
        "a\u{200a}b",
        "a\u{2010}b",
        "a\u{2027}b",
        "a\u{202f}b",
        "a\u{205f}b",
        "a\u{2070}b",
    ] {
        let link = link(&GOOD_LINK.replace("Desk%20Shop", &encoded(plain)));
        assert_eq!(link.payee_name(), plain);
        assert_eq!(link.doubts(REFERENCE, None, &[]), [], "{plain}");
    }
}

#[test]
fn a_log_line_cannot_show_whose_link_it_is() {
    let shown = format!("{:?}", link(GATEWAY_LINK));

    assert!(shown.contains("examplebank"), "{shown}");
    assert!(shown.contains(REFERENCE), "{shown}");
    assert!(!shown.contains("deskshop"), "{shown}");
    assert!(!shown.contains("Shop"), "{shown}");
}

/// Writes a value so that nothing in it can be taken for a separator.
fn encoded(text: &str) -> String {
    let escaped = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(escaped).collect()
}

/// The letters of a key, some of them capitals.
fn in_some_case(key: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec(any::<bool>(), key.len()).prop_map(move |capitals| {
        key.chars()
            .zip(capitals)
            .map(|(letter, is_capital)| match is_capital {
                true => letter.to_ascii_uppercase(),
                false => letter,
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn what_was_written_from_parts_reads_back_to_them(
        payee in "[A-Za-z0-9._-]{2,20}@[A-Za-z][A-Za-z0-9]{1,10}",
        name in "\\S\\PC{0,98}",
        reference in "[A-Za-z0-9._-]{1,35}",
        mc in prop::option::of("[0-9]{4}"),
        purpose in prop::option::of("[0-9]{2}"),
        minor in prop::option::of(1..=99_999_999_999_999_i64),
        unknown in "\\PC{0,20}",
        keys in (in_some_case("pa"), in_some_case("pn"), in_some_case("tr"), in_some_case("am")),
        order in Just(vec![0, 1, 2, 3, 4, 5, 6]).prop_shuffle(),
    ) {
        let amount = minor.map(|minor| format!("{}.{:02}", minor / 100, minor % 100));
        let pieces = [
            Some(format!("{}={}", keys.0, encoded(&payee))),
            Some(format!("{}={}", keys.1, encoded(&name))),
            Some(format!("{}={}", keys.2, encoded(&reference))),
            amount.map(|amount| format!("{}={amount}", keys.3)),
            mc.as_ref().map(|mc| format!("mc={mc}")),
            purpose.as_ref().map(|purpose| format!("purpose={purpose}")),
            Some(format!("sign={}", encoded(&unknown))),
        ];
        let written: Vec<&str> = order.iter().filter_map(|at| pieces[*at].as_deref()).collect();
        let text = format!("upi://pay?{}", written.join("&"));

        let link = UpiLink::parse(&text).unwrap();

        prop_assert_eq!(link.as_str(), text);
        prop_assert_eq!(link.payee(), &vpa(&payee));
        prop_assert_eq!(&link.payee().to_string(), &payee);
        prop_assert_eq!(link.payee_name(), name);
        prop_assert_eq!(link.reference(), &reference);
        prop_assert_eq!(link.mc(), mc.as_deref());
        prop_assert_eq!(link.purpose(), purpose.as_deref());
        prop_assert_eq!(link.amount(), minor.map(inr));
        prop_assert!(link.is_signed());
        prop_assert!(link.parameters().any(|pair| pair == ("sign", unknown.as_str())));
        let doubts = link.doubts(&reference, minor.map(inr), &[vpa(&payee)]);
        for doubt in [OtherReference, OtherPayee, OtherAmount] {
            prop_assert!(!doubts.contains(&doubt), "{:?}", doubt);
        }
    }

    #[test]
    fn reading_never_panics(text in "(upi://pay\\?)?(.|[&=%+@.]|%[0-9a-f]{2}|(pa|tr|am)=){0,60}") {
        let _ = Vpa::parse(&text);
        if let Ok(link) = UpiLink::parse(&text) {
            let _ = link.doubts(&text, None, &[]);
        }
    }

    #[test]
    fn cutting_a_link_anywhere_never_panics(at in 0..GATEWAY_LINK.len(), inserted in any::<char>()) {
        let text = format!("{}{inserted}{}", &GATEWAY_LINK[..at], &GATEWAY_LINK[at..]);
        for text in [&GATEWAY_LINK[..at], &text] {
            if let Ok(link) = UpiLink::parse(text) {
                prop_assert_eq!(link.as_str(), text);
            }
        }
    }
}
