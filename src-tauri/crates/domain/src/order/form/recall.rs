//! Owns what earlier orders offer to whoever types the next: its customer, its items, its importer.
//! Each is offered once, as the newest order says it; what most orders say comes first.

mod typed;

use super::holding::{amount_text, origin_of};
use super::{CURRENCY, FormItem, FormOrigin, is_blank, phone, text_of};
use crate::money::Money;
use crate::order::draft::{ItemDraft, OrderDraft};
use crate::phone::Phone;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use typed::{Typed, folded};

/// The most that is offered at once: what a person takes in at a glance, and a list shows whole.
pub const MAX_RECALLED: usize = 7;

/// A customer of an earlier order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecalledCustomer {
    /// Their number.
    pub phone: Phone,
    /// The number as a form takes it: it reads as the same one.
    pub typed: String,
    /// The name on the newest order that has one.
    pub name: Option<String>,
}

/// An item of an earlier order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecalledItem {
    /// A row of it, without a quantity. Its origin is its own, if it had any.
    pub row: FormItem,
    /// What one of it was billed at, the reduced price if there was one.
    pub billed: Option<Money>,
}

/// The customers that fit what was typed of a number or a name, from numbers and names newest first.
/// A number that stands there whole is not offered again.
pub fn recalled_customers(
    text: &str,
    newest_first: impl IntoIterator<Item = (Phone, Option<String>)>,
) -> Vec<RecalledCustomer> {
    let Some(typed) = Typed::read(text) else {
        return Vec::new();
    };
    let mut tally = Tally::default();
    for (phone, name) in newest_first {
        let known = tally.count(phone.digits().to_owned(), || RecalledCustomer {
            typed: phone::typed(phone.digits()),
            phone,
            name: None,
        });
        known.name = known.name.take().or(name);
    }
    tally.best(|known| match typed.digits() {
        Some(digits) => phone::may_become(digits, &known.phone),
        None => known.name.as_ref().is_some_and(|name| typed.fits(name)),
    })
}

/// The items whose name fits what was typed. An item is its name and its place in a catalogue; of
/// several prices the newest counts, because an old one would make a wrong bill.
pub fn recalled_items<'a>(
    text: &str,
    newest_first: impl IntoIterator<Item = &'a OrderDraft>,
) -> Vec<RecalledItem> {
    let Some(typed) = Typed::read(text) else {
        return Vec::new();
    };
    let mut tally = Tally::default();
    for item in items(newest_first).filter(|item| typed.fits(&item.name)) {
        let id = text_of(item.retailer_id.as_ref());
        tally.count((folded(&item.name), id), || recalled(item));
    }
    tally.best(|_| true)
}

/// The importers whose name fits what was typed, each with its newest address and what it imported
/// last.
pub fn recalled_importers<'a>(
    text: &str,
    newest_first: impl IntoIterator<Item = &'a OrderDraft>,
) -> Vec<FormOrigin> {
    let Some(typed) = Typed::read(text) else {
        return Vec::new();
    };
    let mut tally = Tally::default();
    for origin in items(newest_first).map(origin_of) {
        let name = &origin.importer_name;
        if !is_blank(name) && typed.fits(name) {
            tally.count(folded(name), || origin.clone());
        }
    }
    tally.best(|_| true)
}

/// The items a form could bill: an amount of another currency is another amount.
fn items<'a>(
    newest_first: impl IntoIterator<Item = &'a OrderDraft>,
) -> impl Iterator<Item = &'a ItemDraft> {
    let drafts = newest_first.into_iter();
    drafts
        .filter(|draft| draft.currency == CURRENCY.code())
        .flat_map(|draft| &draft.items)
}

fn recalled(item: &ItemDraft) -> RecalledItem {
    let origin = origin_of(item);
    let amount = |minor: Option<i64>| minor.and_then(|minor| Money::new(minor, CURRENCY));
    let (price, sale_price) = (amount(item.amount_minor), amount(item.sale_amount_minor));
    RecalledItem {
        row: FormItem {
            name: item.name.clone(),
            quantity: String::new(),
            price: price.map(amount_text).unwrap_or_default(),
            sale_price: sale_price.map(amount_text).unwrap_or_default(),
            retailer_id: text_of(item.retailer_id.as_ref()),
            image_link: text_of(item.image_link.as_ref()),
            origin: (origin != FormOrigin::default()).then_some(origin),
        },
        billed: sale_price.or(price),
    }
}

/// How often each thing was said, and the first that was said of it.
struct Tally<Key, Thing>(BTreeMap<Key, Counted<Thing>>);

struct Counted<Thing> {
    thing: Thing,
    times: usize,
    /// How many other things came before it.
    place: usize,
}

impl<Key, Thing> Default for Tally<Key, Thing> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Key: Ord, Thing> Tally<Key, Thing> {
    fn count(&mut self, key: Key, first: impl FnOnce() -> Thing) -> &mut Thing {
        let place = self.0.len();
        let counted = match self.0.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(Counted {
                thing: first(),
                times: 0,
                place,
            }),
        };
        counted.times += 1;
        &mut counted.thing
    }

    /// The things that fit, most said first, of equals the newest.
    fn best(self, fits: impl Fn(&Thing) -> bool) -> Vec<Thing> {
        let mut found: Vec<_> = self.0.into_values().collect();
        found.retain(|counted| fits(&counted.thing));
        found.sort_unstable_by_key(|counted| (std::cmp::Reverse(counted.times), counted.place));
        found.truncate(MAX_RECALLED);
        found.into_iter().map(|counted| counted.thing).collect()
    }
}

#[cfg(test)]
mod tests;
