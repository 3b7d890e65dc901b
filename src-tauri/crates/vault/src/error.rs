//! Owns the reasons a keyring call can fail, named by what the operator may do next.

use crate::MAX_SECRET_BYTES;

/// Why the keyring did not do what was asked; nothing in it repeats a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The keyring is locked, or has no default collection to keep items in.
    #[error(
        "the system keyring is locked or not set up yet; unlock it in your keyring application, \
         then try again"
    )]
    Locked,
    /// No keyring answers on this machine.
    #[error(
        "no system keyring is running; start one (for example GNOME Keyring, KWallet or \
         KeePassXC), then try again"
    )]
    Absent,
    /// The keyring did not answer within the deadline, most often because a prompt is open.
    ///
    /// Whether a new credential was kept is not known: an item that did not exist yet may still
    /// be created once the prompt is answered. Storing it again is safe.
    #[error(
        "the system keyring did not answer in time; answer its prompt if one is open, then try \
         again"
    )]
    TimedOut,
    /// Too many earlier calls still hang in the keyring; nothing new is asked until one returns.
    #[error(
        "the system keyring has several unanswered prompts; answer or close them, then try again"
    )]
    Stuck,
    /// Too many calls wait for the keyring; this one was not made.
    #[error("too many requests wait for the system keyring; try again in a few seconds")]
    Busy,
    /// The keyring refused this program or this person.
    #[error("the system keyring refused access; allow Counterfoil to use it, then try again")]
    Denied,
    /// The secret is longer than every platform's keyring can keep.
    #[error(
        "the credential is longer than {MAX_SECRET_BYTES} bytes; check that only the credential was pasted"
    )]
    TooLarge,
    /// The secret is not text, which some keyrings cannot keep.
    #[error("the credential is not plain text; check that only the credential was pasted")]
    NotText,
    /// Several items carry the same name; taking one of them would be a guess.
    #[error(
        "the system keyring holds several items with this name; delete the wrong ones in your \
         keyring application, then try again"
    )]
    Ambiguous,
    /// Anything else the keyring said.
    #[error("the system keyring failed; try again, and restart the keyring if it persists: {0}")]
    Failed(String),
}
