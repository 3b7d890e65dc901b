//! Owns what the window may see: plain facts with their units. The window computes no amount and no
//! permission from them, and no credential has a place here.

mod alike;

pub mod accounts;
pub mod activity;
pub mod cancels;
pub mod complaints;
pub mod compose;
pub mod exports;
pub mod findings;
pub mod fulfilment;
pub mod money;
pub mod number;
pub mod operations;
pub mod orders;
pub mod panel;
pub mod pictures;
pub mod polling;
pub mod refunds;
pub mod start;
pub mod telling;
pub mod timeline;
pub mod today;
pub mod webhooks;
