//! Owns reading rows for an export: one long read over an index, oldest first, whose columns are those
//! that `domain::export` lists.

mod activity;
mod movements;
mod operations;
mod orders;
mod payments;
mod refunds;

use crate::{db::Db, error::StoreError};
use counterfoil_domain::{
    account::Environment,
    export::{ExportKind, Period},
    ids::AccountId,
    order_list::OrderList,
};
use rusqlite::{Row, Statement, named_params, types::ValueRef};

/// Which rows are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportRows {
    /// What they are.
    pub kind: ExportKind,
    /// Of this environment. Lines of the activity that are of none are in both.
    pub environment: Environment,
    /// Whose moment lies in this period.
    pub period: Period,
    /// When the whole period begins that this one is a part of, UTC.
    pub begins_ms: i64,
    /// Of this account.
    pub account: Option<AccountId>,
    /// With this word in the column of the status.
    pub status: Option<String>,
    /// Orders: those in this list, by their moment in it and each once.
    pub list: Option<OrderList>,
    /// The moment at which it is asked where an order stands, UTC.
    pub now_ms: i64,
}

/// A row, column by column in the order of the kind's columns.
pub struct ExportRow<'r, 's>(&'r Row<'s>);

/// What one column of a row holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportValue<'r> {
    /// Nothing.
    Null,
    /// A number: an amount in minor units, a moment in milliseconds UTC, or a count.
    Integer(i64),
    /// Text.
    Text(&'r str),
    /// Bytes.
    Bytes(&'r [u8]),
}

impl<'r> ExportRow<'r, '_> {
    /// What the column at this place holds.
    pub fn value(&self, index: usize) -> Result<ExportValue<'r>, StoreError> {
        match self.0.get_ref(index)? {
            ValueRef::Null => Ok(ExportValue::Null),
            ValueRef::Integer(number) => Ok(ExportValue::Integer(number)),
            ValueRef::Blob(bytes) => Ok(ExportValue::Bytes(bytes)),
            ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(ExportValue::Text(text)),
                Err(_) => Err(unreadable(index, "text that is no UTF-8")),
            },
            ValueRef::Real(_) => Err(unreadable(index, "a number with a point")),
        }
    }
}

/// The statements of a kind of export. Each goes through an index from the oldest row on and asks for
/// what it needs of `:environment`, `:from`, `:to`, `:account`, `:status`, `:list` and `:now`.
struct Statements {
    /// Gives the rows.
    rows: String,
    /// Counts those in the period, of whatever account and status.
    count: String,
    /// Gives the moment of the row that has `:rows` before it in the period; without it, the rows
    /// are not in the order of their moments.
    moment: Option<String>,
}

impl Db<'_> {
    /// Hands over every row asked for, oldest first, as the book is when the first one is read.
    ///
    /// # Errors
    /// Those of the book, and whatever `each` returns, which ends the reading.
    pub fn each_export_row<E: From<StoreError>>(
        &self,
        asked: &ExportRows,
        mut each: impl FnMut(&ExportRow<'_, '_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut read = || -> Result<Result<(), E>, rusqlite::Error> {
            let mut statement = self.prepare(&statements(asked).rows)?;
            bind(&mut statement, asked)?;
            let mut rows = statement.raw_query();
            while let Some(row) = rows.next()? {
                if let Err(error) = each(&ExportRow(row)) {
                    return Ok(Err(error));
                }
            }
            Ok(Ok(()))
        };
        read().map_err(|error| E::from(StoreError::from(error)))?
    }

    /// How many rows lie in the period, of whatever account and status: what a long reading has to go
    /// through.
    pub fn count_export_rows(&self, asked: &ExportRows) -> Result<u64, StoreError> {
        let mut statement = self.prepare(&statements(asked).count)?;
        bind(&mut statement, asked)?;
        let mut rows = statement.raw_query();
        let row = rows.next()?;
        let many: i64 = row.map_or(Ok(0), |row| row.get("many"))?;
        Ok(many.unsigned_abs())
    }

    /// The periods of which the one that is asked for is made up, each with about so many rows: their
    /// rows, one after the other, are the same. `None` where rows are not in the order of moments.
    pub fn export_parts(
        &self,
        asked: &ExportRows,
        rows: u32,
    ) -> Result<Option<Vec<ExportRows>>, StoreError> {
        let part = |from_ms, to_ms| ExportRows {
            period: Period { from_ms, to_ms },
            ..asked.clone()
        };
        let Period { mut from_ms, to_ms } = asked.period;
        let Some(moment) = statements(asked).moment else {
            return Ok(None);
        };
        let mut statement = self.prepare(&moment)?;
        let mut parts = Vec::new();
        loop {
            bind(&mut statement, &part(from_ms, to_ms))?;
            if let Some(index) = statement.parameter_index(":rows")? {
                statement.raw_bind_parameter(index, rows)?;
            }
            let mut found = statement.raw_query();
            let Some(row) = found.next()? else { break };
            let next_ms: i64 = row.get(0)?;
            // So many rows of one moment stay together.
            let next_ms = next_ms.max(from_ms.saturating_add(1));
            parts.push(part(from_ms, next_ms));
            from_ms = next_ms;
        }
        parts.push(part(from_ms, to_ms));
        Ok(Some(parts))
    }
}

/// Gives a statement what it asks for by name.
fn bind(statement: &mut Statement<'_>, asked: &ExportRows) -> rusqlite::Result<()> {
    let account = asked.account.map(|id| id.to_string());
    let list = asked.list.map(OrderList::word);
    for (name, value) in named_params! {
        ":environment": asked.environment.word(),
        ":begins": asked.begins_ms,
        ":from": asked.period.from_ms,
        ":to": asked.period.to_ms,
        ":account": account,
        ":status": asked.status,
        ":now": asked.now_ms,
        ":list": list,
    } {
        if let Some(index) = statement.parameter_index(name)? {
            statement.raw_bind_parameter(index, *value)?;
        }
    }
    Ok(())
}

fn statements(asked: &ExportRows) -> Statements {
    match (asked.kind, asked.list) {
        (ExportKind::Orders, None) => orders::created(asked.account.is_some()),
        (ExportKind::Orders, Some(_)) => orders::listed(),
        (ExportKind::Payments, _) => payments::statements(),
        (ExportKind::Refunds, _) => refunds::statements(),
        (ExportKind::Movements, _) => movements::statements(),
        (ExportKind::Operations, _) => operations::statements(),
        (ExportKind::Activity, _) => activity::statements(),
    }
}

fn unreadable(index: usize, what: &str) -> StoreError {
    let words = format!("column {index} of an export holds {what}");
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, words.into())
        .into()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::{connection, migrations, samples::NOW_MS};
    use counterfoil_domain::export::Column;
    use rusqlite::PrepFlags;

    #[test]
    fn every_kind_gives_the_columns_that_are_promised() {
        let mut book = connection::open_memory().unwrap();
        migrations::apply(&mut book).unwrap();

        for kind in ExportKind::ALL {
            let promised: Vec<_> = kind
                .columns()
                .iter()
                .map(|column: &Column| column.name)
                .collect();
            for list in [None, Some(OrderList::Unpaid)] {
                let asked = ExportRows {
                    kind,
                    environment: Environment::Live,
                    period: Period {
                        from_ms: 0,
                        to_ms: NOW_MS,
                    },
                    begins_ms: 0,
                    account: None,
                    status: None,
                    list,
                    now_ms: NOW_MS,
                };
                let sql = statements(&asked).rows;
                // Not one of the book's own statements, whose plans are compared.
                let flags = PrepFlags::empty();
                let statement = book.prepare_with_flags(&sql, flags).unwrap();
                assert_eq!(statement.column_names(), promised, "{kind:?}");
            }
        }
    }
}
