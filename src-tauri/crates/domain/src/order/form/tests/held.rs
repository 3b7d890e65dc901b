//! Claims about the way back: what a form can hold comes back as it was, and nothing is dropped.

use super::*;
use crate::finding::FindingCode::*;
use crate::order::Gateway;
use crate::order::draft::{Charge, Expiration, HeaderImage, OrderDraft};
use crate::order::samples;

/// A draft that a form can hold.
fn held() -> OrderDraft {
    let check = filled().check(NOW_MS, &[]);
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
        discount_program: String::new(),
        ..filled()
    };
    let order = plain.check(NOW_MS, &[]).order.unwrap();
    assert_eq!(OrderForm::from_draft(order.draft(), NOW_MS), Ok(plain));
}

#[test]
fn the_desks_own_words_about_the_expiry_are_not_typed() {
    let form = OrderForm {
        expiry_text: String::new(),
        ..filled()
    };
    let order = form.check(NOW_MS, &[]).order.unwrap();
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
    let found = &form.check(later, &[]).findings[0];
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
fn whatever_an_order_can_say_has_a_place() {
    let drafts = samples::of_every_mode()
        .into_iter()
        .chain([samples::full()]);
    for draft in drafts {
        let order = draft.check(NOW_MS, &[]).order.unwrap();

        let form = OrderForm::from_draft(order.draft(), NOW_MS).unwrap();

        assert_eq!(form.check(NOW_MS, &[]).order.as_ref(), Some(&order));
        let kept = serde_json::to_string(order.draft()).unwrap();
        assert_eq!(
            serde_json::from_str::<OrderDraft>(&kept).unwrap(),
            *order.draft()
        );
    }
}

#[test]
fn nothing_is_dropped_silently() {
    refuses(
        |d| d.header_image = Some(HeaderImage::default()),
        &[("header.image", Required)],
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
            d.items[1].importer_address.as_mut().unwrap().country_code = "NP".to_owned();
        },
        &[("order.items[1].importer_address.country_code", NotAllowed)],
    );
    let at = "payment_settings[0].payment_gateway";
    refuses(
        |d| {
            samples::gateway(d).notes = [(" ".to_owned(), "text".to_owned())].into();
        },
        &[(&format!("{at}.razorpay.notes. "), NotInForm)],
    );
    refuses(
        |d| {
            let payment = samples::gateway(d);
            payment.gateway = Gateway::Payu;
            payment.receipt = samples::some("INV-1");
            payment.notes = [("store".to_owned(), "text".to_owned())].into();
        },
        &[
            (&format!("{at}.payu.receipt"), UnknownField),
            (&format!("{at}.payu.store"), NotInForm),
        ],
    );
}

#[test]
fn an_item_says_its_own_origin_only_where_it_differs() {
    let mut draft = held();
    draft.items[1].country_of_origin = samples::some("Nepal");

    let form = OrderForm::from_draft(&draft, NOW_MS).unwrap();

    let own = FormOrigin {
        country_of_origin: "Nepal".to_owned(),
        ..filled().origin
    };
    assert_eq!(form.origin, filled().origin);
    assert_eq!(form.items[0].origin, None);
    assert_eq!(form.items[1].origin, Some(own));
    let again = form.check(NOW_MS, &[]).order.unwrap();
    assert_eq!(
        *again.draft(),
        draft.check(NOW_MS, &[]).order.unwrap().draft().clone()
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
        &[("order.items[2].name", Required)],
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
