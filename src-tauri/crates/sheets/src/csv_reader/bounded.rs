//! Owns the bound on how much is read before somebody asks for more.

use std::io::{self, Read};

/// Reads no more than was allowed, and calls the rest an error.
pub struct Bounded<R> {
    from: R,
    left: u64,
}

impl<R> Bounded<R> {
    /// Allows nothing yet.
    pub fn over(from: R) -> Self {
        Self { from, left: 0 }
    }

    /// Allows this many bytes from here on.
    pub fn allow(&mut self, bytes: u64) {
        self.left = bytes;
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.left = self
            .left
            .checked_sub(read as u64)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a row is too long"))?;
        Ok(read)
    }
}
