//! Owns good values for every shape of field, and texts around its greatest length.

use super::Shape::{self, *};
use crate::dice::Dice;
use crate::drafts::{NOW_S, expiration};
use crate::json::Json;
use crate::texts::{self, text, text_of};

impl Shape {
    /// Says whether such a field holds a text.
    pub fn is_text(self) -> bool {
        match self {
            Shape::Value | Shape::Offset | Shape::Quantity => false,
            Shape::Whole(_) | Shape::Foreign(_) => false,
            Shape::Word(_) | Shape::Text(_) | Shape::Open | Shape::Note | Shape::Digits => true,
            Shape::Phone | Shape::Reference | Shape::Zone | Shape::Link => true,
            Shape::Timestamp | Shape::UpiLink => true,
        }
    }

    /// Draws a good value. Whether it fits what else the order says is another matter.
    pub fn good(self, dice: &mut Dice) -> Json {
        let text = match self {
            Value => return Json::number(dice.number(0..=1_000_000)),
            Offset => return Json::number(100),
            Quantity => return Json::number(dice.number(1..=100)),
            Whole(json) | Foreign(json) => return Json::read(json.as_bytes()),
            Word(words) => dice.word(words).to_owned(),
            Text(max) => text(dice, max),
            Open => text(dice, 300),
            Note => match dice.chance(20) {
                true => String::new(),
                false => text(dice, 256),
            },
            Digits => texts::digits(dice, 6),
            Phone => texts::phone(dice),
            Reference => texts::reference_id(dice),
            Zone => dice.word(&["KA", "mh", "Tn", "Zz"]).to_owned(),
            Link => texts::link(dice),
            UpiLink => texts::upi_link(dice),
            Timestamp => expiration(dice).timestamp,
        };
        Json::Text(text)
    }

    /// Draws a value at the edge of its length.
    pub fn longest(self, dice: &mut Dice) -> Option<Json> {
        self.of_length(dice, |dice, max| max - dice.size(0..=usize::from(max > 1)))
    }

    /// Draws a value just or far beyond the edge of its length.
    pub fn too_long(self, dice: &mut Dice) -> Option<Json> {
        self.of_length(dice, |dice, max| {
            *dice.pick(&[max + 1, max + 2, 2 * max + 1])
        })
    }

    fn of_length(
        self,
        dice: &mut Dice,
        length: impl Fn(&mut Dice, usize) -> usize,
    ) -> Option<Json> {
        let text = match self {
            Text(max) => {
                let length = length(dice, max);
                text_of(dice, length)
            }
            Note => {
                let length = length(dice, 256);
                text_of(dice, length)
            }
            Digits => {
                let length = length(dice, 6);
                texts::digits(dice, length)
            }
            Phone => {
                let length = length(dice, 15);
                texts::ascii(dice, "123456789", length)
            }
            Reference => {
                let length = length(dice, 35);
                texts::ascii(dice, "aZ09_-", length)
            }
            Zone => {
                let length = length(dice, 2);
                texts::ascii(dice, "KAmh", length)
            }
            Timestamp => {
                let length = length(dice, 12);
                format!("{:0length$}", NOW_S + 400)
            }
            Word(_) | Open | Link | UpiLink | Value | Offset | Quantity | Whole(_) | Foreign(_) => {
                return None;
            }
        };
        Some(Json::Text(text))
    }
}
