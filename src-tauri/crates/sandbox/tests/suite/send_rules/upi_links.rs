//! The link of a UPI intent: each rule just inside and just outside.

use super::{INVALID, Table, UNKNOWN};
use crate::orders::{full, set, upi_intent};
use serde_json::{Value, json};

const LINK: &str = ".payment_settings[0].upi_intent_link.link";
const GOOD: &str = "upi://pay?pa=club.psp@exbank&pn=Lake%20Club&tr=LC88017";

/// Each link with whether it is one that may be sent.
async fn judge(cases: impl IntoIterator<Item = (String, bool)>) {
    let mut table = Table::new();
    for (link, is_good) in cases {
        let mut body = full();
        set(&mut body, ".payment_settings", upi_intent(&link));
        if is_good {
            table
                .accepts(&link, |accepted| {
                    set(accepted, ".payment_settings", upi_intent(&link));
                })
                .await;
        } else {
            table.refuses(&body, INVALID, LINK).await;
        }
    }
    table.check();
}

/// The good link with one more field.
fn with(field: &str) -> String {
    format!("{GOOD}&{field}")
}

/// The good link with another value of one of its fields.
fn other(key: &str, value: &str) -> String {
    let fields = [
        ("pa", "club.psp@exbank"),
        ("pn", "Lake%20Club"),
        ("tr", "LC88017"),
    ];
    let pieces: Vec<String> = fields
        .iter()
        .map(|(name, usual)| format!("{name}={}", if *name == key { value } else { usual }))
        .collect();
    format!("upi://pay?{}", pieces.join("&"))
}

#[tokio::test]
async fn the_whole_link() {
    let padded = |length: usize| {
        let beginning = with("note=");
        let padding = "x".repeat(length - beginning.len());
        format!("{beginning}{padding}")
    };
    let wide = format!("{}{}", with("note="), "न".repeat(1_900));
    assert!(wide.len() > 2_048);
    judge([
        (GOOD.to_owned(), true),
        (GOOD.replacen("upi://pay", "UPI://PaY", 1), true),
        (padded(2_048), true),
        (padded(2_049), false),
        (wide, true),
        (format!(" {GOOD}"), false),
        (format!("{GOOD}\n"), false),
        (format!("{GOOD}\r"), false),
        (format!("{GOOD}\t"), false),
        (GOOD.replacen("%20", " ", 1), false),
        (GOOD.replacen("%20", "\u{a0}", 1), false),
        (String::new(), false),
        (GOOD.replacen("upi:", "tez:", 1), false),
        (GOOD.replacen("upi://pay?", "upi:pay?", 1), false),
        (GOOD.replacen("upi://pay?", "upi://pay/?", 1), false),
        (GOOD.replacen("upi://pay?", "upi://mandate?", 1), false),
        (GOOD.replacen("upi://pay?", "upi://payee?", 1), false),
        (GOOD.replacen("upi://pay?", "upi://pay", 1), false),
        ("upi://pay?".to_owned(), false),
        ("upi://pa\u{e4}?x=1".to_owned(), false),
    ])
    .await;
}

#[tokio::test]
async fn the_pieces() {
    judge([
        (GOOD.replace('&', "&amp;"), true),
        (GOOD.replacen('&', "&amp;", 1), true),
        (GOOD.replace('&', "&amp;amp;"), false),
        (GOOD.replace('&', "&AMP;"), false),
        (GOOD.replace('&', ";"), false),
        (format!("{GOOD}&"), false),
        (format!("{GOOD}&&x=1"), false),
        (GOOD.replacen('?', "?&", 1), false),
        (with("sign"), false),
        (with("=x"), false),
        (with("sign="), true),
        (with("sign=MEUCIQ+/a=="), true),
        (with("url=https://a.in/?b"), true),
        (with("SIGN=x&orgid=1"), true),
        (with("x=1&X=2"), false),
        (with("x=1&x=1"), false),
        (with("PA=club.psp@exbank"), false),
        (with("%70a=club.psp@exbank"), false),
        (GOOD.replace("pa=", "Pa=").replace("tr=", "TR="), true),
    ])
    .await;
}

#[tokio::test]
async fn the_escapes() {
    judge([
        (other("pn", "%E0%A4%A8"), true),
        (other("pn", "न"), true),
        (other("pn", "100%25"), true),
        (other("pn", "100%"), false),
        (other("pn", "100%2"), false),
        (other("pn", "100%2g"), false),
        (other("pn", "%%41"), false),
        (other("pn", "%E0%A4"), false),
        (other("pn", "%FF"), false),
        (with("x=%FF"), false),
        (with("%zz=1"), false),
        (other("tr", "LC%38"), true),
        (other("tr", "LC%2538"), false),
        (other("pa", "club%2Epsp%40exbank"), true),
    ])
    .await;
}

#[tokio::test]
async fn the_payee() {
    let address = |user: usize, handle: usize| {
        let value = format!("{}@{}", "u".repeat(user), "h".repeat(handle));
        other("pa", &value)
    };
    judge([
        (address(2, 2), true),
        (address(1, 2), false),
        (address(2, 1), false),
        (address(190, 64), true),
        (address(191, 64), false),
        (address(190, 65), false),
        (address(252, 2), true),
        (address(253, 2), false),
        (other("pa", "A-z_0.9@Ybl9"), true),
        (other("pa", "club@9bank"), false),
        (other("pa", "club@ex.bank"), false),
        (other("pa", "club@ex-bank"), false),
        (other("pa", "cl+ub@exbank"), false),
        (other("pa", "cl%20ub@exbank"), false),
        (other("pa", "cl@ub@exbank"), false),
        (other("pa", "clubexbank"), false),
        (other("pa", ""), false),
        (GOOD.replace("pa=club.psp@exbank&", ""), false),
        (other("pn", &"n".repeat(99)), true),
        (other("pn", &"n".repeat(100)), false),
        (other("pn", &"%E0%A4%A8".repeat(99)), true),
        (other("pn", &"%E0%A4%A8".repeat(100)), false),
        (other("pn", "Lake+Club"), true),
        (other("pn", "+"), false),
        (other("pn", "%20"), false),
        (other("pn", "%2B"), true),
        (other("pn", ""), false),
        (GOOD.replace("pn=Lake%20Club&", ""), false),
    ])
    .await;
}

#[tokio::test]
async fn the_reference_and_the_codes() {
    judge([
        (other("tr", &"Az09._-".repeat(5)), true),
        (other("tr", &"x".repeat(36)), false),
        (other("tr", "A"), true),
        (other("tr", "A+B"), false),
        (other("tr", "A%20B"), false),
        (other("tr", "A/B"), false),
        (other("tr", ""), false),
        (other("tr", "%20"), false),
        (GOOD.replace("&tr=LC88017", ""), false),
        (with("mc=0000"), true),
        (with("mc=541"), false),
        (with("mc=54111"), false),
        (with("mc=54a1"), false),
        (with("mc="), false),
        (with("mc=%D9%A1%D9%A1"), false),
        (with("purpose=00"), true),
        (with("purpose=99"), true),
        (with("purpose=0"), false),
        (with("purpose=000"), false),
        (with("purpose=0x"), false),
        (with("cu=INR"), true),
        (with("cu=inr"), true),
        (with("cu=USD"), false),
        (with("cu="), false),
        (with("tn=Two+words&mode=04"), true),
        (with("tn="), true),
    ])
    .await;
}

#[tokio::test]
async fn the_amounts() {
    let good = [
        "1",
        "0.01",
        "0.1",
        "0.50",
        "1299.00",
        "007",
        "999999999999.99",
        "999999999999999",
        "%31",
    ];
    let bad = [
        "",
        "0",
        "0.0",
        "0.00",
        ".5",
        "5.",
        "1.234",
        "1.2.3",
        "-1",
        "+1",
        "1,299",
        "1e3",
        "1_0",
        "%20 1",
        "1%20",
        "INR1",
        "9999999999999.99",
        "1234567890123456",
        "NaN",
        "\u{661}",
        "NULL",
    ];
    let cases = |key: &'static str| {
        let of = move |amount: &&str, is_good| (with(&format!("{key}={amount}")), is_good);
        let good = good.iter().map(move |amount| of(amount, true));
        good.chain(bad.iter().map(move |amount| of(amount, false)))
            .collect::<Vec<_>>()
    };
    judge(cases("am")).await;
    judge(cases("mam")).await;
    judge([
        (with("am=null"), false),
        (with("mam=null"), true),
        (with("am=5&mam=7.50"), true),
    ])
    .await;
}

#[tokio::test]
async fn the_settings_around_the_link() {
    let mut table = Table::new();
    let settings =
        |content: Value| json!([{ "type": "upi_intent_link", "upi_intent_link": content }]);
    let put = |value: Value| {
        let mut body = full();
        set(&mut body, ".payment_settings", value);
        body
    };
    let content = ".payment_settings[0].upi_intent_link";
    for wrong in [json!(GOOD), json!(null), json!([GOOD])] {
        table.refuses(&put(settings(wrong)), INVALID, content).await;
    }
    for wrong in [json!(7), json!(null), json!({ "href": GOOD })] {
        let body = put(settings(json!({ "link": wrong })));
        table.refuses(&body, INVALID, LINK).await;
    }
    let missing = put(settings(json!({})));
    table.refuses(&missing, super::MISSING, LINK).await;
    let methods = json!({ "link": GOOD, "preferred_payment_methods": [{ "method": "gpay" }] });
    let path = format!("{content}.preferred_payment_methods");
    table.refuses(&put(settings(methods)), UNKNOWN, &path).await;
    let mut beside = upi_intent(GOOD);
    beside[0]["payment_gateway"] = json!({});
    let path = ".payment_settings[0].payment_gateway";
    table.refuses(&put(beside), UNKNOWN, path).await;
    table.check();
}
