//! Owns the claim that list, Today and export agree about the last and the first millisecond of a day,
//! wherever the computer stands.

use crate::{
    made_up::{self, MadeOrder},
    stage::{PLAIN, Stage, day},
};
use counterfoil_desk::{ExportForm, ListSpan};
use counterfoil_domain::{
    account::Environment,
    export::{ExportKind, Zone},
    money::Currency,
    order_list::OrderList,
};
use counterfoil_sheets::CsvReader;
use counterfoil_tests::desk::BEGINNING_MS;
use std::{fs::File, process::Command};

/// Midnight at the end of the first of January 2027, in India and in Brasília.
const INDIA_MS: i64 = BEGINNING_MS + (24 * 60 - 330) * 60_000;
const BRASILIA_MS: i64 = BEGINNING_MS + (24 + 3) * 3_600_000;

#[tokio::test]
async fn the_last_and_the_first_millisecond_are_of_different_days() {
    for (zone, currency, midnight_ms) in [
        (Zone::INDIA, Currency::Inr, INDIA_MS),
        (Zone::BRASILIA, Currency::Brl, BRASILIA_MS),
    ] {
        let stage = Stage::with(&[
            paid("LAST", currency, midnight_ms - 1),
            paid("FIRST", currency, midnight_ms),
        ])
        .await;
        // Into the second day.
        stage
            .desk
            .advance_ms(midnight_ms - BEGINNING_MS + 3_600_000);

        for (on, expected, shown) in [
            ("2027-01-01", "LAST", "2027-01-01 23:59:59.999"),
            ("2027-01-02", "FIRST", "2027-01-02 00:00:00.000"),
        ] {
            let asked = day(ExportKind::Movements, Environment::Sandbox, zone, on);
            let span = ListSpan {
                environment: Environment::Sandbox,
                list: OrderList::Collected,
                from_ms: asked.period.from_ms,
                to_ms: asked.period.to_ms,
            };
            let listed = stage
                .desk
                .desk()
                .listed_orders_at(span, 0, 10)
                .await
                .unwrap();
            let listed: Vec<_> = listed
                .iter()
                .map(|(_, line)| &line.order.reference_id)
                .collect();
            assert_eq!(listed, [expected], "the list on {on} in {zone}");

            let name = format!("{}.csv", on);
            let exported = stage
                .export(asked, ExportForm::Csv(PLAIN), &name)
                .await
                .unwrap();
            let mut reader = CsvReader::begin(File::open(exported.path).unwrap(), PLAIN).unwrap();
            assert_eq!(reader.header()[3], format!("at [{zone}]"));
            let row = reader.next_row().unwrap().unwrap();
            assert_eq!(
                (row.text(4).unwrap(), row.text(3).unwrap()),
                (expected, shown)
            );
            assert!(
                reader.next_row().unwrap().is_none(),
                "one row on {on} in {zone}"
            );
        }

        let today = stage.desk.desk().today(Environment::Sandbox).await.unwrap();
        let shown = today
            .days
            .iter()
            .find(|day| day.currency == currency)
            .unwrap();
        assert_eq!(shown.day.from_ms, midnight_ms);
        assert_eq!(
            shown.collected.of(currency).1,
            1,
            "Today has the first one alone"
        );
    }
}

#[tokio::test]
async fn a_computer_in_another_zone_exports_the_same_bytes() {
    let mut stage = Stage::with(&made_up::orders(5, 60)).await;
    stage.desk.end().await;
    let export = |zone: &str| {
        let path = stage
            .folder()
            .join(format!("{}.csv", zone.replace('/', "-")));
        let path = path.with_file_name(format!("SANDBOX-{}", path.file_name().unwrap().display()));
        let ran = Command::new(env!("CARGO_BIN_EXE_counterfoil-under-test"))
            .args(["--vault=memory", "--data-dir"])
            .arg(stage.desk.data_dir())
            .args([
                "export",
                "orders",
                "--from=2026-12-30",
                "--to=2027-01-03",
                "--zone=IST",
            ])
            .args(["--environment=sandbox", "--out"])
            .arg(&path)
            .env("TZ", zone)
            .output()
            .unwrap();
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        std::fs::read_to_string(path).unwrap()
    };

    let here = export("Asia/Kolkata");
    assert!(here.lines().count() > 20, "{here}");
    assert_eq!(here, export("Pacific/Kiritimati"));
    assert_eq!(here, export("America/Los_Angeles"));
}

fn paid(reference_id: &str, currency: Currency, at_ms: i64) -> MadeOrder {
    MadeOrder {
        reference_id: reference_id.to_owned(),
        is_live: false,
        is_in_reais: currency == Currency::Brl,
        total_minor: 49_900,
        customer_name: None,
        configuration: "shop",
        created_at_ms: at_ms - 60_000,
        expires_at_ms: None,
        send: "confirmed",
        payment: "captured",
        failure: None,
        captured: Some((49_900, at_ms)),
        refunds: Vec::new(),
    }
}
