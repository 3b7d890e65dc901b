//! Owns the claim that the parts an export is read in give the rows of the whole, whatever moments are
//! equal, and that rows are narrowed to those asked for.

use crate::{
    made_up,
    stage::{Stage, all},
};
use counterfoil_domain::{
    account::Environment,
    export::{ExportKind, Period},
    ids::AccountId,
    order_list::OrderList,
};
use counterfoil_store::{BookFiles, ExportRows, ExportValue, Store, StoreError};

type Rows = Vec<Vec<String>>;

#[tokio::test]
async fn parts_give_the_rows_of_the_whole() {
    let mut orders = made_up::orders(3, 120);
    // A crowd at one moment.
    for order in &mut orders[40..60] {
        order.created_at_ms = 1_798_761_600_000;
        order.captured = order.captured.map(|(minor, _)| (minor, 1_798_761_600_000));
    }
    let stage = Stage::with(&orders).await;
    for environment in [Environment::Sandbox, Environment::Live] {
        for kind in ExportKind::ALL {
            check(&stage, rows(kind, environment)).await;
        }
        for list in [OrderList::Collected, OrderList::Refunded] {
            for period in [(i64::MIN, i64::MAX), (0, 1_798_761_600_000)] {
                let asked = ExportRows {
                    period: Period {
                        from_ms: period.0,
                        to_ms: period.1,
                    },
                    begins_ms: period.0,
                    list: Some(list),
                    ..rows(ExportKind::Orders, environment)
                };
                let found = check(&stage, asked).await;
                let mut ids: Vec<_> = found.iter().map(|row| &row[2]).collect();
                ids.sort();
                ids.dedup();
                assert_eq!(ids.len(), found.len(), "each order once");
            }
        }
    }
}

#[tokio::test]
async fn an_account_and_a_status_narrow_the_rows() {
    let stage = Stage::with(&made_up::orders(4, 200)).await;
    let account = stage.desk.account().await;
    for kind in ExportKind::ALL {
        let environment = Environment::Sandbox;
        let whole = read(&stage, rows(kind, environment)).await;
        let status_at = kind
            .columns()
            .iter()
            .position(|column| column.name == kind.status_column())
            .unwrap();
        for status in kind.statuses() {
            let asked = ExportRows {
                status: Some(status.to_owned()),
                ..rows(kind, environment)
            };
            let expected: Rows = (whole.iter().filter(|row| row[status_at] == status))
                .cloned()
                .collect();
            assert_eq!(read(&stage, asked).await, expected, "{kind:?} {status}");
        }
        let of = |account: AccountId| ExportRows {
            account: Some(account),
            ..rows(kind, environment)
        };
        // Lines of the activity may be of no account.
        let own: Rows = (whole.iter())
            .filter(|row| row.contains(&account.name))
            .cloned()
            .collect();
        assert_eq!(read(&stage, of(account.id)).await, own, "{kind:?}");
        let live: AccountId = "0196f0f0-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(read(&stage, of(live)).await, Rows::new(), "{kind:?}");
    }
}

async fn check(stage: &Stage, asked: ExportRows) -> Rows {
    let whole = read(stage, asked.clone()).await;
    for rows_a_part in [1, 2, 3, 50] {
        let parts = parts(stage, asked.clone(), rows_a_part).await;
        let Some(parts) = parts else {
            assert_eq!(asked.kind, ExportKind::Activity);
            continue;
        };
        if rows_a_part == 1 && whole.len() > 60 {
            assert!(
                parts.len() > 10,
                "{asked:?} was cut into {} parts",
                parts.len()
            );
        }
        let mut joined = Rows::new();
        for part in parts {
            joined.extend(read(stage, part).await);
        }
        assert_eq!(joined, whole, "{asked:?} in parts of {rows_a_part}");
    }
    whole
}

fn rows(kind: ExportKind, environment: Environment) -> ExportRows {
    let asked = all(kind, environment);
    ExportRows {
        kind,
        environment,
        period: asked.period,
        begins_ms: asked.period.from_ms,
        account: None,
        status: None,
        list: None,
        now_ms: 1_798_761_600_000,
    }
}

async fn parts(stage: &Stage, asked: ExportRows, rows: u32) -> Option<Vec<ExportRows>> {
    let read = store(stage)
        .read(move |db| db.export_parts(&asked, rows))
        .await;
    read.unwrap()
}

async fn read(stage: &Stage, asked: ExportRows) -> Rows {
    let store = store(stage);
    let read = store.read(move |db| {
        let mut rows = Rows::new();
        db.each_export_row(&asked, |row| {
            let columns = 0..asked.kind.columns().len();
            let cells = columns.map(|column| Ok(text(row.value(column)?)));
            rows.push(cells.collect::<Result<_, StoreError>>()?);
            Ok::<_, StoreError>(())
        })?;
        Ok(rows)
    });
    read.await.unwrap()
}

fn text(value: ExportValue<'_>) -> String {
    match value {
        ExportValue::Text(text) => text.to_owned(),
        other => format!("{other:?}"),
    }
}

fn store(stage: &Stage) -> Store {
    Store::open_to_read(&BookFiles::in_folder(stage.desk.data_dir())).unwrap()
}
