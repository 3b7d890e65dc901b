//! Owns the claim that other programs read what the database holds: Python's csv, and openpyxl.

use crate::{
    made_up,
    stage::{Stage, all},
};
use counterfoil_desk::{Bom, CsvForm, DecimalMark, ExportForm, Separator};
use counterfoil_domain::{
    account::Environment,
    export::{Column, ExportKind, Holds, Zone},
};
use counterfoil_store::{BookFiles, ExportRows, ExportValue, Store, StoreError};
use serde_json::{Value, json};
use std::{ffi::OsStr, path::Path, process::Command};

/// The system's own, for which the packages of scripts/packages are.
const PYTHON: &str = "/usr/bin/python3";

const CSV_FORMS: [CsvForm; 3] = [
    CsvForm {
        bom: Bom::Yes,
        separator: Separator::Comma,
        decimal: DecimalMark::Point,
    },
    CsvForm {
        bom: Bom::No,
        separator: Separator::Semicolon,
        decimal: DecimalMark::Comma,
    },
    CsvForm {
        bom: Bom::Yes,
        separator: Separator::Comma,
        decimal: DecimalMark::Comma,
    },
];

/// What a column of the database holds, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    Nothing,
    Text(String),
    Number(String),
    Moment(String),
}

#[tokio::test]
async fn python_reads_what_the_database_holds() {
    let stage = Stage::with(&made_up::orders(7, 400)).await;
    for environment in [Environment::Sandbox, Environment::Live] {
        for kind in ExportKind::ALL {
            for (nth, form) in CSV_FORMS.into_iter().enumerate() {
                let name = format!("SANDBOX-{}-{}-{nth}.csv", environment.word(), kind.word());
                // Every export adds a line to the activity.
                let held = held(&stage, kind, environment).await;
                let asked = all(kind, environment);
                let exported = stage.export(asked, ExportForm::Csv(form), &name).await;
                let read = read_back(&exported.unwrap().path, form.separator);
                check_header(&read[0], kind, environment);
                let wanted: Vec<Vec<Value>> = held.iter().map(|row| in_csv(row, form)).collect();
                assert!(
                    !wanted.is_empty() && read[1..] == wanted,
                    "{kind:?} {form:?}"
                );
            }
            let name = format!("SANDBOX-{}-{}.xlsx", environment.word(), kind.word());
            let held = held(&stage, kind, environment).await;
            let exported = stage.export(all(kind, environment), ExportForm::Xlsx, &name);
            let read = read_back(&exported.await.unwrap().path, Separator::Comma);
            check_header(&read[0], kind, environment);
            let wanted: Vec<Vec<Value>> = held.iter().map(|row| in_workbook(row)).collect();
            assert_eq!(read[1..], wanted, "{kind:?}");
        }
    }
}

/// Every status there is was among the rows, so that what was compared is all there is.
#[test]
fn the_made_up_orders_have_every_state() {
    let orders = made_up::orders(7, 400);
    let sends: std::collections::BTreeSet<_> = orders.iter().map(|order| order.send).collect();
    let payments: std::collections::BTreeSet<_> =
        orders.iter().map(|order| order.payment).collect();
    let names: std::collections::BTreeSet<_> = orders
        .iter()
        .filter_map(|order| order.customer_name)
        .collect();

    assert_eq!((sends.len(), payments.len()), (10, 9));
    assert_eq!(names.len(), made_up::HOSTILE.len());
    assert!(
        orders
            .iter()
            .any(|order| order.is_in_reais && order.is_live)
    );
}

/// What the database holds, row by row, read beside the export.
pub async fn held(stage: &Stage, kind: ExportKind, environment: Environment) -> Vec<Vec<Held>> {
    let asked = all(kind, environment);
    let rows = ExportRows {
        kind,
        environment,
        period: asked.period,
        begins_ms: asked.period.from_ms,
        account: None,
        status: None,
        list: None,
        now_ms: stage.desk.clock().true_ms(),
    };
    let store = Store::open_to_read(&BookFiles::in_folder(stage.desk.data_dir())).unwrap();
    let read = store.read_long(move |reads| {
        let mut held = Vec::new();
        reads[0].db().each_export_row(&rows, |row| {
            let columns = (0..).zip(kind.columns());
            let cells = columns.map(|(at, column)| Ok(hold(column, row.value(at)?)));
            held.push(cells.collect::<Result<Vec<_>, StoreError>>()?);
            Ok::<_, StoreError>(())
        })?;
        Ok::<_, StoreError>(held)
    });
    read.await.unwrap()
}

fn hold(column: &Column, value: ExportValue<'_>) -> Held {
    match (column.holds, value) {
        (_, ExportValue::Null) => Held::Nothing,
        (_, ExportValue::Text(text)) => Held::Text(text.to_owned()),
        (_, ExportValue::Bytes(bytes)) => Held::Text(hex::encode(bytes)),
        (Holds::Amount | Holds::UnsummedAmount, ExportValue::Integer(minor)) => {
            let sign = if minor < 0 { "-" } else { "" };
            let minor = minor.unsigned_abs();
            Held::Number(format!("{sign}{}.{:02}", minor / 100, minor % 100))
        }
        (Holds::Moment, ExportValue::Integer(at_ms)) => {
            let shown = Zone::INDIA.clock(at_ms).unwrap();
            Held::Moment(shown.format("%Y-%m-%d %H:%M:%S%.3f").to_string())
        }
        (_, ExportValue::Integer(number)) => Held::Number(number.to_string()),
    }
}

fn in_csv(row: &[Held], form: CsvForm) -> Vec<Value> {
    let mark = |text: &str| match form.decimal {
        DecimalMark::Point => text.to_owned(),
        DecimalMark::Comma => text.replace('.', ","),
    };
    let cell = |held: &Held| match held {
        Held::Nothing => json!(""),
        Held::Text(text) if would_run(text) => json!(format!("'{text}")),
        Held::Text(text) => json!(text),
        Held::Number(text) | Held::Moment(text) => json!(mark(text)),
    };
    row.iter().map(cell).collect()
}

pub fn in_workbook(row: &[Held]) -> Vec<Value> {
    let cell = |held: &Held| match held {
        Held::Nothing => json!(""),
        Held::Text(text) => json!(text),
        Held::Number(text) if text.contains('.') => json!({ "number": text }),
        Held::Number(text) => json!({ "number": format!("{text}.00") }),
        Held::Moment(text) => json!({ "moment": text }),
    };
    row.iter().map(cell).collect()
}

/// Written from the document (docs/exports.md), not from the program.
fn would_run(text: &str) -> bool {
    let is_blank = |letter: char| letter.is_whitespace() || letter == '\0';
    let first = text.chars().next();
    let word = text.trim_start_matches(is_blank).chars().next();
    first == Some('\'')
        || first.is_some_and(|first| "\t\r\n\0".contains(first))
        || word.is_some_and(|word| "=+-@＝＋－＠".contains(word))
}

fn check_header(header: &[Value], kind: ExportKind, environment: Environment) {
    for (shown, column) in header.iter().zip(kind.columns()) {
        let expected = match (column.name, column.holds) {
            ("environment", _) if environment == Environment::Sandbox => {
                "environment [SANDBOX]".to_owned()
            }
            (name, Holds::Moment) => format!("{name} [Asia/Kolkata]"),
            (name, _) => name.to_owned(),
        };
        assert_eq!(shown, &json!(expected));
    }
}

fn read_back(path: &Path, separator: Separator) -> Vec<Vec<Value>> {
    let separator = match separator {
        Separator::Comma => ",",
        Separator::Semicolon => ";",
    };
    printed(
        "exports/read_back.py",
        &[path.as_os_str(), separator.as_ref()],
    )
}

/// The rows that a script of ours prints, one JSON array a line.
pub fn printed(script: &str, arguments: &[&OsStr]) -> Vec<Vec<Value>> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let ran = Command::new(PYTHON)
        .arg(script)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let printed = String::from_utf8(ran.stdout).unwrap();
    let rows = printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    rows.collect()
}
