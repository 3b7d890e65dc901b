//! Owns the bill: what the customer sees of an order, as far as a draft can say it.

use super::draft::{Charge, Discount, ItemDraft, OrderDraft};
use crate::money::{Currency, Money};
use serde::Serialize;

/// What the customer is shown. Whatever a draft does not say yet, or says absurdly, is absent, and
/// so is every sum that needs it: a sum without one of its parts would be a wrong one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bill {
    /// What is sold, line by line.
    pub lines: Vec<BillLine>,
    /// What the lines add up to.
    pub subtotal: Option<Money>,
    /// The tax.
    pub tax: Option<BillCharge>,
    /// What delivery costs; `None` when the order does not speak of it.
    pub shipping: Option<BillCharge>,
    /// What is taken off; `None` when the order does not speak of it.
    pub discount: Option<BillCharge>,
    /// What the customer pays.
    pub total: Option<Money>,
}

/// One line of a bill.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BillLine {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: Option<i64>,
    /// The price of one.
    pub price: Option<Money>,
    /// The reduced price of one, which counts where there is one.
    pub sale_price: Option<Money>,
    /// What the line comes to.
    pub total: Option<Money>,
}

/// An amount that is added or taken off, and what for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BillCharge {
    /// How much, never negative.
    pub amount: Option<Money>,
    /// What for.
    pub description: Option<String>,
}

impl Bill {
    /// Draws the bill of a draft. For the draft of a checked order nothing is absent, and the sums
    /// are the checked ones.
    pub fn of(draft: &OrderDraft) -> Self {
        let Ok(currency) = draft.currency.parse() else {
            return Self::default();
        };
        let lines: Vec<BillLine> = draft
            .items
            .iter()
            .map(|item| line(item, currency))
            .collect();
        let subtotal = lines.iter().try_fold(Money::zero(currency), |sum, line| {
            sum.checked_add(line.total?)
        });
        let tax = draft.tax.as_ref().map(|tax| charge(tax, currency));
        let shipping = draft.shipping.as_ref().map(|one| charge(one, currency));
        let discount = draft.discount.as_ref().map(|one| discount(one, currency));

        let amount_of = |charge: &Option<BillCharge>| match charge {
            Some(charge) => charge.amount,
            None => Some(Money::zero(currency)),
        };
        let total = || {
            subtotal?
                .checked_add(tax.as_ref()?.amount?)?
                .checked_add(amount_of(&shipping)?)?
                .checked_sub(amount_of(&discount)?)
        };
        Self {
            total: total(),
            lines,
            subtotal,
            tax,
            shipping,
            discount,
        }
    }
}

fn line(item: &ItemDraft, currency: Currency) -> BillLine {
    let money = |minor: Option<i64>| Money::new(minor?, currency);
    // A sale price that is no amount must not fall back to the full one.
    let counts = match item.sale_amount_minor {
        Some(_) => money(item.sale_amount_minor),
        None => money(item.amount_minor),
    };
    BillLine {
        name: item.name.clone(),
        quantity: item.quantity,
        price: money(item.amount_minor),
        sale_price: money(item.sale_amount_minor),
        total: counts.and_then(|price| price.checked_mul(item.quantity?)),
    }
}

fn charge(charge: &Charge, currency: Currency) -> BillCharge {
    BillCharge {
        amount: charge
            .amount_minor
            .and_then(|minor| Money::new(minor, currency)),
        description: charge.description.clone(),
    }
}

fn discount(discount: &Discount, currency: Currency) -> BillCharge {
    BillCharge {
        amount: discount
            .amount_minor
            .and_then(|minor| Money::new(minor, currency)),
        description: discount.description.clone(),
    }
}
