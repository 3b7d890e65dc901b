//! Owns what a person reads about exports.

use super::{sandbox_mark, span};
use counterfoil_desk::{
    BookSays, ExportAsked, ExportSum, ExportTotal, Exported, JobDone, VerifiedExport,
};
use counterfoil_domain::money::Money;
use std::time::Duration;

/// What an export would come to.
pub fn sum(asked: &ExportAsked, sum: &ExportSum) -> String {
    let mark = sandbox_mark(asked.environment);
    let mut lines = vec![format!("{mark}{} of {}", rows(sum.rows), asked.kind.word())];
    lines.extend(totals(&sum.totals));
    lines.join("\n")
}

/// An export that was made.
pub fn exported(exported: &Exported) -> String {
    let manifest = &exported.manifest;
    let mut lines = vec![format!(
        "{}{} of {} in {}",
        sandbox_mark(manifest.environment),
        rows(manifest.rows),
        manifest.kind.word(),
        exported.path.display()
    )];
    lines.extend(totals(&manifest.totals));
    lines.push(format!("SHA-256 {}", manifest.sha256));
    lines.join("\n")
}

/// How far a long reading is.
pub fn progress(done: JobDone, elapsed: Duration) -> String {
    let ms = u64::try_from(elapsed.as_millis())
        .unwrap_or(u64::MAX)
        .max(1);
    let a_second = done.done.saturating_mul(1_000) / ms;
    let left = done.of.saturating_sub(done.done);
    let left_ms = left.saturating_mul(1_000) / a_second.max(1);
    format!(
        "{} of at most {}, {a_second} a second, about {} left",
        rows(done.done),
        done.of,
        span(left_ms)
    )
}

/// What was found about an export.
pub fn verified(verified: &VerifiedExport) -> String {
    let path = verified.path.display();
    let mut lines = Vec::new();
    if verified.faults.is_empty() {
        lines.push(format!("{path} is what was exported, byte for byte."));
    } else {
        lines.push(format!("{path} is not what was exported:"));
        lines.extend(verified.faults.iter().map(|fault| format!("  {fault}")));
    }
    lines.push(match verified.book {
        BookSays::Made { line } => format!("This book made it: line {line} of its activity."),
        BookSays::Unknown => "This book does not know it: either its manifest was changed, or the \
             book was restored from before it was made."
            .to_owned(),
        BookSays::OtherBook => "Another book made it; verify it there.".to_owned(),
        BookSays::NotAsked => "Without a manifest nobody can say which book made it.".to_owned(),
    });
    lines.join("\n")
}

fn rows(rows: u64) -> String {
    match rows {
        1 => "1 row".to_owned(),
        many => format!("{many} rows"),
    }
}

fn totals(totals: &[ExportTotal]) -> impl Iterator<Item = String> {
    totals.iter().map(|total| {
        let money = Money::new(total.minor, total.currency);
        let shown = money.map_or_else(
            || format!("{} minor units of {}", total.minor, total.currency),
            |money| money.to_string(),
        );
        format!("  {:<15} {shown}", total.column)
    })
}
