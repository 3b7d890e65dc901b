//! Owns what the last sheet of a workbook says: what the rows are, and what they come to.

use super::{ExportAsked, ExportSum, manifest::shown};
use counterfoil_domain::{account::Environment, export::COLUMNS_VERSION, money::Currency};
use counterfoil_sheets::Cell;

/// Decimals of an amount, the same for every currency.
pub(super) const DIGITS: u8 = 2;

const _: () = assert!(Currency::Inr.minor_digits() == DIGITS as usize);
const _: () = assert!(Currency::Brl.minor_digits() == DIGITS as usize);

/// One line of it.
pub(super) struct Fact {
    name: String,
    value: Value,
    currency: Option<Currency>,
}

enum Value {
    Text(String),
    Count(u64),
    Minor(i64),
}

/// The name of the sheet with the rows.
pub(super) fn title(asked: &ExportAsked) -> String {
    match asked.environment {
        Environment::Live => asked.kind.word().to_owned(),
        Environment::Sandbox => format!("SANDBOX {}", asked.kind.word()),
    }
}

/// What the sheet says. `head` is the last line of the activity that the rows were read with.
pub(super) fn facts(
    asked: &ExportAsked,
    account: Option<&str>,
    sum: &ExportSum,
    head: &(i64, [u8; 32]),
) -> Vec<Fact> {
    let zone = asked.zone;
    let mut facts = vec![
        text("what the rows are", asked.kind.word()),
        text("environment", asked.environment.word()),
        text("from", shown(zone, asked.period.from_ms)),
        text("to before", shown(zone, asked.period.to_ms)),
        text("time zone", zone.name()),
    ];
    facts.extend(account.map(|account| text("only of the account", account)));
    facts.extend(
        asked
            .status
            .iter()
            .map(|status| text("only of status", status.as_str())),
    );
    facts.extend(
        asked
            .list
            .iter()
            .map(|list| text("only of the list", list.word())),
    );
    facts.push(Fact {
        name: "rows".to_owned(),
        value: Value::Count(sum.rows),
        currency: None,
    });
    facts.extend(sum.totals.iter().map(|total| Fact {
        name: format!("sum of {}", total.column),
        value: Value::Minor(total.minor),
        currency: Some(total.currency),
    }));
    facts.extend([
        text("version of the columns", COLUMNS_VERSION.to_string()),
        text("last line of the activity", head.0.to_string()),
        text("its hash", hex::encode(head.1)),
        text("Counterfoil", env!("CARGO_PKG_VERSION")),
    ]);
    facts
}

fn text(name: &str, value: impl Into<String>) -> Fact {
    Fact {
        name: name.to_owned(),
        value: Value::Text(value.into()),
        currency: None,
    }
}

impl Fact {
    /// Its cells: what, how much, and in which currency.
    pub(super) fn cells(&self) -> Vec<Cell<'_>> {
        let value = match &self.value {
            Value::Text(text) => Cell::Text(text),
            Value::Count(rows) => Cell::Integer(i64::try_from(*rows).unwrap_or(i64::MAX)),
            Value::Minor(units) => Cell::Decimal {
                units: *units,
                digits: DIGITS,
            },
        };
        let currency = self
            .currency
            .map_or(Cell::Empty, |currency| Cell::Text(currency.code()));
        vec![Cell::Text(&self.name), value, currency]
    }
}
