//! Owns JSON as it was written: keys that occur twice, and integers apart from floats.

use crate::refusal::Refusal;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// A value as it stands in the body.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool,
    Integer(i64),
    /// A number with a fraction or an exponent, or beyond 64 bits.
    OtherNumber,
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a body and refuses a key that occurs twice in one object, anywhere.
    pub(super) fn read(body: &[u8]) -> Result<Json, Refusal> {
        let json: Json = serde_json::from_slice(body)
            .map_err(|error| Refusal::parameter(format!("The body is not valid JSON: {error}")))?;
        match json.duplicate("") {
            None => Ok(json),
            Some(path) => Err(Refusal::parameter(format!("{path}: occurs twice"))),
        }
    }

    fn duplicate(&self, path: &str) -> Option<String> {
        match self {
            Self::List(elements) => elements
                .iter()
                .enumerate()
                .find_map(|(index, element)| element.duplicate(&format!("{path}[{index}]"))),
            Self::Object(members) => {
                let mut seen = BTreeSet::new();
                members.iter().find_map(|(key, value)| {
                    let path = joined(path, key);
                    if seen.insert(key) {
                        value.duplicate(&path)
                    } else {
                        Some(path)
                    }
                })
            }
            _ => None,
        }
    }
}

/// Returns the path of a member.
pub(super) fn joined(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AsWritten)
    }
}

struct AsWritten;

impl<'de> Visitor<'de> for AsWritten {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Json, E> {
        Ok(Json::Bool)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Integer(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        Ok(i64::try_from(number).map_or(Json::OtherNumber, Json::Integer))
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Json, E> {
        Ok(Json::OtherNumber)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Json::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = object.next_entry()? {
            members.push(member);
        }
        Ok(Json::Object(members))
    }
}
