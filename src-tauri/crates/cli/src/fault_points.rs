//! Owns ending the process at a named point, for tests that kill it between two commits.

use std::{process, sync::atomic::AtomicU32, sync::atomic::Ordering};

/// Names the point, optionally with how often it is passed first: `send.in_flight` or
/// `send.in_flight:2`.
const VARIABLE: &str = "COUNTERFOIL_ABORT_AT";

/// Makes the process abort at the point the environment names.
pub fn arm() {
    let Ok(wanted) = std::env::var(VARIABLE) else {
        return;
    };
    let (point, passes) = wanted.split_once(':').unwrap_or((&wanted, "0"));
    let left = AtomicU32::new(passes.parse().unwrap_or(0));
    let armed = fail::cfg_callback(point.to_owned(), move || {
        if left.fetch_sub(1, Ordering::SeqCst) == 0 {
            process::abort();
        }
    });
    if armed.is_err() {
        process::exit(2);
    }
}
