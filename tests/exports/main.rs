//! Exports of books that nobody would keep: hostile names, every status, both currencies, both
//! environments, moments at the edges of days. Other programs read them back.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod days;
mod documented;
mod failing;
mod made_up;
mod other_programs;
mod parts;
mod stage;
mod totals;
mod verifying;
