//! Owns the comparison of declared sums: a form computes its own and has no place for others.

use super::super::places;
use crate::finding::{FindingCode, Findings};
use crate::order::draft::OrderDraft;
use crate::order::totals;

/// Lets a declared sum go only if it is the one the form computes. Where it cannot be compared, the
/// missing number is what there is to say.
pub(super) fn compare(findings: &mut Findings, draft: &OrderDraft) {
    let declared = [
        ("order.subtotal.value", draft.declared_subtotal_minor),
        ("total_amount.value", draft.declared_total_minor),
    ];
    if declared.iter().all(|(_, minor)| minor.is_none()) {
        return;
    }
    let Some(sums) = totals::add_up(draft) else {
        missing_numbers(findings, draft);
        return;
    };
    for ((path, declared), sum) in declared.into_iter().zip(sums.subtotal_and_total()) {
        if declared.is_some_and(|minor| i128::from(minor) != sum) {
            match i64::try_from(sum) {
                Ok(minor) => findings.say_limit(path, FindingCode::SumMismatch, minor),
                Err(_) => findings.say(path, FindingCode::NotInForm),
            }
        }
    }
}

fn missing_numbers(findings: &mut Findings, draft: &OrderDraft) {
    let tax = draft.tax.as_ref().and_then(|tax| tax.amount_minor);
    let shipping = draft.shipping.as_ref().map(|charge| charge.amount_minor);
    let discount = draft.discount.as_ref().map(|charge| charge.amount_minor);
    let charges = [
        ("order.tax", tax.is_none()),
        ("order.shipping", shipping == Some(None)),
        ("order.discount", discount == Some(None)),
    ];
    for (path, _) in charges.into_iter().filter(|(_, is_missing)| *is_missing) {
        findings.say(path, FindingCode::Required);
    }
    for (index, item) in draft.items.iter().enumerate() {
        let path = places::item(index);
        if item.sale_amount_minor.or(item.amount_minor).is_none() {
            findings.say(format!("{path}.amount"), FindingCode::Required);
        }
        if item.quantity.is_none() {
            findings.say(format!("{path}.quantity"), FindingCode::Required);
        }
    }
}
