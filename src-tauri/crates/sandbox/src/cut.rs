//! Owns the ways in which a connection can end without a whole answer.

use serde::{Deserialize, Serialize};

/// How an answer is lost. A router answer carries it as an extension: the server turns it into what
/// happens on the wire, and an in-process caller must treat it as a lost answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// The connection closes in order (FIN) and nothing was answered.
    #[error("the connection was closed without an answer")]
    Close,
    /// The connection is reset (RST) and nothing was answered.
    #[error("the connection was reset without an answer")]
    Reset,
    /// Every connection of the server is reset at once, as when its process dies.
    #[error("the sandbox died without an answer")]
    Crash,
    /// The head announces the whole body, then the connection closes after this many bytes of it.
    #[error("the answer was cut after {0} bytes of its body")]
    TruncateAt(usize),
}
