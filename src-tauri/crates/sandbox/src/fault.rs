//! Owns the faults an operator or a test can ask for, and the plan that says which call gets one.

use crate::draw::Draw;
use serde::{Deserialize, Serialize};

/// One thing that goes wrong with one call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Whether the effect of a send, a refund or an upload is recorded all the same. Lookups and
    /// checks have no effect.
    pub when: When,
    /// What the caller sees.
    pub kind: FaultKind,
}

impl Fault {
    /// Makes a fault that strikes before anything is recorded.
    pub fn before(kind: FaultKind) -> Self {
        Self {
            when: When::BeforeCommit,
            kind,
        }
    }

    /// Makes a fault that strikes after the effect is durably recorded.
    pub fn after(kind: FaultKind) -> Self {
        Self {
            when: When::AfterCommit,
            kind,
        }
    }

    /// A definite refusal after committing would be a lie that no caller could survive.
    pub(crate) fn prevents_commit(&self) -> bool {
        self.when == When::BeforeCommit || self.kind == FaultKind::WindowClosed
    }
}

/// On which side of the ledger a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Nothing is recorded.
    BeforeCommit,
    /// Whatever the call did is recorded; only its answer suffers.
    AfterCommit,
}

/// What the caller sees instead of the proper answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultKind {
    /// Nothing for a while, then the connection closes.
    Stall {
        /// How long nothing happens.
        for_ms: u64,
    },
    /// The connection closes in order without an answer.
    Close,
    /// The connection is reset without an answer.
    Reset,
    /// Every connection is reset, as when the server's process dies. It listens again at once.
    Crash,
    /// The body is cut although its whole length was announced.
    Truncated {
        /// How many bytes of the body arrive, always fewer than all.
        at: usize,
    },
    /// A status with a plain text body, as from a proxy: 408, 409, 429, 500 and the like.
    Status {
        /// The HTTP status, 200 to 599.
        status: u16,
        /// Seconds for a `Retry-After` header.
        retry_after_s: Option<u32>,
    },
    /// A status with Graph's own error envelope.
    Graph {
        /// The HTTP status, 200 to 599.
        status: u16,
        /// The error code.
        code: u32,
        /// Seconds for a `Retry-After` header.
        retry_after_s: Option<u32>,
    },
    /// 131047, the customer's 24-hour window is closed. It never commits, whatever `when` says.
    WindowClosed,
    /// 502 with a page of HTML.
    BadGateway,
    /// 500 with the On-Premises `errors` envelope.
    OnPremisesError,
    /// 200 with a body that is not JSON, though it says so.
    Garbage,
    /// 200 without a body.
    Empty,
    /// The proper answer with 10 MB of padding in it.
    Huge,
    /// 200 with JSON nested 100,000 deep.
    Deep,
    /// The proper answer with every value of another type.
    WrongTypes,
    /// The proper answer with each of its keys twice, the second time as null.
    DuplicateKeys,
    /// The proper answer with every number, and every id, as 1e300.
    HugeNumbers,
    /// The proper answer with a byte in it that no UTF-8 has.
    InvalidUtf8,
    /// A redirect.
    Redirect {
        /// 302 or 307, or any other status.
        status: u16,
        /// The `Location` header.
        location: String,
    },
    /// The proper answer, one byte at a time.
    SlowDrip {
        /// The pause before each byte.
        interval_ms: u64,
    },
    /// A lookup of the world as it was; an order sent since is unknown in it.
    Stale {
        /// How long ago.
        by_ms: u64,
    },
    /// A lookup that speaks of another reference id.
    OtherReference,
    /// A lookup with another amount.
    OtherAmount,
    /// A lookup in another currency.
    OtherCurrency,
}

/// Which of an account's calls of one kind get a fault. Only authenticated calls use it up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultPlan {
    /// None of them.
    #[default]
    None,
    /// The next ones, one fault each, in this order.
    Next(Vec<Fault>),
    /// All of them.
    Always(Fault),
    /// Each with a probability, drawn from the seed.
    Sometimes {
        /// Of a thousand calls, how many get it.
        per_mille: u16,
        /// The fault they get.
        fault: Fault,
    },
}

impl FaultPlan {
    /// Takes the fault of the next call, if it gets one.
    pub(crate) fn take(&mut self, mut draw: Draw) -> Option<Fault> {
        match self {
            Self::None => None,
            Self::Next(faults) if faults.is_empty() => None,
            Self::Next(faults) => Some(faults.remove(0)),
            Self::Always(fault) => Some(fault.clone()),
            Self::Sometimes { per_mille, fault } => {
                (draw.below(1_000) < u64::from(*per_mille)).then(|| fault.clone())
            }
        }
    }
}
