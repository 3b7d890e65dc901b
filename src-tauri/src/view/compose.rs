//! Owns the form of a new order and what a check says of it.

mod checked;
mod form;

use super::{findings::FindingView, money::MoneyView, number::Integer};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What kind of goods an order sells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum GoodsView {
    /// Nothing is shipped.
    Digital,
    /// Something is shipped.
    Physical,
}

/// An order as a person types it: every typed field is text, read by the desk and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrderForm {
    /// Who pays, as people write numbers.
    pub customer_phone: String,
    /// The merchant's own name for the order.
    pub reference_id: String,
    /// The payment configuration's name.
    pub configuration_name: String,
    /// How long it can be paid, counted from the send; none is for ever.
    pub expires_in_minutes: Option<u32>,
    /// What the customer reads about that; blank lets the desk write it.
    pub expiry_text: String,
    /// The message.
    pub body_text: String,
    /// The small text under the message.
    pub footer_text: String,
    /// What kind of goods.
    pub goods: GoodsView,
    /// Where shipped goods go.
    pub address: AddressForm,
    /// What is sold; a blank row is left out.
    pub items: Vec<ItemForm>,
    /// Where the goods come from, for every item.
    pub origin: OriginForm,
    /// The tax; an empty amount is nothing.
    pub tax: ChargeForm,
    /// What delivery costs.
    pub shipping: ChargeForm,
    /// What is taken off.
    pub discount: ChargeForm,
}

/// Where shipped goods go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields of a postal address")]
pub struct AddressForm {
    pub name: String,
    pub address_line1: String,
    pub address_line2: String,
    pub city: String,
    pub state: String,
    pub postal_code: String,
}

/// One row of the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemForm {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: String,
    /// The price of one.
    pub price: String,
    /// The reduced price of one, if there is one.
    pub sale_price: String,
}

/// Where the goods come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the fields of an importer and its postal address"
)]
pub struct OriginForm {
    pub country_of_origin: String,
    pub importer_name: String,
    pub address_line1: String,
    pub address_line2: String,
    pub city: String,
    pub zone_code: String,
    pub postal_code: String,
}

/// An amount and what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChargeForm {
    /// How much.
    pub amount: String,
    /// What for.
    pub description: String,
}

/// What a new order begins with.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComposeStartView {
    /// What to show: the draft that was kept, or a fresh form with what is usual for the account.
    pub form: OrderForm,
    /// When the draft shown was kept, UTC; none for a fresh form.
    pub draft_saved_at_ms: Option<Integer>,
    /// The fresh form, for "start over".
    pub fresh: OrderForm,
}

/// What a check says of a form.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OrderCheckView {
    /// Everything found, in the order of the form.
    pub findings: Vec<FindingView>,
    /// It can be sent as it is.
    pub may_be_sent: bool,
    /// What each row of the form adds up to, where that can be said.
    pub line_totals: Vec<Option<MoneyView>>,
    /// The bill as the customer sees it, as far as it can be said.
    pub bill: BillView,
    /// The exact body that would leave now; none while it cannot be sent.
    pub request_body: Option<String>,
    /// Where that body goes, below the account's address.
    pub request_path: String,
    /// Until when it could be paid if it left now, UTC.
    pub expires_at_ms: Option<Integer>,
    /// The customer's number as it was understood, `+` and digits.
    pub customer_phone: Option<String>,
    /// Who has this number, if the book knows it.
    pub customer: Option<KnownCustomerView>,
    /// The order that stands in the way of this reference id.
    pub blocked_by: Option<BlockedByView>,
}

/// The order that stands in the way of a reference id.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BlockedByView {
    /// The order.
    pub order_id: String,
    /// Why it does.
    pub why: WhyBlockedView,
}

/// Why a reference id cannot be used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WhyBlockedView {
    /// It was sent, or may have been.
    Sent,
    /// The provider knows an order by it.
    KnownToProvider,
    /// Another number of the same business used it.
    UsedByAnotherNumber,
}

/// A customer the book knows.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KnownCustomerView {
    /// The name in the newest order that has one.
    pub name: Option<String>,
    /// How many orders went to this number.
    pub orders: Integer,
}

/// The bill as the customer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BillView {
    /// Line by line.
    pub lines: Vec<BillLineView>,
    /// Every line together.
    pub subtotal: Option<MoneyView>,
    /// The tax.
    pub tax: Option<BillChargeView>,
    /// What delivery costs.
    pub shipping: Option<BillChargeView>,
    /// What is taken off, as a positive amount.
    pub discount: Option<BillChargeView>,
    /// What the customer pays.
    pub total: Option<MoneyView>,
}

/// An amount of a bill and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BillChargeView {
    /// How much.
    pub amount: Option<MoneyView>,
    /// What it is called.
    pub description: Option<String>,
}

/// One line of a bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BillLineView {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: Option<Integer>,
    /// The price of one.
    pub price: Option<MoneyView>,
    /// The reduced price of one.
    pub sale_price: Option<MoneyView>,
    /// What the line adds up to.
    pub total: Option<MoneyView>,
}
