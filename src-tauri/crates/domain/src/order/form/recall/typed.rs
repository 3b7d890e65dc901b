//! Owns what was typed so far, and whether a text fits it: by the beginnings of its words, whatever
//! their case, their order and what stands between them.

/// More than anybody types to find something; longer texts find nothing.
const MAX_TYPED_CHARS: usize = 100;

/// Of a longer text only so much is looked at.
const MAX_LOOKED_AT_CHARS: usize = 200;

/// What was typed.
pub(super) struct Typed {
    words: Vec<String>,
    digits: Option<String>,
}

impl Typed {
    /// Reads what was typed; `None` when it is too long for anything to fit.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.chars().count() > MAX_TYPED_CHARS {
            return None;
        }
        let is_number = !text.contains(char::is_alphabetic);
        Some(Self {
            words: words(text),
            digits: is_number.then(|| text.chars().filter(char::is_ascii_digit).collect()),
        })
    }

    /// The digits of what may be a number.
    pub(super) fn digits(&self) -> Option<&str> {
        self.digits.as_deref()
    }

    /// Whether every word that was typed begins a word of this text.
    pub(super) fn fits(&self, text: &str) -> bool {
        let theirs = words(text);
        let begins_one = |word: &String| theirs.iter().any(|one| one.starts_with(word.as_str()));
        self.words.iter().all(begins_one)
    }
}

/// A text as it is compared with others: the same words are the same text.
pub(super) fn folded(text: &str) -> String {
    words(text).join(" ")
}

fn words(text: &str) -> Vec<String> {
    let looked_at: String = text
        .chars()
        .take(MAX_LOOKED_AT_CHARS)
        .filter(|c| !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .collect();
    let words = looked_at.split(parts_words);
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What nobody sees: it must not make two texts of one.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The marks of Indian scripts belong to their words, so not everything but letters parts them.
fn parts_words(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c.is_ascii_punctuation() || matches!(c, '‐'..='⁞')
}
