//! Owns the check of a form: every finding at the field it is about, the sums, and the order.

use super::places::{self, Layout};
use super::reading::{self, Reading};
use super::{OrderForm, expiry};
use crate::finding::Finding;
use crate::money::Money;
use crate::order::bill::Bill;
use crate::order::checked::Order;
use crate::order::payment::PaymentSetting;
use crate::order::totals::Totals;
use crate::phone::Phone;
use crate::reference_id::ReferenceId;
use crate::upi::{UpiLink, Vpa};
use serde::Serialize;

/// A finding and the field of the form it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormFinding {
    /// The field, in the names of the form: `items[1].salePrice`. `subtotal` and `total` are shown
    /// and not typed, `items` and `address` are all of theirs, and the empty one is the whole form.
    pub field: String,
    /// What is the matter, with Meta's path.
    pub finding: Finding,
}

/// What there is to say about a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormCheck {
    /// Every finding, in the order of the form.
    pub findings: Vec<FormFinding>,
    /// What the order adds up to, wherever that can be said, also beside findings.
    pub totals: Option<Totals>,
    /// What each row of the form comes to, blank rows included.
    pub lines: Vec<Option<Money>>,
    /// The customer's number as it was understood.
    pub customer: Option<Phone>,
    /// The reference id, if it is one.
    pub reference_id: Option<ReferenceId>,
    /// The order, if no finding is an error.
    pub order: Option<Order>,
    /// The UPI link that pays it, if it is paid by one that can be read.
    pub upi_link: Option<UpiLink>,
    /// What the customer sees, as far as it can be said.
    pub bill: Bill,
    /// When the order can no longer be paid if it is sent now, in epoch milliseconds.
    pub expires_at_ms: Option<i64>,
    /// Where in the form its items and notes are.
    layout: Layout,
}

impl FormCheck {
    /// Says whether anything found stops the order.
    pub fn has_error(&self) -> bool {
        self.findings.iter().any(|found| found.finding.is_error())
    }

    /// Adds what only someone else knows, at its place. An error takes the order away: an order is
    /// the proof that nothing is wrong.
    pub fn add(&mut self, finding: Finding) {
        if finding.is_error() {
            self.order = None;
        }
        let known = std::mem::take(&mut self.findings);
        let findings = known.into_iter().map(|found| found.finding);
        self.findings = places::placed(findings.chain([finding]).collect(), &self.layout);
    }
}

/// Checks the form as if it were sent now, for an account that expects these UPI ids to be paid.
pub(super) fn check(form: &OrderForm, now_ms: i64, payees: &[Vpa]) -> FormCheck {
    let Reading {
        draft,
        layout,
        is_cut,
        findings: unread,
    } = reading::read(form, now_ms);
    let checked = draft.check(now_ms, payees);
    let mut bill = Bill::of(&draft);
    if is_cut {
        // Rows that were not read are in no sum.
        (bill.subtotal, bill.total) = (None, None);
    }

    let mut lines = vec![None; form.items.len()];
    for ((row, _), line) in layout.items.iter().zip(&bill.lines) {
        lines[*row] = line.total;
    }
    // What could not be read is in the draft as missing or absurd, which is not what was typed.
    let explained: Vec<String> = unread.iter().map(|finding| finding.path.clone()).collect();
    let ruled = checked
        .findings
        .into_iter()
        .filter(|finding| !explained.contains(&finding.path));
    let findings = places::placed(ruled.chain(unread).collect(), &layout);

    let has_error = findings.iter().any(|found| found.finding.is_error());
    FormCheck {
        findings,
        // A bill without a total says that something which counts could not be read.
        totals: checked.totals.filter(|_| bill.total.is_some()),
        lines,
        customer: Phone::parse(&draft.customer_phone).ok(),
        reference_id: ReferenceId::parse(&draft.reference_id).ok(),
        order: checked.order.filter(|_| !has_error),
        upi_link: match &draft.payment {
            PaymentSetting::UpiIntentLink(payment) => UpiLink::parse(&payment.upi_link).ok(),
            _ => None,
        },
        bill,
        expires_at_ms: form
            .expires_in_minutes
            .map(|minutes| expiry::expires_at_ms(minutes, now_ms)),
        layout,
    }
}
