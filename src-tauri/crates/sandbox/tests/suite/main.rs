//! What the sandbox promises to those who test against it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod control;
mod customers;
mod faults;
mod ledger;
mod lookups;
mod orders;
mod refunds;
mod replay;
mod security;
mod send_rules;
mod sends;
mod stage;
mod statuses;
mod tcp;
