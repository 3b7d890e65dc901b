//! Owns the repetition of reads. Nothing with an effect ever comes through here.

use crate::transport::{Answer, CallKind, Reply, Request, Transport, TransportError};
use backon::{ExponentialBuilder, Retryable};
use std::time::Duration;

/// How often a read is tried in all.
pub const MAX_TRIES: usize = 3;

/// The longest wait a provider's `Retry-After` is obeyed for here; for a longer one the answer is
/// handed back, and the caller comes again later.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(5);

/// The wait before the second try; it doubles. Without jitter, so that a schedule replays exactly.
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// Asks up to [`MAX_TRIES`] times while there is no answer, or only a 5xx or a 429. The last
/// attempt's answer is handed back whatever it is.
///
/// # Errors
/// Says why the last attempt brought no answer; a request with an effect is refused outright.
pub async fn read_with_retries(transport: &dyn Transport, request: &Request) -> Answer {
    if request.kind == CallKind::Effect {
        return Err(TransportError::NotSent(
            "an effect is never repeated".to_owned(),
        ));
    }
    let waits = ExponentialBuilder::default()
        .with_min_delay(FIRST_WAIT)
        .with_factor(2.0)
        .with_max_times(MAX_TRIES - 1);
    let attempt = async || match transport.call(request.clone()).await {
        Ok(reply) if is_worth_another_try(reply.status) => Err(Attempt::Answered(reply)),
        Ok(reply) => Ok(reply),
        Err(error) => Err(Attempt::Unanswered(error)),
    };
    let answer = (|| attempt())
        .retry(waits)
        .adjust(wait_asked_for)
        .notify(say)
        .await;
    match answer {
        Ok(reply) | Err(Attempt::Answered(reply)) => Ok(reply),
        Err(Attempt::Unanswered(error)) => Err(error),
    }
}

enum Attempt {
    Answered(Reply),
    Unanswered(TransportError),
}

fn say(_: &Attempt, wait: Duration) {
    let wait_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
    tracing::debug!(wait_ms, "Asking again after {wait_ms} ms");
}

fn is_worth_another_try(status: u16) -> bool {
    status == 429 || status >= 500
}

fn wait_asked_for(attempt: &Attempt, ours: Option<Duration>) -> Option<Duration> {
    let ours = ours?;
    let Attempt::Answered(Reply {
        retry_after_ms: Some(asked),
        ..
    }) = attempt
    else {
        return Some(ours);
    };
    let asked = Duration::from_millis(*asked);
    (asked <= MAX_RETRY_AFTER).then_some(asked.max(ours))
}

#[cfg(test)]
mod tests;
