//! Owns the one type a credential may travel in: it neither prints nor serialises.

use secrecy::{ExposeSecret, SecretSlice};
use std::fmt;

/// The bytes of a credential, wiped from memory when dropped.
///
/// There is no `Display`, no `Serialize` and no `PartialEq`; whoever needs the bytes says so with
/// [`Secret::expose`], which makes every use easy to find.
#[derive(Clone)]
pub struct Secret(SecretSlice<u8>);

impl Secret {
    /// Takes over the bytes; the caller's copy is the caller's to wipe.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(SecretSlice::from(bytes))
    }

    /// Shows the bytes, for the keyring call or the request that uses them and for nothing else.
    pub fn expose(&self) -> &[u8] {
        self.0.expose_secret()
    }

    /// Shows the bytes as text, or `None` when they are not UTF-8.
    pub fn expose_text(&self) -> Option<&str> {
        std::str::from_utf8(self.expose()).ok()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}
