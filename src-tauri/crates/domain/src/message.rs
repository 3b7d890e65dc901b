//! Owns what becomes of a message after the provider accepted it.

use serde::{Deserialize, Serialize};

/// What became of a message, from the one that says least to the one that says most: one that was
/// read was delivered, whatever came first (Meta, message statuses).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageWord {
    /// It did not arrive, or changed nothing. One that was delivered after all was.
    Failed,
    /// It left the provider.
    Sent,
    /// It arrived.
    Delivered,
    /// The customer opened it, or played it.
    Read,
}

impl MessageWord {
    /// Every word.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Sent, Self::Delivered, Self::Read];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }

    /// Reads a provider's word; `None` for one that no document lists.
    pub fn read(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "sent" => Some(Self::Sent),
            "delivered" => Some(Self::Delivered),
            "read" | "played" => Some(Self::Read),
            "failed" => Some(Self::Failed),
            _ => None,
        }
    }

    /// What is true after these reports, in whatever order they came: the furthest it got; it failed
    /// only where it was never delivered.
    pub fn furthest(words: impl IntoIterator<Item = Self>) -> Option<Self> {
        words.into_iter().max_by_key(|word| match word {
            Self::Sent => 0,
            Self::Failed => 1,
            Self::Delivered => 2,
            Self::Read => 3,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MessageWord::{Delivered, Failed, Read, Sent};

    #[test]
    fn the_furthest_counts_in_whatever_order_they_came() {
        check(&[Sent, Delivered, Read], Some(Read));
        check(&[Read, Sent], Some(Read));
        check(&[Failed, Sent], Some(Failed));
        check(&[Sent, Failed, Delivered], Some(Delivered));
        check(&[], None);

        #[track_caller]
        fn check(words: &[MessageWord], expected: Option<MessageWord>) {
            assert_eq!(MessageWord::furthest(words.iter().copied()), expected);
        }
    }

    #[test]
    fn a_word_that_no_document_lists_says_nothing() {
        assert_eq!(MessageWord::read("Played"), Some(Read));
        assert_eq!(MessageWord::read("teleported"), None);
        for word in MessageWord::ALL {
            assert_eq!(MessageWord::from_word(word.word()), Some(word));
            assert_eq!(MessageWord::read(word.word()), Some(word));
        }
    }
}
