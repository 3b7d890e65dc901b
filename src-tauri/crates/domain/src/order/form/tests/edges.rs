//! Claims about the limits that are the form's own: each just inside and just outside.

use super::*;
use crate::finding::FindingCode::*;
use crate::order::Gateway;
use crate::payment_mode::PaymentMode;
use texts::TextOf;

fn with_notes(gateway: Gateway, notes: Vec<FormNote>) -> impl FnOnce(&mut OrderForm) {
    move |form| {
        form.payment.gateway = gateway;
        form.payment.notes = notes;
    }
}

#[test]
fn a_form_takes_a_hundred_filled_rows() {
    let rows = |count: usize| {
        move |form: &mut OrderForm| {
            form.items = vec![item("Coffee", "1", "20", ""); count];
            form.items.insert(1, FormItem::default());
            form.items.push(FormItem::default());
        }
    };

    check(rows(100), &[]);
    check(rows(101), &[("items", TooMany)]);
}

#[test]
fn city_and_state_are_no_longer_than_500_characters() {
    for field in ["address.city", "address.state"] {
        let (_, text_of) = TEXTS.iter().find(|(known, _)| *known == field).unwrap();
        check(|form| *text_of(form) = "ñ".repeat(500), &[]);
        check(|form| *text_of(form) = "ñ".repeat(501), &[(field, TooLong)]);
    }
}

#[test]
fn an_items_own_origin_stands_instead_of_the_forms() {
    let own = |origin: FormOrigin| move |form: &mut OrderForm| form.items[1].origin = Some(origin);
    let made_in = |country: String| FormOrigin {
        country_of_origin: country,
        ..filled().origin
    };

    check(own(filled().origin), &[]);
    check(own(made_in("ñ".repeat(100))), &[]);
    check(
        own(made_in("ñ".repeat(101))),
        &[("items[1].origin.countryOfOrigin", TooLong)],
    );
    // What it leaves out is not taken from the form's.
    check(
        own(FormOrigin::default()),
        &[
            ("items[1].origin.countryOfOrigin", Required),
            ("items[1].origin.importerName", Required),
            ("items[1].origin.addressLine1", Required),
            ("items[1].origin.city", Required),
            ("items[1].origin.postalCode", Required),
        ],
    );
    check(
        |form| {
            let origin = std::mem::take(&mut form.origin);
            for item in &mut form.items {
                item.origin = Some(origin.clone());
            }
        },
        &[],
    );
}

#[test]
fn with_a_catalogue_an_origin_is_judged_only_as_far_as_it_is_said() {
    let listed = |origin: FormOrigin| {
        move |form: &mut OrderForm| {
            form.catalog_id = "741258963".to_owned();
            form.origin = origin;
        }
    };

    check(listed(FormOrigin::default()), &[]);
    check(
        listed(FormOrigin {
            country_of_origin: "India".to_owned(),
            ..FormOrigin::default()
        }),
        &[],
    );
    check(
        listed(FormOrigin {
            zone_code: "KA".to_owned(),
            ..FormOrigin::default()
        }),
        &[
            ("origin.addressLine1", Required),
            ("origin.city", Required),
            ("origin.postalCode", Required),
        ],
    );
    check(
        |form| form.origin = FormOrigin::default(),
        &[
            ("origin.countryOfOrigin", Required),
            ("origin.importerName", Required),
            ("origin.addressLine1", Required),
            ("origin.city", Required),
            ("origin.postalCode", Required),
        ],
    );
}

#[test]
fn a_row_of_notes_has_a_name_that_comes_once() {
    let notes = |rows: &[(&str, &str)]| {
        let rows = rows.iter().map(|(name, text)| note(name, text));
        with_notes(Gateway::Razorpay, rows.collect())
    };

    check(notes(&[]), &[]);
    check(notes(&[("store", ""), (" ", "\n"), ("", "")]), &[]);
    check(notes(&[("store", "a"), ("Store", "a")]), &[]);
    check(
        notes(&[("store", "a"), (" ", "b")]),
        &[("payment.notes[1].name", Required)],
    );
    check(
        notes(&[("store", "a"), ("channel", "b"), ("store", "a")]),
        &[("payment.notes[2].name", DuplicateKey)],
    );
}

#[test]
fn notes_are_bounded_at_their_rows() {
    let rows = |count: usize| (0..count).map(|row| note(&format!("k{row}"), "")).collect();
    check(with_notes(Gateway::Razorpay, rows(15)), &[]);
    check(
        with_notes(Gateway::Razorpay, rows(16)),
        &[("payment.notes", TooMany)],
    );

    for (gateway, name, chars) in [
        (Gateway::Razorpay, "store", 256),
        (Gateway::Payu, "udf4", 255),
        (Gateway::Billdesk, "additional_info7", 120),
        (Gateway::Zaakpay, "extra2", 180),
    ] {
        let rows = |chars: usize| vec![FormNote::default(), note(name, &"ñ".repeat(chars))];
        check(with_notes(gateway, rows(chars)), &[]);
        check(
            with_notes(gateway, rows(chars + 1)),
            &[("payment.notes[1].text", TooLong)],
        );
    }
}

#[test]
fn a_gateway_that_names_its_notes_reads_no_others() {
    let mut form = filled();
    form.payment.gateway = Gateway::Payu;
    form.payment.notes = vec![
        note("udf1", "mysuru-02"),
        note("udf2", " "),
        note("udf5", "desk"),
        note("", "desk"),
    ];

    let order = form.check(NOW_MS, &[]).order.unwrap();

    let mut draft = order.draft().clone();
    let payment = crate::order::samples::gateway(&mut draft);
    let notes = [("udf1".to_owned(), "mysuru-02".to_owned())];
    assert_eq!(payment.notes, notes.into());
    assert_eq!(payment.receipt, None, "only Razorpay has receipts");
}

#[test]
fn only_the_fields_of_the_chosen_way_count() {
    let bad = || "http://a.in".to_owned();
    let wrong = |mode: PaymentMode| FormPayment {
        mode,
        configuration_name: String::new(),
        upi_configuration_name: "x".repeat(61),
        gateway: Gateway::Razorpay,
        receipt: "x".repeat(41),
        notes: vec![note("", "text")],
        preferred_app: "whatsapp".to_owned(),
        enabled_option: "card".to_owned(),
        upi_link: bad(),
        payment_link: bad(),
        success_url: bad(),
        cancel_url: bad(),
    };
    let ways: [(PaymentMode, &[(&str, FindingCode)]); 4] = [
        (
            PaymentMode::PaymentGateway,
            &[
                ("payment.configurationName", Required),
                ("payment.receipt", TooLong),
                ("payment.notes[0].name", Required),
                ("payment.preferredApp", NotAllowed),
                ("payment.enabledOption", NotAllowed),
            ],
        ),
        (
            PaymentMode::UpiIntentLink,
            &[("payment.upiLink", UpiLinkFault)],
        ),
        (
            PaymentMode::UpiConfiguration,
            &[
                ("payment.upiConfigurationName", TooLong),
                ("payment.preferredApp", NotAllowed),
            ],
        ),
        (
            PaymentMode::PaymentLink,
            &[
                ("payment.paymentLink", NotHttps),
                ("payment.successUrl", NotHttps),
                ("payment.cancelUrl", NotHttps),
            ],
        ),
    ];
    for (mode, expected) in ways {
        check(|form| form.payment = wrong(mode), expected);
    }
}

#[test]
fn blanks_around_what_is_pasted_are_taken_off() {
    fn paid_by(form: &mut OrderForm, mode: PaymentMode) -> &mut FormPayment {
        form.payment = FormPayment {
            mode,
            payment_link: "https://rzp.io/i/Kv81xQ".to_owned(),
            ..FormPayment::default()
        };
        &mut form.payment
    }
    let link = "https://a.in/b";
    let upi = "upi://pay?pa=club.psp@exbank&pn=Lake%20Club&mc=7997&purpose=00&tr=KP-2291";
    let texts: &[(&str, TextOf)] = &[
        ("KP-2292", |form| &mut form.reference_id),
        (link, |form| {
            form.header_media_id = String::new();
            &mut form.header_link
        }),
        (link, |form| &mut form.items[1].image_link),
        ("MH", |form| &mut form.origin.zone_code),
        (upi, |form| {
            &mut paid_by(form, PaymentMode::UpiIntentLink).upi_link
        }),
        (link, |form| {
            &mut paid_by(form, PaymentMode::PaymentLink).payment_link
        }),
        (link, |form| {
            &mut paid_by(form, PaymentMode::PaymentLink).success_url
        }),
        (link, |form| {
            &mut paid_by(form, PaymentMode::PaymentLink).cancel_url
        }),
    ];
    for (text, text_of) in texts {
        let order = |typed: String| {
            let mut form = filled();
            *text_of(&mut form) = typed;
            form.check(NOW_MS, &[]).order
        };

        let plain = order((*text).to_owned());

        assert!(plain.is_some(), "{text}");
        assert_eq!(order(format!(" \u{a0}{text}\n")), plain, "{text}");
        assert_ne!(
            order(format!("{text} {text}")),
            plain,
            "a blank inside is there"
        );
    }
}
