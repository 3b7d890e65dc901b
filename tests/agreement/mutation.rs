//! Owns mutations: one field of a good body, and one thing done to it.

mod numbers;
mod sums;
mod texts;
mod trees;

use crate::dice::Dice;
use crate::fields::{self, Shape};
use crate::json::{Json, Path, Step, show};
pub use sums::follow;

/// How many fields are tried for one kind, and how many kinds for one body. An order whose amounts
/// are all alike has none to swap.
const MAX_FIELDS: usize = 2_000;
const MAX_KINDS: usize = 10;

/// Declares every kind of mutation once.
macro_rules! kinds {
    ($($kind:ident,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($kind,)*
        }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];
        }
    };
}

kinds! {
    Blank, BrokenJson, DuplicateField, Empty, Float, ForeignDigits, GoodValue, HugeNumber,
    Invisible, Link, Listed, LongestText, ManyElements, Moved, MoreElements, Negative, Nested,
    Null, NumberAsText, NumberEdge, OffByOne, OffsetValue, OtherCase, Padded, Remove, Reordered,
    SwappedAmounts, TextAsNumber, TextForObject, TimestampEdge, TooLongText, UnknownField,
    UnknownWord, Unlisted, Unsupported, UpiLink, WrongType, Zero,
}

/// What is done to the value at a path.
pub enum Change {
    Put(Json),
    Remove,
    /// The field once more, with this value, before or after the first.
    Again(Json),
    /// The value changes places with that of another path.
    Swap(Path),
    /// The field goes to another object.
    MoveTo(Path),
}

/// What a mutation sees of its field.
pub struct Field<'a> {
    pub body: &'a Json,
    pub path: &'a Path,
    /// What is there, if anything.
    pub value: Option<&'a Json>,
    /// What belongs there, if anything.
    pub shape: Option<Shape>,
}

/// A body after its mutation.
pub struct Mutated {
    pub kind: Kind,
    pub path: Path,
    pub body: Json,
}

/// Draws a kind and a field it can be done to: any value there is, or any that could be there.
pub fn mutate(dice: &mut Dice, body: &Json, kinds: &[Kind], under: &str) -> Mutated {
    let paths: Vec<Path> = body
        .paths()
        .into_iter()
        .filter(|path| show(path).starts_with(under))
        .collect();
    let mut kind = *dice.pick(kinds);
    for tried in 1..=MAX_KINDS * MAX_FIELDS {
        if tried % MAX_FIELDS == 0 {
            kind = *dice.pick(kinds);
        }
        let path = match dice.chance(50) {
            true => Some(dice.pick(&paths).clone()),
            false => fields::draw(dice, body).filter(|path| show(path).starts_with(under)),
        };
        if let Some(mutated) = path.and_then(|path| mutate_at(dice, body, kind, path)) {
            return mutated;
        }
    }
    panic!("no field of this body can be changed by {kind:?}: {body:?}");
}

fn mutate_at(dice: &mut Dice, body: &Json, kind: Kind, path: Path) -> Option<Mutated> {
    let field = Field {
        body,
        path: &path,
        value: body.at(&path),
        shape: fields::entry(&path).map(|(_, shape)| *shape),
    };
    let change = change(dice, kind, &field)?;
    if matches!(&change, Change::Put(value) if field.value == Some(value)) {
        return None;
    }
    let mut body = body.clone();
    apply(dice, &mut body, &path, change)?;
    Some(Mutated { kind, path, body })
}

fn change(dice: &mut Dice, kind: Kind, field: &Field<'_>) -> Option<Change> {
    let is_root = field.path.is_empty();
    match kind {
        Kind::Remove => (field.value.is_some() && !is_root).then_some(Change::Remove),
        Kind::Moved => trees::moved(dice, field),
        Kind::DuplicateField => trees::again(dice, field),
        Kind::SwappedAmounts => numbers::swap(dice, field),
        _ => value(dice, kind, field).map(Change::Put),
    }
}

/// Draws what is put in the place of the field, for the kinds that only do that.
fn value(dice: &mut Dice, kind: Kind, field: &Field<'_>) -> Option<Json> {
    match kind {
        Kind::Null => Some(Json::Raw("null".to_owned())),
        Kind::GoodValue => field.shape.map(|shape| shape.good(dice)),
        Kind::LongestText => field.shape.and_then(|shape| shape.longest(dice)),
        Kind::TooLongText => field.shape.and_then(|shape| shape.too_long(dice)),
        Kind::Unsupported => trees::unsupported(dice, field),
        Kind::Blank => texts::blank(dice, field),
        Kind::ForeignDigits => texts::foreign_digits(dice, field),
        Kind::Invisible => texts::invisible(dice, field),
        Kind::Link => texts::link(dice, field),
        Kind::OtherCase => texts::other_case(dice, field),
        Kind::Padded => texts::padded(dice, field),
        Kind::TextAsNumber => texts::as_number(field),
        Kind::TimestampEdge => texts::timestamp(dice, field),
        Kind::UnknownWord => texts::unknown_word(dice, field),
        Kind::UpiLink => texts::upi_link(dice, field),
        Kind::Float => numbers::float(dice, field),
        Kind::HugeNumber => numbers::huge(dice, field),
        Kind::Negative => numbers::negative(field),
        Kind::NumberAsText => numbers::as_text(field),
        Kind::NumberEdge => numbers::edge(dice, field),
        Kind::OffByOne => numbers::off_by_one(dice, field),
        Kind::OffsetValue => numbers::offset(dice, field),
        Kind::Zero => numbers::zero(field),
        Kind::BrokenJson => Some(trees::broken(dice)),
        Kind::Empty => trees::empty(field),
        Kind::Listed => trees::listed(dice, field),
        Kind::ManyElements => trees::many_elements(dice, field),
        Kind::MoreElements => trees::more_elements(dice, field),
        Kind::Nested => trees::nested(dice, field),
        Kind::Reordered => trees::reordered(dice, field),
        Kind::TextForObject => trees::text_for_object(dice, field),
        Kind::UnknownField => trees::unknown_field(dice, field),
        Kind::Unlisted => trees::unlisted(field),
        Kind::WrongType => trees::wrong_type(dice, field),
        Kind::Remove | Kind::Moved | Kind::DuplicateField | Kind::SwappedAmounts => None,
    }
}

fn apply(dice: &mut Dice, body: &mut Json, path: &[Step], change: Change) -> Option<()> {
    match change {
        Change::Put(value) => put(body, path, value),
        Change::Remove => take(body, path).map(|_| ()),
        Change::Again(value) => {
            let (Step::Name(name), parent) = path.split_last()? else {
                return None;
            };
            let Json::Object(fields) = body.at_mut(parent)? else {
                return None;
            };
            let at = dice.size(0..=fields.len());
            fields.insert(at, (name.clone(), value));
            Some(())
        }
        Change::Swap(other) => {
            let mine = body.at(path)?.clone();
            let others = std::mem::replace(body.at_mut(&other)?, mine);
            put(body, path, others)
        }
        Change::MoveTo(parent) => {
            let (Step::Name(name), _) = path.split_last()? else {
                return None;
            };
            let value = body.at(path)?.clone();
            let Json::Object(fields) = body.at_mut(&parent)? else {
                return None;
            };
            if fields.iter().any(|(known, _)| known == name) {
                return None;
            }
            fields.push((name.clone(), value));
            take(body, path).map(|_| ())
        }
    }
}

/// Puts a value where one is, or adds it to the object that lacks it.
fn put(body: &mut Json, path: &[Step], value: Json) -> Option<()> {
    if let Some(there) = body.at_mut(path) {
        *there = value;
        return Some(());
    }
    let (Step::Name(name), parent) = path.split_last()? else {
        return None;
    };
    let Json::Object(fields) = body.at_mut(parent)? else {
        return None;
    };
    fields.push((name.clone(), value));
    Some(())
}

fn take(body: &mut Json, path: &[Step]) -> Option<Json> {
    let (last, parent) = path.split_last()?;
    match (body.at_mut(parent)?, last) {
        (Json::List(list), Step::Index(index)) => {
            (*index < list.len()).then(|| list.remove(*index))
        }
        (Json::Object(fields), Step::Name(name)) => {
            let at = fields.iter().position(|(known, _)| known == name)?;
            Some(fields.remove(at).1)
        }
        _ => None,
    }
}

impl<'a> Field<'a> {
    /// The whole number that is there.
    pub fn integer(&self) -> Option<i64> {
        self.value.and_then(Json::integer)
    }

    /// The text that is there, or an empty one where a text could be.
    pub fn text(&self) -> Option<&'a str> {
        match (self.value, self.shape) {
            (Some(Json::Text(text)), _) => Some(text),
            (Some(_), _) | (None, None) => None,
            (None, Some(shape)) => shape.is_text().then_some(""),
        }
    }
}
