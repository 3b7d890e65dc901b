//! Owns the check: from a draft to every finding about it and, without errors, the proof.

use super::draft::OrderDraft;
use super::totals::Totals;
use super::{addresses, envelope, expiration, items, settings, totals};
use crate::finding::{Finding, Findings};
use crate::money::{Currency, Money};
use crate::payment_mode::PaymentMode;
use crate::phone::Phone;
use crate::reference_id::ReferenceId;
use crate::upi::Vpa;
use std::fmt;

/// What a check has to say about a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderCheck {
    /// Every finding, in the order of the fields in the message.
    pub findings: Vec<Finding>,
    /// What the draft adds up to, wherever that can be said, also beside findings.
    pub totals: Option<Totals>,
    /// The order, if no finding is an error.
    pub order: Option<Order>,
}

impl OrderDraft {
    /// Judges the draft against every rule of docs/limits.md, for an account that expects `payees`
    /// to be paid where a UPI link says who is; without any, whoever is paid is not in doubt. Paths
    /// are in Meta's names, below the order's parameters.
    pub fn check(&self, now_ms: i64, payees: &[Vpa]) -> OrderCheck {
        let mut findings = Findings::default();
        let all_sums = totals::add_up(self);
        let sums = all_sums
            .as_ref()
            .filter(|_| totals::are_parts_in_range(self));
        let totals = all_sums
            .as_ref()
            .and_then(|sums| totals::totals(sums, &self.currency));

        let customer = envelope::customer(&mut findings, &self.customer_phone);
        envelope::message(&mut findings, self);
        let reference_id = envelope::reference_id(&mut findings, &self.reference_id);
        addresses::goods(&mut findings, self);
        let total = totals.map(|totals| totals.total);
        settings::payment(&mut findings, self, total, payees);
        totals::total(&mut findings, self, sums);
        if let Some(catalog_id) = &self.catalog_id {
            findings.filled("order.catalog_id", catalog_id);
        }
        let expires_at_ms = self
            .expiration
            .as_ref()
            .and_then(|expires| expiration::expiration(&mut findings, expires, now_ms));
        items::items(&mut findings, self);
        totals::parts(&mut findings, self, sums);

        let order = match (findings.has_error(), customer, reference_id, totals) {
            (false, Some(customer), Some(reference_id), Some(totals)) => {
                let draft = self.settled(&customer, &totals);
                Some(Order {
                    draft,
                    customer,
                    reference_id,
                    totals,
                    expires_at_ms,
                })
            }
            _ => None,
        };
        OrderCheck {
            findings: findings.into_vec(),
            totals,
            order,
        }
    }

    /// The draft with everything said that a check computes, so that two drafts of one order are
    /// equal.
    fn settled(&self, customer: &Phone, totals: &Totals) -> OrderDraft {
        OrderDraft {
            customer_phone: customer.digits().to_owned(),
            declared_subtotal_minor: Some(totals.subtotal.minor()),
            declared_total_minor: Some(totals.total.minor()),
            ..self.clone()
        }
    }
}

/// An order that may be sent. It comes only from [`OrderDraft::check`] without errors, and is
/// deliberately not `Deserialize`: a stored order is a stored draft, checked again.
#[derive(Clone, PartialEq, Eq)]
pub struct Order {
    draft: OrderDraft,
    customer: Phone,
    reference_id: ReferenceId,
    totals: Totals,
    expires_at_ms: Option<i64>,
}

impl Order {
    /// Says the merchant's own name for the order.
    pub fn reference_id(&self) -> &ReferenceId {
        &self.reference_id
    }

    /// Says who pays.
    pub fn customer(&self) -> &Phone {
        &self.customer
    }

    /// Says how it is paid.
    pub fn payment_mode(&self) -> PaymentMode {
        self.draft.payment.mode()
    }

    /// Says the payment configuration's name, in the modes that have one.
    pub fn configuration_name(&self) -> Option<&str> {
        self.draft.payment.configuration_name()
    }

    /// Says the currency of every amount.
    pub fn currency(&self) -> Currency {
        self.totals.total.currency()
    }

    /// Says what the lines add up to.
    pub fn subtotal(&self) -> Money {
        self.totals.subtotal
    }

    /// Says what the customer pays.
    pub fn total(&self) -> Money {
        self.totals.total
    }

    /// Says every sum.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Says when the order stops being payable, in epoch milliseconds.
    pub fn expires_at_ms(&self) -> Option<i64> {
        self.expires_at_ms
    }

    /// Shows everything the order says, with its sums filled in and the phone number as digits.
    pub fn draft(&self) -> &OrderDraft {
        &self.draft
    }
}

impl fmt::Debug for Order {
    /// Leaves out the customer: an order may be logged, a person may not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Order")
            .field("reference_id", &self.reference_id)
            .field("total", &self.totals.total)
            .finish_non_exhaustive()
    }
}
