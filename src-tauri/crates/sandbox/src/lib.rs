//! A simulator of the providers' HTTP APIs on loopback, with faults on request.
//!
//! So far it plays Meta's Graph API for orders paid through Razorpay in India: the send of
//! `order_details`, the payment lookup, the refund, order status with its templates, and the checks
//! of a credential. It is an adversary, not a
//! convenience: it accepts only what the documentation allows, and on request it fails in every way
//! a network or a provider can. It shares no code with the program it tests.
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
pub mod control;
mod customer;
mod cut;
mod draw;
mod error;
mod fault;
mod graph;
mod guard;
mod ledger;
mod message;
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
    TemplateStatus, UnknownConfiguration, UnknownReference,
};
pub use call::{Call, CallCount, CallCounts};
pub use clock::{Clock, ManualClock, SystemClock};
pub use customer::{Attempt, CustomerPlan, Outcome};
pub use cut::Cut;
pub use draw::Entropy;
pub use error::SandboxError;
pub use fault::{Fault, FaultKind, FaultPlan, When};
pub use message::{AcceptedMessage, Fate};
pub use refund::{ForeignRefund, MadeRefund, RefundFate, Speed};
pub use router::Caller;
pub use sandbox::{Config, Sandbox};
pub use server::Server;
pub use status::{AcceptedStatus, Fulfilment};
