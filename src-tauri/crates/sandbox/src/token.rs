//! Owns the comparison of tokens, which takes the same time however much of one was guessed.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Returns the SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Says whether a token has this hash.
pub(crate) fn matches(token: &str, sha256: &str) -> bool {
    sha256_hex(token.as_bytes())
        .as_bytes()
        .ct_eq(sha256.as_bytes())
        .into()
}
