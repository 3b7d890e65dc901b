//! What the tests of the whole desk share.

pub mod bodies;
pub mod clock;
pub mod desk;
pub mod polling;
pub mod program;
pub mod router;
pub mod sandbox_process;
pub mod search;
pub mod session;
pub mod truth;
pub mod wait;
