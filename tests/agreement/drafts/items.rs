//! Owns the lines of random orders.

use crate::dice::Dice;
use crate::texts::{self, digits, text};
use counterfoil_domain::order::{ImporterAddress, ItemDraft};

/// Draws the lines, some with pictures where pictures may be.
pub fn draw(dice: &mut Dice, has_catalog: bool) -> Vec<ItemDraft> {
    let has_images = !has_catalog && dice.chance(50);
    let count = match (dice.size(0..=9), has_images) {
        (0, true) => 10,
        (0, false) => 11,
        (1, false) => 24,
        (2, _) => 5,
        _ => dice.size(1..=3),
    };
    (0..count)
        .map(|_| item(dice, has_catalog, has_images))
        .collect()
}

fn item(dice: &mut Dice, has_catalog: bool, has_images: bool) -> ItemDraft {
    let image_link = (has_images && dice.chance(60)).then(|| texts::link(dice));
    let has_retailer_id = image_link.is_none() && dice.chance(50);
    let amount = price(dice);
    let has_origin = !has_catalog || dice.chance(50);
    ItemDraft {
        retailer_id: has_retailer_id.then(|| text(dice, 40)),
        name: text(dice, 60),
        image_link,
        amount_minor: Some(amount),
        sale_amount_minor: (amount > 1 && dice.chance(40)).then(|| sale_price(dice, amount)),
        quantity: Some(*dice.pick(&[1, 1, 2, 3, 17, 99, 100])),
        country_of_origin: has_origin.then(|| text(dice, 100)),
        importer_name: has_origin.then(|| text(dice, 200)),
        importer_address: has_origin.then(|| importer_address(dice)),
    }
}

/// Draws a price of any magnitude that leaves room for a hundred of each of the other lines.
fn price(dice: &mut Dice) -> i64 {
    let magnitude = match dice.chance(80) {
        true => dice.number(0..=20),
        false => dice.number(20..=38),
    };
    dice.number(1..=1 << magnitude)
}

fn sale_price(dice: &mut Dice, amount: i64) -> i64 {
    match dice.size(0..=2) {
        0 => 1,
        1 => amount - 1,
        _ => dice.number(1..=amount - 1),
    }
}

fn importer_address(dice: &mut Dice) -> ImporterAddress {
    ImporterAddress {
        address_line1: text(dice, 100),
        address_line2: dice.maybe(50, |dice| text(dice, 100)),
        city: text(dice, 120),
        zone_code: dice.maybe(50, |dice| dice.word(&["KA", "mh", "Tn", "Zz"]).to_owned()),
        postal_code: digits(dice, 6),
        country_code: "IN".to_owned(),
    }
}
