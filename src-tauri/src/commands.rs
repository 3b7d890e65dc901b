//! Owns what the window may ask, by area. A command only translates.

pub mod accounts;
pub mod activity;
pub mod cancels;
pub mod compose;
pub mod exports;
pub mod operations;
pub mod orders;
pub mod pictures;
pub mod polling;
pub mod refunds;
pub mod start;
pub mod telling;
pub mod webhooks;
pub mod window;
