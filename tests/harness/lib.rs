//! What the tests of the whole desk share.

pub mod bodies;
pub mod desk;
pub mod router;
