//! Owns what random orders add up to, with a computation of its own: wide, and without any check.

use crate::dice::Dice;
use counterfoil_domain::order::{Charge, GatewayPayment, LinkPayment, OrderDraft, PaymentSetting};

/// The largest amount, 2^53 - 1.
const LARGEST_MINOR: i64 = (1 << 53) - 1;

/// The most that UPI carries.
const UPI_MINOR: i64 = 50_000_000;

/// Draws a charge of any magnitude, nothing among them.
pub fn charge_minor(dice: &mut Dice) -> i64 {
    let magnitude = dice.number(0..=22);
    dice.number(0..=1 << magnitude)
}

/// Brings the amounts into their range, some of them to its edges. Returns subtotal and total.
pub fn settle(dice: &mut Dice, draft: &mut OrderDraft) -> (i64, i64) {
    let edge = dice.size(0..=19);
    if edge == 0 {
        let first = &mut draft.items[0];
        first.amount_minor = Some(LARGEST_MINOR);
        first.sale_amount_minor = None;
        first.quantity = Some(1);
        draft.items.truncate(1);
        draft.tax = Some(Charge {
            amount_minor: Some(0),
            ..Charge::default()
        });
        draft.shipping = None;
    }
    let subtotal: i64 = draft.items.iter().map(line).sum();
    let shipping = minor(draft.shipping.as_ref().map(|charge| charge.amount_minor));
    let tax = draft.tax.as_mut().expect("every order drawn has a tax");
    let without_tax = subtotal + shipping;
    if edge == 1 {
        tax.amount_minor = Some(LARGEST_MINOR - without_tax);
    }
    let charged = without_tax + tax.amount_minor.unwrap_or_default();
    if let Some(discount) = &mut draft.discount {
        let wanted = discount.amount_minor.unwrap_or_default().min(charged - 1);
        discount.amount_minor = Some(if edge == 2 { charged - 1 } else { wanted });
    }
    let discount = minor(
        draft
            .discount
            .as_ref()
            .map(|discount| discount.amount_minor),
    );
    let mut total = charged - discount;
    if (3..=5).contains(&edge) && total < UPI_MINOR {
        // Exactly what UPI carries, or one more.
        let more = UPI_MINOR - total + i64::from(edge == 5);
        let tax = draft.tax.as_mut().expect("every order drawn has a tax");
        tax.amount_minor = tax.amount_minor.map(|minor| minor + more);
        total += more;
    }
    if total > UPI_MINOR && draft.payment.offers_upi() {
        draft.payment = without_upi(&draft.payment);
    }
    (subtotal, total)
}

/// The nearest way to pay that carries any amount.
fn without_upi(payment: &PaymentSetting) -> PaymentSetting {
    match payment {
        PaymentSetting::PaymentGateway(payment) => PaymentSetting::PaymentGateway(GatewayPayment {
            enabled_payment_option: Some("web".to_owned()),
            ..payment.clone()
        }),
        _ => PaymentSetting::PaymentLink(LinkPayment {
            payment_link: "https://rzp.io/i/Kv81xQ".to_owned(),
            ..LinkPayment::default()
        }),
    }
}

fn line(item: &counterfoil_domain::order::ItemDraft) -> i64 {
    let price = item.sale_amount_minor.or(item.amount_minor);
    price.unwrap_or_default() * item.quantity.unwrap_or_default()
}

fn minor(amount: Option<Option<i64>>) -> i64 {
    amount.flatten().unwrap_or_default()
}
