//! Owns what a value of the book looks like in a file: amounts with decimals, moments in the zone of
//! the export, ids as text.

use super::facts::DIGITS;
use crate::error::DeskError;
use chrono::{Datelike, Timelike};
use counterfoil_domain::{
    account::Environment,
    export::{Column, ExportKind, Holds, Zone},
};
use counterfoil_sheets::{Cell, Form, Moment};
use counterfoil_store::{ExportValue, StoreError};

/// Makes cells of the values of a kind.
pub(super) struct Cells {
    kind: ExportKind,
    zone: Zone,
    headers: Vec<String>,
}

impl Cells {
    pub(super) fn new(kind: ExportKind, environment: Environment, zone: Zone) -> Self {
        let header = |column: &Column| match (column.name, column.holds, environment) {
            ("environment", _, Environment::Sandbox) => format!("{} [SANDBOX]", column.name),
            (name, Holds::Moment, _) => format!("{name} [{zone}]"),
            (name, ..) => name.to_owned(),
        };
        Self {
            kind,
            zone,
            headers: kind.columns().iter().map(header).collect(),
        }
    }

    /// The columns of the file.
    pub(super) fn columns(&self) -> Vec<counterfoil_sheets::Column<'_>> {
        let columns = self.kind.columns().iter().zip(&self.headers);
        columns
            .map(|(column, header)| counterfoil_sheets::Column {
                header,
                form: form(column.holds),
                width: width(column),
            })
            .collect()
    }

    /// Lends the cells of a row to `take`.
    pub(super) fn of<T>(
        &self,
        values: &[ExportValue<'_>],
        take: impl FnOnce(&[Cell<'_>]) -> T,
    ) -> Result<T, DeskError> {
        let columns = self.kind.columns();
        let texts: Vec<String> = columns
            .iter()
            .zip(values)
            .map(|(column, value)| self.text_made_of(column.holds, *value))
            .collect();
        let mut cells = Vec::with_capacity(columns.len());
        for ((column, value), text) in columns.iter().zip(values).zip(&texts) {
            cells.push(self.cell(column, *value, text)?);
        }
        Ok(take(&cells))
    }

    /// The text of what is no text in the book; empty for everything else.
    fn text_made_of(&self, holds: Holds, value: ExportValue<'_>) -> String {
        match value {
            ExportValue::Bytes(bytes) => hex::encode(bytes),
            // No calendar has it, so the number itself says what the book holds.
            ExportValue::Integer(at_ms)
                if holds == Holds::Moment && self.moment(at_ms).is_none() =>
            {
                at_ms.to_string()
            }
            _ => String::new(),
        }
    }

    fn cell<'a>(
        &self,
        column: &Column,
        value: ExportValue<'a>,
        made: &'a str,
    ) -> Result<Cell<'a>, DeskError> {
        match (column.holds, value) {
            (_, ExportValue::Null) => Ok(Cell::Empty),
            (Holds::Text | Holds::Word | Holds::Phone, ExportValue::Text(text)) => {
                Ok(Cell::Text(text))
            }
            (Holds::Amount | Holds::UnsummedAmount, ExportValue::Integer(units)) => {
                Ok(Cell::Decimal {
                    units,
                    digits: DIGITS,
                })
            }
            (Holds::Count | Holds::Milliseconds, ExportValue::Integer(number)) => {
                Ok(Cell::Integer(number))
            }
            (Holds::Moment, ExportValue::Integer(at_ms)) => {
                Ok(self.moment(at_ms).map_or(Cell::Text(made), Cell::Moment))
            }
            (Holds::Hash, ExportValue::Bytes(_)) => Ok(Cell::Text(made)),
            (holds, value) => {
                let words = format!("column {} holds {value:?}, not {holds:?}", column.name);
                Err(StoreError::Defect(words).into())
            }
        }
    }

    fn moment(&self, at_ms: i64) -> Option<Moment> {
        let shown = self.zone.clock(at_ms)?;
        Some(Moment {
            year: shown.year(),
            month: small(shown.month()),
            day: small(shown.day()),
            hour: small(shown.hour()),
            minute: small(shown.minute()),
            second: small(shown.second()),
            millisecond: u16::try_from(shown.nanosecond() / 1_000_000).unwrap_or(999),
        })
    }
}

/// A part of a date, all of which are small.
fn small(part: u32) -> u8 {
    u8::try_from(part).unwrap_or(u8::MAX)
}

const fn form(holds: Holds) -> Form {
    match holds {
        Holds::Text | Holds::Word | Holds::Phone | Holds::Hash => Form::Text,
        Holds::Amount | Holds::UnsummedAmount => Form::Decimal,
        Holds::Count | Holds::Milliseconds => Form::Integer,
        Holds::Moment => Form::Moment,
    }
}

/// Wide enough for what is usual there, in characters.
fn width(column: &Column) -> u16 {
    let usual = match column.holds {
        Holds::Text => 24,
        Holds::Word => 14,
        Holds::Phone => 16,
        Holds::Amount | Holds::UnsummedAmount => 15,
        Holds::Count => 9,
        Holds::Moment => 24,
        Holds::Milliseconds => 16,
        Holds::Hash => 66,
    };
    usual.max(u16::try_from(column.name.len() + 2).unwrap_or(u16::MAX))
}
