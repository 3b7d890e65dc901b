//! Owns what a person reads about the activity.

use super::time;
use counterfoil_desk::{AnchorFound, BREAKS_MAX, Verified};
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

/// Whether the activity is what was written.
pub fn verified(verified: &Verified) -> String {
    let chain = match verified.chain.broken_at.as_slice() {
        [] => format!("All {} lines hold.", verified.chain.lines),
        broken => format!(
            "These lines do not hold: {}. Each was changed or put in, or one before it was taken \
             out. Keep a copy of the whole folder, and compare with a backup (`counterfoil book \
             backups`).",
            numbers(broken)
        ),
    };
    let anchor = match &verified.anchor {
        AnchorFound::NoKeyring(words) => format!(
            "There is no anchor: {words}. Whether this is the newest copy of the book cannot be \
             told."
        ),
        AnchorFound::None => "The keyring has no anchor of this book yet.".to_owned(),
        AnchorFound::Holds { number } => match verified.not_yet_anchored() {
            0 => format!("Anchored up to line {number}, the last."),
            many => format!("Anchored up to line {number}; {many} are not yet anchored."),
        },
        AnchorFound::Doubted(doubt) => format!("Beware: {}.", doubt.sentence()),
    };
    format!("{chain}\n{anchor}")
}

fn numbers(lines: &[i64]) -> String {
    let lines: Vec<_> = lines.iter().map(ToString::to_string).collect();
    let more = if lines.len() < BREAKS_MAX {
        ""
    } else {
        ", and maybe more"
    };
    format!("{}{more}", lines.join(", "))
}
