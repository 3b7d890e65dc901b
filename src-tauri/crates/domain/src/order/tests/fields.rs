//! Claims about the message, the reference, the addresses, the payment setting and the expiry.

use super::*;
use crate::finding::FindingCode::*;
use crate::order::samples::{beneficiary, gateway, small, some};

#[test]
fn both_samples_are_good() {
    check(|_| {}, &[]);
    check_from(small(), |_| {}, &[]);
}

#[test]
fn texts_have_a_longest_length_and_are_never_blank() {
    check_text("biz_opaque_callback_data", 512, |d, t| {
        d.opaque_callback_data = Some(t)
    });
    check_text("body.text", 1024, |d, t| d.body_text = t);
    check_text("footer.text", 60, |d, t| d.footer_text = Some(t));
    check_text("beneficiaries[0].name", 200, |d, t| {
        d.beneficiaries[0].name = t
    });
    check_text("beneficiaries[0].address_line1", 100, |d, t| {
        d.beneficiaries[0].address_line1 = t
    });
    check_text("beneficiaries[0].address_line2", 100, |d, t| {
        d.beneficiaries[0].address_line2 = Some(t);
    });
    check_text(
        "payment_settings[0].payment_gateway.configuration_name",
        60,
        |d, t| {
            gateway(d).configuration_name = t;
        },
    );
    check_text(
        "payment_settings[0].payment_gateway.razorpay.receipt",
        40,
        |d, t| {
            gateway(d).receipt = Some(t);
        },
    );
    check_text("order.expiration.description", 120, |d, t| {
        d.expiration.as_mut().unwrap().description = t;
    });
    check_text("order.tax.description", 60, |d, t| {
        d.tax.as_mut().unwrap().description = Some(t);
    });
    check_text("order.shipping.description", 60, |d, t| {
        d.shipping.as_mut().unwrap().description = Some(t);
    });
    check_text("order.discount.description", 60, |d, t| {
        d.discount.as_mut().unwrap().description = Some(t);
    });
    check_text("order.discount.discount_program_name", 60, |d, t| {
        d.discount.as_mut().unwrap().program_name = Some(t);
    });
    check_filled("beneficiaries[0].city", |d, t| d.beneficiaries[0].city = t);
    check_filled("beneficiaries[0].state", |d, t| {
        d.beneficiaries[0].state = t
    });
}

#[test]
fn texts_that_need_not_be_there_need_not_be_there() {
    check(
        |d| {
            d.opaque_callback_data = None;
            d.header_image = None;
            d.footer_text = None;
            d.beneficiaries[0].address_line2 = None;
            gateway(d).receipt = None;
            gateway(d).notes.clear();
            gateway(d).preferred_payment_method = None;
            gateway(d).enabled_payment_option = None;
            d.expiration = None;
            d.tax.as_mut().unwrap().description = None;
        },
        &[],
    );
}

#[test]
fn only_known_words_pass() {
    check_words(
        "type",
        &["physical-goods", "digital-goods"],
        &["Digital-Goods", "digital_goods"],
        |d, t| d.goods_type = t,
    );
    check_words(
        "beneficiaries[0].country",
        &["India"],
        &["IN", "india", "India "],
        |d, t| {
            d.beneficiaries[0].country = t;
        },
    );
    let postal_codes = ["57000", "5700011", "57000a", "५७०००१", "570 01"];
    check_words(
        "beneficiaries[0].postal_code",
        &["570001"],
        &postal_codes,
        |d, t| {
            d.beneficiaries[0].postal_code = t;
        },
    );
    check_words("currency", &["INR"], &["inr", "BRL", "USD"], |d, t| {
        d.currency = t
    });
    check_words(
        "payment_settings[0].payment_gateway.preferred_payment_methods[0].method",
        &[
            "gpay",
            "phonepe",
            "paytm",
            "bhim",
            "amazonpay",
            "cred",
            "mobikwik",
        ],
        &["GPay", "whatsapp"],
        |d, t| gateway(d).preferred_payment_method = Some(t),
    );
    check_words(
        "payment_settings[0].payment_gateway.enabled_payment_options[0]",
        &["upi", "web"],
        &["UPI", "card"],
        |d, t| gateway(d).enabled_payment_option = Some(t),
    );
}

#[test]
fn the_customer_is_an_international_number() {
    let put = |text: &'static str| move |d: &mut OrderDraft| d.customer_phone = text.to_owned();

    check(put("+919900000042"), &[]);
    check(put("14155550123"), &[]);
    check(put(""), &[("to", Required)]);
    check(put("09900000042"), &[("to", NotAllowed)]);
    check(put("91 9900000042"), &[("to", NotAllowed)]);
    check(put("1234567"), &[("to", NotAllowed)]);
    check(put("1234567890123456"), &[("to", NotAllowed)]);
    check(put("915900000042"), &[("to", NotMobile)]);
    check(put("9199000000421"), &[("to", NotMobile)]);
}

#[test]
fn the_reference_id_can_be_looked_up_again() {
    let put = |text: String| move |d: &mut OrderDraft| d.reference_id = text;

    check(put("x".repeat(35)), &[]);
    check(put("x".repeat(36)), &[("reference_id", TooLong)]);
    check(put(String::new()), &[("reference_id", Required)]);
    check(put("INV 7".to_owned()), &[("reference_id", NotAllowed)]);
    check(put("..".to_owned()), &[("reference_id", NotAllowed)]);
}

#[test]
fn the_header_is_one_picture() {
    let put = |id: Option<&str>, link: Option<&str>| {
        let image = HeaderImage {
            id: id.map(str::to_owned),
            link: link.map(str::to_owned),
        };
        move |d: &mut OrderDraft| d.header_image = Some(image)
    };

    check(put(Some("1"), None), &[]);
    check(put(None, Some("https://a.in/b.png")), &[]);
    check(put(None, None), &[("header.image", Required)]);
    check(
        put(Some("1"), Some("https://a.in")),
        &[("header.image.link", Conflict)],
    );
    check(put(Some(""), None), &[("header.image.id", Required)]);
    check(put(None, Some("")), &[("header.image.link", Required)]);
    check(
        put(None, Some("http://a.in")),
        &[("header.image.link", NotHttps)],
    );
    check(
        put(None, Some("https://")),
        &[("header.image.link", NotHttps)],
    );
    check(
        put(None, Some("HTTPS://a.in")),
        &[("header.image.link", NotHttps)],
    );
}

#[test]
fn a_link_is_https_with_a_host_and_nothing_blank_in_it() {
    fn paid_by(link: String, back: [Option<String>; 2]) -> PaymentSetting {
        let [success_url, cancel_url] = back;
        PaymentSetting::PaymentLink(LinkPayment {
            payment_link: link,
            success_url,
            cancel_url,
        })
    }
    let page = || "https://a.in/pay".to_owned();
    type Put<'a> = &'a dyn Fn(&mut OrderDraft, String);
    let links: [(&str, Put<'_>); 5] = [
        ("header.image.link", &|d, link| {
            d.header_image = Some(HeaderImage {
                id: None,
                link: Some(link),
            });
        }),
        ("order.items[1].image.link", &|d, link| {
            d.items[1].image_link = Some(link);
        }),
        ("payment_settings[0].payment_link.uri", &|d, link| {
            d.payment = paid_by(link, [None, None]);
        }),
        (
            "payment_settings[0].payment_link.success_url",
            &|d, link| {
                d.payment = paid_by(page(), [Some(link), None]);
            },
        ),
        ("payment_settings[0].payment_link.cancel_url", &|d, link| {
            d.payment = paid_by(page(), [None, Some(link)]);
        }),
    ];
    for (path, put) in links {
        for good in ["https://a", "https://a/", "https://a?b", "https://ñ.in/b#c"] {
            check(|d| put(d, good.to_owned()), &[]);
        }
        for bad in [
            "http://a",
            "HTTPS://a",
            "a.in/b",
            "https:/a",
            "https://",
            "https:///b",
            "https://?b",
            "https://#c",
            " https://a",
            "https://a/b c",
            "https://a\u{a0}",
            "https://a\n",
            "https://a/\0",
            "https://a/\u{7f}",
        ] {
            check(|d| put(d, bad.to_owned()), &[(path, NotHttps)]);
        }
        check_filled(path, put);
    }
}

#[test]
fn physical_goods_without_an_address_are_only_a_warning() {
    check(
        |d| d.beneficiaries.clear(),
        &[("beneficiaries", NoBeneficiaries)],
    );
    check_from(small(), |d| d.beneficiaries = vec![beneficiary()], &[]);
}

#[test]
fn every_beneficiary_is_judged() {
    let broken = Beneficiary {
        city: String::new(),
        ..beneficiary()
    };
    check(
        |d| d.beneficiaries = vec![beneficiary(), broken],
        &[("beneficiaries[1].city", Required)],
    );
}

#[test]
fn notes_are_few_and_short() {
    let notes = |count: usize| {
        (0..count)
            .map(|n| (format!("k{n:02}"), String::new()))
            .collect()
    };
    let path = "payment_settings[0].payment_gateway.razorpay.notes";

    check(|d| gateway(d).notes = notes(15), &[]);
    check(|d| gateway(d).notes = notes(16), &[(path, TooMany)]);
    check(
        |d| gateway(d).notes = [("k".to_owned(), "ñ".repeat(256))].into(),
        &[],
    );
    check(
        |d| gateway(d).notes = [("k".to_owned(), "ñ".repeat(257))].into(),
        &[(&format!("{path}.k"), TooLong)],
    );
}

#[test]
fn an_order_stays_payable_for_five_minutes_at_least() {
    let put =
        |text: String| move |d: &mut OrderDraft| d.expiration.as_mut().unwrap().timestamp = text;
    let ahead = |seconds: i64| put((NOW_MS / 1000 + seconds).to_string());
    let path = "order.expiration.timestamp";

    check(ahead(300), &[]);
    check(ahead(299), &[(path, TooSoon)]);
    check(ahead(-1), &[(path, TooSoon)]);
    check(ahead(30 * 86_400), &[]);
    check(ahead(30 * 86_400 + 1), &[(path, ExpiresLate)]);
    check(put(String::new()), &[(path, Required)]);
    check(put("2027-01-01".to_owned()), &[(path, NotAllowed)]);
    check(put("1798765200.5".to_owned()), &[(path, NotAllowed)]);
    check(put("-5".to_owned()), &[(path, NotAllowed)]);
    check(put("999999999999".to_owned()), &[(path, ExpiresLate)]);
    check(put("0001798765200".to_owned()), &[(path, NotAllowed)]);
    check(put("9".repeat(400)), &[(path, NotAllowed)]);
}

#[test]
fn the_five_minutes_are_counted_to_the_millisecond() {
    let draft = OrderDraft {
        expiration: Some(Expiration {
            timestamp: (NOW_MS / 1000 + 300).to_string(),
            description: some("Soon").unwrap(),
        }),
        ..full()
    };

    assert!(draft.check(NOW_MS, &[]).order.is_some());
    assert!(draft.check(NOW_MS + 1, &[]).order.is_none());
}

#[test]
fn a_catalogue_has_a_name() {
    let without_images = |d: &mut OrderDraft| d.items[0].image_link = None;
    check(
        |d| {
            without_images(d);
            d.catalog_id = some("1234");
        },
        &[],
    );
    check(
        |d| {
            without_images(d);
            d.catalog_id = some(" ");
        },
        &[("order.catalog_id", Required)],
    );
}
