//! Owns the reading of UPI intent links. A link is sent as the gateway made it, because it may be
//! signed: it is read to be checked and shown, and never written anew.

mod doubt;
mod expected;
mod link;
mod query;
mod vpa;

pub use doubt::UpiDoubt;
pub use expected::{ExpectedBy, ExpectedPayee};
pub use link::{
    LINK_CHARS_MAX, LinkKind, PAYEE_NAME_CHARS_MAX, REFERENCE_CHARS_MAX, UpiFault, UpiLink,
};
pub use vpa::{VPA_CHARS_MAX, Vpa, VpaFault};

#[cfg(test)]
mod tests;
