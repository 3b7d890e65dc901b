//! Claims about findings: what is typed wrong is said once, at its field, in words about typing.

use super::*;
use crate::finding::FindingCode::*;
use crate::finding::Limit;
use crate::money::MAX_MINOR;
use texts::{MAY_BE_EMPTY, TEXTS};

#[test]
fn every_text_is_bounded_at_its_field() {
    for (field, text_of) in TEXTS {
        for long in ["x".repeat(100_000), "9".repeat(100_000), "ñ".repeat(3_000)] {
            let mut form = filled();
            *text_of(&mut form) = long;

            let check = form.check(NOW_MS, &[]);

            let fields: Vec<&str> = check
                .findings
                .iter()
                .map(|one| one.field.as_str())
                .collect();
            assert_eq!(fields, [*field], "one finding at its field");
            assert_eq!(check.order, None, "{field}");
        }
    }
}

#[test]
fn what_is_missing_is_missed_at_its_field() {
    for (field, text_of) in TEXTS {
        for blank in ["", " \u{a0}\n"] {
            let mut form = filled();
            *text_of(&mut form) = blank.to_owned();

            let check = form.check(NOW_MS, &[]);

            let found: Vec<_> = check
                .findings
                .iter()
                .map(|found| (found.field.as_str(), found.finding.code))
                .collect();
            match MAY_BE_EMPTY.contains(field) {
                true => assert_eq!(found, [], "{field}"),
                false => assert_eq!(found, [(*field, Required)], "{field}"),
            }
        }
    }
}

#[test]
fn an_amount_that_cannot_be_read_is_not_also_missing() {
    for (field, text_of) in TEXTS {
        let is_amount = field.ends_with(".amount") || field.to_lowercase().ends_with("price");
        if !is_amount {
            continue;
        }
        for (text, code) in [
            ("abc", NotAnAmount),
            ("-5", NotAnAmount),
            ("1,23", NotAnAmount),
            ("1e3", NotAnAmount),
            ("5 000", NotAnAmount),
            ("1.234", TooManyDecimals),
            ("$5", OtherCurrency),
            ("5 EUR", OtherCurrency),
            ("99999999999999", OutOfRange),
        ] {
            let mut form = filled();
            *text_of(&mut form) = text.to_owned();

            let check = form.check(NOW_MS, &[]);

            let found: Vec<_> = check
                .findings
                .iter()
                .map(|found| (found.field.as_str(), found.finding.code))
                .collect();
            assert_eq!(found, [(*field, code)], "{text}");
            assert_eq!(
                check.totals, None,
                "a sum without {field} would be a wrong one"
            );
            assert_eq!(check.bill.total, None, "{field}");
        }
    }
}

#[test]
fn an_unreadable_sale_price_is_not_the_full_price() {
    let mut form = filled();
    form.items[0].sale_price = "399,0".to_owned();
    for quantity in ["2", "0", "9223372036854775807"] {
        form.items[0].quantity = quantity.to_owned();

        let check = form.check(NOW_MS, &[]);

        assert_eq!(check.lines[0], None, "{quantity}");
        assert_eq!(check.totals, None, "{quantity}");
        assert_eq!(check.bill.lines[0].sale_price, None);
        assert_eq!(check.bill.lines[0].price.unwrap().minor(), 45_000);
    }
}

#[test]
fn amounts_are_read_as_people_write_them() {
    for text in [
        "125",
        "125.00",
        "125.0",
        "₹125",
        " ₹ 125.00 ",
        "Rs. 125/-",
        "125 INR",
    ] {
        check(|form| form.items[1].price = text.to_owned(), &[]);
    }
    for text in ["1,25,000.00", "125000.00"] {
        check(
            |form| form.items[1].price = text.to_owned(),
            &[("total", AboveUsualUpi)],
        );
    }
    check(|form| form.tax.amount = "₹".to_owned(), &[]);
    check(
        |form| form.items[1].price = "₹".to_owned(),
        &[("items[1].price", Required)],
    );
}

#[test]
fn an_amount_in_another_currency_is_asked_for_in_the_forms_own() {
    let mut form = filled();
    form.items[0].price = "R$ 1.234,56".to_owned();

    let found = &form.check(NOW_MS, &[]).findings[0].finding;

    assert_eq!(found.limit, Some(Limit::from("INR")));
    assert_eq!(found.sentence(), "Write the amount in INR.");
}

#[test]
fn quantities_are_whole_numbers() {
    check(|form| form.items[1].quantity = " 100 ".to_owned(), &[]);
    for text in ["1.0", "1,000", "-1", "+1", "two", "1 0", "२"] {
        check(
            |form| form.items[1].quantity = text.to_owned(),
            &[("items[1].quantity", NotInteger)],
        );
    }
    for text in ["0", "101", "99999999999999999999"] {
        check(
            |form| form.items[1].quantity = text.to_owned(),
            &[("items[1].quantity", OutOfRange)],
        );
    }
}

#[test]
fn sums_are_found_where_they_are_shown() {
    check(
        |form| form.discount.amount = "1,029.15".to_owned(),
        &[("total", OutOfRange)],
    );
    check(
        |form| form.items[1].price = "5,00,000.00".to_owned(),
        &[("total", AboveUpiLimit)],
    );
    check(
        |form| form.items[0].sale_price = "450.00".to_owned(),
        &[("items[0].salePrice", SaleNotLower)],
    );
    let all = (MAX_MINOR / 100).to_string();
    check(
        |form| form.items[1] = samples::item("All", "2", &all, ""),
        &[
            ("subtotal", OutOfRange),
            ("total", OutOfRange),
            ("total", AboveUpiLimit),
        ],
    );
}

#[test]
fn charges_are_there_when_something_of_them_is() {
    check(|form| form.shipping = FormCharge::default(), &[]);
    check(
        |form| {
            form.discount = FormCharge::default();
            form.discount_program = String::new();
        },
        &[],
    );
    check(
        |form| form.discount = FormCharge::default(),
        &[("discount.amount", Required)],
    );
    check(
        |form| form.shipping.amount = String::new(),
        &[("shipping.amount", Required)],
    );
    let mut form = filled();
    form.tax = FormCharge::default();
    form.shipping = FormCharge::default();
    let order = form.check(NOW_MS, &[]).order.unwrap();
    assert_eq!(order.draft().tax.as_ref().unwrap().amount_minor, Some(0));
    assert_eq!(order.draft().shipping, None);
}

#[test]
fn an_address_is_asked_for_only_when_something_is_shipped() {
    check(
        |form| form.address = FormAddress::default(),
        &[("address", NoBeneficiaries)],
    );
    check(
        |form| {
            form.goods = Goods::Digital;
            form.address.postal_code = "none".to_owned();
        },
        &[],
    );
    check(
        |form| form.address.postal_code = " 570 001 ".to_owned(),
        &[],
    );
    check(
        |form| form.address.postal_code = "57001".to_owned(),
        &[("address.postalCode", NotAllowed)],
    );
}

#[test]
fn the_origin_is_found_once_however_many_rows_there_are() {
    check(
        |form| {
            form.origin.postal_code = "5700021".to_owned();
            form.origin.zone_code = " KAR ".to_owned();
            form.items = vec![samples::item("Coffee", "1", "20", ""); 100];
        },
        &[
            ("origin.zoneCode", NotAllowed),
            ("origin.postalCode", NotAllowed),
        ],
    );
    check(|form| form.origin.zone_code = " ka ".to_owned(), &[]);
}

#[test]
fn more_rows_than_a_form_takes_are_in_no_sum() {
    let mut form = filled();
    form.items = vec![samples::item("Coffee", "1", "20", ""); MAX_FORM_ITEMS + 1];

    let check = form.check(NOW_MS, &[]);

    assert_eq!(check.findings.len(), 1);
    assert_eq!(check.findings[0].field, "items");
    assert_eq!(check.findings[0].finding.code, TooMany);
    assert_eq!(check.findings[0].finding.limit, Some(Limit::Number(100)));
    assert_eq!((check.totals, check.bill.total), (None, None));
    assert_eq!(check.lines.len(), MAX_FORM_ITEMS + 1);
    assert_eq!(check.order, None);
}

#[test]
fn expiries_are_found_at_the_minutes() {
    check(|form| form.expires_in_minutes = None, &[]);
    check(|form| form.expires_in_minutes = Some(5), &[]);
    for minutes in [0, 4] {
        check(
            |form| form.expires_in_minutes = Some(minutes),
            &[("expiresInMinutes", TooSoon)],
        );
    }
    for minutes in [30 * 1_440 + 1, u32::MAX] {
        check(
            |form| form.expires_in_minutes = Some(minutes),
            &[("expiresInMinutes", ExpiresLate)],
        );
    }
}

#[test]
fn who_pays_is_found_at_the_phone() {
    check(|form| form.customer_phone = "9900000042".to_owned(), &[]);
    check(
        |form| form.customer_phone = "91 5900000042".to_owned(),
        &[("customerPhone", NotMobile)],
    );
    for text in ["12345", "0123456789", "someone"] {
        check(
            |form| form.customer_phone = text.to_owned(),
            &[("customerPhone", NotAllowed)],
        );
    }
    let mut form = filled();
    form.customer_phone = "(0) 99000-00042".to_owned();
    let customer = form.check(NOW_MS, &[]).customer.unwrap();
    assert_eq!(
        customer.digits(),
        "919900000042",
        "what was understood is shown"
    );
}

#[test]
fn reference_ids_are_found_at_theirs() {
    check(|form| form.reference_id = " KP-2291 ".to_owned(), &[]);
    check(
        |form| form.reference_id = "KP 2291".to_owned(),
        &[("referenceId", NotAllowed)],
    );
    check(
        |form| form.reference_id = "x".repeat(36),
        &[("referenceId", TooLong)],
    );
}
