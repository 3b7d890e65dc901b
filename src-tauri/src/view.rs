//! Owns what the window may see: plain facts with their units. The window computes no amount and no
//! permission from them, and no credential has a place here.

pub mod accounts;
pub mod compose;
pub mod findings;
pub mod money;
pub mod number;
pub mod operations;
pub mod orders;
pub mod panel;
pub mod polling;
pub mod refunds;
pub mod start;
pub mod timeline;
pub mod today;
