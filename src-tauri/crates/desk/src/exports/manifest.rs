//! Owns the manifest: what an export says it is, so that anybody can check that it is still that.
//!
//! Its seal shows that a manifest was edited; its hash in the activity shows that it is ours.

use super::{ExportAsked, ExportError, ExportForm, ExportSum, ExportTotal, file::sha256};
use chrono::{DateTime, SecondsFormat};
use counterfoil_domain::{
    account::Environment,
    export::{COLUMNS_VERSION, ExportKind, Period, Zone},
    ids::{AccountId, BookId},
    order_list::OrderList,
};
use counterfoil_sheets::{Bom, CsvForm, DecimalMark, Separator};
use serde::{Deserialize, Serialize};
use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

/// What the name of a manifest ends with, after the name of its file.
pub const MANIFEST_ENDING: &str = ".manifest.json";

/// The longest manifest that is read, in bytes.
pub const MANIFEST_BYTES_MAX: u64 = 1024 * 1024;

const FORMAT: u32 = 1;

/// What an export is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// The version of the manifest itself.
    pub format: u32,
    /// What the rows are.
    pub kind: ExportKind,
    /// The version of its columns.
    pub columns_version: u32,
    /// Of which environment.
    pub environment: Environment,
    /// From when to before when.
    pub period: Period,
    /// The same, as clocks in its zone show it.
    pub period_shown: [String; 2],
    /// The IANA name of the zone of every moment.
    pub zone: String,
    /// Which rows of the period.
    pub filter: Filter,
    /// How the file is written.
    pub form: FileForm,
    /// The file's name.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// How many rows it has, without the header.
    pub rows: u64,
    /// What each column of amounts comes to, by currency, in minor units.
    pub totals: Vec<ExportTotal>,
    /// The book it is from.
    pub book: BookId,
    /// The last line of the activity when the rows were read.
    pub activity: Head,
    /// When it was made, UTC.
    pub made_at: String,
    /// The version of the program.
    pub program: String,
    /// The SHA-256 of everything above, hexadecimal.
    pub seal: String,
}

/// Which rows of a period there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Filter {
    /// Those of this account alone.
    pub account_id: Option<AccountId>,
    /// Its name then.
    pub account: Option<String>,
    /// Those with this status.
    pub status: Option<String>,
    /// Orders in this list.
    pub list: Option<OrderList>,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "format", deny_unknown_fields)]
pub enum FileForm {
    /// Comma-separated values.
    #[serde(rename_all = "camelCase")]
    Csv {
        /// It begins with a byte order mark.
        has_bom: bool,
        /// What stands between two fields: `,` or `;`.
        separator: char,
        /// What stands before decimals: `.` or `,`.
        decimal: char,
    },
    /// A workbook.
    Xlsx,
}

/// A line of the activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Head {
    /// Its number.
    pub line: i64,
    /// Its hash, hexadecimal.
    pub hash: String,
}

/// What is known of an export besides what was asked for.
pub(super) struct Facts<'f> {
    pub account: Option<String>,
    pub path: &'f Path,
    pub bytes: u64,
    pub sha256: [u8; 32],
    pub sum: ExportSum,
    pub head: (i64, [u8; 32]),
    pub book: BookId,
    pub made_at_ms: i64,
}

impl Manifest {
    pub(super) fn of(asked: &ExportAsked, form: ExportForm, facts: Facts<'_>) -> Self {
        let name = facts.path.file_name().unwrap_or_default();
        let mut manifest = Self {
            format: FORMAT,
            kind: asked.kind,
            columns_version: COLUMNS_VERSION,
            environment: asked.environment,
            period: asked.period,
            period_shown: [asked.period.from_ms, asked.period.to_ms]
                .map(|at_ms| shown(asked.zone, at_ms)),
            zone: asked.zone.name().to_owned(),
            filter: Filter {
                account_id: asked.account,
                account: facts.account,
                status: asked.status.clone(),
                list: asked.list,
            },
            form: FileForm::of(form),
            file: name.to_string_lossy().into_owned(),
            bytes: facts.bytes,
            sha256: hex::encode(facts.sha256),
            rows: facts.sum.rows,
            totals: facts.sum.totals,
            book: facts.book,
            activity: Head {
                line: facts.head.0,
                hash: hex::encode(facts.head.1),
            },
            made_at: DateTime::from_timestamp_millis(facts.made_at_ms)
                .unwrap_or_default()
                .to_rfc3339_opts(SecondsFormat::Millis, true),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            seal: String::new(),
        };
        manifest.seal = manifest.own_seal();
        manifest
    }

    /// Reads a manifest. What is wrong with it is said in words.
    pub(super) fn read(path: &Path) -> Result<Result<(Self, [u8; 32]), String>, ExportError> {
        let named = ExportError::unread(path);
        let file = File::open(path).map_err(named)?;
        let mut bytes = Vec::new();
        let mut bounded = file.take(MANIFEST_BYTES_MAX + 1);
        bounded.read_to_end(&mut bytes).map_err(named)?;
        if bytes.len() as u64 > MANIFEST_BYTES_MAX {
            return Ok(Err(format!("it is longer than {MANIFEST_BYTES_MAX} bytes")));
        }
        let read = serde_json::from_slice::<Self>(&bytes);
        Ok(match read {
            Ok(manifest) if manifest.format != FORMAT => {
                Err(format!("its format {} is not known here", manifest.format))
            }
            Ok(manifest) => Ok((manifest, sha256(&bytes))),
            Err(error) => Err(error.to_string()),
        })
    }

    /// The file's text.
    pub(super) fn text(&self) -> String {
        // Every part is a struct of strings and numbers.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// What its seal must be.
    pub(super) fn own_seal(&self) -> String {
        let unsealed = Self {
            seal: String::new(),
            ..self.clone()
        };
        hex::encode(sha256(&serde_json::to_vec(&unsealed).unwrap_or_default()))
    }

    /// What the activity says of it, in words of ours alone.
    pub(super) fn named(&self) -> String {
        let [from, to] = &self.period_shown;
        let rows = if self.rows == 1 {
            "1 row".to_owned()
        } else {
            format!("{} rows", self.rows)
        };
        let (kind, zone, sha256) = (self.kind.word(), &self.zone, &self.sha256);
        let form = match self.form {
            FileForm::Csv { .. } => "CSV",
            FileForm::Xlsx => "XLSX",
        };
        let list = self.filter.list.map(|list| list.word().to_owned());
        let only = [list, self.filter.status.clone()];
        let mut narrowed: String = only
            .into_iter()
            .flatten()
            .map(|word| format!(", only {word}"))
            .collect();
        if self.filter.account_id.is_some() {
            narrowed.push_str(", of one account");
        }
        format!(
            "{kind} from {from} to before {to} ({zone}){narrowed}: {rows} as {form}, SHA-256 {sha256}"
        )
    }
}

impl FileForm {
    const fn of(form: ExportForm) -> Self {
        match form {
            ExportForm::Xlsx => Self::Xlsx,
            ExportForm::Csv(form) => Self::Csv {
                has_bom: matches!(form.bom, Bom::Yes),
                separator: match form.separator {
                    Separator::Comma => ',',
                    Separator::Semicolon => ';',
                },
                decimal: match form.decimal {
                    DecimalMark::Point => '.',
                    DecimalMark::Comma => ',',
                },
            },
        }
    }

    /// The form of a CSV file; `None` of a workbook, or of one that this program does not write.
    pub(super) fn csv(self) -> Option<CsvForm> {
        let Self::Csv {
            has_bom,
            separator,
            decimal,
        } = self
        else {
            return None;
        };
        Some(CsvForm {
            bom: if has_bom { Bom::Yes } else { Bom::No },
            separator: match separator {
                ',' => Separator::Comma,
                ';' => Separator::Semicolon,
                _ => return None,
            },
            decimal: match decimal {
                '.' => DecimalMark::Point,
                ',' => DecimalMark::Comma,
                _ => return None,
            },
        })
    }
}

/// Where the manifest of a file lies.
pub(super) fn path_beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(MANIFEST_ENDING);
    name.into()
}

/// A moment as the clocks of a zone show it; a list may have no beginning or end.
pub(super) fn shown(zone: Zone, at_ms: i64) -> String {
    match zone.clock(at_ms) {
        Some(shown) => shown.to_string(),
        None if at_ms < 0 => "the beginning".to_owned(),
        None => "the end".to_owned(),
    }
}
