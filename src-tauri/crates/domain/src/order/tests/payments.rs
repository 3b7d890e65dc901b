//! Claims about every way to pay: each limit just inside and just outside.

use super::*;
use crate::finding::{Finding, FindingCode::*};
use crate::order::samples::{UPI_LINK, gateway, item, of_every_mode, small, some};
use crate::upi::Vpa;

const GATEWAY: &str = "payment_settings[0].payment_gateway";
const UPI: &str = "payment_settings[0].upi_intent_link.link";
const LINK: &str = "payment_settings[0].payment_link";

fn paid(payment: PaymentSetting) -> OrderDraft {
    OrderDraft { payment, ..small() }
}

#[track_caller]
fn check_upi(link: &str, expected: &[(&str, FindingCode)]) {
    let payment = PaymentSetting::UpiIntentLink(UpiIntentPayment {
        upi_link: link.to_owned(),
    });
    check_from(paid(payment), |_| (), expected);
}

#[test]
fn every_way_to_pay_is_an_order() {
    for draft in of_every_mode() {
        check_from(draft, |_| (), &[]);
    }
}

#[test]
fn each_gateway_bounds_its_own_notes() {
    let limits = [
        (Gateway::Payu, "udf", 4, 255),
        (Gateway::Billdesk, "additional_info", 7, 120),
        (Gateway::Zaakpay, "extra", 2, 180),
    ];
    for (which, prefix, count, chars) in limits {
        let at = |name: &str| format!("{GATEWAY}.{}.{name}", which.word());
        let with = |name: String, text: String| {
            move |d: &mut OrderDraft| {
                gateway(d).gateway = which;
                gateway(d).notes = [(name, text)].into();
            }
        };
        for number in 1..=count {
            let name = format!("{prefix}{number}");
            let path = at(&name);
            check_from(small(), with(name.clone(), "ñ".repeat(chars)), &[]);
            check_from(
                small(),
                with(name.clone(), "ñ".repeat(chars + 1)),
                &[(&path, TooLong)],
            );
            check_from(small(), with(name, " ".to_owned()), &[(&path, Required)]);
        }
        for name in [format!("{prefix}{}", count + 1), format!("{prefix}0")] {
            let path = at(&name);
            check_from(
                small(),
                with(name, "x".to_owned()),
                &[(&path, UnknownField)],
            );
        }
        check_from(
            small(),
            |d| {
                gateway(d).gateway = which;
                gateway(d).receipt = some("INV-1");
            },
            &[(&at("receipt"), UnknownField)],
        );
    }
}

#[test]
fn the_older_upi_names_a_configuration_and_one_app() {
    let named = |name: &str, method: Option<&str>| {
        paid(PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
            upi_configuration_name: name.to_owned(),
            preferred_payment_method: method.map(str::to_owned),
        }))
    };
    let (path, method) = (
        "payment_configuration",
        "preferred_payment_methods[0].method",
    );

    check_from(named(&"ñ".repeat(60), Some("bhim")), |_| (), &[]);
    check_from(named(&"ñ".repeat(61), None), |_| (), &[(path, TooLong)]);
    check_from(named(" ", None), |_| (), &[(path, Required)]);
    check_from(named("a", Some("GPay")), |_| (), &[(method, NotAllowed)]);
    check_from(named("a", Some("")), |_| (), &[(method, Required)]);
}

#[test]
fn a_payment_link_and_its_returns_are_https() {
    let link = |uri: &str, back: Option<&str>| {
        paid(PaymentSetting::PaymentLink(LinkPayment {
            payment_link: uri.to_owned(),
            success_url: back.map(str::to_owned),
            cancel_url: back.map(str::to_owned),
        }))
    };
    let at = |field: &str| format!("{LINK}.{field}");
    let good = "https://rzp.io/i/a";

    check_from(link(good, Some(good)), |_| (), &[]);
    check_from(link("", None), |_| (), &[(&at("uri"), Required)]);
    for bad in [
        "http://rzp.io/i/a",
        "https://",
        "https://rzp.io/i a",
        "rzp.io",
    ] {
        check_from(link(bad, None), |_| (), &[(&at("uri"), NotHttps)]);
        check_from(
            link(good, Some(bad)),
            |_| (),
            &[
                (&at("success_url"), NotHttps),
                (&at("cancel_url"), NotHttps),
            ],
        );
    }
    check_from(
        link(good, Some("")),
        |_| (),
        &[
            (&at("success_url"), Required),
            (&at("cancel_url"), Required),
        ],
    );
}

#[test]
fn a_upi_link_is_read_but_not_changed() {
    check_upi(UPI_LINK, &[]);
    check_upi("", &[(UPI, Required)]);
    check_upi("https://rzp.io/i/a", &[(UPI, UpiLinkFault)]);
    check_upi(
        "upi://pay?pn=Lake%20Club&tr=MEM 88017",
        &[
            (UPI, UpiLinkFault),
            (UPI, UpiLinkFault),
            (UPI, UpiLinkFault),
        ],
    );
    check_upi(&format!("{UPI_LINK}&am=1299.00&cu=INR&sign=abc=="), &[]);

    let doubts = [
        UPI_LINK.replace("MEM-88017", "PG7781203"),
        format!("{UPI_LINK}&am=1298.00"),
        UPI_LINK.replace("&mc=7997", ""),
        UPI_LINK.replace("&purpose=00", ""),
        UPI_LINK.replace("purpose=00", "purpose=11"),
    ];
    for link in doubts {
        check_upi(&link, &[(UPI, UpiLinkDoubt)]);
    }
}

#[test]
fn a_link_that_pays_another_upi_id_is_doubted_and_may_be_sent() {
    let payees = ["rival@exbank", "Club.PSP@ExBank"].map(|text| Vpa::parse(text).unwrap());
    let draft = paid(PaymentSetting::UpiIntentLink(UpiIntentPayment {
        upi_link: UPI_LINK.to_owned(),
    }));
    let of = |payees: &[Vpa]| draft.check(NOW_MS, payees);

    for expected in [&payees[..0], &payees[1..], &payees] {
        assert_eq!(of(expected).findings, [], "{expected:?}");
    }
    let doubted = of(&payees[..1]);

    let words = "it pays `club.psp@exbank`, and this account expects `rival@exbank`";
    let doubt = Finding::with_limit(UPI, UpiLinkDoubt, words);
    assert_eq!(doubted.findings, [doubt]);
    assert!(doubted.order.is_some(), "a doubt stops nothing");
    for draft in of_every_mode() {
        let is_link = matches!(draft.payment, PaymentSetting::UpiIntentLink(_));
        let count = draft.check(NOW_MS, &payees[..1]).findings.len();
        assert_eq!(count, usize::from(is_link), "{:?}", draft.payment);
    }
}

#[test]
fn what_upi_carries_bounds_every_order_it_can_pay() {
    const TOTAL: &str = "total_amount.value";
    for draft in of_every_mode() {
        let is_upi = draft.payment.is_upi_alone();
        let price = |minor: i64| {
            move |d: &mut OrderDraft| {
                d.items = vec![item(minor, 1)];
            }
        };
        let beyond_usual: &[(&str, FindingCode)] = match is_upi {
            true => &[(TOTAL, AboveUsualUpi)],
            false => &[],
        };
        let beyond: &[(&str, FindingCode)] = match draft.payment.offers_upi() {
            true => &[(TOTAL, AboveUpiLimit)],
            false => &[],
        };

        check_from(draft.clone(), price(10_000_000), &[]);
        check_from(draft.clone(), price(10_000_001), beyond_usual);
        check_from(draft.clone(), price(50_000_000), beyond_usual);
        check_from(draft, price(50_000_001), beyond);
    }
}
