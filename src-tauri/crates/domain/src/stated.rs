//! Owns the pairing of a provider's word with what we take it to mean.

use serde::{Deserialize, Serialize};

/// A word as the provider wrote it, beside its meaning. Unknown words mean pending and are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// What we take the word to mean.
    pub meaning: T,
    /// The word, verbatim.
    pub word: String,
    /// False when the word is in no document we know.
    pub known: bool,
}

impl<T: Copy> Stated<T> {
    /// Reads a provider's word by a table of the documented ones, written as [`folded`] gives them.
    /// Any other word means `otherwise` and stays visible.
    pub fn read(word: &str, documented: &[(&str, T)], otherwise: T) -> Self {
        let folded = folded(word);
        let known = documented
            .iter()
            .find(|(documented, _)| *documented == folded);
        Self {
            meaning: known.map_or(otherwise, |(_, meaning)| *meaning),
            word: word.to_owned(),
            known: known.is_some(),
        }
    }
}

/// Folds what providers vary: letter case, and space, `_` and `-`, which are equal
/// (Meta, Cloud API, ground rules for every call).
pub fn folded(word: &str) -> String {
    word.trim().to_ascii_lowercase().replace([' ', '-'], "_")
}
