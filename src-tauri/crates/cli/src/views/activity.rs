//! Owns what a program reads about the activity.

use counterfoil_desk::{AnchorFound, Verified};
use counterfoil_domain::{account::Environment, activity::Deed, book_doubt::BookDoubt};
use counterfoil_store::ActivityRow;
use serde::Serialize;

/// A line of the activity.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActivityView {
    pub number: i64,
    pub at_ms: i64,
    pub by_person: bool,
    pub deed: Deed,
    pub environment: Option<Environment>,
    pub account_id: Option<String>,
    pub order_id: Option<String>,
    pub operation_id: Option<String>,
    pub words: String,
    pub evidence_hash: Option<String>,
    pub hash: String,
}

/// Whether the activity is what was written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedView {
    pub lines: i64,
    pub head: String,
    pub holds: bool,
    pub broken_at: Vec<i64>,
    pub anchor: AnchorView,
}

/// What the keyring says about the book.
#[derive(Serialize)]
#[serde(
    tag = "found",
    rename_all = "snake_case",
    rename_all_fields = "camelCase"
)]
pub enum AnchorView {
    NoKeyring { words: String },
    None,
    Holds { number: i64, not_yet_anchored: i64 },
    Doubted { because: BookDoubt },
}

impl From<&ActivityRow> for ActivityView {
    fn from(row: &ActivityRow) -> Self {
        let line = &row.line;
        Self {
            number: row.number,
            at_ms: line.at_ms,
            by_person: line.by_person,
            deed: line.deed,
            environment: line.environment,
            account_id: line.account.map(|id| id.to_string()),
            order_id: line.order.map(|id| id.to_string()),
            operation_id: line.operation.map(|id| id.to_string()),
            words: line.words.clone(),
            evidence_hash: line.evidence_hash.as_ref().map(hex),
            hash: hex(&row.hash),
        }
    }
}

impl From<&Verified> for VerifiedView {
    fn from(verified: &Verified) -> Self {
        Self {
            lines: verified.chain.lines,
            head: hex(&verified.chain.head),
            holds: verified.holds(),
            broken_at: verified.chain.broken_at.clone(),
            anchor: match &verified.anchor {
                AnchorFound::NoKeyring(words) => AnchorView::NoKeyring {
                    words: words.clone(),
                },
                AnchorFound::None => AnchorView::None,
                AnchorFound::Holds { number } => AnchorView::Holds {
                    number: *number,
                    not_yet_anchored: verified.not_yet_anchored(),
                },
                AnchorFound::Doubted(because) => AnchorView::Doubted { because: *because },
            },
        }
    }
}

/// The digits of a hash.
pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
