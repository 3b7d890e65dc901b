//! Claims about what an order adds up to.

use super::*;
use crate::finding::FindingCode::*;
use crate::finding::Limit;
use crate::money::MAX_MINOR;
use crate::order::samples::{gateway, item, small, some};

const TOTAL: &str = "total_amount.value";
const SUBTOTAL: &str = "order.subtotal.value";

#[test]
fn a_composed_order_gets_its_sums() {
    let draft = OrderDraft {
        declared_total_minor: None,
        declared_subtotal_minor: None,
        ..full()
    };

    let totals = draft.check(NOW_MS, &[]).totals.unwrap();

    assert_eq!(
        totals.subtotal.minor(),
        92_300,
        "the sale price counts where there is one"
    );
    assert_eq!(totals.total.minor(), 97_915);
}

#[test]
fn declared_sums_must_be_right() {
    check(
        |d| d.declared_total_minor = Some(97_916),
        &[(TOTAL, SumMismatch)],
    );
    check(
        |d| d.declared_subtotal_minor = Some(102_500),
        &[(SUBTOTAL, SumMismatch)],
    );
    check(
        |d| {
            d.declared_total_minor = Some(i64::MIN);
            d.declared_subtotal_minor = Some(i64::MAX);
        },
        &[(TOTAL, SumMismatch), (SUBTOTAL, SumMismatch)],
    );

    let wrong = OrderDraft {
        declared_total_minor: Some(1),
        ..full()
    }
    .check(NOW_MS, &[]);
    assert_eq!(wrong.findings[0].limit, Some(Limit::Number(97_915)));
    assert!(
        wrong.totals.is_some(),
        "the right sums are shown beside the finding"
    );
}

#[test]
fn a_wrong_number_is_reported_where_it_is_and_not_again_in_the_sums() {
    check(
        |d| d.items[1].quantity = Some(0),
        &[("order.items[1].quantity", OutOfRange)],
    );
    check(
        |d| {
            d.items[1].quantity = None;
            d.declared_total_minor = Some(0);
        },
        &[(TOTAL, OutOfRange), ("order.items[1].quantity", Required)],
    );
}

#[test]
fn charges_are_not_negative_and_tax_is_always_said() {
    check_from(small(), |d| d.tax = None, &[("order.tax", Required)]);
    check_from(
        small(),
        |d| d.tax.as_mut().unwrap().amount_minor = None,
        &[("order.tax.value", Required)],
    );
    for amount in [-1, i64::MIN, MAX_MINOR + 1] {
        let charge = Charge {
            amount_minor: Some(amount),
            description: None,
        };
        let discount = Discount {
            amount_minor: Some(amount),
            ..Discount::default()
        };
        check_from(
            small(),
            |d| d.tax = Some(charge.clone()),
            &[("order.tax.value", OutOfRange)],
        );
        check_from(
            small(),
            |d| d.shipping = Some(charge.clone()),
            &[("order.shipping.value", OutOfRange)],
        );
        check_from(
            small(),
            |d| d.discount = Some(discount),
            &[("order.discount.value", OutOfRange)],
        );
    }
}

#[test]
fn the_total_is_more_than_nothing() {
    let discount = |minor: i64| {
        move |d: &mut OrderDraft| {
            d.discount = Some(Discount {
                amount_minor: Some(minor),
                ..Discount::default()
            });
        }
    };

    check_from(small(), discount(129_899), &[]);
    check_from(small(), discount(129_900), &[(TOTAL, OutOfRange)]);
    check_from(small(), discount(MAX_MINOR), &[(TOTAL, OutOfRange)]);
}

#[test]
fn upi_carries_five_lakh_rupees_at_most() {
    let price = |minor: i64, option: Option<&'static str>| {
        move |d: &mut OrderDraft| {
            d.items = vec![item(minor, 1)];
            gateway(d).enabled_payment_option = option.map(str::to_owned);
        }
    };

    check_from(small(), price(50_000_000, None), &[]);
    check_from(small(), price(50_000_001, None), &[(TOTAL, AboveUpiLimit)]);
    check_from(
        small(),
        price(50_000_001, Some("upi")),
        &[(TOTAL, AboveUpiLimit)],
    );
    check_from(small(), price(50_000_001, Some("web")), &[]);
    check_from(small(), price(MAX_MINOR, Some("web")), &[]);
}

#[test]
fn where_upi_alone_can_pay_more_than_a_lakh_is_doubted() {
    let price = |minor: i64, option: Option<&'static str>| {
        move |d: &mut OrderDraft| {
            d.items = vec![item(minor, 1)];
            gateway(d).enabled_payment_option = option.map(str::to_owned);
        }
    };

    check_from(small(), price(10_000_000, Some("upi")), &[]);
    check_from(
        small(),
        price(10_000_001, Some("upi")),
        &[(TOTAL, AboveUsualUpi)],
    );
    check_from(
        small(),
        price(50_000_000, Some("upi")),
        &[(TOTAL, AboveUsualUpi)],
    );
    check_from(small(), price(10_000_001, None), &[]);
    check_from(small(), price(10_000_001, Some("web")), &[]);
}

#[test]
fn every_amount_ends_at_the_last_exact_integer() {
    type Put = fn(&mut OrderDraft, i64);
    let charges: [(&str, Put); 3] = [
        ("order.tax.value", |d, minor| {
            d.tax.as_mut().unwrap().amount_minor = Some(minor);
        }),
        ("order.shipping.value", |d, minor| {
            d.shipping = Some(Charge {
                amount_minor: Some(minor),
                description: None,
            });
        }),
        ("order.discount.value", |d, minor| {
            d.discount = Some(Discount {
                amount_minor: Some(minor),
                ..Discount::default()
            });
        }),
    ];
    let web = |put: Put, minor: i64| {
        move |d: &mut OrderDraft| {
            gateway(d).enabled_payment_option = some("web");
            put(d, minor);
        }
    };
    for (path, put) in charges {
        check_from(small(), web(put, 0), &[]);
        check_from(small(), web(put, -1), &[(path, OutOfRange)]);
        // The charge may be as large as that, and then no sum with it fits.
        check_from(small(), web(put, MAX_MINOR), &[(TOTAL, OutOfRange)]);
        check_from(small(), web(put, MAX_MINOR + 1), &[(path, OutOfRange)]);
    }

    let price: Put = |d, minor| d.items[0].amount_minor = Some(minor);
    let path = "order.items[0].amount.value";
    check_from(small(), web(price, MAX_MINOR), &[]);
    check_from(small(), web(price, MAX_MINOR + 1), &[(path, OutOfRange)]);

    let sale: Put = |d, minor| {
        d.items[0].amount_minor = Some(MAX_MINOR);
        d.items[0].sale_amount_minor = Some(minor);
    };
    let path = "order.items[0].sale_amount.value";
    check_from(small(), web(sale, MAX_MINOR - 1), &[]);
    check_from(small(), web(sale, MAX_MINOR), &[(path, SaleNotLower)]);
    check_from(
        small(),
        web(sale, MAX_MINOR + 1),
        &[(path, OutOfRange), (path, SaleNotLower)],
    );
}

#[test]
fn sums_never_leave_the_exact_range() {
    let web = |items: Vec<ItemDraft>| {
        move |d: &mut OrderDraft| {
            d.items = items;
            gateway(d).enabled_payment_option = some("web");
        }
    };
    let beyond = [(TOTAL, OutOfRange), (SUBTOTAL, OutOfRange)];

    check_from(
        small(),
        |d| {
            web(vec![item(MAX_MINOR - 2, 1), item(1, 1)])(d);
            d.tax.as_mut().unwrap().amount_minor = Some(1);
        },
        &[],
    );
    check_from(small(), web(vec![item(MAX_MINOR, 100)]), &beyond);
    check_from(small(), web(vec![item(MAX_MINOR, 1), item(1, 1)]), &beyond);
    check_from(
        small(),
        |d| {
            web(vec![item(MAX_MINOR, 1)])(d);
            d.tax.as_mut().unwrap().amount_minor = Some(1);
        },
        &[(TOTAL, OutOfRange)],
    );
    check_from(
        small(),
        |d| {
            web(vec![item(MAX_MINOR, 1)])(d);
            d.tax.as_mut().unwrap().amount_minor = Some(MAX_MINOR);
            d.discount = Some(Discount {
                amount_minor: Some(MAX_MINOR),
                ..Discount::default()
            });
        },
        &[(TOTAL, OutOfRange)],
    );
}
