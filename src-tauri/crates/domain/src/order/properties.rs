//! Claims about every draft there is: no panic, no overflow, no drift, no order beside an error.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::samples::{NOW_MS, full, item, of_every_mode, small};
use super::*;
use crate::money::MAX_MINOR;
use proptest::option::of;
use proptest::prelude::*;

/// Numbers that matter: small ones, the edges, and anything.
fn number() -> impl Strategy<Value = i64> {
    prop_oneof![
        1..=100_i64,
        1..=1_000_000_i64,
        any::<i64>(),
        Just(MAX_MINOR),
        Just(i64::MAX),
        Just(i64::MIN),
        Just(0),
    ]
}

const GOOD_TEXTS: &[&str] = &[
    "India",
    "IN",
    "INR",
    "570001",
    "web",
    "upi",
    "https://a.in/b",
    "919900000042",
];

/// Texts that matter: good ones, empty ones, and anything.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(GOOD_TEXTS).prop_map(str::to_owned),
        Just(String::new()),
        "\\PC{0,20}",
        "[0-9]{1,25}",
    ]
}

fn any_item() -> impl Strategy<Value = ItemDraft> {
    let texts = (of(text()), text(), of(text()), of(text()), of(text()));
    (
        texts,
        of(number()),
        of(number()),
        of(number()),
        any::<bool>(),
    )
        .prop_map(
            |(
                (retailer_id, name, image_link, country_of_origin, importer_name),
                a,
                s,
                q,
                has_address,
            )| {
                ItemDraft {
                    retailer_id,
                    name,
                    image_link,
                    amount_minor: a,
                    sale_amount_minor: s,
                    quantity: q,
                    country_of_origin,
                    importer_name,
                    importer_address: has_address.then(ImporterAddress::default),
                }
            },
        )
}

/// Every way to pay, with hostile texts in every field.
fn any_payment() -> impl Strategy<Value = PaymentSetting> {
    let notes = proptest::collection::btree_map(text(), text(), 0..18);
    let gateway = proptest::sample::select(Gateway::ALL.to_vec());
    let texts = (text(), of(text()), of(text()), of(text()));
    prop_oneof![
        (gateway, notes, texts).prop_map(|(gateway, notes, texts)| {
            PaymentSetting::PaymentGateway(GatewayPayment {
                configuration_name: texts.0,
                gateway,
                receipt: texts.1,
                notes,
                preferred_payment_method: texts.2,
                enabled_payment_option: texts.3,
            })
        }),
        prop_oneof![text(), Just(super::samples::UPI_LINK.to_owned())]
            .prop_map(|upi_link| PaymentSetting::UpiIntentLink(UpiIntentPayment { upi_link })),
        (text(), of(text())).prop_map(|(name, method)| {
            PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
                upi_configuration_name: name,
                preferred_payment_method: method,
            })
        }),
        (text(), of(text()), of(text())).prop_map(|texts| {
            PaymentSetting::PaymentLink(LinkPayment {
                payment_link: texts.0,
                success_url: texts.1,
                cancel_url: texts.2,
            })
        }),
    ]
}

/// A draft with hostile texts and numbers in every kind of field.
fn any_draft() -> impl Strategy<Value = OrderDraft> {
    let texts = (
        text(),
        text(),
        text(),
        text(),
        text(),
        of(text()),
        any_payment(),
        of((text(), text())),
    );
    let charges = (of(of(number())), of(of(number())), of(of(number())));
    let declared = (of(number()), of(number()));
    let items = proptest::collection::vec(any_item(), 0..14);
    (texts, charges, declared, items).prop_map(|(texts, charges, declared, items)| OrderDraft {
        customer_phone: texts.0,
        body_text: texts.1,
        reference_id: texts.2,
        goods_type: texts.3,
        currency: texts.4,
        catalog_id: texts.5,
        payment: texts.6,
        expiration: texts.7.map(|(timestamp, description)| Expiration {
            timestamp,
            description,
        }),
        tax: charges.0.map(|amount_minor| Charge {
            amount_minor,
            description: None,
        }),
        shipping: charges.1.map(|amount_minor| Charge {
            amount_minor,
            description: None,
        }),
        discount: charges.2.map(|amount_minor| Discount {
            amount_minor,
            ..Discount::default()
        }),
        declared_total_minor: declared.0,
        declared_subtotal_minor: declared.1,
        items,
        ..full()
    })
}

/// Prices that stay inside the desk's amounts most of the time.
fn priced_draft() -> impl Strategy<Value = OrderDraft> {
    let price = || prop_oneof![1..=10_000_000_i64, 1..=MAX_MINOR];
    let line = (price(), of(0..100_u8), 1..=100_i64).prop_map(|(amount, percent, quantity)| {
        let sale = percent.map(|percent| (amount / 100) * i64::from(percent));
        ItemDraft {
            sale_amount_minor: sale.filter(|minor| *minor > 0),
            ..item(amount, quantity)
        }
    });
    let charges = (
        0..=MAX_MINOR / 2,
        of(0..=1_000_000_i64),
        of(prop_oneof![0..=1_000_000_i64, 0..=MAX_MINOR]),
    );
    let payment = proptest::sample::select(of_every_mode()).prop_map(|draft| draft.payment);
    let items = proptest::collection::vec(line, 1..30);
    (items, charges, payment).prop_map(|(items, charges, payment)| OrderDraft {
        items,
        tax: Some(Charge {
            amount_minor: Some(charges.0),
            description: None,
        }),
        shipping: charges.1.map(|minor| Charge {
            amount_minor: Some(minor),
            description: None,
        }),
        discount: charges.2.map(|minor| Discount {
            amount_minor: Some(minor),
            ..Discount::default()
        }),
        payment,
        ..small()
    })
}

/// Priced drafts with one number that may be anything.
fn disturbed_draft() -> impl Strategy<Value = OrderDraft> {
    (priced_draft(), number(), 0..6_u8).prop_map(|(mut draft, number, place)| {
        let charge = Some(Charge {
            amount_minor: Some(number),
            description: None,
        });
        match place {
            0 => draft.items[0].amount_minor = Some(number),
            1 => draft.items[0].sale_amount_minor = Some(number),
            2 => draft.items[0].quantity = Some(number),
            3 => draft.tax = charge,
            4 => draft.shipping = charge,
            _ => {
                draft.discount = Some(Discount {
                    amount_minor: Some(number),
                    ..Discount::default()
                });
            }
        }
        draft
    })
}

/// Subtotal, everything before the discount, and total, in integers that cannot overflow here.
fn wide_sums(draft: &OrderDraft) -> (i128, i128, i128) {
    let line = |line: &ItemDraft| {
        let price = line.sale_amount_minor.or(line.amount_minor).unwrap();
        i128::from(price) * i128::from(line.quantity.unwrap())
    };
    let minor = |amount: Option<Option<i64>>| i128::from(amount.flatten().unwrap_or(0));
    let tax = minor(draft.tax.as_ref().map(|tax| tax.amount_minor));
    let shipping = minor(draft.shipping.as_ref().map(|charge| charge.amount_minor));
    let discount = minor(draft.discount.as_ref().map(|charge| charge.amount_minor));

    let subtotal: i128 = draft.items.iter().map(line).sum();
    let charged = subtotal + tax + shipping;
    (subtotal, charged, charged - discount)
}

proptest! {
    #[test]
    fn nothing_makes_the_check_panic(draft in any_draft(), now_ms: i64) {
        let checked = draft.check(now_ms, &[]);

        let has_error = checked.findings.iter().any(|finding| finding.is_error());
        prop_assert_eq!(checked.order.is_none(), has_error);
    }

    #[test]
    fn totals_are_exact_or_refused(draft in priced_draft()) {
        let checked = draft.check(NOW_MS, &[]);

        let (subtotal, charged, total) = wide_sums(&draft);
        let range = 1..=i128::from(MAX_MINOR);

        let order = checked.order.map(|order| {
            (i128::from(order.subtotal().minor()), i128::from(order.total().minor()))
        });
        let is_carried = !draft.payment.offers_upi() || total <= 50_000_000;
        let is_good = range.contains(&charged) && range.contains(&total) && is_carried;
        prop_assert_eq!(order, is_good.then_some((subtotal, total)));
    }

    #[test]
    fn totals_beside_findings_are_exact_or_absent(draft in disturbed_draft()) {
        let checked = draft.check(NOW_MS, &[]);

        let (subtotal, charged, total) = wide_sums(&draft);
        let fits = |minor: i128| minor.unsigned_abs() <= u128::from(MAX_MINOR.unsigned_abs());
        let parts = [&draft.tax, &draft.shipping].map(|charge| {
            i128::from(charge.as_ref().and_then(|charge| charge.amount_minor).unwrap_or(0))
        });
        let discount = charged - total;
        let all_fit = [subtotal, charged, total, discount, parts[0], parts[1]].map(fits);
        let sums = checked.totals.map(|totals| {
            (i128::from(totals.subtotal.minor()), i128::from(totals.total.minor()))
        });
        prop_assert_eq!(sums, (all_fit == [true; 6]).then_some((subtotal, total)));
    }

    #[test]
    fn a_checked_order_stays_checked(draft in priced_draft()) {
        if let Some(order) = draft.check(NOW_MS, &[]).order {
            prop_assert_eq!(order.draft().check(NOW_MS, &[]).order, Some(order.clone()));
        }
    }
}
