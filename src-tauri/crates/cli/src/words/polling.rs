//! Owns the words about looking payments up by itself.

use super::span;
use crate::views::{PolledAccountView, PolledView, TroubleView};
use counterfoil_desk::{POLLS_COUNTED_MAX, PollTally};

/// How far it is.
pub fn so_far(tally: PollTally) -> String {
    format!(
        "{} answered, {} of them with news, {} without an answer",
        tally.answered, tally.changed, tally.unanswered
    )
}

/// What came of it.
pub fn polled(view: &PolledView) -> String {
    let mut lines = vec![format!(
        "{} lookups were answered, {} of them with news; {} got no answer.",
        view.answered, view.changed, view.unanswered
    )];
    lines.extend(view.accounts.iter().map(account));
    lines.join("\n")
}

fn account(account: &PolledAccountView) -> String {
    let next = match account.next_in_ms {
        _ if account.trouble.is_some() => String::new(),
        None => "; none waits".to_owned(),
        Some(0) => "; the next is due".to_owned(),
        Some(ms) => format!("; the next in {}", span(ms)),
    };
    let trouble = account.trouble.as_ref().map(trouble).unwrap_or_default();
    format!(
        "`{}`: {} orders are looked up by themselves, {} due{next}. {} of {} lookups an hour are \
         used.{trouble}",
        account.account,
        counted(account.watched),
        counted(account.due),
        account.spent_in_an_hour,
        account.lookups_per_hour
    )
}

fn counted(count: u64) -> String {
    if count < u64::from(POLLS_COUNTED_MAX) {
        count.to_string()
    } else {
        format!("at least {count}")
    }
}

fn trouble(trouble: &TroubleView) -> String {
    let words = trouble.words.as_deref().unwrap_or_default();
    match trouble.kind {
        "offline" => format!(" Nothing leaves this computer: {words}."),
        "silent" => format!(" The provider does not answer: {words}."),
        "busy" => " The provider asks us to wait.".to_owned(),
        "refused" => format!(" The provider refuses the token: {words}."),
        _ => format!(" There is no token: {words}."),
    }
}
