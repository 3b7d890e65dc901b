//! Owns amounts as the window sees them.

use super::number::Integer;
use crate::ipc_error::IpcError;
use counterfoil_domain::money::{Currency, Money};
use serde::{Deserialize, Serialize};
use specta::Type;

/// A currency, by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "UPPERCASE")]
pub enum CurrencyView {
    /// Indian rupee.
    Inr,
    /// Brazilian real.
    Brl,
}

/// An amount in the currency's smallest unit. The window formats it and never computes with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MoneyView {
    /// In the currency's smallest unit.
    pub minor: Integer,
    /// Of which currency.
    pub currency: CurrencyView,
}

impl From<Money> for MoneyView {
    fn from(money: Money) -> Self {
        Self {
            minor: money.minor().into(),
            currency: money.currency().into(),
        }
    }
}

impl From<Currency> for CurrencyView {
    fn from(currency: Currency) -> Self {
        match currency {
            Currency::Inr => Self::Inr,
            Currency::Brl => Self::Brl,
        }
    }
}

impl From<CurrencyView> for Currency {
    fn from(currency: CurrencyView) -> Self {
        match currency {
            CurrencyView::Inr => Self::Inr,
            CurrencyView::Brl => Self::Brl,
        }
    }
}

/// Reads an amount that the window hands back.
///
/// # Errors
/// It is beyond every amount the desk knows.
pub fn read(view: MoneyView) -> Result<Money, IpcError> {
    Money::new(view.minor.get(), view.currency.into()).ok_or_else(|| IpcError::InputRefused {
        words: "the amount is too large".to_owned(),
    })
}
