//! Owns the strict reading of what callers send: every rule of the documentation, and nothing more
//! lenient. One file per part of the message; the first broken rule is the answer.

mod address;
mod gateway;
mod item;
mod json;
mod media;
mod message;
mod money;
mod node;
mod order;
mod parameters;
mod refund;
mod settings;
mod status;
mod upi_link;

pub(crate) use media::{SentMedia, read_media};
pub(crate) use message::{SentMessage, SentOrder, read_message};
pub(crate) use refund::{SentRefund, read_refund};
pub(crate) use settings::Settings;
pub(crate) use status::{SentStatus, SentTemplate};
