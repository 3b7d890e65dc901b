//! What an operator does, without a window: over real HTTP to a sandbox of its own.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account_changes;
mod anchor;
mod answerer;
mod batches;
mod books;
mod canary;
mod cancelling;
mod caring;
mod chain;
mod complaints;
mod composing;
mod credential;
mod customers;
mod documents;
mod exit_codes;
mod finding;
#[cfg(target_os = "linux")]
mod full_disk;
mod hostile_answers;
mod identity;
mod imports;
#[cfg(target_os = "linux")]
mod io_errors;
mod keyring;
mod leaving;
mod lists;
mod lost_answers;
mod main_job;
#[cfg(target_os = "linux")]
mod memory;
mod modes;
mod paid_order;
mod panel;
mod payees;
mod pictures;
mod polling;
mod program;
mod rebuilding;
mod refunding;
mod refunds;
mod remembered;
mod replay;
mod reports;
mod restored;
#[cfg(target_os = "linux")]
mod telling;
mod today;
