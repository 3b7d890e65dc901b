//! Owns the cursor that rules are written with: a value, its path, and what it may be.

use super::json::{Json, joined};
use crate::refusal::Refusal;
use std::ops::RangeInclusive;

/// A value somewhere in the body.
pub(super) struct Node<'a> {
    path: String,
    json: &'a Json,
}

impl<'a> Node<'a> {
    pub(super) fn root(json: &'a Json) -> Self {
        Self {
            path: String::new(),
            json,
        }
    }

    /// Refuses this value with a rule it broke.
    pub(super) fn invalid(&self, rule: &str) -> Refusal {
        Refusal::invalid(
            if self.path.is_empty() {
                "body"
            } else {
                &self.path
            },
            rule,
        )
    }

    /// Refuses a kind of message that Meta knows and this sandbox does not play.
    pub(super) fn unsupported(&self, rule: &str) -> Refusal {
        Refusal::unsupported(&self.path, rule)
    }

    /// Checks that this is an object, whatever its members.
    pub(super) fn members(&self) -> Result<&'a [(String, Json)], Refusal> {
        match self.json {
            Json::Object(members) => Ok(members),
            _ => Err(self.invalid("must be an object")),
        }
    }

    /// Checks that this is an object with no members but these.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Refusal> {
        let unknown = self
            .members()?
            .iter()
            .find(|(key, _)| !known.contains(&key.as_str()));
        match unknown {
            None => Ok(()),
            Some((key, _)) => {
                let path = joined(&self.path, key);
                Err(Refusal::parameter(format!(
                    "{path}: is not a known parameter"
                )))
            }
        }
    }

    /// Returns a member that must be there.
    pub(super) fn required(&self, key: &str) -> Result<Node<'a>, Refusal> {
        match self.optional(key)? {
            Some(node) => Ok(node),
            None => Err(Refusal::missing(&joined(&self.path, key))),
        }
    }

    /// Returns a member that may be absent. Null is present, and no value may be null.
    pub(super) fn optional(&self, key: &str) -> Result<Option<Node<'a>>, Refusal> {
        let member = self.members()?.iter().find(|(name, _)| name == key);
        Ok(member.map(|(_, json)| Node {
            path: joined(&self.path, key),
            json,
        }))
    }

    /// Reads a list with this many elements.
    pub(super) fn list(&self, count: RangeInclusive<usize>) -> Result<Vec<Node<'a>>, Refusal> {
        let Json::List(elements) = self.json else {
            return Err(self.invalid("must be an array"));
        };
        if !count.contains(&elements.len()) {
            return Err(self.invalid(&format!("must have {} elements", span(&count))));
        }
        let at = |(index, json)| Node {
            path: format!("{}[{index}]", self.path),
            json,
        };
        Ok(elements.iter().enumerate().map(at).collect())
    }

    /// Reads a string of 1 to `max` characters, not all of them blank.
    pub(super) fn text(&self, max: usize) -> Result<&'a str, Refusal> {
        let text = self.any_text()?;
        if text.trim().is_empty() {
            return Err(self.invalid("must not be empty"));
        }
        if text.chars().count() > max {
            return Err(self.invalid(&format!("must be {} characters", span(&(1..=max)))));
        }
        Ok(text)
    }

    /// Reads a string of any length.
    pub(super) fn any_text(&self) -> Result<&'a str, Refusal> {
        match self.json {
            Json::Text(text) => Ok(text),
            _ => Err(self.invalid("must be a string")),
        }
    }

    /// Reads a string that must be one of these.
    pub(super) fn one_of(&self, words: &[&str]) -> Result<&'a str, Refusal> {
        let word = self.any_text()?;
        if words.contains(&word) {
            return Ok(word);
        }
        Err(self.invalid(&format!("must be {}", words.join(" or "))))
    }

    /// Reads a string that must be one of these words, and returns what it stands for.
    pub(super) fn meaning<T: Copy>(&self, words: &[(&str, T)]) -> Result<T, Refusal> {
        let given = self.any_text()?;
        let meant = words.iter().find(|(word, _)| *word == given);
        meant.map(|(_, meaning)| *meaning).ok_or_else(|| {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.invalid(&format!("must be {}", known.join(" or ")))
        })
    }

    /// Reads a string of exactly this many ASCII characters, all of one class.
    pub(super) fn exactly(
        &self,
        count: usize,
        class: impl Fn(&u8) -> bool,
        name: &str,
    ) -> Result<&'a str, Refusal> {
        let text = self.any_text()?;
        if text.len() == count && text.as_bytes().iter().all(class) {
            return Ok(text);
        }
        Err(self.invalid(&format!("must be exactly {count} {name}")))
    }

    /// Reads an integer, never a float and never a string.
    pub(super) fn integer(&self, range: RangeInclusive<i64>) -> Result<i64, Refusal> {
        match self.json {
            Json::Integer(number) if range.contains(number) => Ok(*number),
            _ => {
                let (low, high) = range.into_inner();
                Err(self.invalid(&format!("must be an integer from {low} to {high}")))
            }
        }
    }

    /// Reads a link that begins with `https://` and names a host.
    pub(super) fn https_link(&self) -> Result<&'a str, Refusal> {
        let link = self.any_text()?;
        let host = link
            .strip_prefix("https://")
            .and_then(|rest| rest.split(['/', '?', '#']).next());
        let whole = !link.contains(|c: char| c.is_whitespace() || c.is_control());
        if whole && host.is_some_and(|host| !host.is_empty()) {
            return Ok(link);
        }
        Err(self.invalid("must be an https link"))
    }
}

fn span(range: &RangeInclusive<usize>) -> String {
    match (range.start(), range.end()) {
        (low, &usize::MAX) => format!("at least {low}"),
        (low, high) if low == high => format!("exactly {low}"),
        (low, high) => format!("{low} to {high}"),
    }
}
