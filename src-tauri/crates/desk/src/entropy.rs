//! Owns where chance comes from, so that a schedule can be replayed.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::{Mutex, PoisonError};

/// Gives random bytes.
pub enum Entropy {
    /// The operating system's.
    Os,
    /// A generator that gives the same bytes for the same seed.
    Seeded(Box<Mutex<ChaCha8Rng>>),
}

impl Entropy {
    /// A generator that gives the same bytes for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Box::new(Mutex::new(ChaCha8Rng::seed_from_u64(seed))))
    }

    /// The ten random bytes of an id.
    pub fn id_bytes(&self) -> [u8; 10] {
        self.bytes()
    }

    /// As many random bytes as are asked for.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::Os => {
                getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
            }
            Self::Seeded(generator) => {
                generator
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .fill_bytes(&mut bytes);
            }
        }
        bytes
    }
}
