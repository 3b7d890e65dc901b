//! Owns the mutations of what holds other values, and of JSON itself.

use super::{Change, Field};
use crate::dice::Dice;
use crate::fields::{FIELDS, Shape};
use crate::json::{Json, Path, Spelling, Step};

/// Texts that are no JSON, or JSON of the kind that readers disagree about.
const BROKEN: &[&str] = &[
    "",
    "01",
    "+1",
    ".5",
    "1.",
    "0x10",
    "1_000",
    "NaN",
    "Infinity",
    "tru",
    "True",
    "nil",
    "'x'",
    "\"x",
    "\"\\x\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\u12\"",
    "\"\n\"",
    "\"\t\"",
    "[1,]",
    "[,1]",
    "{\"a\":1,}",
    "{a:1}",
    "{\"a\"}",
    "1/*c*/",
    "// c\n1",
    "1 1",
    "1,\"b\":",
    "\u{feff}1",
    "]",
    "}",
    "{\"a\":1,\"a\":1}",
    "{\"\":0}",
    "[[]]",
    "1e99999",
    "-",
    "\"\\u0000\"",
];

/// Names that nobody asked for, some of them only nearly right.
const NAMES: &[&str] = &[
    "extra",
    "",
    "Value",
    "value ",
    "offsets",
    "importer_adress",
    "__proto__",
    "amount_minor",
    "a.b",
    "items[0]",
    "~",
    "name\u{0}",
    "null",
];

pub fn empty(field: &Field<'_>) -> Option<Json> {
    if field.text().is_some() {
        return Some(Json::text(""));
    }
    match field.value? {
        Json::List(_) => Some(Json::List(Vec::new())),
        Json::Object(_) => Some(Json::Object(Vec::new())),
        Json::Raw(_) | Json::Text(_) => None,
    }
}

pub fn wrong_type(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let types = [
        Json::Raw("true".to_owned()),
        Json::Raw("7".to_owned()),
        Json::text("x"),
        Json::List(Vec::new()),
        Json::Object(Vec::new()),
    ];
    let other = dice.pick(&types).clone();
    let is_same = |value| std::mem::discriminant(value) == std::mem::discriminant(&other);
    (!field.value.is_some_and(is_same)).then_some(other)
}

pub fn nested(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let name = dice.word(&["value", "text", "id", "type"]);
    Some(Json::Object(vec![(name.to_owned(), field.value?.clone())]))
}

pub fn listed(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    Some(Json::List(vec![field.value?.clone(); dice.size(1..=2)]))
}

pub fn unlisted(field: &Field<'_>) -> Option<Json> {
    match field.value? {
        Json::List(list) => list.first().cloned(),
        _ => None,
    }
}

/// One element more: like one that is there, or like none.
pub fn more_elements(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let Json::List(list) = field.value? else {
        return None;
    };
    let more = match dice.size(0..=3) {
        0 => Json::Raw("null".to_owned()),
        1 => Json::Object(Vec::new()),
        _ if list.is_empty() => Json::text("x"),
        _ => dice.pick(list).clone(),
    };
    let mut list = list.clone();
    list.insert(dice.size(0..=list.len()), more);
    Some(Json::List(list))
}

/// As many elements as matter anywhere.
pub fn many_elements(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let Json::List(list) = field.value? else {
        return None;
    };
    let count = *dice.pick(&[2, 9, 10, 11]);
    Some(Json::List(
        list.iter().cycle().take(count).cloned().collect(),
    ))
}

pub fn reordered(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let Json::Object(fields) = field.value? else {
        return None;
    };
    let mut fields = fields.clone();
    for at in 1..fields.len() {
        fields.swap(at, dice.size(0..=at));
    }
    Some(Json::Object(fields))
}

pub fn unknown_field(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let Json::Object(fields) = field.value? else {
        return None;
    };
    let name = match dice.chance(50) {
        true => dice.word(NAMES).to_owned(),
        // A good name, most likely in the wrong place.
        false => dice.pick(FIELDS).0.rsplit(['.', '~']).next()?.to_owned(),
    };
    if fields.iter().any(|(known, _)| *known == name) {
        return None;
    }
    let value = match dice.size(0..=2) {
        0 => Json::Raw("null".to_owned()),
        1 => Json::text("x"),
        _ => Json::Object(Vec::new()),
    };
    let mut fields = fields.clone();
    fields.insert(dice.size(0..=fields.len()), (name, value));
    Some(Json::Object(fields))
}

/// A field that Meta knows and that is refused here by its name.
pub fn unsupported(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    match field.shape? {
        shape @ Shape::Foreign(_) => Some(shape.good(dice)),
        _ => None,
    }
}

/// The field a second time, saying the same or something else.
pub fn again(dice: &mut Dice, field: &Field<'_>) -> Option<Change> {
    let Step::Name(_) = field.path.last()? else {
        return None;
    };
    let there = field.value?;
    Some(Change::Again(match dice.size(0..=2) {
        0 => Json::Raw("null".to_owned()),
        1 => field.shape?.good(dice),
        _ => there.clone(),
    }))
}

/// The field in an object next to its own, or in the one around it.
pub fn moved(dice: &mut Dice, field: &Field<'_>) -> Option<Change> {
    let (Step::Name(_), parent) = field.path.split_last()? else {
        return None;
    };
    field.value?;
    let is_other_object = |path: &Path| {
        path != parent
            && !path.starts_with(field.path)
            && matches!(field.body.at(path), Some(Json::Object(_)))
    };
    let others: Vec<Path> = field
        .body
        .paths()
        .into_iter()
        .filter(is_other_object)
        .collect();
    (!others.is_empty()).then(|| Change::MoveTo(dice.pick(&others).clone()))
}

/// A whole object as a text of JSON.
pub fn text_for_object(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    match field.value? {
        object @ Json::Object(_) => Some(Json::Text(object.write(dice, Spelling::Plain))),
        _ => None,
    }
}

pub fn broken(dice: &mut Dice) -> Json {
    let depth = *dice.pick(&[20, 40, 100, 130, 400]);
    Json::Raw(match dice.chance(10) {
        true => format!("{}{}", "[".repeat(depth), "]".repeat(depth)),
        false => dice.word(BROKEN).to_owned(),
    })
}
