//! Owns what the window shows of the activity.

use super::{alike::alike, number::Integer, start::BookDoubtView};
use counterfoil_desk::{AnchorFound, Verified};
use counterfoil_domain::activity::Deed;
use counterfoil_store::ActivityRow;
use serde::{Deserialize, Serialize};
use specta::Type;

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DeedView {
    /// Somebody opened the book to work.
    Opened,
    /// An operation went a step on.
    Operation,
    /// An account.
    Account,
    /// A credential; never which.
    Credential,
    /// A setting that guards money.
    Setting,
    /// What becomes of an order.
    Decision,
    /// Many customers told at once.
    Batch,
    /// Something turned out otherwise.
    Alarm,
    /// Somebody else's word was taken in.
    Import,
    /// The book was restored.
    Restored,
    /// A person went on with a book in doubt.
    WentOn,
    /// A backup.
    Backup,
    /// A part of the book was written to a file.
    Export,
}

/// A line of the activity.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityLineView {
    /// Its number.
    pub number: Integer,
    /// When, UTC.
    pub at_ms: Integer,
    /// A person did it, and not the desk by itself.
    pub by_person: bool,
    /// What it is about.
    pub deed: DeedView,
    /// The order it is about, if any.
    pub order_id: Option<String>,
    /// What was done, as it stands in the book.
    pub words: String,
    /// Its hash, in hexadecimal.
    pub hash: String,
}

/// Whether the activity is what was written.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedView {
    /// How many lines there are.
    pub lines: Integer,
    /// The first lines that do not hold.
    pub broken_at: Vec<Integer>,
    /// What the keyring says.
    pub anchor: AnchorView,
}

/// What the keyring says about the book.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(
    tag = "found",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum AnchorView {
    /// There is no keyring to ask.
    NoKeyring {
        /// Why.
        words: String,
    },
    /// None was stored yet.
    None,
    /// The book contains it.
    Holds {
        /// How many lines came after it.
        not_yet_anchored: Integer,
    },
    /// The book does not contain it.
    Doubted {
        /// Why.
        because: BookDoubtView,
    },
}

impl From<ActivityRow> for ActivityLineView {
    fn from(row: ActivityRow) -> Self {
        Self {
            number: row.number.into(),
            at_ms: row.line.at_ms.into(),
            by_person: row.line.by_person,
            deed: row.line.deed.into(),
            order_id: row.line.order.map(|id| id.to_string()),
            words: row.line.words,
            hash: hex::encode(row.hash),
        }
    }
}

impl From<Verified> for VerifiedView {
    fn from(verified: Verified) -> Self {
        let not_yet_anchored = verified.not_yet_anchored().into();
        Self {
            lines: verified.chain.lines.into(),
            broken_at: verified
                .chain
                .broken_at
                .into_iter()
                .map(Into::into)
                .collect(),
            anchor: match verified.anchor {
                AnchorFound::NoKeyring(words) => AnchorView::NoKeyring { words },
                AnchorFound::None => AnchorView::None,
                AnchorFound::Holds { .. } => AnchorView::Holds { not_yet_anchored },
                AnchorFound::Doubted(doubt) => AnchorView::Doubted {
                    because: doubt.into(),
                },
            },
        }
    }
}

alike! {
    Deed => DeedView { Opened, Operation, Account, Credential, Setting, Decision, Batch, Alarm, Import, Restored, WentOn, Backup, Export }
    DeedView => Deed { Opened, Operation, Account, Credential, Setting, Decision, Batch, Alarm, Import, Restored, WentOn, Backup, Export }
}
