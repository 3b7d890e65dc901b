//! Owns the forms that the properties are tried on.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::money::Money;
use crate::order::form::tests::{charge, filled, item, note};
use crate::order::form::*;
use crate::order::payment::Gateway;
use crate::payment_mode::PaymentMode;
use proptest::option::of;
use proptest::prelude::*;

/// What people type, and what they never would. Boxed, because a form of them would not fit on the
/// stack of a test.
pub(super) fn text() -> BoxedStrategy<String> {
    prop_oneof![
        4 => Just(String::new()),
        4 => "[A-Za-z]{1,12}",
        4 => "[0-9]{1,7}(\\.[0-9]{1,3})?",
        2 => "[0-9]{6}",
        2 => "[0-9,.₹ +-]{1,12}",
        2 => "\\PC{0,30}",
        1 => "[ \\n\u{a0}]{1,3}",
        1 => "[0-9]{15,25}",
        1 => Just("ñ".repeat(1_100)),
    ]
    .boxed()
}

fn any_charge() -> impl Strategy<Value = FormCharge> {
    (text(), text()).prop_map(|(amount, description)| FormCharge {
        amount,
        description,
    })
}

fn any_item() -> impl Strategy<Value = FormItem> {
    let texts = (text(), text(), text(), text(), text(), text());
    (texts, of(any_origin())).prop_map(|(texts, origin)| FormItem {
        name: texts.0,
        quantity: texts.1,
        price: texts.2,
        sale_price: texts.3,
        retailer_id: texts.4,
        image_link: texts.5,
        origin,
    })
}

fn any_address() -> impl Strategy<Value = FormAddress> {
    (text(), text(), text(), text(), text(), text()).prop_map(|texts| FormAddress {
        name: texts.0,
        address_line1: texts.1,
        address_line2: texts.2,
        city: texts.3,
        state: texts.4,
        postal_code: texts.5,
    })
}

fn any_origin() -> impl Strategy<Value = FormOrigin> {
    (text(), text(), text(), text(), text(), text(), text()).prop_map(|texts| FormOrigin {
        country_of_origin: texts.0,
        importer_name: texts.1,
        address_line1: texts.2,
        address_line2: texts.3,
        city: texts.4,
        zone_code: texts.5,
        postal_code: texts.6,
    })
}

/// Every way to pay, with anything in its fields.
fn any_payment() -> impl Strategy<Value = FormPayment> {
    let note = (text(), text()).prop_map(|(name, text)| FormNote { name, text });
    let notes = proptest::collection::vec(note, 0..18);
    let ways = (
        proptest::sample::select(PaymentMode::ALL.to_vec()),
        proptest::sample::select(Gateway::ALL.to_vec()),
    );
    let names = (text(), text());
    let texts = (text(), text(), text(), text(), text(), text(), text());
    (ways, names, notes, texts).prop_map(|((mode, gateway), names, notes, texts)| FormPayment {
        mode,
        configuration_name: names.0,
        upi_configuration_name: names.1,
        gateway,
        receipt: texts.0,
        notes,
        preferred_app: texts.1,
        enabled_option: texts.2,
        upi_link: texts.3,
        payment_link: texts.4,
        success_url: texts.5,
        cancel_url: texts.6,
    })
}

/// Every way to pay, in the words of a form itself. Notes are in the order a form writes them.
fn good_payment() -> impl Strategy<Value = FormPayment> {
    let links = FormPayment {
        mode: PaymentMode::PaymentLink,
        payment_link: "https://rzp.io/i/Kv81xQ".to_owned(),
        cancel_url: "https://kaveri.example.in/cancelled".to_owned(),
        ..FormPayment::default()
    };
    let upi = FormPayment {
        mode: PaymentMode::UpiIntentLink,
        upi_link: crate::order::samples::UPI_LINK.to_owned(),
        ..FormPayment::default()
    };
    let older = FormPayment {
        mode: PaymentMode::UpiConfiguration,
        upi_configuration_name: "kaveri-vpa-1".to_owned(),
        preferred_app: "gpay".to_owned(),
        ..FormPayment::default()
    };
    let gateways = Gateway::ALL.map(|gateway| FormPayment {
        configuration_name: "kaveri-live-rzp".to_owned(),
        gateway,
        notes: gateway
            .note_names()
            .unwrap_or(&["store"])
            .iter()
            .map(|name| note(name, "mysuru-02"))
            .collect(),
        ..FormPayment::default()
    });
    let all = gateways
        .into_iter()
        .chain([filled().payment, links, upi, older]);
    proptest::sample::select(all.collect::<Vec<_>>())
}

fn any_goods() -> impl Strategy<Value = Goods> {
    proptest::sample::select(Goods::ALL.to_vec())
}

pub(super) fn any_form() -> impl Strategy<Value = OrderForm> {
    let texts = (text(), text(), text(), text(), text());
    let further = (
        text(),
        text(),
        text(),
        text(),
        text(),
        any::<bool>(),
        any_payment(),
    );
    let parts = (any_goods(), any_address(), any_origin());
    let charges = (any_charge(), any_charge(), any_charge());
    let items = proptest::collection::vec(any_item(), 0..8);
    (texts, further, of(any::<u32>()), parts, charges, items).prop_map(
        |(texts, further, expires_in_minutes, parts, charges, items)| OrderForm {
            customer_phone: texts.0,
            reference_id: texts.1,
            expires_in_minutes,
            expiry_text: texts.2,
            body_text: texts.3,
            footer_text: texts.4,
            header_link: further.0,
            header_media_id: further.1,
            callback_data: further.2,
            catalog_id: further.3,
            discount_program: further.4,
            quick_pay: further.5,
            payment: further.6,
            goods: parts.0,
            address: parts.1,
            items,
            origin: parts.2,
            tax: charges.0,
            shipping: charges.1,
            discount: charges.2,
        },
    )
}

/// An amount the way a form writes it.
pub(super) fn amount(minor: i64) -> String {
    let money = Money::new(minor, CURRENCY).unwrap();
    money.to_string().replacen('₹', "", 1)
}

/// A word, or nothing where nothing may be.
fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-z]{1,20}", Just(String::new())]
}

/// Forms in the words of a form itself: an order each, unless it is too large.
pub(super) fn good_form() -> impl Strategy<Value = OrderForm> {
    let row = (
        "[A-Za-z]{1,20}",
        1..=100_u8,
        2..=100_000_i64,
        of(1..100_i64),
    )
        .prop_map(|(name, quantity, price, percent)| {
            let sale = percent.map(|percent| price * percent / 100);
            let sale = sale.filter(|minor| *minor > 0).map(amount);
            item(
                &name,
                &quantity.to_string(),
                &amount(price),
                &sale.unwrap_or_default(),
            )
        });
    let priced = || (of(0..=10_000_i64), word());
    let charges = (priced(), priced(), priced());
    let phone = proptest::sample::select(vec!["+91 99000 00042", "+14155550123", "+6561234567"]);
    let expiry = of((5..=43_200_u32, word()));
    let rows = proptest::collection::vec(row, 1..20);
    let words = (word(), good_payment());
    (phone, rows, charges, expiry, any_goods(), words).prop_map(
        |(phone, items, charges, expiry, goods, (footer, payment))| {
            let charged = |(minor, words): (Option<i64>, String)| match minor {
                Some(minor) => charge(&amount(minor), &words),
                None => FormCharge::default(),
            };
            let (expires_in_minutes, expiry_text) = expiry.unzip();
            OrderForm {
                customer_phone: phone.to_owned(),
                items,
                tax: charged((Some(charges.0.0.unwrap_or(0)), charges.0.1)),
                shipping: charged(charges.1),
                discount: charged(charges.2),
                expires_in_minutes,
                expiry_text: expiry_text.unwrap_or_default(),
                goods,
                address: match goods {
                    Goods::Digital => FormAddress::default(),
                    Goods::Physical => filled().address,
                },
                footer_text: footer,
                discount_program: String::new(),
                payment,
                ..filled()
            }
        },
    )
}
