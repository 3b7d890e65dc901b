//! The rules of collecting money over WhatsApp: pure, no I/O, no clock, no async.

pub mod account;
pub mod activity;
pub mod alarm;
pub mod batch;
pub mod book_doubt;
pub mod cadence;
pub mod cancel;
pub mod decision;
pub mod evidence;
pub mod export;
pub mod finding;
pub mod fulfilment;
pub mod ids;
pub mod message;
pub mod money;
pub mod mutant;
pub mod operation;
pub mod order;
pub mod order_list;
pub mod order_state;
pub mod order_status;
pub mod payment;
pub mod payment_mode;
pub mod payment_status;
pub mod phone;
pub mod picture;
pub mod reference_id;
pub mod refund;
pub mod refund_status;
pub mod secret;
pub mod standing;
pub mod stated;
pub mod transaction_status;
pub mod upi;

pub use secret::Secret;
