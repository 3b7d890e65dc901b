//! Owns chance: every draw is named, so it depends on the seed and its name and on nothing else.
//!
//! A generator shared by all calls would make each draw depend on the order in which others came.

use crate::SandboxError;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Where the bearers and the control token come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entropy {
    /// From the operating system: they cannot be guessed.
    Os,
    /// From the seed: a run replays to the last byte, and whoever knows the seed knows them.
    Seeded,
}

impl Entropy {
    /// Draws a token of 32 bytes, written in hexadecimal.
    pub(crate) fn token(self, seeded: Draw) -> Result<String, SandboxError> {
        let mut bytes = [0; 32];
        match self {
            Self::Os => getrandom::fill(&mut bytes)
                .map_err(|error| SandboxError::Entropy(error.to_string()))?,
            Self::Seeded => seeded.fill(&mut bytes),
        }
        Ok(hex::encode(bytes))
    }
}

/// One named source of chance.
pub(crate) struct Draw(ChaCha20Rng);

impl Draw {
    /// Opens the source that belongs to a name, which may have several parts.
    pub(crate) fn named(seed: u64, name: &[&str]) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_be_bytes());
        for part in name {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        Self(ChaCha20Rng::from_seed(hash.finalize().into()))
    }

    /// Draws a number from 0 up to but without the limit.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0.random_range(0..limit.max(1))
    }

    /// Draws a number from the range; a range that runs backwards is its start.
    pub(crate) fn between(&mut self, range: &RangeInclusive<u64>) -> u64 {
        if range.is_empty() {
            return *range.start();
        }
        self.0.random_range(range.clone())
    }

    /// Draws one of several values.
    pub(crate) fn one_of<T: Copy, const N: usize>(&mut self, values: [T; N]) -> T {
        values[self.0.random_range(0..N)]
    }

    /// Draws letters and digits.
    pub(crate) fn base62(&mut self, length: usize) -> String {
        (0..length)
            .map(|_| char::from(self.one_of(*BASE62)))
            .collect()
    }

    /// Draws a decimal number of the given length that does not begin with 0.
    pub(crate) fn digits(&mut self, length: usize) -> String {
        (0..length)
            .map(|index| {
                let least = u8::from(index == 0);
                char::from(b'0' + self.0.random_range(least..10))
            })
            .collect()
    }

    fn fill(mut self, bytes: &mut [u8]) {
        self.0.fill_bytes(bytes);
    }
}
