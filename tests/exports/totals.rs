//! Owns the claim that the totals of a manifest are the sums of its rows, of Today and of SQL.

use crate::{
    made_up,
    stage::{PLAIN, Stage, all, day},
};
use counterfoil_desk::{ExportForm, ExportTotal, Exported};
use counterfoil_domain::{
    account::Environment,
    export::{ExportKind, Holds, Zone},
    money::Currency,
};
use counterfoil_sheets::CsvReader;
use proptest::prelude::*;
use std::{collections::BTreeMap, fs::File};
use tokio::runtime::Builder;

type Sums = BTreeMap<(String, String), (i64, u64)>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn totals_are_the_sums_of_rows_of_today_and_of_sql(seed in any::<u64>()) {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(check(seed));
    }
}

async fn check(seed: u64) {
    let stage = Stage::with(&made_up::orders(seed, 150)).await;
    for environment in [Environment::Sandbox, Environment::Live] {
        for kind in ExportKind::ALL {
            let name = format!("{}-{}.csv", environment.word(), kind.word());
            let exported = stage.export(all(kind, environment), ExportForm::Csv(PLAIN), &name);
            let exported = exported.await.unwrap();
            assert_eq!(
                said(&exported.manifest.totals),
                of_rows(kind, &exported),
                "{kind:?}"
            );
            if kind == ExportKind::Movements {
                assert_eq!(said(&exported.manifest.totals), of_sql(&stage, environment));
            }
        }
        of_today(&stage, environment).await;
    }
}

/// The business day of each currency, as Today has it and as an export of that day does.
async fn of_today(stage: &Stage, environment: Environment) {
    let today = stage.desk.desk().today(environment).await.unwrap();
    for shown in &today.days {
        let (zone, on) = match shown.currency {
            Currency::Inr => (Zone::INDIA, "2027-01-01"),
            Currency::Brl => (Zone::BRASILIA, "2026-12-31"),
        };
        let name = format!("today-{}-{}.csv", environment.word(), shown.currency);
        let asked = day(ExportKind::Movements, environment, zone, on);
        assert_eq!(
            (asked.period.from_ms, asked.period.to_ms),
            (shown.day.from_ms, shown.day.to_ms)
        );
        let exported = stage
            .export(asked, ExportForm::Csv(PLAIN), &name)
            .await
            .unwrap();
        let sums = said(&exported.manifest.totals);
        for (column, figure) in [("gross", shown.collected), ("refund", shown.refunded)] {
            let (money, rows) = figure.of(shown.currency);
            let key = (column.to_owned(), shown.currency.code().to_owned());
            let found = sums.get(&key).copied().unwrap_or((0, 0));
            assert_eq!(
                found,
                (money.unwrap().minor(), rows),
                "{column} of {}",
                shown.currency
            );
        }
    }
}

fn said(totals: &[ExportTotal]) -> Sums {
    let sum = |total: &ExportTotal| {
        let key = (total.column.clone(), total.currency.code().to_owned());
        (key, (total.minor, total.rows))
    };
    totals.iter().map(sum).collect()
}

/// Adds the rows of the file up.
fn of_rows(kind: ExportKind, exported: &Exported) -> Sums {
    let mut reader = CsvReader::begin(File::open(&exported.path).unwrap(), PLAIN).unwrap();
    let currency_at = kind
        .columns()
        .iter()
        .position(|column| column.name == "currency");
    let (mut sums, mut rows) = (Sums::new(), 0);
    while let Some(row) = reader.next_row().unwrap() {
        rows += 1;
        for (at, column) in (0..).zip(kind.columns()) {
            if column.holds == Holds::Amount
                && let Some(minor) = row.decimal(at, 2).unwrap()
            {
                let currency = row.text(currency_at.unwrap()).unwrap().to_owned();
                let sum = sums
                    .entry((column.name.to_owned(), currency))
                    .or_insert((0, 0));
                *sum = (sum.0 + minor, sum.1 + 1);
            }
        }
    }
    assert_eq!(rows, exported.manifest.rows);
    sums
}

fn of_sql(stage: &Stage, environment: Environment) -> Sums {
    let mut statement = stage
        .book
        .prepare(
            "SELECT 'gross', currency, sum(minor), count(*) FROM order_lists
             WHERE environment = ?1 AND list = 'collected' GROUP BY currency
             UNION ALL
             SELECT 'refund', currency, sum(minor), count(*) FROM order_lists
             WHERE environment = ?1 AND list = 'refunded' GROUP BY currency
             UNION ALL
             SELECT 'net', currency, sum(CASE list WHEN 'collected' THEN minor ELSE -minor END),
                 count(*)
             FROM order_lists WHERE environment = ?1 AND list IN ('collected', 'refunded')
             GROUP BY currency",
        )
        .unwrap();
    let rows = statement.query_map([environment.word()], |row| {
        let rows: i64 = row.get(3)?;
        Ok((
            (row.get(0)?, row.get(1)?),
            (row.get(2)?, rows.unsigned_abs()),
        ))
    });
    rows.unwrap().map(Result::unwrap).collect()
}
