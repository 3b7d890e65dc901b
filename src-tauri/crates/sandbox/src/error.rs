//! Owns what can go wrong with the sandbox itself, as opposed to what it plays.

use std::net::SocketAddr;
use std::path::PathBuf;

/// Why the sandbox could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The ledger could not be read or written.
    #[error("could not {doing} the ledger {}: {source}", path.display())]
    Ledger {
        /// What was tried.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A line before the last one is not a fact: the file was damaged or edited.
    #[error("line {line} of the ledger {} cannot be read: {reason}", path.display())]
    BrokenLine {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Another sandbox has the ledger open.
    #[error("the ledger {} is in use by another sandbox", .0.display())]
    InUse(PathBuf),
    /// The ledger belongs to a run with another seed, so its payment ids would change.
    #[error("the ledger was made with seed {recorded}, not {given}")]
    OtherSeed {
        /// The seed in the ledger.
        recorded: u64,
        /// The seed in the configuration.
        given: u64,
    },
    /// A new account was described in a way that cannot be simulated.
    #[error("could not add the account: {0}")]
    BadAccount(String),
    /// No account has this phone-number id.
    #[error("no account has the phone-number id `{0}`")]
    UnknownAccount(String),
    /// No order has this reference id.
    #[error("no order has the reference id `{0}`")]
    UnknownOrder(String),
    /// The operating system gave no randomness.
    #[error("could not draw a token: {0}")]
    Entropy(String),
    /// The address is not on loopback, so others could reach it.
    #[error("{0} is not a loopback address")]
    NotLoopback(SocketAddr),
    /// The address could not be listened on.
    #[error("could not listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's reason.
        source: std::io::Error,
    },
}
