//! Owns the use cases: the order of steps, time and chance, recovery after a crash. It speaks
//! neither HTTP nor SQL itself.

pub mod clock;
pub mod entropy;

mod accounts;
mod backups;
mod desk;
mod effects;
mod error;
mod lookups;
mod operations;
mod orders;
mod seed;
mod sends;
mod show;
mod zone;

pub use accounts::{AddAccount, Credentials};
pub use backups::{DAILY_BACKUPS_KEPT, Restored};
pub use clock::{Clock, SystemClock};
pub use desk::{Desk, DeskOptions, Recovered};
pub use entropy::Entropy;
pub use error::DeskError;
pub use lookups::LookedUp;
pub use orders::CheckedBody;
pub use seed::{Seed, Seeded};
pub use sends::Sent;
pub use show::{Exchange, OrderShown};
pub use zone::in_india;
