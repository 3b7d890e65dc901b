//! Owns what a program reads about the activity.

use counterfoil_desk::Verified;
use counterfoil_domain::{account::Environment, activity::Deed};
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

/// Whether the chain holds.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedView {
    pub lines: i64,
    pub head: String,
    pub broken_at: Option<i64>,
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
            lines: verified.lines,
            head: hex(&verified.head),
            broken_at: verified.broken_at,
        }
    }
}

/// The digits of a hash.
pub fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
