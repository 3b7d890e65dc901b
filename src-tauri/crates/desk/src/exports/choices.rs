//! Owns how the last export was made, so that the next one begins like it.

use crate::{desk::Desk, error::DeskError};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

const NAME: &str = "export";
/// What a preference may hold.
const CHARS_MAX: usize = 1_000;

/// How exports are made until somebody chooses otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ExportChoices {
    /// The zone, by its name.
    pub zone: String,
    /// When a business day begins.
    pub cut_off: String,
    /// A workbook, and not CSV.
    pub is_workbook: bool,
    /// CSV begins with a byte order mark.
    pub has_bom: bool,
    /// Fields are separated by semicolons.
    pub has_semicolons: bool,
    /// Decimals follow a comma.
    pub has_decimal_commas: bool,
    /// The folder of the last file.
    pub folder: Option<PathBuf>,
}

impl Default for ExportChoices {
    fn default() -> Self {
        Self {
            zone: "Asia/Kolkata".to_owned(),
            cut_off: "00:00".to_owned(),
            is_workbook: false,
            has_bom: true,
            has_semicolons: false,
            has_decimal_commas: false,
            folder: None,
        }
    }
}

impl Desk {
    /// How the last export was made. What cannot be read is as it is at first.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn export_choices(&self) -> Result<ExportChoices, DeskError> {
        let kept = self.inner.store.read(|db| db.preference(NAME)).await?;
        let read = kept.and_then(|text| serde_json::from_str(&text).ok());
        Ok(read.unwrap_or_default())
    }

    /// Remembers how an export was made. A folder with a very long name is not remembered.
    ///
    /// # Errors
    /// The book cannot be written.
    pub async fn keep_export_choices(&self, choices: ExportChoices) -> Result<(), DeskError> {
        let text = |choices: &ExportChoices| serde_json::to_string(choices).unwrap_or_default();
        let mut kept = text(&choices);
        if kept.chars().count() > CHARS_MAX {
            kept = text(&ExportChoices {
                folder: None,
                ..choices
            });
        }
        let write = self
            .inner
            .store
            .write(move |tx| tx.keep_preference(NAME, &kept));
        Ok(write.await?)
    }
}
