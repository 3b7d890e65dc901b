//! Claims about workbooks, by what stands in their files, and how to look there.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod books;
mod cells;

use super::*;
use crate::Moment;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use tempfile::TempDir;
use zip::ZipArchive;

const DAY: Moment = Moment {
    year: 2026,
    month: 11,
    day: 20,
    hour: 23,
    minute: 59,
    second: 59,
    millisecond: 999,
};

const NO_TOTALS: Totals<'_> = Totals {
    title: "totals",
    rows: &[],
};

/// A writer of one sheet's rows, and the folder it may use.
struct Bench {
    folder: TempDir,
    limits: Limits,
}

impl Bench {
    fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            limits: LIMITS,
        }
    }

    fn begin(&self, columns: &[Column<'_>]) -> XlsxWriter {
        XlsxWriter::begin_within(self.limits, self.folder.path(), "orders", columns).unwrap()
    }

    fn book(&self, rows: &[&[Cell<'_>]], totals: Totals<'_>) -> Vec<u8> {
        let columns = columns(rows.first().map_or(1, |row| row.len()));
        let mut writer = self.begin(&columns);
        for row in rows {
            writer.row(row).unwrap();
        }
        finished(writer, totals)
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = self.folder.path().read_dir().unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

fn columns(count: usize) -> Vec<Column<'static>> {
    let headers = ["first", "second", "third", "fourth", "fifth"];
    let column = |header| Column {
        header,
        form: Form::Text,
        width: 20,
    };
    headers[..count].iter().copied().map(column).collect()
}

fn finished(writer: XlsxWriter, totals: Totals<'_>) -> Vec<u8> {
    let mut to = Vec::new();
    writer.finish(totals, &mut to).unwrap();
    to
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn sheet(book: &[u8], number: usize) -> String {
    part(book, &format!("xl/worksheets/sheet{number}.xml"))
}

/// The XML of a cell, such as `<c r="A2" …>…</c>`.
fn cell(sheet: &str, at: &str) -> String {
    let start = sheet.find(&format!("<c r=\"{at}\"")).unwrap();
    let end = sheet[start..].find("</c>").unwrap();
    sheet[start..start + end].to_owned()
}

/// The cell format that a cell refers to.
fn look(book: &[u8], cell: &str) -> String {
    let (_, after) = cell.split_once("s=\"").unwrap();
    let number: usize = after.split('"').next().unwrap().parse().unwrap();
    let styles = part(book, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let format = formats.split("<xf ").nth(number + 1).unwrap();
    let id = format.split('"').nth(1).unwrap();
    let custom = styles
        .split_once(&format!("numFmtId=\"{id}\" formatCode=\""))
        .map(|(_, code)| code.split('"').next().unwrap().to_owned());
    format!("{format} formatCode=\"{}\"", custom.unwrap_or_default())
}
