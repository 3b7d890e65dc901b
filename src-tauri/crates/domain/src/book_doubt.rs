//! Owns why a book may not be the one that was last worked with (money-protocol, section 6). While
//! there is such a doubt nothing with an effect leaves from it.

use serde::{Deserialize, Serialize};

/// Why the effects of a book are locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookDoubt {
    /// It was put in place from a backup.
    Restored,
    /// What was anchored last is not in it: it is older, or another copy went on since.
    OtherCopy,
    /// It was anchored, and this keyring holds no anchor of it.
    NoAnchor,
    /// The anchor is not one that this program wrote.
    BadAnchor,
    /// A line of its activity was changed, taken out or put in.
    BrokenChain,
}

impl BookDoubt {
    /// Every doubt.
    pub const ALL: [Self; 5] = [
        Self::Restored,
        Self::OtherCopy,
        Self::NoAnchor,
        Self::BadAnchor,
        Self::BrokenChain,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::OtherCopy => "other_copy",
            Self::NoAnchor => "no_anchor",
            Self::BadAnchor => "bad_anchor",
            Self::BrokenChain => "broken_chain",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }

    /// What is known, as a sentence without its capital and its full stop.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Restored => {
                "this book was restored from a backup and knows nothing of what was done after \
                 that backup was made"
            }
            Self::OtherCopy => {
                "this book is an older or another copy: what the keyring remembers of its last \
                 lines is not in it"
            }
            Self::NoAnchor => {
                "this book is a copy from another computer, or the keyring was emptied: the \
                 keyring here remembers nothing of it"
            }
            Self::BadAnchor => {
                "what the keyring remembers of this book was not written by this program"
            }
            Self::BrokenChain => {
                "the activity of this book was changed after it was written, so other parts of it \
                 may have been changed as well"
            }
        }
    }
}
