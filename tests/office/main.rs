//! Exports opened by an office. `make bench` asks for it: an office is a large package, and nothing
//! else here needs one.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(dead_code, reason = "the book is that of the other tests of exports")]

#[path = "../exports/made_up.rs"]
mod made_up;
mod office;
#[path = "../exports/other_programs.rs"]
mod other_programs;
#[path = "../exports/stage.rs"]
mod stage;
