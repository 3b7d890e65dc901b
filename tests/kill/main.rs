//! Kills the program at random moments and lets it abort at every named point, with the provider in
//! a process of its own; then starts it again and compares its book with what the provider received.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod anchor;
mod autopsy;
mod blindness;
mod cancels;
mod errand;
mod exports;
mod life;
mod oracle;
mod points;
mod points_elsewhere;
mod random;
mod refunds;
mod stage;
mod tally;
