//! Claims about every form there is: no panic, no finding without a place, no wrong sum, and a way
//! back that changes nothing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod forms;

use super::tests::filled;
use super::*;
use crate::money::MAX_MINOR;
use crate::order::Bill;
use crate::order::draft::Charge;
use crate::order::samples::NOW_MS;
use forms::{amount, any_form, good_form, text};
use proptest::option::of;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every place of a form outside its rows.
const PLACES: &[&str] = &[
    "",
    "customerPhone",
    "referenceId",
    "payment.configurationName",
    "payment.upiConfigurationName",
    "expiresInMinutes",
    "expiryText",
    "items",
    "subtotal",
    "tax.amount",
    "tax.description",
    "shipping.amount",
    "shipping.description",
    "discount.amount",
    "discount.description",
    "total",
    "bodyText",
    "footerText",
    "goods",
    "address",
    "address.name",
    "address.addressLine1",
    "address.addressLine2",
    "address.city",
    "address.state",
    "address.postalCode",
    "origin.countryOfOrigin",
    "origin.importerName",
    "origin.addressLine1",
    "origin.addressLine2",
    "origin.city",
    "origin.zoneCode",
    "origin.postalCode",
    "payment.upiLink",
    "payment.paymentLink",
    "payment.successUrl",
    "payment.cancelUrl",
    "payment.receipt",
    "payment.notes",
    "payment.preferredApp",
    "payment.enabledOption",
    "headerLink",
    "headerMediaId",
    "callbackData",
    "catalogId",
    "discountProgram",
];

/// The fields of a row of the items.
const ROW: &[&str] = &[
    "name",
    "quantity",
    "price",
    "salePrice",
    "retailerId",
    "imageLink",
];

fn is_place(field: &str, form: &OrderForm) -> bool {
    let below = |list: &str, rows: usize| {
        let (row, below) = field.strip_prefix(list)?.split_once("].")?;
        let is_row = row.parse::<usize>().is_ok_and(|row| row < rows);
        is_row.then_some(below)
    };
    if let Some(below) = below("items[", form.items.len()) {
        return ROW.contains(&below) || (below.starts_with("origin.") && PLACES.contains(&below));
    }
    match below("payment.notes[", form.payment.notes.len()) {
        Some(below) => ["name", "text"].contains(&below),
        None => PLACES.contains(&field),
    }
}

/// What must hold of every check, whatever was typed.
fn holds(form: &OrderForm, now_ms: i64) -> Result<(), TestCaseError> {
    let check = form.check(now_ms, &[]);

    for found in &check.findings {
        prop_assert!(is_place(&found.field, form), "{found:?}");
        let is_whole = found.finding.path.is_empty();
        prop_assert_eq!(found.field.is_empty(), is_whole, "{:?}", found);
    }
    let places: BTreeSet<(&str, String)> = check
        .findings
        .iter()
        .map(|found| (found.field.as_str(), found.finding.sentence()))
        .collect();
    prop_assert_eq!(places.len(), check.findings.len(), "nothing is said twice");
    prop_assert_eq!(check.order.is_none(), check.has_error());
    prop_assert_eq!(check.lines.len(), form.items.len());
    prop_assert_eq!(
        check.totals.map(|totals| totals.total),
        check.bill.total,
        "the sums and the bill agree"
    );
    prop_assert_eq!(
        check.totals.map(|totals| totals.subtotal),
        check.bill.subtotal.filter(|_| check.totals.is_some())
    );
    if let Some(order) = &check.order {
        prop_assert_eq!(Some(order.total()), check.bill.total);
        prop_assert_eq!(&Bill::of(order.draft()), &check.bill);
        prop_assert_eq!(order.expires_at_ms(), check.expires_at_ms);
    }
    Ok(())
}

proptest! {
    #[test]
    fn nothing_typed_makes_the_check_panic(form in any_form(), now_ms: i64) {
        holds(&form, now_ms)?;
        holds(&form, NOW_MS)?;
    }

    #[test]
    fn one_strange_text_in_a_good_form_is_found_or_harmless(
        form in good_form(), strange in text(), at in 0..29_usize,
    ) {
        let mut form = form;
        let texts = super::tests::TEXTS;
        form.items.resize_with(form.items.len().max(2), FormItem::default);
        *texts[at % texts.len()].1(&mut form) = strange;

        holds(&form, NOW_MS)?;
    }

    #[test]
    fn the_way_back_changes_nothing(form in good_form(), beyond in 0..1_000_i64) {
        let now_ms = NOW_MS + beyond;
        let check = form.check(now_ms, &[]);
        prop_assume!(check.order.is_some());

        let order = check.order.unwrap();
        let back = OrderForm::from_draft(order.draft(), now_ms);

        prop_assert_eq!(back.as_ref(), Ok(&form));
        prop_assert_eq!(back.unwrap().check(now_ms, &[]).order, Some(order));
    }

    #[test]
    fn an_amount_that_is_written_reads_as_the_same_one(minor in 0..=MAX_MINOR) {
        let mut form = filled();
        form.tax.amount = amount(minor);

        let bill = form.check(NOW_MS, &[]).bill;

        prop_assert_eq!(bill.tax.unwrap().amount.unwrap().minor(), minor);
    }

    #[test]
    fn whatever_a_draft_says_is_held_or_refused(
        texts in (text(), text(), text(), text()),
        numbers in (of(any::<i64>()), of(any::<i64>()), of(any::<i64>()), of(any::<i64>())),
        made_at_ms: i64,
    ) {
        let held = filled().check(NOW_MS, &[]).order.unwrap();
        let mut draft = OrderDraft {
            customer_phone: texts.0,
            reference_id: texts.1,
            ..held.draft().clone()
        };
        draft.expiration.as_mut().unwrap().timestamp = texts.2;
        draft.beneficiaries[0].postal_code = texts.3;
        draft.items[1].amount_minor = numbers.0;
        draft.items[1].quantity = numbers.1;
        draft.tax = Some(Charge { amount_minor: numbers.2, description: None });
        draft.declared_total_minor = numbers.3;
        draft.declared_subtotal_minor = None;

        match OrderForm::from_draft(&draft, made_at_ms) {
            Ok(form) => holds(&form, made_at_ms)?,
            Err(refused) => prop_assert!(!refused.is_empty()),
        }
    }
}
