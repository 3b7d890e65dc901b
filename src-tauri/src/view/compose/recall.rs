//! Owns what of earlier orders is offered to whoever types the next, as the window sees it.

use super::form::ItemForm;
use crate::view::money::MoneyView;
use counterfoil_domain::order::{RecalledCustomer, RecalledItem};
use serde::Serialize;
use specta::Type;

/// A customer of an earlier order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecalledCustomerView {
    /// The number, `+` and digits.
    pub phone: String,
    /// The number as the form takes it.
    pub typed: String,
    /// The name on the newest order that has one.
    pub name: Option<String>,
}

/// An item of an earlier order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecalledItemView {
    /// A row of it, without a quantity. Its origin is its own, if it had any.
    pub row: ItemForm,
    /// What one of it was billed at.
    pub billed: Option<MoneyView>,
}

impl From<RecalledCustomer> for RecalledCustomerView {
    fn from(known: RecalledCustomer) -> Self {
        Self {
            phone: format!("+{}", known.phone.digits()),
            typed: known.typed,
            name: known.name,
        }
    }
}

impl From<RecalledItem> for RecalledItemView {
    fn from(item: RecalledItem) -> Self {
        Self {
            row: item.row.into(),
            billed: item.billed.map(Into::into),
        }
    }
}
