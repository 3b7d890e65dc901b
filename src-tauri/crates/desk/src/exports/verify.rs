//! Owns verifying an export: whether a file is still what its manifest says, and whether the book that
//! made it knows the manifest.

use super::{
    ExportError, ExportSum, ExportTotal, MANIFEST_ENDING, Manifest, facts::DIGITS, file,
    manifest::path_beside, totals::Totals,
};
use crate::{desk::Desk, error::DeskError};
use counterfoil_domain::{activity::Deed, export::Holds};
use counterfoil_sheets::{CsvReader, CsvRow, SheetError};
use counterfoil_store::StoreError;
use std::{
    fs::File,
    path::{Path, PathBuf},
};

/// What was found about an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedExport {
    /// The file.
    pub path: PathBuf,
    /// What its manifest says; `None` where that cannot be read.
    pub manifest: Option<Manifest>,
    /// What is not as the manifest says; empty when everything is.
    pub faults: Vec<ExportFault>,
    /// What the book that is open here says.
    pub book: BookSays,
}

/// Something that is not as it was when the export was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportFault {
    /// There is no manifest that can be read.
    #[error("its manifest cannot be read: {0}")]
    NoManifest(String),
    /// The manifest was edited since.
    #[error("its manifest was changed since it was made: its seal does not hold")]
    ManifestChanged,
    /// The manifest is of a file with another name.
    #[error("its manifest is of a file called `{0}`")]
    OtherFile(String),
    /// The bytes are not those that were written.
    #[error(
        "the file was changed since it was made: it has {found} bytes and had {expected}, and \
             its SHA-256 is another"
    )]
    BytesDiffer {
        /// How many there were.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// The file has another number of rows.
    #[error("it has {found} rows and had {expected}")]
    RowsDiffer {
        /// How many there were.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// A column comes to something else.
    #[error("column `{column}` comes to {found} minor units of {currency} and came to {expected}")]
    TotalDiffers {
        /// The column.
        column: String,
        /// The currency's code.
        currency: &'static str,
        /// What it came to.
        expected: i64,
        /// What it comes to.
        found: i64,
    },
    /// The rows cannot be read any more.
    #[error("its rows cannot be read any more: {0}")]
    Unreadable(String),
}

/// What a book says about an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookSays {
    /// It made it, and its activity says so.
    Made {
        /// In this line.
        line: i64,
    },
    /// It is this book that the manifest names, and no line of its activity knows this manifest.
    Unknown,
    /// The manifest names another book.
    OtherBook,
    /// There is no manifest to ask about.
    NotAsked,
}

impl VerifiedExport {
    /// The file is what was made, and the book that is open made it.
    pub fn holds(&self) -> bool {
        self.faults.is_empty() && matches!(self.book, BookSays::Made { .. })
    }
}

impl Desk {
    /// Checks an export by its file or its manifest.
    ///
    /// # Errors
    /// The file or the book cannot be read.
    pub async fn verify_export(&self, path: &Path) -> Result<VerifiedExport, DeskError> {
        let path = of_manifest(path).unwrap_or_else(|| path.to_owned());
        let check = move || check(&path);
        let checked = tokio::task::spawn_blocking(check).await;
        let (mut verified, hash) =
            checked.map_err(|_| StoreError::Defect("a check broke off".to_owned()))??;
        if let (Some(manifest), Some(hash)) = (&verified.manifest, hash) {
            verified.book = if manifest.book == self.inner.book_id {
                self.says_of(manifest, hash).await?
            } else {
                BookSays::OtherBook
            };
        }
        Ok(verified)
    }

    async fn says_of(&self, manifest: &Manifest, hash: [u8; 32]) -> Result<BookSays, DeskError> {
        let (line, head) = (manifest.activity.line, manifest.activity.hash.clone());
        let read = self.inner.store.read(move |db| {
            let made = db.activity_of_evidence(Deed::Export, &hash)?;
            // A book that was restored may have gone on otherwise since.
            let kept = db.activity_hash(line)?.map(hex::encode);
            Ok(match made {
                Some(line) if kept == Some(head) => BookSays::Made { line },
                _ => BookSays::Unknown,
            })
        });
        Ok(read.await?)
    }
}

/// The file that a manifest lies beside, if the path is one of a manifest.
fn of_manifest(path: &Path) -> Option<PathBuf> {
    let name = path.to_str()?.strip_suffix(MANIFEST_ENDING)?;
    Some(name.into())
}

fn check(path: &Path) -> Result<(VerifiedExport, Option<[u8; 32]>), DeskError> {
    let found = std::fs::metadata(path)
        .map_err(ExportError::unread(path))?
        .len();
    let mut verified = VerifiedExport {
        path: path.to_owned(),
        manifest: None,
        faults: Vec::new(),
        book: BookSays::NotAsked,
    };
    let read = match Manifest::read(&path_beside(path)) {
        Ok(read) => read,
        Err(error) => Err(error.to_string()),
    };
    let (manifest, hash) = match read {
        Ok(read) => read,
        Err(why) => {
            verified.faults.push(ExportFault::NoManifest(why));
            return Ok((verified, None));
        }
    };
    let faults = &mut verified.faults;
    if manifest.own_seal() != manifest.seal {
        faults.push(ExportFault::ManifestChanged);
    }
    if path
        .file_name()
        .is_none_or(|name| name.to_string_lossy() != manifest.file)
    {
        faults.push(ExportFault::OtherFile(manifest.file.clone()));
    }
    let sha256 = file::sha256_of(path).map_err(ExportError::unread(path))?;
    if hex::encode(sha256) != manifest.sha256 || found != manifest.bytes {
        faults.push(ExportFault::BytesDiffer {
            expected: manifest.bytes,
            found,
        });
        faults.extend(differences(path, &manifest));
    }
    verified.manifest = Some(manifest);
    Ok((verified, Some(hash)))
}

/// What in a CSV file that was changed is another now, as far as rows and sums tell.
fn differences(path: &Path, manifest: &Manifest) -> Vec<ExportFault> {
    let Some(form) = manifest.form.csv() else {
        return Vec::new();
    };
    let sum = match File::open(path).map_err(SheetError::Io) {
        Ok(file) => sum_of(CsvReader::begin(file, form), manifest),
        Err(error) => Err(error.to_string()),
    };
    match sum {
        Err(why) => vec![ExportFault::Unreadable(why)],
        Ok(sum) => {
            let mut faults = Vec::new();
            if sum.rows != manifest.rows {
                faults.push(ExportFault::RowsDiffer {
                    expected: manifest.rows,
                    found: sum.rows,
                });
            }
            faults.extend(
                manifest
                    .totals
                    .iter()
                    .filter_map(|total| differs(total, &sum)),
            );
            faults
        }
    }
}

fn differs(total: &ExportTotal, sum: &ExportSum) -> Option<ExportFault> {
    let mut totals = sum.totals.iter();
    let found = totals
        .find(|found| (&found.column, found.currency) == (&total.column, total.currency))
        .map_or(0, |found| found.minor);
    (found != total.minor).then(|| ExportFault::TotalDiffers {
        column: total.column.clone(),
        currency: total.currency.code(),
        expected: total.minor,
        found,
    })
}

fn sum_of(
    reader: Result<CsvReader<File>, SheetError>,
    manifest: &Manifest,
) -> Result<ExportSum, String> {
    let words = |error: SheetError| error.to_string();
    let mut reader = reader.map_err(words)?;
    let columns = manifest.kind.columns();
    if reader.header().len() != columns.len() {
        return Err(format!(
            "{} columns and not {}",
            reader.header().len(),
            columns.len()
        ));
    }
    let currency_at = columns.iter().position(|column| column.name == "currency");
    let mut totals = Totals::new(manifest.kind);
    while let Some(row) = reader.next_row().map_err(words)? {
        let code = currency_at
            .map(|at| row.text(at))
            .transpose()
            .map_err(words)?;
        let amounts = amounts(&row, manifest).map_err(words)?;
        let amount = |at: usize| amounts.get(at).copied().flatten();
        totals
            .add_amounts(code, amount)
            .map_err(|error| error.to_string())?;
    }
    Ok(totals.sum())
}

/// The amounts of a row by their columns.
fn amounts(row: &CsvRow<'_>, manifest: &Manifest) -> Result<Vec<Option<i64>>, SheetError> {
    let columns = (0..).zip(manifest.kind.columns());
    columns
        .map(|(at, column)| match column.holds {
            Holds::Amount => row.decimal(at, DIGITS),
            _ => Ok(None),
        })
        .collect()
}
