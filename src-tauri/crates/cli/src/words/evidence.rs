//! Owns the words about evidence.

use crate::views::{RebuiltView, WebhookView};

/// How a rebuild ended.
pub fn rebuilt(view: &RebuiltView) -> String {
    let outcome = match (view.different, view.is_mended) {
        (0, _) => "every state is what the evidence says.".to_owned(),
        (many, true) => format!("{many} differed and were written anew: {}", names(view)),
        (many, false) => format!(
            "{many} differ from what the evidence says: {}. `evidence rebuild` writes them anew.",
            names(view)
        ),
    };
    let memory = view
        .peak_memory_mib
        .map_or_else(String::new, |mib| format!(", at most {mib} MiB"));
    format!(
        "{} orders in {} ms ({} a second{memory}): {outcome}",
        view.orders, view.took_ms, view.orders_a_second
    )
}

fn names(view: &RebuiltView) -> String {
    view.named.join(", ")
}

/// What a webhook told.
pub fn taken(view: &WebhookView) -> String {
    let vouched = if view.is_signed {
        "its signature is the app's"
    } else {
        "nobody vouches for it"
    };
    let mut lines = vec![format!(
        "It reports about {} of this account's orders; {} of its reports are news; {vouched}. It proves \
         nothing: `poll --once` looks them up.",
        view.orders, view.new
    )];
    if !view.unknown.is_empty() {
        lines.push(format!(
            "This account has no order named {}.",
            view.unknown.join(", ")
        ));
    }
    if view.messages > 0 {
        lines.push(format!(
            "It reports about {} messages, of which {} failed.",
            view.messages, view.failed
        ));
    }
    if view.unknown_messages > 0 {
        lines.push(format!(
            "{} messages in it were not sent from this book.",
            view.unknown_messages
        ));
    }
    if view.other_numbers > 0 {
        lines.push(format!(
            "{} reports are about another number; import it for that account.",
            view.other_numbers
        ));
    }
    lines.extend(
        view.notices
            .iter()
            .map(|notice| format!("About the account: {notice}.")),
    );
    lines.extend(
        view.remarks
            .iter()
            .map(|remark| format!("Left out: {remark}.")),
    );
    lines.join("\n")
}
