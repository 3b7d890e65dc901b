//! Owns the kinds of rule that an order's fields follow; the fields themselves are next door.

use crate::finding::{Finding, FindingCode, Findings, Limit};
use std::ops::RangeInclusive;

impl Findings {
    /// Finds something that names no limit.
    pub(super) fn say(&mut self, path: impl Into<String>, code: FindingCode) {
        self.add(Finding::new(path, code));
    }

    /// Finds something that names the limit of its rule.
    pub(super) fn say_limit(
        &mut self,
        path: impl Into<String>,
        code: FindingCode,
        limit: impl Into<Limit>,
    ) {
        self.add(Finding::with_limit(path, code, limit));
    }

    /// Wants a text that is more than white space; says whether it is.
    pub(super) fn filled(&mut self, path: impl Into<String>, text: &str) -> bool {
        let is_filled = !text.trim().is_empty();
        if !is_filled {
            self.say(path, FindingCode::Required);
        }
        is_filled
    }

    /// Wants a filled text of at most `max` characters.
    pub(super) fn text(&mut self, path: impl Into<String>, text: &str, max: usize) {
        let path = path.into();
        self.filled(path.as_str(), text);
        self.at_most(path, text, max);
    }

    /// Wants no text or a filled one of at most `max` characters.
    pub(super) fn text_if_any(&mut self, path: impl Into<String>, text: Option<&str>, max: usize) {
        if let Some(text) = text {
            self.text(path, text, max);
        }
    }

    /// Wants at most `max` characters.
    pub(super) fn at_most(&mut self, path: impl Into<String>, text: &str, max: usize) {
        if text.chars().count() > max {
            self.say_limit(path, FindingCode::TooLong, max);
        }
    }

    /// Wants exactly one of the allowed words.
    pub(super) fn word(&mut self, path: impl Into<String>, text: &str, allowed: &[&str]) {
        let path = path.into();
        if self.filled(path.as_str(), text) && !allowed.contains(&text) {
            self.say_limit(path, FindingCode::NotAllowed, allowed);
        }
    }

    /// Wants exactly `count` digits.
    pub(super) fn digits(&mut self, path: impl Into<String>, text: &str, count: usize) {
        let path = path.into();
        let is_digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if self.filled(path.as_str(), text) && !is_digits {
            let words = format!("{count} digits");
            self.say_limit(path, FindingCode::NotAllowed, words.as_str());
        }
    }

    /// Wants a link that a phone loads only over https: the scheme, a host, no space anywhere.
    pub(super) fn https(&mut self, path: impl Into<String>, link: &str) {
        let path = path.into();
        let host = link
            .strip_prefix("https://")
            .and_then(|rest| rest.split(['/', '?', '#']).next());
        let has_host = host.is_some_and(|host| !host.is_empty());
        let is_whole = !link.contains(|c: char| c.is_whitespace() || c.is_control());
        if self.filled(path.as_str(), link) && !(has_host && is_whole) {
            self.say(path, FindingCode::NotHttps);
        }
    }

    /// Wants a number in the range.
    pub(super) fn number(
        &mut self,
        path: impl Into<String>,
        number: Option<i64>,
        range: RangeInclusive<i64>,
    ) {
        match number {
            None => self.say(path, FindingCode::Required),
            Some(number) if !range.contains(&number) => {
                self.say_limit(path, FindingCode::OutOfRange, range);
            }
            Some(_) => {}
        }
    }
}
