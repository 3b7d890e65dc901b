//! Owns chance: one stream of numbers for each case, so that a case replays without those before.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::ops::RangeInclusive;

/// What a case is drawn from.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Opens the stream of one case of one run.
    pub fn new(seed: u64, run: u64, case: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(run << 32 | case);
        Self(rng)
    }

    /// Draws a number from the range.
    pub fn number(&mut self, range: RangeInclusive<i64>) -> i64 {
        self.0.random_range(range)
    }

    /// Draws a size from the range.
    pub fn size(&mut self, range: RangeInclusive<usize>) -> usize {
        self.0.random_range(range)
    }

    /// Says yes in so many of a hundred draws.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.random_ratio(percent, 100)
    }

    /// Picks one of at least one.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.size(0..=list.len() - 1)]
    }

    /// Picks one word of at least one.
    pub fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.size(0..=words.len() - 1)]
    }

    /// Draws any character that a text can hold.
    pub fn any_char(&mut self) -> char {
        self.0.random()
    }

    /// Draws something or nothing.
    pub fn maybe<T>(&mut self, percent: u32, draw: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        self.chance(percent).then(|| draw(self))
    }

    /// Draws a list with a length from the range.
    pub fn list<T>(
        &mut self,
        length: RangeInclusive<usize>,
        draw: impl Fn(&mut Dice) -> T,
    ) -> Vec<T> {
        (0..self.size(length)).map(|_| draw(self)).collect()
    }
}
