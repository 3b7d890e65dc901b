//! Owns the claim that docs/exports.md names the columns there are.

use counterfoil_domain::export::{COLUMNS_VERSION, ExportKind};
use std::{fmt::Write, fs, path::Path};

const BEGINS: &str =
    "<!-- The tables below follow from the program: WRITE_DOCS=1 makes them anew. -->\n";

#[test]
fn the_document_has_every_column_and_no_other() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/exports.md");
    let text = fs::read_to_string(&path).unwrap();
    let (said, _) = text.split_once(BEGINS).unwrap();
    let wanted = format!("{said}{BEGINS}\n{}", tables());
    if std::env::var_os("WRITE_DOCS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        wanted,
        "WRITE_DOCS=1 cargo test --test exports"
    );
    let version = format!("version {COLUMNS_VERSION} of the columns");
    assert!(
        said.contains(&version),
        "the document says which {version} it describes"
    );
}

fn tables() -> String {
    let mut text = String::new();
    for kind in ExportKind::ALL {
        let name = kind.word();
        writeln!(text, "## {name}\n").unwrap();
        writeln!(text, "| | Column | Holds | Meaning |\n|---|---|---|---|").unwrap();
        for (number, column) in (1..).zip(kind.columns()) {
            let (name, holds, meaning) = (column.name, column.holds.words(), column.meaning);
            writeln!(text, "| {number} | `{name}` | {holds} | {meaning} |").unwrap();
        }
        let words = kind.statuses().join("`, `");
        writeln!(text, "\nWords of `{}`: `{words}`\n", kind.status_column()).unwrap();
    }
    text.trim_end().to_owned() + "\n"
}
