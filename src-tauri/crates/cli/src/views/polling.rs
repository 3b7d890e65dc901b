//! Owns what `counterfoil poll --json` prints.

use counterfoil_desk::{AccountPollingShown, PollTally, PollTrouble};
use serde::Serialize;

/// What came of polling.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolledView {
    pub answered: u64,
    pub changed: u64,
    pub unanswered: u64,
    pub accounts: Vec<PolledAccountView>,
}

/// How it stands with one account.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolledAccountView {
    pub account: String,
    pub watched: u64,
    pub due: u64,
    pub late: u64,
    pub next_in_ms: Option<u64>,
    pub lookups_per_hour: u32,
    pub spent_in_an_hour: u32,
    pub trouble: Option<TroubleView>,
}

/// What keeps an account from being asked.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TroubleView {
    pub kind: &'static str,
    pub words: Option<String>,
    pub since_ms: i64,
}

impl PolledView {
    /// What came of it, and how the accounts stand now.
    pub fn of(tally: PollTally, accounts: &[AccountPollingShown]) -> Self {
        Self {
            answered: tally.answered,
            changed: tally.changed,
            unanswered: tally.unanswered,
            accounts: accounts.iter().map(PolledAccountView::from).collect(),
        }
    }
}

impl From<&AccountPollingShown> for PolledAccountView {
    fn from(shown: &AccountPollingShown) -> Self {
        Self {
            account: shown.name.clone(),
            watched: shown.watched,
            due: shown.due,
            late: shown.late,
            next_in_ms: shown.next_in_ms,
            lookups_per_hour: shown.lookups_per_hour,
            spent_in_an_hour: shown.spent_in_an_hour,
            trouble: shown
                .trouble
                .as_ref()
                .map(|(since_ms, trouble)| TroubleView::of(*since_ms, trouble)),
        }
    }
}

impl TroubleView {
    fn of(since_ms: i64, trouble: &PollTrouble) -> Self {
        let (kind, words) = match trouble {
            PollTrouble::Offline { words } => ("offline", Some(words)),
            PollTrouble::Silent { words } => ("silent", Some(words)),
            PollTrouble::Busy => ("busy", None),
            PollTrouble::Refused { complaint } => ("refused", complaint.words.as_ref()),
            PollTrouble::NoToken { words } => ("no_token", Some(words)),
        };
        Self {
            kind,
            words: words.cloned(),
            since_ms,
        }
    }
}
