//! Owns the cursor: an object being read field by field, which knows where it is, notes every
//! fault there and at the end every field that nobody asked for.

use super::paths;
use super::tree::{Fields, MAX_FIELDS, Node};
use counterfoil_domain::finding::{Finding, FindingCode, Findings, Limit};
use counterfoil_domain::money::MAX_MINOR;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// One object of the body, at its path.
pub(super) struct Cursor<'a> {
    findings: &'a mut Findings,
    path: String,
    fields: &'a Fields,
    asked: Vec<&'static str>,
    asks_no_more: bool,
}

/// Reads an object, then notes what is left in it. `None` when it is something else.
pub(super) fn object<T>(
    findings: &mut Findings,
    path: String,
    node: &Node,
    read: impl FnOnce(&mut Cursor<'_>) -> T,
) -> Option<T> {
    let Node::Object(fields) = node else {
        findings.add(Finding::with_limit(
            path,
            FindingCode::WrongType,
            "an object",
        ));
        return None;
    };
    let mut cursor = Cursor {
        findings,
        path,
        fields,
        asked: Vec::new(),
        asks_no_more: false,
    };
    let value = read(&mut cursor);
    cursor.finish();
    Some(value)
}

impl<'a> Cursor<'a> {
    /// A text that the order's own rules ask for: a missing one is empty here and a finding there.
    pub(super) fn text(&mut self, name: &'static str) -> String {
        self.optional_text(name).unwrap_or_default()
    }

    /// A text that may be missing.
    pub(super) fn optional_text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name)? {
            Node::Text(text) => Some(text.clone()),
            _ => self.wrong_type(name, "a text"),
        }
    }

    /// A fixed word; says whether it is there.
    pub(super) fn word(&mut self, name: &'static str, word: &str) -> bool {
        if self.fields.get(name).is_none() {
            self.say(name, FindingCode::Required);
        }
        self.optional_word(name, word)
    }

    /// A fixed word that may be missing; says whether it is there.
    pub(super) fn optional_word(&mut self, name: &'static str, word: &str) -> bool {
        let Some(text) = self.optional_text(name) else {
            return false;
        };
        if text != word {
            self.say_limit(name, FindingCode::NotAllowed, word);
        }
        text == word
    }

    /// A whole number that the order's own rules ask for: a missing one is a finding there.
    pub(super) fn integer(&mut self, name: &'static str) -> Option<i64> {
        match self.take(name)? {
            Node::Integer(number) => return Some(*number),
            Node::HugeInteger => {
                self.say_limit(name, FindingCode::OutOfRange, -MAX_MINOR..=MAX_MINOR);
            }
            Node::OtherNumber => self.say(name, FindingCode::NotInteger),
            _ => return self.wrong_type(name, "a whole number"),
        }
        None
    }

    /// A whole number that is a finding when it is missing.
    pub(super) fn required_integer(&mut self, name: &'static str) -> Option<i64> {
        self.require(name);
        self.integer(name)
    }

    /// An object that may be missing.
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Cursor<'_>) -> T,
    ) -> Option<T> {
        let node = self.take(name)?;
        object(self.findings, self.at(name), node, read)
    }

    /// An object that is a finding when it is missing.
    pub(super) fn required_object<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Cursor<'_>) -> T,
    ) -> Option<T> {
        self.require(name);
        self.object(name, read)
    }

    /// A list of objects that may be missing. Elements that are something else keep their place.
    pub(super) fn objects<T: Default>(
        &mut self,
        name: &'static str,
        count: RangeInclusive<usize>,
        read: impl Fn(&mut Cursor<'_>) -> T,
    ) -> Option<Vec<T>> {
        let list = self.list(name, count)?;
        let path = self.at(name);
        let mut values = Vec::with_capacity(list.len());
        for (index, node) in list.iter().enumerate() {
            let value = object(self.findings, format!("{path}[{index}]"), node, &read);
            values.push(value.unwrap_or_default());
        }
        Some(values)
    }

    /// A list of texts that may be missing.
    pub(super) fn texts(
        &mut self,
        name: &'static str,
        count: RangeInclusive<usize>,
    ) -> Option<Vec<String>> {
        let list = self.list(name, count)?;
        let mut texts = Vec::with_capacity(list.len());
        for (index, node) in list.iter().enumerate() {
            match node {
                Node::Text(text) => texts.push(text.clone()),
                _ => {
                    let path = format!("{name}[{index}]");
                    self.say_limit(&path, FindingCode::WrongType, "a text");
                }
            }
        }
        Some(texts)
    }

    /// Every field of this object as a text, whatever their names.
    pub(super) fn all_texts(&mut self) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (name, node) in &self.fields.list {
            match node {
                Node::Text(text) => {
                    texts.insert(name.clone(), text.clone());
                }
                _ => self.say_limit(name, FindingCode::WrongType, "a text"),
            }
        }
        self.asks_no_more = true;
        texts
    }

    /// Names that Meta knows and the desk does not, with what it knows instead.
    pub(super) fn unsupported(&mut self, names: &[&'static str], instead: &str) {
        for name in names {
            if self.take(name).is_some() {
                self.say_limit(name, FindingCode::NotSupported, instead);
            }
        }
    }

    /// A field that must not stand beside another one.
    pub(super) fn conflicts(&mut self, name: &'static str, with: &str) {
        if self.take(name).is_some() {
            self.say_limit(name, FindingCode::Conflict, with);
        }
    }

    /// Notes that the whole object is a kind the desk does not know, and asks nothing more of it.
    pub(super) fn give_up(&mut self, instead: &str) {
        let path = self.path.clone();
        self.findings.add(Finding::with_limit(
            path,
            FindingCode::NotSupported,
            instead,
        ));
        self.asks_no_more = true;
    }

    /// Notes that a field cannot be read as it is.
    pub(super) fn refuse(&mut self, name: &'static str, code: FindingCode) {
        if self.take(name).is_some() {
            self.say(name, code);
        }
    }

    /// Looks at a field that is still to be read, without asking for it.
    pub(super) fn peek(&self, name: &str) -> Option<&'a Node> {
        self.fields.get(name)
    }

    /// Notes something about a field.
    pub(super) fn say(&mut self, name: &str, code: FindingCode) {
        self.findings.add(Finding::new(self.at(name), code));
    }

    /// Notes something about a field, with the limit that its rule names.
    pub(super) fn say_limit(&mut self, name: &str, code: FindingCode, limit: impl Into<Limit>) {
        self.findings
            .add(Finding::with_limit(self.at(name), code, limit));
    }

    /// A field that is a finding when it is missing.
    pub(super) fn require(&mut self, name: &str) {
        if self.fields.get(name).is_none() {
            self.say(name, FindingCode::Required);
        }
    }

    /// Fewer or more elements than the range are one finding; no more than it are read.
    fn list(&mut self, name: &'static str, count: RangeInclusive<usize>) -> Option<&'a [Node]> {
        let (min, max) = count.into_inner();
        let Node::List(list) = self.take(name)? else {
            return self.wrong_type(name, "a list");
        };
        if list.len() < min {
            self.say_limit(name, FindingCode::TooFew, min);
        } else if list.len() > max {
            self.say_limit(name, FindingCode::TooMany, max);
        }
        Some(&list[..list.len().min(max)])
    }

    fn wrong_type<T>(&mut self, name: &str, wanted: &str) -> Option<T> {
        self.say_limit(name, FindingCode::WrongType, wanted);
        None
    }

    fn take(&mut self, name: &'static str) -> Option<&'a Node> {
        self.asked.push(name);
        self.fields.get(name)
    }

    fn at(&self, name: &str) -> String {
        paths::below(&self.path, name)
    }

    /// Notes what the fields themselves cannot: names given twice, names nobody knows.
    fn finish(&mut self) {
        for name in &self.fields.repeated {
            self.say(name, FindingCode::DuplicateKey);
        }
        if self.fields.is_cut {
            let path = self.path.clone();
            self.findings
                .add(Finding::with_limit(path, FindingCode::TooMany, MAX_FIELDS));
        }
        if self.asks_no_more {
            return;
        }
        for (name, _) in &self.fields.list {
            if !self.asked.contains(&name.as_str()) {
                self.say(name, FindingCode::UnknownField);
            }
        }
    }
}
