//! What an operator does, without a window: over real HTTP to a sandbox of its own.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account_changes;
mod answerer;
mod books;
mod canary;
mod chain;
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
#[cfg(target_os = "linux")]
mod keyring;
mod leaving;
mod lists;
mod lost_answers;
mod main_job;
#[cfg(target_os = "linux")]
mod memory;
mod panel;
mod polling;
mod program;
mod rebuilding;
mod refunding;
mod refunds;
mod remembered;
mod replay;
mod reports;
#[cfg(target_os = "linux")]
mod session;
mod today;
