//! Owns what a person reads about the activity.

use super::time;
use counterfoil_desk::Verified;
use counterfoil_store::ActivityRow;

/// What was done, newest first.
pub fn list(lines: &[ActivityRow]) -> String {
    if lines.is_empty() {
        return "Nothing was done yet.".to_owned();
    }
    let line = |row: &ActivityRow| {
        let who = if row.line.by_person { "person" } else { "desk" };
        let (at, words) = (time(row.line.at_ms), &row.line.words);
        format!("{:>6}  {at}  {who:<6}  {words}", row.number)
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Whether the chain holds.
pub fn verified(verified: &Verified) -> String {
    match verified.broken_at {
        None => format!("All {} lines hold.", verified.lines),
        Some(number) => format!(
            "The chain does not hold at line {number}: that line was changed, or one before it was \
             taken out or put in. The {} lines before it hold. Keep a copy of the whole folder, and \
             compare with a backup (`counterfoil book backups`).",
            verified.lines
        ),
    }
}
