//! Claims about the way back: what a form can hold comes back as it was, and nothing is dropped.

use super::*;
use crate::finding::FindingCode::*;
use crate::order::draft::{Charge, Discount, Expiration, HeaderImage, OrderDraft};
use crate::order::samples;

/// A draft that a form can hold.
fn held() -> OrderDraft {
    let check = filled().check(NOW_MS);
    check.order.unwrap().draft().clone()
}

/// A change to a draft that a form can hold, and what it then has no place for.
#[track_caller]
fn refuses(change: impl FnOnce(&mut OrderDraft), expected: &[(&str, FindingCode)]) {
    let mut draft = held();
    change(&mut draft);

    let refused = OrderForm::from_draft(&draft, NOW_MS).unwrap_err();

    let found: Vec<_> = refused
        .iter()
        .map(|finding| (finding.path.as_str(), finding.code))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_form_comes_back_as_it_was() {
    assert_eq!(OrderForm::from_draft(&held(), NOW_MS), Ok(filled()));

    let plain = OrderForm {
        expires_in_minutes: None,
        expiry_text: String::new(),
        footer_text: String::new(),
        goods: Goods::Digital,
        address: FormAddress::default(),
        tax: super::samples::charge("0.00", ""),
        shipping: FormCharge::default(),
        discount: FormCharge::default(),
        ..filled()
    };
    let order = plain.check(NOW_MS).order.unwrap();
    assert_eq!(OrderForm::from_draft(order.draft(), NOW_MS), Ok(plain));
}

#[test]
fn the_desks_own_words_about_the_expiry_are_not_typed() {
    let form = OrderForm {
        expiry_text: String::new(),
        ..filled()
    };
    let order = form.check(NOW_MS).order.unwrap();
    let words = &order.draft().expiration.as_ref().unwrap().description;
    assert_eq!(words, "Pay within 30 minutes");

    // An order is kept a moment after it was checked.
    let back = OrderForm::from_draft(order.draft(), NOW_MS + 20_000).unwrap();

    assert_eq!(back, form);
}

#[test]
fn an_expiry_that_has_passed_is_seen_and_not_dropped() {
    let later = NOW_MS + 86_400_000;

    let form = OrderForm::from_draft(&held(), later).unwrap();

    assert_eq!(form.expires_in_minutes, Some(0));
    let found = &form.check(later).findings[0];
    assert_eq!(
        (found.field.as_str(), found.finding.code),
        ("expiresInMinutes", TooSoon)
    );
}

#[test]
fn what_is_merely_wrong_goes_into_its_field() {
    let mut draft = OrderDraft {
        declared_total_minor: None,
        declared_subtotal_minor: None,
        ..held()
    };
    draft.customer_phone = "nobody".to_owned();
    draft.items[0].quantity = None;
    draft.items[1].amount_minor = Some(-500);
    draft.tax = None;

    let form = OrderForm::from_draft(&draft, NOW_MS).unwrap();

    assert_eq!(form.customer_phone, "nobody");
    assert_eq!(form.items[0].quantity, "");
    assert_eq!(form.items[1].price, "-5.00");
    assert_eq!(form.tax.amount, "");
}

#[test]
fn the_samples_of_this_crate_show_what_has_no_place() {
    let refused = OrderForm::from_draft(&samples::full(), NOW_MS).unwrap_err();

    let paths: Vec<&str> = refused
        .iter()
        .map(|finding| finding.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "biz_opaque_callback_data",
            "header",
            "payment_settings[0].payment_gateway.razorpay.receipt",
            "payment_settings[0].payment_gateway.razorpay.notes",
            "payment_settings[0].payment_gateway.preferred_payment_methods",
            "payment_settings[0].payment_gateway.enabled_payment_options",
            "order.type",
            "order.discount.discount_program_name",
            "order.items[0].image",
        ]
    );
    assert!(refused.iter().all(|finding| finding.code == NotInForm));
}

#[test]
fn nothing_is_dropped_silently() {
    refuses(
        |d| d.opaque_callback_data = samples::some("x"),
        &[("biz_opaque_callback_data", NotInForm)],
    );
    refuses(
        |d| d.header_image = Some(HeaderImage::default()),
        &[("header", NotInForm)],
    );
    refuses(
        |d| d.catalog_id = samples::some("1"),
        &[("order.catalog_id", NotInForm)],
    );
    refuses(|d| d.quick_pay = true, &[("order.type", NotInForm)]);
    refuses(
        |d| d.items[1].retailer_id = samples::some("1"),
        &[("order.items[1].retailer_id", NotInForm)],
    );
    refuses(
        |d| d.beneficiaries.push(samples::beneficiary()),
        &[("beneficiaries[1]", NotInForm)],
    );
    refuses(
        |d| d.goods_type = "digital-goods".to_owned(),
        &[("beneficiaries", NotInForm)],
    );
    refuses(
        |d| d.goods_type = "services".to_owned(),
        &[("type", NotAllowed), ("beneficiaries", NotInForm)],
    );
    refuses(
        |d| d.beneficiaries[0].country = "Nepal".to_owned(),
        &[("beneficiaries[0].country", NotAllowed)],
    );
    refuses(
        |d| d.currency = "BRL".to_owned(),
        &[("currency", NotAllowed)],
    );
    refuses(
        |d| {
            d.discount = Some(Discount {
                program_name: samples::some("A"),
                ..d.discount.clone().unwrap()
            })
        },
        &[("order.discount.discount_program_name", NotInForm)],
    );
}

#[test]
fn items_from_several_places_have_no_place() {
    refuses(
        |d| d.items[1].country_of_origin = samples::some("Nepal"),
        &[("order.items[1].country_of_origin", Conflict)],
    );
    refuses(
        |d| d.items[1].importer_name = None,
        &[("order.items[1].importer_name", Conflict)],
    );
    refuses(
        |d| d.items[1].importer_address = None,
        &[("order.items[1].importer_address", Conflict)],
    );
    refuses(
        |d| {
            for item in &mut d.items {
                item.importer_address.as_mut().unwrap().country_code = "NP".to_owned();
            }
        },
        &[("order.items[0].importer_address.country_code", NotAllowed)],
    );
}

#[test]
fn a_declared_sum_must_be_the_one_the_form_computes() {
    refuses(
        |d| d.declared_total_minor = Some(97_914),
        &[("total_amount.value", SumMismatch)],
    );
    refuses(
        |d| d.declared_subtotal_minor = Some(1),
        &[("order.subtotal.value", SumMismatch)],
    );
    refuses(|d| d.tax = None, &[("order.tax", Required)]);
    refuses(
        |d| d.shipping = Some(Charge::default()),
        &[("order.shipping", Required)],
    );
    refuses(
        |d| d.items[0].quantity = None,
        &[("order.items[0].quantity", Required)],
    );
    refuses(
        |d| {
            d.items[0].amount_minor = None;
            d.items[0].sale_amount_minor = None;
        },
        &[("order.items[0].amount", Required)],
    );
}

#[test]
fn numbers_that_no_text_can_say_are_refused() {
    let undeclared = |d: &mut OrderDraft| {
        d.declared_total_minor = None;
        d.declared_subtotal_minor = None;
    };
    refuses(
        |d| {
            undeclared(d);
            d.items[0].amount_minor = Some(i64::MIN);
        },
        &[("order.items[0].amount.value", NotInForm)],
    );
    refuses(
        |d| {
            undeclared(d);
            d.items.push(Default::default());
        },
        &[
            ("order.items[2].name", Required),
            ("order.items[2].country_of_origin", Conflict),
            ("order.items[2].importer_name", Conflict),
            ("order.items[2].importer_address", Conflict),
        ],
    );
    refuses(
        |d| {
            d.expiration = Some(Expiration {
                timestamp: "soon".to_owned(),
                description: String::new(),
            })
        },
        &[("order.expiration.timestamp", NotAllowed)],
    );
    refuses(
        |d| {
            undeclared(d);
            d.items = vec![d.items[0].clone(); MAX_FORM_ITEMS + 1];
        },
        &[("order.items", TooMany)],
    );
}
