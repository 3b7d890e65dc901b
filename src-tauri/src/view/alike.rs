//! Owns the translation of words that stand one for one in the domain and in the window.

/// Words that stand one for one on both sides.
macro_rules! alike {
    ($($from:ident => $to:ident { $($word:ident),* $(,)? })*) => {$(
        impl From<$from> for $to {
            fn from(word: $from) -> Self {
                match word {
                    $($from::$word => Self::$word),*
                }
            }
        }
    )*};
}

pub(crate) use alike;
