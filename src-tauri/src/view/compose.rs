//! Owns the form of a new order and what a check says of it.

mod checked;
mod form;
mod recall;

pub use form::*;
pub use recall::{RecalledCustomerView, RecalledItemView};

use super::{findings::FindingView, money::MoneyView, number::Integer, pictures::PictureView};
use counterfoil_domain::order::{Gateway, MAX_NOTES};
use serde::Serialize;
use specta::Type;
use std::collections::BTreeMap;

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

/// What asking for the same order once more begins with.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComposeAgainView {
    /// The account it is sent from.
    pub account_id: String,
    /// What the order says, under another reference id.
    pub form: OrderForm,
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
    /// What its UPI link says, if it is paid by one that can be read.
    pub upi_link: Option<UpiLinkView>,
    /// Until when it could be paid if it left now, UTC.
    pub expires_at_ms: Option<Integer>,
    /// The customer's number as it was understood, `+` and digits.
    pub customer_phone: Option<String>,
    /// Who has this number, if the book knows it.
    pub customer: Option<KnownCustomerView>,
    /// The order that stands in the way of this reference id.
    pub blocked_by: Option<BlockedByView>,
    /// The uploaded picture it names; none where it names none that this book knows.
    pub picture: Option<PictureView>,
}

/// What the notes of an order may be. It is part of the bindings: no desk has to be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteRules {
    /// The only names that notes may have through a gateway; none where they may have any.
    pub names: BTreeMap<&'static str, Option<&'static [&'static str]>>,
    /// How many they may be where they may have any name.
    pub max: usize,
}

impl NoteRules {
    /// Those of every gateway.
    pub fn of_every_gateway() -> Self {
        let names = Gateway::ALL.map(|gateway| (gateway.word(), gateway.note_names()));
        Self {
            names: names.into(),
            max: MAX_NOTES,
        }
    }
}

/// What a UPI link says.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UpiLinkView {
    /// The UPI id that is paid.
    pub payee: String,
    /// Its name, as the link says it.
    pub payee_name: String,
    /// What the gateway knows the payment by.
    pub reference: String,
    /// The amount it names; WhatsApp takes the order's total whatever it is.
    pub amount: Option<MoneyView>,
    /// The gateway has signed it.
    pub is_signed: bool,
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
