//! Owns the comparison of the two judges.

use crate::stage::{Ours, Theirs};
use counterfoil_domain::finding::FindingCode;
use http::StatusCode;

/// Says what the two judges disagree about; nothing when they agree.
pub fn disagreement(is_accepted: bool, theirs: &Theirs) -> Option<&'static str> {
    let is_sent = match theirs.status {
        StatusCode::OK if !theirs.message_id.is_empty() => true,
        StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE => false,
        _ => return Some("the sandbox neither accepts nor refuses"),
    };
    match (is_accepted, is_sent) {
        (true, false) => Some("the desk accepts what the sandbox refuses"),
        (false, true) => Some("the desk refuses what the sandbox accepts"),
        (true, true) | (false, false) => None,
    }
}

/// Whether the sandbox's first fault is among those the desk found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An error with the same path, or with one above or below it.
    Same,
    /// A sum that does not fit: the one names the parts, the other what they make.
    Sum,
    /// Two ways to pay are mixed, or none is whole: which of the fields is too many nobody can say.
    WayToPay,
    /// The sandbox names no path, because there is no JSON to name one in, or too much.
    None,
    Elsewhere,
}

/// What the sandbox says about sums. It may put such a fault on the line, on the list or on the
/// order, where the desk puts it on the sum; which of the numbers is the wrong one nobody can say.
const SUMS: &[&str] = &[
    "adds up to more than",
    "the sum of sale_amount or amount by quantity",
    "subtotal + tax + shipping - discount",
    "must not exceed subtotal, tax and shipping",
];

/// Where the desk reports that a sum does not fit.
const SUM_PATHS: &[&str] = &[
    "interactive.action.parameters.order.subtotal.value",
    "interactive.action.parameters.total_amount.value",
];

/// The fields that say how an order is paid.
const WAYS_TO_PAY: &[&str] = &[
    "interactive.action.parameters.payment_settings",
    "interactive.action.parameters.payment_type",
    "interactive.action.parameters.payment_configuration",
    "interactive.action.parameters.preferred_payment_methods",
];

/// Compares where the two found fault. The sandbox stops at its first fault and the desk lists all
/// of them, so one related error is enough.
pub fn place(ours: &Ours, details: &str) -> Place {
    if details.is_empty() || details.starts_with("The body is not valid JSON") {
        return Place::None;
    }
    let theirs = details.split(": ").next().unwrap_or_default();
    // What an object of the body is called when it is the whole body.
    let theirs = if theirs == "body" { "" } else { theirs };
    let mut paths = ours
        .errors
        .iter()
        .filter(|(_, code)| *code != FindingCode::MoreFindings)
        .map(|(path, _)| path.as_str());
    // A name may hold a colon and a space, so the whole of the details is looked at too.
    if paths
        .clone()
        .any(|path| holds(path, details) || holds(theirs, path))
    {
        return Place::Same;
    }
    let is_sum = SUMS.iter().any(|words| details.contains(words));
    if is_sum && paths.clone().any(|path| SUM_PATHS.contains(&path)) {
        return Place::Sum;
    }
    let is_mixed = WAYS_TO_PAY.contains(&theirs) && paths.any(|path| WAYS_TO_PAY.contains(&path));
    match is_mixed {
        true => Place::WayToPay,
        false => Place::Elsewhere,
    }
}

/// Says whether the inner path is the outer one or below it.
fn holds(outer: &str, inner: &str) -> bool {
    match inner.strip_prefix(outer) {
        Some(rest) => outer.is_empty() || rest.is_empty() || rest.starts_with(['.', '[', ':']),
        None => false,
    }
}
