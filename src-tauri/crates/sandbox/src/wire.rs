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
mod status;

pub(crate) use message::{SentMessage, SentOrder, read_message};
pub(crate) use refund::{SentRefund, read_refund};
pub(crate) use status::{SentStatus, SentTemplate};
