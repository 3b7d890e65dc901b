//! Owns the draft: an order as an operator typed it or a file said it, right or wrong.
//!
//! A text that every order needs is a plain `String`, where empty means missing; a number that
//! every order needs is an `Option`, because no number can mean missing.

use super::payment::PaymentSetting;
use serde::{Deserialize, Serialize};

/// Everything an order says. [`OrderDraft::check`] says whether it may be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderDraft {
    /// Who pays, in the international form.
    pub customer_phone: String,
    /// What the status webhooks echo, so that a message can be told apart.
    pub opaque_callback_data: Option<String>,
    /// The picture above the text; without it the first item's picture is shown.
    pub header_image: Option<HeaderImage>,
    /// The message.
    pub body_text: String,
    /// The small text under the message.
    pub footer_text: Option<String>,
    /// The merchant's own name for the order.
    pub reference_id: String,
    /// `digital-goods` or `physical-goods`.
    pub goods_type: String,
    /// Where shipped goods go. None is written as an absent field.
    pub beneficiaries: Vec<Beneficiary>,
    /// How the order is paid.
    pub payment: PaymentSetting,
    /// The ISO code of every amount.
    pub currency: String,
    /// What a file says the total is. A composer leaves it out and gets it computed.
    pub declared_total_minor: Option<i64>,
    /// Whether the bubble shows only "Pay now".
    pub quick_pay: bool,
    /// The catalogue that the items come from.
    pub catalog_id: Option<String>,
    /// Until when the order can be paid.
    pub expiration: Option<Expiration>,
    /// What is sold.
    pub items: Vec<ItemDraft>,
    /// What a file says the subtotal is. A composer leaves it out and gets it computed.
    pub declared_subtotal_minor: Option<i64>,
    /// The tax, required even when it is nothing.
    pub tax: Option<Charge>,
    /// What delivery costs.
    pub shipping: Option<Charge>,
    /// What is taken off.
    pub discount: Option<Discount>,
}

/// A picture above the text: exactly one of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HeaderImage {
    /// The id of uploaded media.
    pub id: Option<String>,
    /// An https link.
    pub link: Option<String>,
}

/// Whom shipped goods go to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Beneficiary {
    /// The recipient's name.
    pub name: String,
    /// The first line of the address.
    pub address_line1: String,
    /// The second line of the address.
    pub address_line2: Option<String>,
    /// The city.
    pub city: String,
    /// The state.
    pub state: String,
    /// The country, in words.
    pub country: String,
    /// The PIN code.
    pub postal_code: String,
}

/// Until when an order can be paid.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expiration {
    /// Epoch seconds, as the text that Meta wants.
    pub timestamp: String,
    /// What the customer reads about it.
    pub description: String,
}

/// One line of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemDraft {
    /// The catalogue's id of the item.
    pub retailer_id: Option<String>,
    /// What it is.
    pub name: String,
    /// An https link to a picture.
    pub image_link: Option<String>,
    /// The price of one.
    pub amount_minor: Option<i64>,
    /// The reduced price of one.
    pub sale_amount_minor: Option<i64>,
    /// How many.
    pub quantity: Option<i64>,
    /// Where it was made.
    pub country_of_origin: Option<String>,
    /// Who imported it.
    pub importer_name: Option<String>,
    /// Where the importer is.
    pub importer_address: Option<ImporterAddress>,
}

/// Where an importer is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImporterAddress {
    /// The first line of the address.
    pub address_line1: String,
    /// The second line of the address.
    pub address_line2: Option<String>,
    /// The city.
    pub city: String,
    /// The two letters of the state.
    pub zone_code: Option<String>,
    /// The PIN code.
    pub postal_code: String,
    /// The two letters of the country.
    pub country_code: String,
}

/// An amount that is added to the subtotal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Charge {
    /// How much.
    pub amount_minor: Option<i64>,
    /// What for.
    pub description: Option<String>,
}

/// An amount that is taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Discount {
    /// How much, as a positive number.
    pub amount_minor: Option<i64>,
    /// What for.
    pub description: Option<String>,
    /// The program an incentivised order belongs to.
    pub program_name: Option<String>,
}
