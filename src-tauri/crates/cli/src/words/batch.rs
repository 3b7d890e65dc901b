//! Owns what a person reads about batches.

use super::{sandbox_mark, time};
use counterfoil_desk::BatchShown;
use counterfoil_domain::{
    account::Environment,
    batch::{BatchOrderState, BatchState},
};

/// A batch and how far it is.
pub fn batch(shown: &BatchShown) -> String {
    let batch = &shown.batch;
    let counts: Vec<String> = shown
        .counts
        .iter()
        .map(|(state, many)| format!("{many} {}", words(*state)))
        .collect();
    let state = match (batch.state, &batch.why) {
        (BatchState::Running, _) => "It runs".to_owned(),
        (BatchState::Ended, None) => "It has ended".to_owned(),
        (BatchState::Ended, Some(why)) => format!("It has ended: {why}"),
        (BatchState::Paused, why) => format!(
            "It is paused{}; `batch resume {}` goes on with it",
            why.as_ref()
                .map_or_else(String::new, |why| format!(": {why}")),
            batch.id
        ),
    };
    format!(
        "{}`{}` to {} customers: {}. {state}.",
        sandbox_mark(batch.environment),
        batch.message.message.status().word(),
        shown.total(),
        counts.join(", ")
    )
}

const fn words(state: BatchOrderState) -> &'static str {
    match state {
        BatchOrderState::Waiting => "waiting",
        BatchOrderState::Told => "told",
        BatchOrderState::Paid => "paid meanwhile",
        BatchOrderState::LeftAlone => "left alone",
        BatchOrderState::WindowClosed => "outside the 24 hours",
        BatchOrderState::Refused => "refused",
        BatchOrderState::Unknown => "unknown",
        BatchOrderState::CalledOff => "called off",
    }
}

/// A page of batches.
pub fn batch_list(environment: Environment, rows: &[BatchShown]) -> String {
    if rows.is_empty() {
        return format!("No {} batches.", super::environment(environment));
    }
    let line = |shown: &BatchShown| {
        let at = time(shown.batch.created_at_ms);
        format!("{at}  {}  {}", shown.batch.id, batch(shown))
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}
