//! The rules of collecting money over WhatsApp: pure, no I/O, no clock, no async.

pub mod secret;

pub use secret::Secret;
