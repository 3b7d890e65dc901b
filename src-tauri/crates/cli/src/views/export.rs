//! Owns what a program reads about exports.

use counterfoil_desk::{BookSays, ExportSum, ExportTotal, Exported, Manifest, VerifiedExport};
use serde::Serialize;

/// What an export would come to.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportSumView<'s> {
    pub rows: u64,
    pub totals: &'s [ExportTotal],
}

/// An export that was made.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedView<'e> {
    pub path: String,
    pub manifest: &'e Manifest,
}

/// What was found about an export.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedExportView<'v> {
    pub path: String,
    pub holds: bool,
    pub faults: Vec<String>,
    pub book: &'static str,
    pub line: Option<i64>,
    pub manifest: Option<&'v Manifest>,
}

impl<'s> ExportSumView<'s> {
    pub fn of(sum: &'s ExportSum) -> Self {
        Self {
            rows: sum.rows,
            totals: &sum.totals,
        }
    }
}

impl<'e> ExportedView<'e> {
    pub fn of(exported: &'e Exported) -> Self {
        Self {
            path: exported.path.display().to_string(),
            manifest: &exported.manifest,
        }
    }
}

impl<'v> VerifiedExportView<'v> {
    pub fn of(verified: &'v VerifiedExport) -> Self {
        let (book, line) = match verified.book {
            BookSays::Made { line } => ("made", Some(line)),
            BookSays::Unknown => ("unknown", None),
            BookSays::OtherBook => ("other_book", None),
            BookSays::NotAsked => ("not_asked", None),
        };
        Self {
            path: verified.path.display().to_string(),
            holds: verified.holds(),
            faults: verified.faults.iter().map(ToString::to_string).collect(),
            book,
            line,
            manifest: verified.manifest.as_ref(),
        }
    }
}
