//! Owns the record of uploaded media. Their bytes are not kept: nobody fetches them.

use serde::{Deserialize, Serialize};

/// How long an id may be used.
const LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

/// A picture that was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedMedia {
    /// The account it belongs to; no other may use it.
    pub phone_number_id: String,
    /// The id in the answer, never the same twice.
    pub media_id: String,
    /// `image/jpeg` or `image/png`.
    pub mime_type: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub size_bytes: u64,
    /// When it was uploaded.
    pub at_ms: i64,
}

impl UploadedMedia {
    /// Says why a number may not use it any more, or never could.
    pub(crate) fn fault_for(&self, phone_number_id: &str, now_ms: i64) -> Option<&'static str> {
        if self.phone_number_id != phone_number_id {
            Some("was uploaded by another phone number")
        } else if now_ms.saturating_sub(self.at_ms) > LIFE_MS {
            Some("has expired, media are kept for 30 days")
        } else {
            None
        }
    }
}
