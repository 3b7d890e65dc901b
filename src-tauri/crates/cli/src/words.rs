//! Owns what a person reads: what happened, what it means for the money, what to do next.

pub mod accounts;
pub mod activity;
pub mod batch;
pub mod book;
pub mod evidence;
pub mod export;
pub mod operations;
pub mod orders;
pub mod polling;
pub mod refunds;
pub mod tell;

use counterfoil_desk::in_india;
use counterfoil_domain::{
    account::Environment,
    finding::{Finding, Severity},
};
use counterfoil_providers::meta::Complaint;

/// One finding.
pub(crate) fn finding(finding: &Finding) -> String {
    let severity = match finding.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    match finding.path.as_str() {
        "" => format!("{severity}: {}", finding.sentence()),
        path => format!("{severity}: {path}: {}", finding.sentence()),
    }
}

/// A provider's code and what it means, in brackets after what was refused.
pub(crate) fn refusal(complaint: Option<&Complaint>) -> String {
    match complaint {
        None => "no code".to_owned(),
        Some(Complaint { code, meaning, .. }) => match meaning {
            Some(meaning) => format!("{code}, {}", meaning.words()),
            None => format!("{code}, which no document explains"),
        },
    }
}

/// Where the payments terms can be accepted, as a sentence to follow others; else nothing.
pub(crate) fn terms(complaint: Option<&Complaint>) -> String {
    let link = complaint.and_then(|complaint| complaint.terms_link.as_ref());
    link.map_or_else(String::new, |link| format!(" Accept the terms at {link}."))
}

/// Whether money is real.
pub(crate) fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Sandbox => "SANDBOX",
        Environment::Live => "live",
    }
}

/// Stands before every sentence about an order that is not real.
pub(crate) fn sandbox_mark(environment: Environment) -> &'static str {
    match environment {
        Environment::Sandbox => "SANDBOX: ",
        Environment::Live => "",
    }
}

/// How to go on with a list.
pub(crate) fn more(next: Option<&str>) -> Option<String> {
    next.map(|cursor| format!("There are more: --after {cursor}"))
}

/// A moment in India, with its zone.
pub(crate) fn time(at_ms: i64) -> String {
    in_india(at_ms).format("%d %b %Y %H:%M:%S IST").to_string()
}

/// A span of time, roughly.
fn span(ms: u64) -> String {
    match ms / 1_000 {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds @ 120..7_200 => format!("{} min", seconds / 60),
        seconds => format!("{} h", seconds / 3_600),
    }
}
