//! Owns the strict reading of what callers send: every rule of the documentation, and nothing more
//! lenient. One file per part of the message; the first broken rule is the answer.

mod address;
mod item;
mod json;
mod message;
mod money;
mod node;
mod order;
mod parameters;
mod refund;
mod settings;

pub(crate) use message::{SentOrder, read_send};
pub(crate) use refund::{SentRefund, read_refund};
