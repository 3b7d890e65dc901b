//! Owns the mutations of numbers.

use super::{Change, Field};
use crate::dice::Dice;
use crate::fields::Shape;
use crate::json::{Json, Path, Step};

/// Where 64 bits, a double and the desk's amounts end.
const HUGE: &[&str] = &[
    "9007199254740991",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999999999999999",
    "1e15",
    "1e308",
    "1e400",
];

pub fn float(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let number = field.integer()?;
    Some(Json::Raw(match dice.size(0..=6) {
        0 => format!("{number}.0"),
        1 => format!("{number}.5"),
        2 => format!("{number}e0"),
        3 => format!("{number}E+2"),
        4 => format!("{number}00e-2"),
        5 => "-0".to_owned(),
        _ => "-0.0".to_owned(),
    }))
}

pub fn huge(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    field.integer()?;
    Some(Json::Raw(dice.word(HUGE).to_owned()))
}

pub fn negative(field: &Field<'_>) -> Option<Json> {
    Some(Json::number(match field.integer()? {
        0 => -1,
        number => -number,
    }))
}

pub fn zero(field: &Field<'_>) -> Option<Json> {
    field.integer().map(|_| Json::number(0))
}

pub fn off_by_one(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let number = field.integer()?;
    Some(Json::number(number + dice.pick(&[-1, 1])))
}

pub fn as_text(field: &Field<'_>) -> Option<Json> {
    field.integer().map(|number| Json::Text(number.to_string()))
}

pub fn offset(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    if field.shape? != Shape::Offset {
        return None;
    }
    Some(Json::Raw(
        dice.word(&["10", "1", "0", "1000", "99", "101", "-100", "100.0", "1e2"])
            .to_owned(),
    ))
}

/// The numbers around every limit; around the price where it is a sale price.
pub fn edge(dice: &mut Dice, field: &Field<'_>) -> Option<Json> {
    let mut edges = match field.shape? {
        Shape::Quantity => vec![0, 1, 2, 99, 100, 101, i64::MAX],
        Shape::Value => vec![0, 1, 50_000_000, 50_000_001, (1 << 53) - 1, 1 << 53],
        _ => return None,
    };
    if let Some(price) = price_beside(field) {
        edges.extend([price - 1, price, price + 1]);
    }
    Some(Json::number(*dice.pick(&edges)))
}

fn price_beside(field: &Field<'_>) -> Option<i64> {
    let [item @ .., Step::Name(name), _] = field.path.as_slice() else {
        return None;
    };
    if name != "sale_amount" {
        return None;
    }
    field
        .body
        .at(item)?
        .field("amount")?
        .field("value")?
        .integer()
}

/// Two amounts that are not alike change places.
pub fn swap(dice: &mut Dice, field: &Field<'_>) -> Option<Change> {
    if field.shape? != Shape::Value {
        return None;
    }
    let mine = field.value?;
    let is_other_amount = |path: &Path| {
        matches!(path.last(), Some(Step::Name(name)) if name == "value")
            && field
                .body
                .at(path)
                .is_some_and(|other| other.integer().is_some() && other != mine)
    };
    let others: Vec<Path> = field
        .body
        .paths()
        .into_iter()
        .filter(is_other_amount)
        .collect();
    (!others.is_empty()).then(|| Change::Swap(dice.pick(&others).clone()))
}
