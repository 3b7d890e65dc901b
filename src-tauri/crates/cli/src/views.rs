//! Owns what a program reads: the documents of `--json`.

mod accounts;
mod activity;
mod batch;
mod book;
mod evidence;
mod export;
mod operations;
mod orders;
mod polling;
mod refunds;
mod tell;

pub use accounts::PayeeView;
pub use activity::{ActivityView, VerifiedView};
pub use batch::{BatchListView, BatchView};
pub use book::{BackupView, BookView, RestoredView};
pub use evidence::{RebuiltView, WebhookView};
pub use export::{ExportSumView, ExportedView, VerifiedExportView};
pub use operations::{LifeView, OperationListView, OperationView};
pub use orders::{CheckView, LookUpView, OrderListView, OrderView, SentView, source};
pub use polling::{PolledAccountView, PolledView, TroubleView};
pub use refunds::{RefundListView, RefundedView};
pub use tell::{CancelledView, FulfilledView, ToldView};

use counterfoil_domain::account::Environment;
use counterfoil_store::Cursor;
use serde::Serialize;

/// A page of a list. `next` goes into `--after`.
#[derive(Serialize)]
pub struct ListView<T> {
    pub environment: Environment,
    pub rows: Vec<T>,
    pub next: Option<String>,
}

/// A place in a list, as `--after` reads it.
fn cursor(cursor: &Cursor) -> String {
    format!("{}/{}", cursor.at_ms, cursor.id)
}

/// A page that is not full is the last.
fn next(last: Option<String>, rows: usize, asked: u32) -> Option<String> {
    let full =
        usize::try_from(asked.min(counterfoil_store::PAGE_ROWS_MAX)).is_ok_and(|n| rows >= n);
    last.filter(|_| full)
}
