//! Owns what the window sees of an export that was checked.

use super::ExportKindView;
use crate::view::number::Integer;
use counterfoil_desk::{BookSays, ExportFault, VerifiedExport};
use serde::Serialize;
use specta::Type;

/// What was found about an export.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedExportView {
    /// The file's name.
    pub file: String,
    /// It is what this book exported.
    pub holds: bool,
    /// What is not as it was.
    pub faults: Vec<ExportFaultView>,
    /// What this book says of it.
    pub book: BookSaysView,
    /// What its manifest says its rows are.
    pub kind: Option<ExportKindView>,
    /// How many rows its manifest says it has.
    pub rows: Option<Integer>,
    /// When its manifest says it was made, UTC, RFC 3339.
    pub made_at: Option<String>,
}

/// Something that is not as it was.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(
    tag = "fault",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[expect(missing_docs, reason = "see the desk's ExportFault")]
pub enum ExportFaultView {
    NoManifest {
        words: String,
    },
    ManifestChanged,
    OtherFile {
        name: String,
    },
    BytesDiffer {
        expected: Integer,
        found: Integer,
    },
    RowsDiffer {
        expected: Integer,
        found: Integer,
    },
    TotalDiffers {
        column: String,
        currency: String,
        expected: Integer,
        found: Integer,
    },
    Unreadable {
        words: String,
    },
}

/// What a book says about an export.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(
    tag = "says",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
#[expect(missing_docs, reason = "see the desk's BookSays")]
pub enum BookSaysView {
    Made { line: Integer },
    Unknown,
    OtherBook,
    NotAsked,
}

impl VerifiedExportView {
    pub(crate) fn of(verified: &VerifiedExport) -> Self {
        let name = verified.path.file_name().unwrap_or_default();
        let manifest = verified.manifest.as_ref();
        Self {
            file: name.to_string_lossy().into_owned(),
            holds: verified.holds(),
            faults: verified.faults.iter().map(ExportFaultView::from).collect(),
            book: match verified.book {
                BookSays::Made { line } => BookSaysView::Made { line: line.into() },
                BookSays::Unknown => BookSaysView::Unknown,
                BookSays::OtherBook => BookSaysView::OtherBook,
                BookSays::NotAsked => BookSaysView::NotAsked,
            },
            kind: manifest.map(|manifest| manifest.kind.into()),
            rows: manifest.map(|manifest| manifest.rows.into()),
            made_at: manifest.map(|manifest| manifest.made_at.clone()),
        }
    }
}

impl From<&ExportFault> for ExportFaultView {
    fn from(fault: &ExportFault) -> Self {
        match fault {
            ExportFault::NoManifest(words) => Self::NoManifest {
                words: words.clone(),
            },
            ExportFault::ManifestChanged => Self::ManifestChanged,
            ExportFault::OtherFile(name) => Self::OtherFile { name: name.clone() },
            ExportFault::BytesDiffer { expected, found } => Self::BytesDiffer {
                expected: (*expected).into(),
                found: (*found).into(),
            },
            ExportFault::RowsDiffer { expected, found } => Self::RowsDiffer {
                expected: (*expected).into(),
                found: (*found).into(),
            },
            ExportFault::TotalDiffers {
                column,
                currency,
                expected,
                found,
            } => Self::TotalDiffers {
                column: column.clone(),
                currency: (*currency).to_owned(),
                expected: (*expected).into(),
                found: (*found).into(),
            },
            ExportFault::Unreadable(words) => Self::Unreadable {
                words: words.clone(),
            },
        }
    }
}
