//! Owns what `counterfoil evidence --json` prints.

use counterfoil_desk::{Rebuilt, WebhookNotice, WebhookTaken};
use serde::Serialize;
use std::time::Duration;

/// How a rebuild ended.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RebuiltView {
    pub orders: u64,
    pub different: u64,
    pub named: Vec<String>,
    pub is_mended: bool,
    pub took_ms: u64,
    pub orders_a_second: u64,
    /// The most memory this program has held, where the system says so.
    pub peak_memory_mib: Option<u64>,
}

/// What a webhook told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    pub orders: usize,
    pub new: u32,
    pub unknown: Vec<String>,
    /// Messages of ours it reports about, those of them that failed, and those this book never sent.
    pub messages: u32,
    pub failed: u32,
    pub unknown_messages: u32,
    /// About the account as a whole.
    pub notices: Vec<String>,
    /// Events about another number than this account's.
    pub other_numbers: u32,
    pub remarks: Vec<String>,
    pub is_signed: bool,
}

impl WebhookView {
    /// What was taken in.
    pub fn of(taken: &WebhookTaken) -> Self {
        Self {
            orders: taken.orders.len(),
            new: taken.new,
            unknown: taken.unknown.clone(),
            messages: taken.messages,
            failed: taken.failed,
            unknown_messages: taken.unknown_messages,
            notices: taken.notices.iter().map(notice).collect(),
            other_numbers: taken.other_numbers,
            remarks: taken.remarks.clone(),
            is_signed: taken.is_signed,
        }
    }
}

fn notice(notice: &WebhookNotice) -> String {
    match notice {
        WebhookNotice::Error { code, words } => format!("{words} ({code})"),
        WebhookNotice::Configuration { name, status } => {
            format!("payment configuration {name}: {status}")
        }
    }
}

impl RebuiltView {
    /// A rebuild that took so long.
    pub fn of(rebuilt: &Rebuilt, mends: bool, took: Duration) -> Self {
        let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        Self {
            orders: rebuilt.orders,
            different: rebuilt.different,
            named: rebuilt.named.clone(),
            is_mended: mends,
            took_ms,
            orders_a_second: rebuilt.orders.saturating_mul(1_000) / took_ms.max(1),
            peak_memory_mib: peak_memory_mib(),
        }
    }
}

/// The high-water mark of resident memory (proc(5), `VmHWM`, in KiB).
fn peak_memory_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib / 1_024)
}
