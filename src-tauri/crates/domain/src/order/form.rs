//! Owns the form: an order as a person types it, and what there is to say about it while they do.

mod check;
mod expiry;
mod following;
mod holding;
mod payment;
mod phone;
mod places;
mod reading;
mod recall;

pub use check::{FormCheck, FormFinding};
pub use payment::{FormNote, FormPayment};
pub use reading::MAX_FORM_ITEMS;
pub use recall::{
    MAX_RECALLED, RecalledCustomer, RecalledItem, recalled_customers, recalled_importers,
    recalled_items,
};

use super::draft::OrderDraft;
use super::limits::{DIGITAL_GOODS, PHYSICAL_GOODS};
use crate::finding::Finding;
use crate::money::Currency;
use crate::upi::Vpa;
use serde::{Deserialize, Serialize};

/// What a form bills in. The text of every amount is read and written in it.
const CURRENCY: Currency = Currency::Inr;

/// An order as a person types it. Every field that is typed is a text, right or wrong;
/// [`OrderForm::check`] says what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OrderForm {
    /// Who pays. A country code follows a `+` or `00`; spaces, dashes, dots and parentheses do not
    /// matter. Ten digits that begin with 6 to 9, with or without a 0 before them, are an Indian
    /// mobile number, as people in India write theirs: [`FormCheck::customer`] says what was
    /// understood, because a foreign number without its `+` may look the same.
    pub customer_phone: String,
    /// The merchant's own name for the order.
    pub reference_id: String,
    /// How it is paid.
    pub payment: FormPayment,
    /// How long the order can be paid, counted from the moment it is sent; `None` is for good.
    pub expires_in_minutes: Option<u32>,
    /// What the customer reads about that; blank is written by the desk: `Pay within 30 minutes`.
    pub expiry_text: String,
    /// The message.
    pub body_text: String,
    /// The small text under the message; blank is none.
    pub footer_text: String,
    /// An https link to the picture above the message; blank is none.
    pub header_link: String,
    /// The id of an uploaded picture above the message; blank is none.
    pub header_media_id: String,
    /// Whether the bubble shows only "Pay now".
    pub quick_pay: bool,
    /// What the status webhooks echo; blank is none.
    pub callback_data: String,
    /// Whether something is shipped.
    pub goods: Goods,
    /// Where shipped goods go; not looked at for digital goods, and none when all of it is blank.
    pub address: FormAddress,
    /// The rows. One that is blank from end to end is not there.
    pub items: Vec<FormItem>,
    /// The catalogue that the items come from; blank is none. Without one an origin is needed.
    pub catalog_id: String,
    /// Where every item comes from that does not say it itself.
    pub origin: FormOrigin,
    /// The tax.
    pub tax: FormCharge,
    /// What delivery costs; blank is none.
    pub shipping: FormCharge,
    /// What is taken off; blank is none.
    pub discount: FormCharge,
    /// The program an incentivised order belongs to; blank is none.
    pub discount_program: String,
}

/// Whether something is shipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Goods {
    /// Nothing is shipped.
    #[default]
    Digital,
    /// Something is shipped.
    Physical,
}

impl Goods {
    const ALL: [Self; 2] = [Self::Digital, Self::Physical];

    /// Meta's word.
    const fn word(self) -> &'static str {
        match self {
            Self::Digital => DIGITAL_GOODS,
            Self::Physical => PHYSICAL_GOODS,
        }
    }
}

/// Where shipped goods go, in India.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormAddress {
    /// The recipient's name.
    pub name: String,
    /// The first line of the address.
    pub address_line1: String,
    /// The second line of the address; blank is none.
    pub address_line2: String,
    /// The city.
    pub city: String,
    /// The state.
    pub state: String,
    /// The PIN code.
    pub postal_code: String,
}

/// One row of what is sold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormItem {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: String,
    /// The price of one.
    pub price: String,
    /// The reduced price of one; blank is none.
    pub sale_price: String,
    /// The catalogue's id of the item; blank is none.
    pub retailer_id: String,
    /// An https link to a picture of it; blank is none.
    pub image_link: String,
    /// Where this item comes from, if not from where the others do.
    pub origin: Option<FormOrigin>,
}

/// Where every item comes from, with an importer in India.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormOrigin {
    /// The country it was made in.
    pub country_of_origin: String,
    /// Who imported it.
    pub importer_name: String,
    /// The first line of the importer's address.
    pub address_line1: String,
    /// The second line of the importer's address; blank is none.
    pub address_line2: String,
    /// The importer's city.
    pub city: String,
    /// The two letters of the importer's state; blank is none.
    pub zone_code: String,
    /// The importer's PIN code.
    pub postal_code: String,
}

/// An amount that is added or taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormCharge {
    /// How much.
    pub amount: String,
    /// What for; blank is not said.
    pub description: String,
}

impl OrderForm {
    /// Begins the form of an account that has no order yet.
    pub fn first() -> Self {
        following::first()
    }

    /// Begins the form of the order after `draft`, which was made at `made_at_ms`: the way
    /// to pay with its configuration, expiry, footer, kind of goods, catalogue and origin stay as they
    /// were.
    pub fn following(draft: &OrderDraft, made_at_ms: i64) -> Self {
        following::next(draft, made_at_ms)
    }

    /// Says everything there is to say about the form if it were sent at `now_ms`, for an account
    /// that expects `payees` to be paid, as in [`OrderDraft::check`].
    pub fn check(&self, now_ms: i64, payees: &[Vpa]) -> FormCheck {
        check::check(self, now_ms, payees)
    }

    /// Puts a draft into a form. Its expiry becomes whole minutes counted from `made_at_ms`: now
    /// for an order that is about to be sent, its own moment for one that is to be sent again.
    /// What is merely wrong goes into its field, where [`OrderForm::check`] finds it.
    ///
    /// # Errors
    /// Everything that the form has no place for, with Meta's paths: nothing is dropped silently.
    pub fn from_draft(draft: &OrderDraft, made_at_ms: i64) -> Result<Self, Vec<Finding>> {
        holding::form_of(draft, made_at_ms)
    }
}

impl FormAddress {
    fn is_blank(&self) -> bool {
        let texts = [
            &self.name,
            &self.address_line1,
            &self.address_line2,
            &self.city,
            &self.state,
            &self.postal_code,
        ];
        texts.into_iter().all(|text| is_blank(text))
    }
}

impl FormItem {
    fn is_blank(&self) -> bool {
        let texts = [
            &self.name,
            &self.quantity,
            &self.price,
            &self.sale_price,
            &self.retailer_id,
            &self.image_link,
        ];
        texts.into_iter().all(|text| is_blank(text))
    }
}

impl FormOrigin {
    fn has_address(&self) -> bool {
        let texts = [
            &self.address_line1,
            &self.address_line2,
            &self.city,
            &self.zone_code,
            &self.postal_code,
        ];
        texts.into_iter().any(|text| !is_blank(text))
    }
}

/// A text that may be left out: blank means that it is.
fn optional(text: &str) -> Option<String> {
    (!is_blank(text)).then(|| text.to_owned())
}

fn text_of(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
