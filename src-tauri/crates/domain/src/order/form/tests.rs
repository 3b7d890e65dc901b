//! Claims about forms: what a person types is read as they mean it, and every finding is where it
//! was typed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod edges;
mod found;
mod held;
mod samples;
mod texts;

use super::*;
use crate::finding::FindingCode;
use crate::order::samples::{NOW_MS, of_every_mode};
use crate::payment_mode::PaymentMode;

pub(super) use samples::{charge, filled, item, note};
pub(super) use texts::TEXTS;

/// A change to a good form, and what must then be found where: nothing else.
#[track_caller]
fn check(change: impl FnOnce(&mut OrderForm), expected: &[(&str, FindingCode)]) {
    let mut form = filled();
    change(&mut form);

    let check = form.check(NOW_MS, &[]);

    let found: Vec<_> = check
        .findings
        .iter()
        .map(|found| (found.field.as_str(), found.finding.code))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(check.order.is_none(), check.has_error());
}

#[test]
fn a_good_form_is_an_order() {
    let check = filled().check(NOW_MS, &[]);

    assert_eq!(check.findings, []);
    let order = check.order.unwrap();
    assert_eq!(order.reference_id().as_str(), "KP-2291");
    assert_eq!(order.customer().digits(), "919900000042");
    assert_eq!(order.total().minor(), 97_915);
    assert_eq!(order.expires_at_ms(), Some(NOW_MS + 30 * 60_000));
    let draft = order.draft();
    assert_eq!(
        draft.footer_text.as_deref(),
        Some("Kaveri Provisions, Mysuru")
    );
    assert_eq!(draft.beneficiaries[0].country, "India");
    assert_eq!(draft.items[1].sale_amount_minor, None);
    let importer = draft.items[1].importer_address.as_ref().unwrap();
    assert_eq!(importer.country_code, "IN");
    assert_eq!(draft.currency, "INR");
}

#[test]
fn an_empty_form_says_what_it_needs_in_the_order_of_the_form() {
    let check = OrderForm::default().check(NOW_MS, &[]);

    let fields: Vec<&str> = check
        .findings
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(
        fields,
        [
            "customerPhone",
            "referenceId",
            "payment.configurationName",
            "items",
            "bodyText"
        ],
        "an empty tax is no tax, and rows that are not there need no origin"
    );
}

#[test]
fn blank_rows_are_not_there_and_findings_stay_in_their_rows() {
    check(
        |form| {
            let blank = || FormItem {
                name: " ".to_owned(),
                ..FormItem::default()
            };
            form.items.insert(0, blank());
            form.items.insert(2, blank());
            form.items.push(blank());
            form.items[3].price = "0".to_owned();
        },
        &[("items[3].price", FindingCode::OutOfRange)],
    );
}

#[test]
fn each_row_shows_what_it_comes_to() {
    let mut form = filled();
    form.items.insert(1, FormItem::default());
    form.items.push(FormItem {
        name: "Jaggery".to_owned(),
        ..FormItem::default()
    });

    let check = form.check(NOW_MS, &[]);

    let lines: Vec<_> = check
        .lines
        .iter()
        .map(|line| line.map(|money| money.minor()))
        .collect();
    assert_eq!(lines, [Some(79_800), None, Some(12_500), None]);
    assert_eq!(check.totals, None, "one line is not known yet");
    assert_eq!(check.bill.subtotal, None);
}

#[test]
fn the_bill_is_what_the_customer_sees() {
    let bill = filled().check(NOW_MS, &[]).bill;

    let minor = |money: Option<crate::money::Money>| money.unwrap().minor();
    assert_eq!(bill.lines[0].name, "Filter coffee 500 g");
    assert_eq!(bill.lines[0].quantity, Some(2));
    assert_eq!(minor(bill.lines[0].price), 45_000);
    assert_eq!(minor(bill.lines[0].sale_price), 39_900);
    assert_eq!(minor(bill.lines[0].total), 79_800);
    assert_eq!(bill.lines[1].sale_price, None);
    assert_eq!(minor(bill.subtotal), 92_300);
    let tax = bill.tax.unwrap();
    assert_eq!(minor(tax.amount), 4_615);
    assert_eq!(tax.description.as_deref(), Some("GST 5%"));
    assert_eq!(minor(bill.shipping.unwrap().amount), 6_000);
    assert_eq!(minor(bill.discount.unwrap().amount), 5_000);
    assert_eq!(minor(bill.total), 97_915);
}

#[test]
fn the_customer_reads_how_long_the_order_can_be_paid() {
    check(1, "Pay within 1 minute");
    check(90, "Pay within 90 minutes");
    check(60, "Pay within 1 hour");
    check(120, "Pay within 2 hours");
    check(1_440, "Pay within 1 day");
    check(2_880, "Pay within 2 days");
    check(1_500, "Pay within 25 hours");
    check(0, "Pay within 0 minutes");

    #[track_caller]
    fn check(minutes: u32, expected: &str) {
        assert_eq!(expiry::words(minutes), expected);
    }
}

#[test]
fn five_minutes_are_enough_at_every_millisecond() {
    for beyond in [0, 1, 499, 500, 999] {
        let form = OrderForm {
            expires_in_minutes: Some(5),
            ..filled()
        };

        let check = form.check(NOW_MS + beyond, &[]);

        assert_eq!(check.findings, [], "{beyond}");
        let whole = NOW_MS + 300_000 + if beyond > 0 { 1_000 } else { 0 };
        assert_eq!(check.expires_at_ms, Some(whole));
    }
}

#[test]
fn the_next_form_begins_with_what_stays_the_same() {
    let order = filled().check(NOW_MS, &[]).order.unwrap();

    let next = OrderForm::following(order.draft(), NOW_MS + 20_000);

    let expected = OrderForm {
        payment: FormPayment {
            receipt: String::new(),
            notes: Vec::new(),
            ..filled().payment
        },
        expires_in_minutes: Some(30),
        footer_text: filled().footer_text,
        quick_pay: true,
        goods: Goods::Physical,
        origin: filled().origin,
        ..OrderForm::default()
    };
    assert_eq!(next, expected);
}

#[test]
fn what_pays_one_order_does_not_pay_the_next() {
    for draft in of_every_mode() {
        let next = OrderForm::following(&draft, NOW_MS);

        assert_eq!(next.payment.mode, draft.payment.mode());
        let named = match next.payment.mode {
            PaymentMode::UpiConfiguration => next.payment.upi_configuration_name,
            _ => next.payment.configuration_name,
        };
        assert_eq!(
            named,
            draft.payment.configuration_name().unwrap_or_default()
        );
        assert_eq!(
            (next.payment.upi_link, next.payment.payment_link),
            Default::default()
        );
    }
}

#[test]
fn an_expiry_or_origin_that_is_odd_is_not_repeated() {
    let mut draft = filled().check(NOW_MS, &[]).order.unwrap().draft().clone();
    draft.items[0].importer_name = None;
    for made_at_ms in [NOW_MS + 28 * 60_000, NOW_MS - 40 * 86_400_000] {
        let next = OrderForm::following(&draft, made_at_ms);
        assert_eq!(next.expires_in_minutes, Some(1_440));
        assert_eq!(next.origin, OrderForm::first().origin);
    }

    draft.expiration = None;
    assert_eq!(
        OrderForm::following(&draft, NOW_MS).expires_in_minutes,
        None
    );
}

#[test]
fn a_form_is_kept_in_the_names_of_the_window() {
    let form = filled();

    let text = serde_json::to_string(&form).unwrap();

    for name in [
        "customerPhone",
        "salePrice",
        "addressLine1",
        "zoneCode",
        "physical",
    ] {
        assert!(text.contains(&format!("\"{name}\"")), "{name}: {text}");
    }
    assert_eq!(serde_json::from_str::<OrderForm>(&text).unwrap(), form);
    assert_eq!(
        serde_json::from_str::<OrderForm>("{}").unwrap(),
        OrderForm::default()
    );
    assert!(serde_json::from_str::<OrderForm>(r#"{"total":1}"#).is_err());
    assert!(serde_json::from_str::<OrderForm>(r#"{"items":[{"image":""}]}"#).is_err());
}

#[test]
fn what_someone_else_knows_takes_its_place_and_the_order_away() {
    let mut form = filled();
    form.customer_phone = "915900000042".to_owned();
    form.discount.description = String::new();
    let mut check = form.check(NOW_MS, &[]);
    assert!(check.order.is_some());

    check.add(Finding::new(
        "reference_id",
        FindingCode::DuplicateReference,
    ));

    let fields: Vec<&str> = check
        .findings
        .iter()
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(fields, ["customerPhone", "referenceId"]);
    assert_eq!(check.order, None);
    assert!(check.totals.is_some());
}
