//! Owns what a person reads about the book and its backups.

use crate::views::BookView;
use counterfoil_desk::Restored;
use counterfoil_domain::book_doubt::BookDoubt;
use counterfoil_store::Backup;

/// How the book is.
pub fn book(view: &BookView) -> String {
    let mut lines = vec![format!(
        "Ready in {} ms, book version {}.",
        view.ready_ms, view.version
    )];
    match view.became_unknown.len() {
        0 => {}
        1 => lines
            .push("1 operation was on its way when the program ended; it is unknown now.".into()),
        many => lines.push(format!(
            "{many} operations were on their way when the program ended; they are unknown now."
        )),
    }
    if !view.withdrawn.is_empty() {
        lines.push(format!(
            "A restore was finished; {} prepared operations were withdrawn: they may have left since.",
            view.withdrawn.len()
        ));
    }
    if let Some(doubt) = view.locked_because {
        lines.push(locked(doubt));
    }
    for (state, many) in &view.operations {
        lines.push(format!("{many:>8} {}", state.word()));
    }
    if view.complaints.is_empty() {
        lines.push("The file is well.".to_owned());
    }
    lines.extend(
        view.complaints
            .iter()
            .map(|words| format!("The file is damaged: {words}")),
    );
    lines.join("\n")
}

/// What a restore did.
pub fn restored(restored: &Restored) -> String {
    let mut lines = vec![format!(
        "Restored the backup. The replaced book is kept in {}.",
        restored.set_aside.display()
    )];
    match restored.withdrawn.len() {
        0 => {}
        many => lines.push(format!(
            "Withdrew what was prepared when the backup was made ({many}): it may have left since."
        )),
    }
    lines.push(locked(BookDoubt::Restored));
    lines.join("\n")
}

/// What a person agreed to.
pub const WENT_ON: &str = "Effects leave from this book again. The provider is asked before each. \
                           Orders and refunds that are not in it may exist all the same: look at \
                           the gateway where you are not sure.";

fn locked(doubt: BookDoubt) -> String {
    format!(
        "Effects are locked: {}. If this is the book you mean to work with, go on with \
         `counterfoil book go-on --reason TEXT`.",
        doubt.sentence()
    )
}

/// A backup.
pub fn backup(backup: &Backup) -> String {
    format!("{:>12} bytes  {}", backup.bytes, backup.path.display())
}
