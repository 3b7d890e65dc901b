//! Owns the reading of one value in a parsed body, and the words for what is wrong with it.

use super::JsonFault;
use serde_json::{Number, Value};

/// The largest integer every reader of JSON agrees on (RFC 8259, numbers).
const MAX_INTEGER: i64 = 1 << 53;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    value: &'a Value,
    path: String,
}

impl<'a> Node<'a> {
    /// The body as a whole.
    pub(crate) fn root(value: &'a Value) -> Self {
        Self {
            value,
            path: String::new(),
        }
    }

    /// The value itself.
    pub(crate) const fn value(&self) -> &'a Value {
        self.value
    }

    /// The value of a key. `null` counts as missing, and so does every key of what is no object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Self {
            value,
            path: self.path_of(key),
        })
    }

    /// The value of a key that has to be there.
    pub(crate) fn need(&self, key: &str) -> Result<Self, JsonFault> {
        self.get(key)
            .ok_or_else(|| JsonFault::new(self.path_of(key), "is missing"))
    }

    /// The elements of a list, at most `max` of them.
    pub(crate) fn list(&self, max: usize) -> Result<Vec<Self>, JsonFault> {
        let Value::Array(items) = self.value else {
            return Err(self.fault("is not a list"));
        };
        if items.len() > max {
            return Err(self.fault(format!("has more than {max} elements")));
        }
        let item = |(index, value)| Self {
            value,
            path: format!("{}[{index}]", self.path),
        };
        Ok(items.iter().enumerate().map(item).collect())
    }

    /// This value, which has to be an object.
    pub(crate) fn object(self) -> Result<Self, JsonFault> {
        if self.value.is_object() {
            Ok(self)
        } else {
            Err(self.fault("is not an object"))
        }
    }

    /// The text, which has to be there and not be blank.
    pub(crate) fn text(&self) -> Result<&'a str, JsonFault> {
        match self.value {
            Value::String(text) if text.trim().is_empty() => Err(self.fault("is empty")),
            Value::String(text) => Ok(text),
            _ => Err(self.fault("is not text")),
        }
    }

    /// An identifier: text, or the digits of a whole number.
    pub(crate) fn id(&self) -> Result<String, JsonFault> {
        match self.value {
            Value::Number(number) if !number.is_f64() => Ok(number.to_string()),
            _ => self.text().map(str::to_owned),
        }
    }

    /// A whole number, written as a number or as decimal text, and never larger than what every
    /// reader of JSON agrees on.
    pub(crate) fn integer(&self) -> Result<i64, JsonFault> {
        let value = match self.value {
            Value::Number(number) => whole(number),
            Value::String(text) => decimal(text),
            _ => None,
        };
        value
            .filter(|value| value.unsigned_abs() <= MAX_INTEGER.unsigned_abs())
            .ok_or_else(|| self.fault("is not a whole number within range"))
    }

    /// The text if there is any; for descriptions nothing depends on.
    pub(crate) fn words(&self) -> Option<&'a str> {
        self.value.as_str().filter(|text| !text.trim().is_empty())
    }

    /// Whether this is a list without elements.
    pub(crate) fn is_empty_list(&self) -> bool {
        self.value.as_array().is_some_and(Vec::is_empty)
    }

    /// Says that something is wrong here.
    pub(crate) fn fault(&self, what: impl Into<String>) -> JsonFault {
        JsonFault::new(self.path.clone(), what)
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

fn whole(number: &Number) -> Option<i64> {
    if number.is_f64() {
        None
    } else {
        number.as_i64()
    }
}

fn decimal(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}
