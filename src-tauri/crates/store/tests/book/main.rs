//! What the book keeps, refuses and survives, on real files.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod backups;
mod composing;
mod decisions;
mod effects;
mod evidence;
mod journal;
mod kept;
mod lists;
mod opening;
mod pictures;
mod places;
mod polls;
mod recovery;
mod refunds;
mod refused;
mod restore;
mod rows;
mod samples;
mod status_messages;
mod test_book;
mod writing;
