//! Owns the integers that cross to the window, where every number is a double.

use serde::{Deserialize, Deserializer, Serialize};
use specta::Type;

/// The largest integer that a double holds exactly, 2^53 − 1.
const EXACT_MAX: i64 = 9_007_199_254_740_991;

/// An integer that the window receives exactly: minor units, milliseconds UTC, counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(transparent)]
pub struct Integer(#[specta(type = i32)] i64);

impl Integer {
    /// The integer itself.
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl From<i64> for Integer {
    fn from(number: i64) -> Self {
        Self(number.clamp(-EXACT_MAX, EXACT_MAX))
    }
}

impl From<u64> for Integer {
    fn from(number: u64) -> Self {
        Self(i64::try_from(number).map_or(EXACT_MAX, |number| number.min(EXACT_MAX)))
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        if number.unsigned_abs() > EXACT_MAX.unsigned_abs() {
            return Err(serde::de::Error::custom("the number is too large"));
        }
        Ok(Self(number))
    }
}
