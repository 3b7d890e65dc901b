//! Owns a JSON body that can be spoilt: fields twice, numbers as they are spelled, and what is no
//! JSON at all.

use crate::dice::Dice;
use serde_json::Value;
use std::fmt::Write as _;

/// One value of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Written as it stands: numbers, the three words, and whatever a mutation wants.
    Raw(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// One step into a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Name(String),
    Index(usize),
}

/// The way to a value; none is the whole body.
pub type Path = Vec<Step>;

/// How a body is spelled; its meaning is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    Plain,
    /// With escapes for characters that need none, also in names.
    Escaped,
    /// With white space wherever it may be.
    Spaced,
}

impl Json {
    /// Reads what is JSON.
    pub fn read(bytes: &[u8]) -> Json {
        Json::from(serde_json::from_slice::<Value>(bytes).expect("a written body is JSON"))
    }

    pub fn number(number: i64) -> Json {
        Json::Raw(number.to_string())
    }

    pub fn text(text: &str) -> Json {
        Json::Text(text.to_owned())
    }

    /// Says which whole number this is. What JSON calls `-0` is none: it has a sign and no value.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Json::Raw(raw) if raw != "-0" => raw.parse().ok(),
            _ => None,
        }
    }

    /// Finds the first field of this name.
    pub fn field(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(fields) => fields
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// Finds the value that a path leads to.
    pub fn at(&self, path: &[Step]) -> Option<&Json> {
        path.iter().try_fold(self, |json, step| match (json, step) {
            (Json::List(list), Step::Index(index)) => list.get(*index),
            (json, Step::Name(name)) => json.field(name),
            _ => None,
        })
    }

    /// Finds the value that a path leads to, to change it.
    pub fn at_mut(&mut self, path: &[Step]) -> Option<&mut Json> {
        path.iter().try_fold(self, |json, step| match (json, step) {
            (Json::List(list), Step::Index(index)) => list.get_mut(*index),
            (Json::Object(fields), Step::Name(name)) => fields
                .iter_mut()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            _ => None,
        })
    }

    /// Lists the way to every value, the whole body first.
    pub fn paths(&self) -> Vec<Path> {
        let mut paths = Vec::new();
        self.add_paths(&mut Vec::new(), &mut paths);
        paths
    }

    fn add_paths(&self, here: &mut Path, paths: &mut Vec<Path>) {
        paths.push(here.clone());
        let steps: Vec<(Step, &Json)> = match self {
            Json::Raw(_) | Json::Text(_) => Vec::new(),
            Json::List(list) => (0..).map(Step::Index).zip(list).collect(),
            Json::Object(fields) => fields
                .iter()
                .map(|(name, value)| (Step::Name(name.clone()), value))
                .collect(),
        };
        for (step, value) in steps {
            here.push(step);
            value.add_paths(here, paths);
            here.pop();
        }
    }

    /// Writes the body.
    pub fn write(&self, dice: &mut Dice, spelling: Spelling) -> String {
        let mut text = String::new();
        self.write_to(&mut text, dice, spelling);
        text
    }

    fn write_to(&self, out: &mut String, dice: &mut Dice, spelling: Spelling) {
        space(out, dice, spelling);
        match self {
            Json::Raw(raw) => out.push_str(raw),
            Json::Text(text) => write_text(out, text, dice, spelling),
            Json::List(list) => {
                out.push('[');
                for (index, value) in list.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    value.write_to(out, dice, spelling);
                }
                out.push(']');
            }
            Json::Object(fields) => {
                out.push('{');
                for (index, (name, value)) in fields.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    space(out, dice, spelling);
                    write_text(out, name, dice, spelling);
                    space(out, dice, spelling);
                    out.push(':');
                    value.write_to(out, dice, spelling);
                }
                out.push('}');
            }
        }
        space(out, dice, spelling);
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Json {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => Json::Raw(value.to_string()),
            Value::String(text) => Json::Text(text),
            Value::Array(list) => Json::List(list.into_iter().map(Json::from).collect()),
            Value::Object(fields) => Json::Object(
                fields
                    .into_iter()
                    .map(|(name, value)| (name, Json::from(value)))
                    .collect(),
            ),
        }
    }
}

/// Writes a path as the findings do.
pub fn show(path: &[Step]) -> String {
    let mut shown = String::new();
    for step in path {
        match step {
            Step::Name(name) if shown.is_empty() => shown.push_str(name),
            Step::Name(name) => shown.extend([".", name.as_str()]),
            Step::Index(index) => write!(shown, "[{index}]").expect("a String takes any text"),
        }
    }
    shown
}

fn space(out: &mut String, dice: &mut Dice, spelling: Spelling) {
    if spelling == Spelling::Spaced {
        out.push_str(dice.word(&["", " ", "\n  ", "\t", "\r\n"]));
    }
}

fn write_text(out: &mut String, text: &str, dice: &mut Dice, spelling: Spelling) {
    if spelling != Spelling::Escaped {
        out.push_str(&serde_json::to_string(text).expect("every text becomes JSON"));
        return;
    }
    out.push('"');
    for c in text.chars() {
        let must_be_escaped = c < ' ' || c == '"' || c == '\\';
        if must_be_escaped || dice.chance(50) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(out, "\\u{unit:04x}").expect("a String takes any text");
            }
        } else {
            out.push(c);
        }
    }
    out.push('"');
}
