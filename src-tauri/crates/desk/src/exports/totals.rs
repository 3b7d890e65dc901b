//! Owns what the amounts of an export come to, currency by currency.

use super::{ExportError, ExportSum};
use crate::error::DeskError;
use counterfoil_domain::{
    export::{ExportKind, Holds},
    money::Currency,
};
use counterfoil_store::ExportValue;
use serde::{Deserialize, Serialize};

const CURRENCIES: [Currency; 2] = [Currency::Inr, Currency::Brl];

/// What a column of amounts comes to in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportTotal {
    /// The column.
    pub column: String,
    /// The currency.
    pub currency: Currency,
    /// The sum, in minor units; refunds are above nothing in a column of their own and below it in
    /// one that is signed.
    pub minor: i64,
    /// How many rows have an amount there.
    pub rows: u64,
}

/// The sums so far.
pub(super) struct Totals {
    rows: u64,
    currency_at: Option<usize>,
    columns: Vec<Column>,
}

struct Column {
    name: &'static str,
    at: usize,
    sums: [(i64, u64); CURRENCIES.len()],
}

impl Totals {
    pub(super) fn new(kind: ExportKind) -> Self {
        let columns = kind.columns();
        Self {
            rows: 0,
            currency_at: columns.iter().position(|column| column.name == "currency"),
            columns: (0..)
                .zip(columns)
                .filter(|(_, column)| column.holds == Holds::Amount)
                .map(|(at, column)| Column {
                    name: column.name,
                    at,
                    sums: Default::default(),
                })
                .collect(),
        }
    }

    /// Adds a row by its values in the book.
    pub(super) fn add(&mut self, values: &[ExportValue<'_>]) -> Result<(), DeskError> {
        let code = match self.currency_at.and_then(|at| values.get(at)) {
            Some(ExportValue::Text(code)) => Some(*code),
            _ => None,
        };
        self.add_amounts(code, |at| match values.get(at) {
            Some(ExportValue::Integer(minor)) => Some(*minor),
            _ => None,
        })?;
        Ok(())
    }

    /// Adds a row by its currency's code and its amounts in minor units.
    pub(super) fn add_amounts(
        &mut self,
        code: Option<&str>,
        minor_at: impl Fn(usize) -> Option<i64>,
    ) -> Result<(), ExportError> {
        self.rows += 1;
        let mut known = CURRENCIES.iter();
        let Some(place) = known.position(|currency| Some(currency.code()) == code) else {
            return Ok(());
        };
        for Column { name, at, sums } in &mut self.columns {
            if let (Some(minor), Some((sum, rows))) = (minor_at(*at), sums.get_mut(place)) {
                *sum = sum
                    .checked_add(minor)
                    .ok_or(ExportError::SumTooLarge(name))?;
                *rows += 1;
            }
        }
        Ok(())
    }

    /// Adds what other rows come to.
    pub(super) fn join(&mut self, other: &Self) -> Result<(), DeskError> {
        self.rows += other.rows;
        for (own, other) in self.columns.iter_mut().zip(&other.columns) {
            for ((sum, rows), (more, more_rows)) in own.sums.iter_mut().zip(other.sums) {
                let joined = sum.checked_add(more);
                *sum = joined.ok_or(ExportError::SumTooLarge(own.name))?;
                *rows += more_rows;
            }
        }
        Ok(())
    }

    /// What everything so far comes to; no total of a column nobody has an amount in.
    pub(super) fn sum(&self) -> ExportSum {
        let mut totals = Vec::new();
        for column in &self.columns {
            for (currency, (minor, rows)) in CURRENCIES.iter().zip(column.sums) {
                if rows > 0 {
                    totals.push(ExportTotal {
                        column: column.name.to_owned(),
                        currency: *currency,
                        minor,
                        rows,
                    });
                }
            }
        }
        ExportSum {
            rows: self.rows,
            totals,
        }
    }
}
