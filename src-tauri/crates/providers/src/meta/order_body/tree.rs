//! Owns the parsed body: fields in their order, repeated names noticed, whole numbers kept apart
//! from all others.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The largest body that is read.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// The most fields of one object that are read; no object of an order has half as many.
pub const MAX_FIELDS: usize = 200;

/// Nothing deeper is kept: an order is nine deep, so whatever is there is inside an unknown field.
const MAX_DEPTH: usize = 32;

/// One JSON value.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Bool,
    Integer(i64),
    /// A whole number beyond every amount.
    HugeInteger,
    /// A number with a point or an exponent, or one too long to tell; its value is never used.
    OtherNumber,
    Text(String),
    List(Vec<Node>),
    Object(Fields),
    /// A value below [`MAX_DEPTH`].
    TooDeep,
}

/// The fields of one object.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// In the order of the body. Of a name given twice, the first value is kept.
    pub(super) list: Vec<(String, Node)>,
    /// Names that were given again.
    pub(super) repeated: Vec<String>,
    /// Whether there were more than [`MAX_FIELDS`].
    pub(super) is_cut: bool,
}

impl Fields {
    /// Finds a field by its name.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        self.list
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, node)| node)
    }

    fn add(&mut self, name: String, node: Node) {
        if self.get(&name).is_none() {
            self.list.push((name, node));
        } else if !self.repeated.contains(&name) {
            self.repeated.push(name);
        }
    }
}

/// Why a body cannot be read at all.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    TooLarge,
    NotJson { line: usize, column: usize },
}

/// Parses a whole body.
pub(super) fn parse(bytes: &[u8]) -> Result<Node, Unreadable> {
    if bytes.len() > MAX_BODY_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    Seed { depth: 0 }
        .deserialize(&mut reader)
        .and_then(|node| reader.end().map(|()| node))
        .map_err(|error| Unreadable::NotJson {
            line: error.line(),
            column: error.column(),
        })
}

#[derive(Clone, Copy)]
struct Seed {
    depth: usize,
}

impl Seed {
    fn below(self) -> Self {
        Self {
            depth: self.depth + 1,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        if self.depth > MAX_DEPTH {
            return deserializer
                .deserialize_ignored_any(IgnoredAny)
                .map(|_| Node::TooDeep);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Bool)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(i64::try_from(number).map_or(Node::HugeInteger, Node::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::OtherNumber)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(self.below())? {
            list.push(element);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut fields = Fields::default();
        while let Some(name) = entries.next_key::<String>()? {
            if fields.list.len() == MAX_FIELDS {
                fields.is_cut = true;
                entries.next_value::<IgnoredAny>()?;
            } else {
                fields.add(name, entries.next_value_seed(self.below())?);
            }
        }
        Ok(Node::Object(fields))
    }
}
