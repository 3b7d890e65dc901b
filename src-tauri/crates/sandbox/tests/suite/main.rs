//! What the sandbox promises to those who test against it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod configurations;
mod control;
mod customers;
mod faults;
mod ledger;
mod lookups;
mod media;
mod modes;
mod orders;
mod refunds;
mod replay;
mod security;
mod send_rules;
mod sends;
mod stage;
mod statuses;
mod tcp;
mod terms;
