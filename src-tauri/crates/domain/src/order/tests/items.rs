//! Claims about an order's lines.

use super::*;
use crate::finding::FindingCode::*;
use crate::order::samples::{item, small, some};

/// Changes the second line, which has no picture.
#[track_caller]
fn check_line(change: impl FnOnce(&mut ItemDraft), expected: &[(&str, FindingCode)]) {
    check(|draft| change(&mut draft.items[1]), expected);
}

#[test]
fn an_order_has_lines() {
    check(|d| d.items.clear(), &[("order.items", Required)]);
}

#[test]
fn pictures_limit_the_lines_to_ten() {
    let lines = |count: usize, image: Option<&str>| {
        let mut items = vec![item(100, 1); count];
        items[0].image_link = image.map(str::to_owned);
        move |d: &mut OrderDraft| d.items = items
    };

    check_from(small(), lines(10, Some("https://a.in/b")), &[]);
    check_from(
        small(),
        lines(11, Some("https://a.in/b")),
        &[("order.items", TooMany)],
    );
    check_from(small(), lines(200, None), &[]);
}

#[test]
fn texts_of_a_line() {
    check_text("order.items[1].name", 60, |d, t| d.items[1].name = t);
    check_text("order.items[1].country_of_origin", 100, |d, t| {
        d.items[1].country_of_origin = Some(t);
    });
    check_text("order.items[1].importer_name", 200, |d, t| {
        d.items[1].importer_name = Some(t)
    });
    check_filled("order.items[1].retailer_id", |d, t| {
        d.items[1].retailer_id = Some(t)
    });
}

#[test]
fn where_an_importer_is() {
    fn address(d: &mut OrderDraft) -> &mut ImporterAddress {
        d.items[1].importer_address.as_mut().unwrap()
    }
    let path = "order.items[1].importer_address";
    let at = |field: &str| format!("{path}.{field}");

    check_text(&at("address_line1"), 100, |d, t| {
        address(d).address_line1 = t
    });
    check_text(&at("address_line2"), 100, |d, t| {
        address(d).address_line2 = Some(t)
    });
    check_text(&at("city"), 120, |d, t| address(d).city = t);
    check_words(
        &at("zone_code"),
        &["KA", "ka"],
        &["K", "KAR", "K1", "ಕ"],
        |d, t| {
            address(d).zone_code = Some(t);
        },
    );
    check_words(
        &at("postal_code"),
        &["570002"],
        &["57000", "5700021", "57000x"],
        |d, t| {
            address(d).postal_code = t;
        },
    );
    check_words(
        &at("country_code"),
        &["IN"],
        &["in", "India", "BR"],
        |d, t| {
            address(d).country_code = t;
        },
    );
    check(
        |d| {
            address(d).address_line2 = None;
            address(d).zone_code = None;
        },
        &[],
    );
}

#[test]
fn without_a_catalogue_every_line_says_where_it_is_from() {
    let clear = |line: &mut ItemDraft| {
        line.country_of_origin = None;
        line.importer_name = None;
        line.importer_address = None;
    };

    check_line(
        clear,
        &[
            ("order.items[1].country_of_origin", Required),
            ("order.items[1].importer_name", Required),
            ("order.items[1].importer_address", Required),
        ],
    );
    check_from(
        small(),
        |d| {
            d.catalog_id = some("1234");
            clear(&mut d.items[0]);
        },
        &[],
    );
}

#[test]
fn with_a_catalogue_what_is_said_must_still_be_right() {
    check_from(
        small(),
        |d| {
            d.catalog_id = some("1234");
            d.items[0].importer_address.as_mut().unwrap().country_code = "BR".to_owned();
        },
        &[("order.items[0].importer_address.country_code", NotAllowed)],
    );
}

#[test]
fn a_picture_is_a_secure_link_of_a_line_outside_any_catalogue() {
    let image = |link: &'static str| move |line: &mut ItemDraft| line.image_link = some(link);
    let path = "order.items[1].image";

    check_line(image("https://a.in/b.png"), &[]);
    check_line(
        image("http://a.in/b.png"),
        &[("order.items[1].image.link", NotHttps)],
    );
    check_line(image(""), &[("order.items[1].image.link", Required)]);
    check_line(
        |line| {
            line.image_link = some("https://a.in/b.png");
            line.retailer_id = some("sku-1");
        },
        &[(path, Conflict)],
    );
    check(
        |d| {
            d.items[0].image_link = None;
            d.items[1].image_link = some("https://a.in/b.png");
            d.catalog_id = some("1234");
        },
        &[(path, Conflict)],
    );
    check_line(|line| line.retailer_id = some("sku-1"), &[]);
}

#[test]
fn prices_and_quantities_have_a_range() {
    let max = crate::money::MAX_MINOR;
    let (amount, sale, quantity) = (
        "order.items[1].amount.value",
        "order.items[1].sale_amount.value",
        "order.items[1].quantity",
    );

    check_from(small(), |d| d.items[0].amount_minor = Some(1), &[]);
    check_from(small(), |d| d.items[0].sale_amount_minor = Some(1), &[]);
    check_from(small(), |d| d.items[0].quantity = Some(1), &[]);
    check_line(|line| line.amount_minor = Some(0), &[(amount, OutOfRange)]);
    check_line(
        |line| line.amount_minor = Some(i64::MIN),
        &[(amount, OutOfRange)],
    );
    check_line(
        |line| line.amount_minor = Some(max + 1),
        &[(amount, OutOfRange)],
    );
    check_line(|line| line.amount_minor = None, &[(amount, Required)]);
    check_line(
        |line| line.sale_amount_minor = Some(0),
        &[(sale, OutOfRange)],
    );
    check_line(|line| line.quantity = Some(0), &[(quantity, OutOfRange)]);
    check_line(|line| line.quantity = Some(101), &[(quantity, OutOfRange)]);
    check_line(
        |line| line.quantity = Some(i64::MAX),
        &[(quantity, OutOfRange)],
    );
    check_line(|line| line.quantity = None, &[(quantity, Required)]);
    check_from(small(), |d| d.items[0].quantity = Some(100), &[]);
}

#[test]
fn a_sale_price_is_lower_than_the_price() {
    let sale = |minor: i64| move |d: &mut OrderDraft| d.items[0].sale_amount_minor = Some(minor);
    let path = "order.items[0].sale_amount.value";

    check_from(small(), sale(129_899), &[]);
    check_from(small(), sale(129_900), &[(path, SaleNotLower)]);
    check_from(small(), sale(129_901), &[(path, SaleNotLower)]);
}
