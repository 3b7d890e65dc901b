//! Claims about written bodies: the exact bytes, and that reading them loses nothing.

use super::*;
use counterfoil_domain::order::{
    Beneficiary, Charge, Discount, Expiration, Gateway, GatewayPayment, HeaderImage, ItemDraft,
    LinkPayment, PaymentSetting, UpiConfigurationPayment, UpiIntentPayment,
};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;

#[test]
fn a_good_body_is_written_as_it_was_read() {
    let order = check_body(FULL.as_bytes(), NOW_MS, &[]).order.unwrap();

    let written = String::from_utf8(write(&order)).unwrap();

    let space_free: String = {
        let mut in_text = false;
        let keep = |c: &char| {
            in_text ^= *c == '"';
            in_text || !c.is_whitespace()
        };
        FULL.chars().filter(keep).collect()
    };
    assert_eq!(written, space_free);
}

#[test]
fn the_number_is_written_without_its_plus() {
    let mut body = full();
    put_at("/to", json!("+919900000042"))(&mut body);

    let order = check_body(body.to_string().as_bytes(), NOW_MS, &[])
        .order
        .unwrap();

    let written: Value = serde_json::from_slice(&write(&order)).unwrap();
    assert_eq!(written["to"], "919900000042");
}

#[test]
fn nothing_absent_is_written() {
    let mut body = full();
    without_at("/interactive/header")(&mut body);
    without_at("/interactive/footer")(&mut body);
    without("/beneficiaries")(&mut body);
    without("/payment_settings/0/payment_gateway/razorpay")(&mut body);
    without("/order/expiration")(&mut body);

    let order = check_body(body.to_string().as_bytes(), NOW_MS, &[])
        .order
        .unwrap();

    let written: Value = serde_json::from_slice(&write(&order)).unwrap();
    assert_eq!(written, body);
}

/// Links with everything that a link may hold.
fn link() -> impl Strategy<Value = String> {
    "https://[a-zñ\"\\\\][a-zñ/?#\"\\\\]{0,20}"
}

/// Texts with everything that JSON has to escape.
fn text(max: usize) -> impl Strategy<Value = String> {
    let any_text = vec(any::<char>(), 1..=max).prop_map(String::from_iter);
    let plain = proptest::string::string_regex(&format!("[a-z\"\\\\\n€ñ/]{{1,{max}}}")).unwrap();
    prop_oneof![any_text, plain].prop_filter("a blank", |text| !text.trim().is_empty())
}

fn item() -> impl Strategy<Value = ItemDraft> {
    let prices = (2..=9_999_i64, of(1..=9_999_i64), 1..=100_i64);
    (text(60), of(link()), prices, text(100), text(200)).prop_map(
        |(name, image, (amount, sale, quantity), country, importer)| ItemDraft {
            name,
            image_link: image,
            amount_minor: Some(amount),
            sale_amount_minor: sale.filter(|sale| *sale < amount),
            quantity: Some(quantity),
            country_of_origin: Some(country),
            importer_name: Some(importer),
            importer_address: read(FULL.as_bytes()).draft.unwrap().items[1]
                .importer_address
                .clone(),
            ..ItemDraft::default()
        },
    )
}

fn payment() -> impl Strategy<Value = PaymentSetting> {
    let notes = btree_map("\\PC{0,8}", "\\PC{0,20}", 0..=15);
    let words = (any::<bool>(), any::<bool>());
    let razorpay = (text(60), of(text(40)), notes, words);
    let named = (text(60), vec(of(text(120)), 7), 1..4_usize);
    prop_oneof![
        razorpay.prop_map(|(name, receipt, notes, (cred, web))| {
            PaymentSetting::PaymentGateway(GatewayPayment {
                configuration_name: name,
                gateway: Gateway::Razorpay,
                receipt,
                notes,
                preferred_payment_method: cred.then(|| "cred".to_owned()),
                enabled_payment_option: web.then(|| "web".to_owned()),
            })
        }),
        named.prop_map(|(name, texts, which)| {
            let gateway = Gateway::ALL[which];
            let names = gateway.note_names().unwrap().iter();
            let notes = names.zip(texts);
            PaymentSetting::PaymentGateway(GatewayPayment {
                configuration_name: name,
                gateway,
                notes: notes
                    .filter_map(|(name, text)| Some(((*name).to_owned(), text?)))
                    .collect(),
                ..GatewayPayment::default()
            })
        }),
        "[A-Za-z0-9._-]{1,35}".prop_map(|reference| {
            PaymentSetting::UpiIntentLink(UpiIntentPayment {
                upi_link: format!("upi://pay?pa=club.psp@exbank&pn=Lake%20Club&tr={reference}"),
            })
        }),
        (text(60), any::<bool>()).prop_map(|(name, cred)| {
            PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
                upi_configuration_name: name,
                preferred_payment_method: cred.then(|| "cred".to_owned()),
            })
        }),
        (link(), of(link()), of(link())).prop_map(|(payment_link, success_url, cancel_url)| {
            PaymentSetting::PaymentLink(LinkPayment {
                payment_link,
                success_url,
                cancel_url,
            })
        }),
    ]
}

fn header() -> impl Strategy<Value = HeaderImage> {
    prop_oneof![
        text(20).prop_map(|id| HeaderImage {
            id: Some(id),
            link: None
        }),
        link().prop_map(|link| HeaderImage {
            id: None,
            link: Some(link)
        }),
    ]
}

/// Drafts that mostly pass the check, with every optional part there or not.
fn draft() -> impl Strategy<Value = OrderDraft> {
    let message = (
        of(text(512)),
        of(header()),
        text(1024),
        of(text(60)),
        "[A-Za-z0-9_-]{1,35}",
    );
    let goods = (
        any::<bool>(),
        vec(text(100), 0..3),
        of(text(120)),
        any::<bool>(),
    );
    let charge = || (0..=9_999_i64, of(text(60)));
    let charges = (charge(), of(charge()), of((charge(), of(text(60)))));
    (message, goods, payment(), vec(item(), 1..=10), charges).prop_map(
        |(message, goods, payment, items, (tax, shipping, discount))| OrderDraft {
            customer_phone: "919900000042".to_owned(),
            opaque_callback_data: message.0,
            header_image: message.1,
            body_text: message.2,
            footer_text: message.3,
            reference_id: message.4,
            goods_type: "digital-goods".to_owned(),
            beneficiaries: goods.1.into_iter().map(beneficiary).collect(),
            payment,
            currency: "INR".to_owned(),
            quick_pay: goods.0,
            expiration: goods.2.map(|description| Expiration {
                timestamp: "1798765200".to_owned(),
                description,
            }),
            items,
            tax: Some(Charge {
                amount_minor: Some(tax.0),
                description: tax.1,
            }),
            shipping: shipping.map(|(minor, description)| Charge {
                amount_minor: Some(minor),
                description,
            }),
            discount: discount.map(|((minor, description), program_name)| Discount {
                amount_minor: Some(minor),
                description,
                program_name,
            }),
            ..OrderDraft::default()
        },
    )
}

fn beneficiary(name: String) -> Beneficiary {
    Beneficiary {
        name,
        ..read(FULL.as_bytes()).draft.unwrap().beneficiaries[0].clone()
    }
}

proptest! {
    #[test]
    fn reading_gives_back_what_was_written(draft in draft()) {
        let Some(order) = draft.check(NOW_MS, &[]).order else {
            return Err(TestCaseError::reject("a discount above everything, or too much for UPI"));
        };

        let bytes = write(&order);

        let body = read(&bytes);
        prop_assert_eq!(body.findings, []);
        prop_assert_eq!(body.draft.as_ref(), Some(order.draft()));
        prop_assert_eq!(check_body(&bytes, NOW_MS, &[]).order, Some(order.clone()));
        prop_assert_eq!(write(&order), bytes, "the same order is always the same bytes");
    }
}
