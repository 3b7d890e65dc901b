//! Owns strict JSON: a body with a key twice, too deep or too large is not believed at all.

mod node;

pub(crate) use node::Node;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::{cell::Cell, fmt};

/// The most values one body may hold, so that a small body cannot fill the memory.
pub const MAX_VALUES: usize = 100_000;

/// What an object or a list counts as besides a value: an object of one key takes as much memory
/// as many numbers.
const CONTAINER_VALUES: usize = 4;

/// What is wrong with a body, and where. It repeats keys of the body but none of its values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words())]
pub struct JsonFault {
    /// Where, such as `payments[0].status`; empty for the body as a whole.
    pub path: String,
    /// What is wrong there.
    pub what: String,
}

impl JsonFault {
    pub(crate) fn new(path: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            what: what.into(),
        }
    }

    fn words(&self) -> String {
        match self.path.as_str() {
            "" => self.what.clone(),
            path => format!("`{path}` {}", self.what),
        }
    }
}

/// Reads a whole body.
///
/// # Errors
/// Refuses what is not JSON in UTF-8, any key twice in one object, more than 128 levels and more
/// than [`MAX_VALUES`] values.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonFault> {
    parse_up_to(MAX_VALUES, bytes)
}

/// The same, where a body may hold as many values as this.
pub(crate) fn parse_up_to(max_values: usize, bytes: &[u8]) -> Result<Value, JsonFault> {
    let state = State {
        values_left: Cell::new(max_values),
        fault: Cell::new(None),
    };
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let seed = Unique {
        path: &Path::Root,
        state: &state,
    };
    seed.deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value))
        .map_err(|error| state.fault.take().unwrap_or_else(|| syntax_fault(&error)))
}

fn syntax_fault(error: &serde_json::Error) -> JsonFault {
    let what = format!(
        "it is not readable JSON, or too deep (line {}, column {})",
        error.line(),
        error.column()
    );
    JsonFault::new("", what)
}

struct State {
    values_left: Cell<usize>,
    fault: Cell<Option<JsonFault>>,
}

impl State {
    fn spend<E: serde::de::Error>(&self, values: usize) -> Result<(), E> {
        let Some(left) = self.values_left.get().checked_sub(values) else {
            return Err(self.refuse(&Path::Root, "it holds too many values"));
        };
        self.values_left.set(left);
        Ok(())
    }

    fn refuse<E: serde::de::Error>(&self, path: &Path<'_>, what: &str) -> E {
        self.fault.set(Some(JsonFault::new(path.to_string(), what)));
        E::custom(what)
    }
}

/// Where the reader is, linked from the leaf to the root so that nothing is built unless needed.
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => write!(f, "{}", short(key)),
            Self::Key(parent, key) => write!(f, "{parent}.{}", short(key)),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// A key can be as long as the body; what is shown is not.
fn short(key: &str) -> &str {
    key.char_indices()
        .nth(60)
        .map_or(key, |(end, _)| &key[..end])
}

#[derive(Clone, Copy)]
struct Unique<'a> {
    path: &'a Path<'a>,
    state: &'a State,
}

impl<'de> DeserializeSeed<'de> for Unique<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.state.spend(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("not a number"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.state.spend(CONTAINER_VALUES)?;
        let mut list = Vec::new();
        loop {
            let path = Path::Index(self.path, list.len());
            let Some(value) = items.next_element_seed(Unique {
                path: &path,
                ..self
            })?
            else {
                return Ok(Value::Array(list));
            };
            list.push(value);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.state.spend(CONTAINER_VALUES)?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let path = Path::Key(self.path, &key);
            if object.contains_key(&key) {
                return Err(self.state.refuse(&path, "appears twice"));
            }
            let value = entries.next_value_seed(Unique {
                path: &path,
                ..self
            })?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests;
