//! Owns the forms that the properties are tried on.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::money::Money;
use crate::order::form::tests::{charge, filled, item};
use crate::order::form::*;
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
    (text(), text(), text(), text()).prop_map(|(name, quantity, price, sale_price)| FormItem {
        name,
        quantity,
        price,
        sale_price,
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

fn any_goods() -> impl Strategy<Value = Goods> {
    proptest::sample::select(Goods::ALL.to_vec())
}

pub(super) fn any_form() -> impl Strategy<Value = OrderForm> {
    let texts = (text(), text(), text(), text(), text(), text());
    let parts = (any_goods(), any_address(), any_origin());
    let charges = (any_charge(), any_charge(), any_charge());
    let items = proptest::collection::vec(any_item(), 0..8);
    (texts, of(any::<u32>()), parts, charges, items).prop_map(
        |(texts, expires_in_minutes, parts, charges, items)| OrderForm {
            customer_phone: texts.0,
            reference_id: texts.1,
            configuration_name: texts.2,
            expires_in_minutes,
            expiry_text: texts.3,
            body_text: texts.4,
            footer_text: texts.5,
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
    (phone, rows, charges, expiry, any_goods(), word()).prop_map(
        |(phone, items, charges, expiry, goods, footer)| {
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
                ..filled()
            }
        },
    )
}
