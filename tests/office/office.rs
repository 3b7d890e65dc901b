//! Owns the claim that LibreOffice reads the same and runs nothing.

use crate::{
    made_up,
    other_programs::{held, in_workbook, printed},
    stage::{PLAIN, Stage, all},
};
use counterfoil_desk::ExportForm;
use counterfoil_domain::{account::Environment, export::ExportKind};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Text in any encoding of ours, fields that need not be quoted detected.
const CSV_FILTER: &str = "CSV:44,34,76,1,,0,false,true,false,false,false,-1";

#[tokio::test]
async fn libreoffice_reads_the_same_and_finds_no_formula() {
    let stage = Stage::with(&made_up::orders(9, 300)).await;
    for kind in [
        ExportKind::Orders,
        ExportKind::Movements,
        ExportKind::Payments,
    ] {
        let environment = Environment::Sandbox;
        let held = held(&stage, kind, environment).await;
        let name = format!("SANDBOX-{}", kind.word());

        let asked = all(kind, environment);
        let csv = stage
            .export(asked.clone(), ExportForm::Csv(PLAIN), &name)
            .await
            .unwrap();
        assert_eq!(
            formulas(&converted(&csv.path, Some(CSV_FILTER))),
            0,
            "{kind:?}"
        );
        // Without the apostrophes it would run them: the office would have told us.
        let text = fs::read_to_string(&csv.path).unwrap();
        let control = stage.folder().join("control.csv");
        let bare = text.replace(",'", ",").replace(",\"'", ",\"");
        fs::write(&control, bare).unwrap();
        assert!(
            formulas(&converted(&control, Some(CSV_FILTER))) > 10,
            "{kind:?}"
        );

        let xlsx = stage.export(asked, ExportForm::Xlsx, &name).await.unwrap();
        let read = printed(
            "office/read_sheet.py",
            &[converted(&xlsx.path, None).as_os_str()],
        );
        assert_eq!(read.len(), held.len() + 1, "{kind:?}");
        for (read, held) in read[1..].iter().zip(&held) {
            let mut wanted: Vec<_> = in_workbook(held).iter().map(as_office).collect();
            while wanted.last().is_some_and(|last| last == "") {
                wanted.pop();
            }
            let read: Vec<_> = read.iter().map(as_office).collect();
            let is_same = |(read, wanted): (&Value, &Value)| is_same(read, wanted);
            assert!(
                read.len() == wanted.len() && read.iter().zip(&wanted).all(is_same),
                "{kind:?}: {read:?} and not {wanted:?}"
            );
        }
    }
}

/// A cell as far as the office keeps it: it folds blanks.
fn as_office(cell: &Value) -> Value {
    match cell.as_str() {
        Some(text) => {
            let folded: Vec<_> = text.split_whitespace().collect();
            folded.join(" ").into()
        }
        None => cell.clone(),
    }
}

/// The office keeps hundredths of a second, rounded or cut.
fn is_same(read: &Value, wanted: &Value) -> bool {
    match (read["moment"].as_str(), wanted["moment"].as_str()) {
        (Some(read), Some(wanted)) => {
            let (read, wanted) = (split(read), split(wanted));
            read.0 == wanted.0 && read.1.abs_diff(wanted.1) <= 10
        }
        _ => read == wanted,
    }
}

/// The second, and milliseconds of it. Midnight is a date alone there.
fn split(moment: &str) -> (String, u32) {
    let mut moment = moment.replace('T', " ");
    if !moment.contains(' ') {
        moment.push_str(" 00:00:00");
    }
    let (second, part) = moment.split_once('.').unwrap_or((&moment, ""));
    (second.to_owned(), format!("{part:0<3}").parse().unwrap())
}

/// Lets the office convert a file into one that can be read as XML.
fn converted(path: &Path, filter: Option<&str>) -> PathBuf {
    let folder = path.parent().unwrap();
    let mut command = Command::new("soffice");
    command
        .arg(format!(
            "-env:UserInstallation=file://{}/office",
            folder.display()
        ))
        .args(["--headless", "--convert-to", "fods", "--outdir"])
        .arg(folder);
    if let Some(filter) = filter {
        command.arg(format!("--infilter={filter}"));
    }
    let ran = command.arg(path).output().unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    path.with_extension("fods")
}

fn formulas(sheet: &Path) -> usize {
    let text = fs::read_to_string(sheet).unwrap();
    text.matches("table:formula=").count()
}
