//! A simulator of the providers' HTTP APIs on loopback, with faults on request.
//!
//! So far it plays Meta's Graph API for orders paid in India, in every [`Mode`]: the send of
//! `order_details` and the upload of its picture, the payment lookup, the refund, order status with
//! its templates, and the checks of a credential. Only orders paid through a gateway can be looked up and refunded; whether any
//! other is paid, only [`Sandbox::is_captured`] tells. It is an adversary, not a convenience: it
//! accepts only what the documentation allows, and on request it fails in every way a network or a
//! provider can. It shares no code with the program it tests.
//!
//! [`Sandbox::router`] and [`Sandbox::call`] run it in-process, [`Sandbox::serve`] over TCP; the
//! core is the same. What it has committed is in its ledger, a file of JSON lines, and
//! [`Sandbox::messages`] lists it: the truth that a caller's book is compared with.
//!
//! The control API over HTTP is described in [`control`].

mod account;
mod behaviour;
mod call;
mod clock;
mod configuration;
pub mod control;
mod customer;
mod cut;
mod draw;
mod error;
mod fault;
mod graph;
mod guard;
mod ledger;
mod media;
mod message;
mod mode;
mod order;
mod refund;
mod refusal;
mod router;
mod sandbox;
mod server;
mod status;
mod token;
mod webhook;
mod wire;
mod world;

pub use account::{Account, KnownAccount, NewAccount};
pub use behaviour::{
    Behaviour, ListedRefunds, LookupShape, RefundBehaviour, ReusedReference, Template,
    TemplateStatus, Terms, UnknownConfiguration, UnknownReference,
};
pub use call::{Call, CallCount, CallCounts};
pub use clock::{Clock, ManualClock, SystemClock};
pub use configuration::{Configuration, ConfigurationStatus, Provider};
pub use customer::{Attempt, CustomerPlan, Outcome};
pub use cut::Cut;
pub use draw::Entropy;
pub use error::SandboxError;
pub use fault::{Fault, FaultKind, FaultPlan, When};
pub use media::UploadedMedia;
pub use message::{AcceptedMessage, Fate};
pub use mode::{Gateway, Mode};
pub use refund::{ForeignRefund, MadeRefund, RefundFate, Speed};
pub use router::Caller;
pub use sandbox::{Config, Sandbox};
pub use server::Server;
pub use status::{AcceptedStatus, Fulfilment};
