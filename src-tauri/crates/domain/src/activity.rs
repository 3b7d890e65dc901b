//! Owns the words of the activity: what was done, and by whom.

use serde::{Deserialize, Serialize};

/// What a line of the activity is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Somebody opened the book to work.
    Opened,
    /// An operation went a step on.
    Operation,
    /// An account was added, edited, or taken out of use.
    Account,
    /// A credential was put into the keyring or removed; never which.
    Credential,
    /// A setting that guards money was changed.
    Setting,
    /// A person decided what becomes of an order.
    Decision,
    /// Many customers were told at once.
    Batch,
    /// Something turned out otherwise, or a person said that they have seen it.
    Alarm,
    /// Somebody else's word was taken in.
    Import,
    /// The book was restored from a backup.
    Restored,
    /// A person went on with a book that was in doubt.
    WentOn,
    /// A backup was made.
    Backup,
    /// A part of the book was written to a file.
    Export,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Self; 13] = [
        Self::Opened,
        Self::Operation,
        Self::Account,
        Self::Credential,
        Self::Setting,
        Self::Decision,
        Self::Batch,
        Self::Alarm,
        Self::Import,
        Self::Restored,
        Self::WentOn,
        Self::Backup,
        Self::Export,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Operation => "operation",
            Self::Account => "account",
            Self::Credential => "credential",
            Self::Setting => "setting",
            Self::Decision => "decision",
            Self::Batch => "batch",
            Self::Alarm => "alarm",
            Self::Import => "import",
            Self::Restored => "restored",
            Self::WentOn => "went_on",
            Self::Backup => "backup",
            Self::Export => "export",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}
