//! Owns the link to Meta's terms of payments: found in a provider's words, and opened only where it
//! leads to the one host that is documented (Meta, terms of service not accepted).

use super::envelope::MAX_WORDS_CHARS;
use serde::Serialize;
use std::fmt;
use url::Url;

/// How every such link begins. The host ends with the slash, so no port, user or longer name fits.
const BEGINNING: &str = "https://fb.me/";

/// The longest link that is believed; Meta's have about thirty characters.
const MAX_LINK_CHARS: usize = 200;

/// An address of <https://fb.me> and of no other host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TermsLink(String);

impl TermsLink {
    /// The first link to that host in a provider's words. One that is no plain address is none, and
    /// so is one that the words may have been cut off in.
    pub fn in_words(words: &str) -> Option<Self> {
        let rest = &words[words.find(BEGINNING)?..];
        let link = match rest.find(ends_link) {
            Some(end) => &rest[..end],
            None if words.chars().count() >= MAX_WORDS_CHARS => return None,
            None => rest,
        };
        Self::parse(link.trim_end_matches(['.', ',', ';', ':', '?']))
    }

    /// Reads an address that is nothing else: letters, digits and `/ . _ - ? = &` behind the host.
    pub fn parse(text: &str) -> Option<Self> {
        let path = text.strip_prefix(BEGINNING)?;
        let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || b"/._-?=&".contains(&letter);
        if path.is_empty() || text.len() > MAX_LINK_CHARS || !path.bytes().all(is_plain) {
            return None;
        }
        // What the browser will make of it decides, not how it looks.
        let url = Url::parse(text).ok()?;
        let is_bare = url.username().is_empty() && url.password().is_none() && url.port().is_none();
        let leads_there = url.scheme() == "https" && url.host_str() == Some("fb.me") && is_bare;
        leads_there.then(|| Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TermsLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn ends_link(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || "\"'<>()[]{}`".contains(letter)
}

#[cfg(test)]
mod tests;
