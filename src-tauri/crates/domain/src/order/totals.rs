//! Owns what an order adds up to, in arithmetic that can refuse (docs/limits.md, "Amounts").

use super::draft::{ItemDraft, OrderDraft};
use super::limits::{
    CHARGE_MINOR, CURRENCIES, MAX_DESCRIPTION_CHARS, MAX_UPI_MINOR, PRICE_MINOR, QUANTITIES,
    USUAL_UPI_MINOR,
};
use crate::finding::{FindingCode, Findings};
use crate::money::{Currency, MAX_MINOR, Money};
use serde::Serialize;

const SUBTOTAL_PATH: &str = "order.subtotal.value";
const TOTAL_PATH: &str = "total_amount.value";

/// What an order adds up to. The parts that a draft leaves out are nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Every line's (reduced) price times its quantity.
    pub subtotal: Money,
    /// The tax.
    pub tax: Money,
    /// What delivery costs.
    pub shipping: Money,
    /// What is taken off.
    pub discount: Money,
    /// What the customer pays: subtotal + tax + shipping − discount.
    pub total: Money,
}

/// The sums in integers so wide that adding cannot go wrong before it is judged.
pub(super) struct Sums {
    subtotal: i128,
    tax: i64,
    shipping: i64,
    discount: i64,
    /// Everything before the discount, which is an amount too and has to fit.
    charged: i128,
    total: i128,
}

impl Sums {
    /// What a draft may declare.
    pub(super) fn subtotal_and_total(&self) -> [i128; 2] {
        [self.subtotal, self.total]
    }
}

/// Adds up the draft; `None` when a number is missing or absurd, which its own rule reports.
pub(super) fn add_up(draft: &OrderDraft) -> Option<Sums> {
    let optional = |amount: Option<Option<i64>>| amount.unwrap_or(Some(0));
    let tax = draft.tax.as_ref()?.amount_minor?;
    let shipping = optional(draft.shipping.as_ref().map(|charge| charge.amount_minor))?;
    let discount = optional(
        draft
            .discount
            .as_ref()
            .map(|discount| discount.amount_minor),
    )?;

    let subtotal = draft
        .items
        .iter()
        .try_fold(0_i128, |sum, item| sum.checked_add(line(item)?))?;
    let charged = subtotal
        .checked_add(tax.into())?
        .checked_add(shipping.into())?;
    let total = charged.checked_sub(discount.into())?;
    Some(Sums {
        subtotal,
        tax,
        shipping,
        discount,
        charged,
        total,
    })
}

fn line(item: &ItemDraft) -> Option<i128> {
    let price = item.sale_amount_minor.or(item.amount_minor)?;
    i128::from(price).checked_mul(item.quantity?.into())
}

/// Turns the sums into money, if they fit the desk's amounts.
pub(super) fn totals(sums: &Sums, currency: &str) -> Option<Totals> {
    let currency: Currency = currency.parse().ok()?;
    let wide = |minor: i128| Money::new(i64::try_from(minor).ok()?, currency);

    wide(sums.charged)?;
    Some(Totals {
        subtotal: wide(sums.subtotal)?,
        tax: wide(sums.tax.into())?,
        shipping: wide(sums.shipping.into())?,
        discount: wide(sums.discount.into())?,
        total: wide(sums.total)?,
    })
}

/// Judges currency and total.
pub(super) fn total(findings: &mut Findings, draft: &OrderDraft, sums: Option<&Sums>) {
    findings.word("currency", &draft.currency, CURRENCIES);
    let computed = sums.map(|sums| {
        let fits = sums.charged <= MAX_MINOR.into();
        if fits { sums.total } else { sums.charged }
    });
    sum(findings, TOTAL_PATH, draft.declared_total_minor, computed);

    let is_above = |minor: i64| sums.is_some_and(|sums| sums.total > minor.into());
    if is_above(MAX_UPI_MINOR) && draft.payment.offers_upi() {
        findings.say_limit(TOTAL_PATH, FindingCode::AboveUpiLimit, MAX_UPI_MINOR);
    } else if is_above(USUAL_UPI_MINOR) && draft.payment.is_upi_alone() {
        findings.say_limit(TOTAL_PATH, FindingCode::AboveUsualUpi, USUAL_UPI_MINOR);
    }
}

/// Judges subtotal, tax, shipping and discount.
pub(super) fn parts(findings: &mut Findings, draft: &OrderDraft, sums: Option<&Sums>) {
    sum(
        findings,
        SUBTOTAL_PATH,
        draft.declared_subtotal_minor,
        sums.map(|sums| sums.subtotal),
    );

    match &draft.tax {
        Some(tax) => charge(
            findings,
            "order.tax",
            tax.amount_minor,
            tax.description.as_deref(),
        ),
        None => findings.say("order.tax", FindingCode::Required),
    }
    if let Some(shipping) = &draft.shipping {
        let description = shipping.description.as_deref();
        charge(
            findings,
            "order.shipping",
            shipping.amount_minor,
            description,
        );
    }
    if let Some(discount) = &draft.discount {
        let description = discount.description.as_deref();
        charge(
            findings,
            "order.discount",
            discount.amount_minor,
            description,
        );
        let program = discount.program_name.as_deref();
        let path = "order.discount.discount_program_name";
        findings.text_if_any(path, program, MAX_DESCRIPTION_CHARS);
    }
}

/// Judges a sum that a file may declare and that this module computes.
fn sum(findings: &mut Findings, path: &str, declared: Option<i64>, computed: Option<i128>) {
    let Some(computed) = computed else {
        // There is nothing to compare with, but a declared sum has a range of its own.
        if declared.is_some() {
            findings.number(path, declared, PRICE_MINOR);
        }
        return;
    };
    match i64::try_from(computed) {
        Ok(minor) if PRICE_MINOR.contains(&minor) => {
            if declared.is_some_and(|declared| declared != minor) {
                findings.say_limit(path, FindingCode::SumMismatch, minor);
            }
        }
        _ => findings.say_limit(path, FindingCode::OutOfRange, PRICE_MINOR),
    }
}

fn charge(findings: &mut Findings, path: &str, amount: Option<i64>, description: Option<&str>) {
    findings.number(format!("{path}.value"), amount, CHARGE_MINOR);
    findings.text_if_any(
        format!("{path}.description"),
        description,
        MAX_DESCRIPTION_CHARS,
    );
}

/// Says whether every number is right on its own: a sum of wrong numbers would only repeat them.
pub(super) fn are_parts_in_range(draft: &OrderDraft) -> bool {
    let charges = [
        draft.tax.as_ref().map(|tax| tax.amount_minor),
        draft
            .shipping
            .as_ref()
            .map(|shipping| shipping.amount_minor),
        draft
            .discount
            .as_ref()
            .map(|discount| discount.amount_minor),
    ];
    let in_range = |number: Option<i64>, range: &std::ops::RangeInclusive<i64>| {
        number.is_some_and(|number| range.contains(&number))
    };
    !draft.items.is_empty()
        && charges
            .into_iter()
            .flatten()
            .all(|charge| in_range(charge, &CHARGE_MINOR))
        && draft.items.iter().all(|item| {
            in_range(item.sale_amount_minor.or(item.amount_minor), &PRICE_MINOR)
                && in_range(item.quantity, &QUANTITIES)
        })
}
