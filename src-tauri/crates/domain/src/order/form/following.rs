//! Owns what a form begins with: what usually stays the same from one order to the next.

use super::{FormOrigin, FormPayment, Goods, OrderForm, expiry, payment};
use crate::finding::Findings;
use crate::order::draft::OrderDraft;
use crate::order::limits::{IMPORTER_COUNTRIES, MIN_EXPIRATION_S, USUAL_EXPIRATION_DAYS};

const USUAL_COUNTRY: &str = "India";
/// A day.
const USUAL_MINUTES: u32 = 24 * 60;

/// The form of an account that has no order yet.
pub(super) fn first() -> OrderForm {
    OrderForm {
        expires_in_minutes: Some(USUAL_MINUTES),
        origin: FormOrigin {
            country_of_origin: USUAL_COUNTRY.to_owned(),
            ..FormOrigin::default()
        },
        ..OrderForm::default()
    }
}

/// The form of the order after this one, which was made at `made_at_ms`. Who pays, what for and how
/// much is new each time.
pub(super) fn next(draft: &OrderDraft, made_at_ms: i64) -> OrderForm {
    let goods = Goods::ALL
        .into_iter()
        .find(|goods| goods.word() == draft.goods_type);
    let payment = payment::held(&mut Findings::default(), &draft.payment);
    OrderForm {
        payment: FormPayment {
            // What names or pays one order alone does not pay the next.
            receipt: String::new(),
            notes: Vec::new(),
            upi_link: String::new(),
            payment_link: String::new(),
            success_url: String::new(),
            cancel_url: String::new(),
            ..payment
        },
        expires_in_minutes: match &draft.expiration {
            None => None,
            // An odd one was meant for that order alone.
            Some(expiration) => expiry::minutes(expiration, made_at_ms)
                .filter(|minutes| is_usual(*minutes))
                .or(Some(USUAL_MINUTES)),
        },
        footer_text: draft.footer_text.clone().unwrap_or_default(),
        quick_pay: draft.quick_pay,
        goods: goods.unwrap_or_default(),
        catalog_id: draft.catalog_id.clone().unwrap_or_default(),
        origin: origin(draft).unwrap_or_else(|| first().origin),
        ..OrderForm::default()
    }
}

fn is_usual(minutes: u32) -> bool {
    let seconds = i64::from(minutes) * 60;
    (MIN_EXPIRATION_S..=USUAL_EXPIRATION_DAYS * 86_400).contains(&seconds)
}

fn origin(draft: &OrderDraft) -> Option<FormOrigin> {
    let item = draft.items.first()?;
    let address = item.importer_address.clone()?;
    if !IMPORTER_COUNTRIES.contains(&address.country_code.as_str()) {
        return None;
    }
    Some(FormOrigin {
        country_of_origin: item.country_of_origin.clone()?,
        importer_name: item.importer_name.clone()?,
        address_line1: address.address_line1,
        address_line2: address.address_line2.unwrap_or_default(),
        city: address.city,
        zone_code: address.zone_code.unwrap_or_default(),
        postal_code: address.postal_code,
    })
}
