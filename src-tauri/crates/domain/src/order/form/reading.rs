//! Owns the reading of a form: from what was typed to a draft, and what cannot be read at all.

use super::places::{self, Layout};
use super::{
    CURRENCY, FormCharge, FormItem, FormOrigin, Goods, OrderForm, expiry, is_blank, optional,
    payment, phone,
};
use crate::finding::{Finding, FindingCode};
use crate::money::{Money, MoneyError};
use crate::order::draft::{
    Beneficiary, Charge, Discount, HeaderImage, ImporterAddress, ItemDraft, OrderDraft,
};
use crate::order::limits::{
    BENEFICIARY_COUNTRIES, CHARGE_MINOR, IMPORTER_COUNTRIES, PRICE_MINOR, QUANTITIES,
};

/// The most rows a form may have filled: more belong into a file.
pub const MAX_FORM_ITEMS: usize = 100;

/// The most characters of a text that no rule of Meta's bounds.
const MAX_FREE_CHARS: usize = 500;

/// Stands for a sale price that cannot be read. Without one the full price would count, and the
/// sum would be a wrong one; with this one no sum can be said. It is below every amount.
const UNREADABLE: i64 = i64::MIN;

/// A form as it was read.
pub(super) struct Reading {
    /// What could be read; what could not is left out.
    pub(super) draft: OrderDraft,
    /// Where in the form its items and notes are.
    pub(super) layout: Layout,
    /// There are more rows than [`MAX_FORM_ITEMS`], and the rest was not read.
    pub(super) is_cut: bool,
    /// Why something could not be read, with Meta's paths.
    pub(super) findings: Vec<Finding>,
}

/// Reads the form as if it were sent now.
pub(super) fn read(form: &OrderForm, now_ms: i64) -> Reading {
    let mut reader = Reader::default();
    let filled = || {
        let rows = form.items.iter().enumerate();
        rows.filter(|(_, item)| !item.is_blank())
    };
    let is_cut = filled().nth(MAX_FORM_ITEMS).is_some();
    if is_cut {
        reader.say_limit("order.items", FindingCode::TooMany, MAX_FORM_ITEMS);
    }
    let rows: Vec<usize> = filled().map(|(row, _)| row).take(MAX_FORM_ITEMS).collect();
    let items = (0..)
        .zip(&rows)
        .map(|(index, row)| reader.item(index, &form.items[*row], form))
        .collect();
    let layout = Layout {
        items: rows
            .iter()
            .map(|row| (*row, form.items[*row].origin.is_some()))
            .collect(),
        notes: form
            .payment
            .notes
            .iter()
            .map(|note| note.name.clone())
            .collect(),
    };

    let draft = OrderDraft {
        customer_phone: phone::international(&form.customer_phone),
        opaque_callback_data: optional(&form.callback_data),
        header_image: header_image(form),
        quick_pay: form.quick_pay,
        catalog_id: optional(&form.catalog_id),
        body_text: form.body_text.clone(),
        footer_text: optional(&form.footer_text),
        reference_id: form.reference_id.trim().to_owned(),
        goods_type: form.goods.word().to_owned(),
        beneficiaries: reader.beneficiary(form).into_iter().collect(),
        payment: payment::read(form, &mut reader.findings),
        currency: CURRENCY.code().to_owned(),
        expiration: form
            .expires_in_minutes
            .map(|minutes| expiry::expiration(minutes, &form.expiry_text, now_ms)),
        items,
        tax: Some(reader.tax(&form.tax)),
        shipping: reader.charge("order.shipping", &form.shipping),
        discount: reader.discount(form),
        ..OrderDraft::default()
    };
    Reading {
        draft,
        layout,
        is_cut,
        findings: reader.findings,
    }
}

/// What stands in a field for a number.
enum Typed {
    Nothing,
    Number(i64),
    Unreadable,
}

impl Typed {
    fn number(self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Nothing | Self::Unreadable => None,
        }
    }
}

#[derive(Default)]
struct Reader {
    findings: Vec<Finding>,
}

impl Reader {
    fn item(&mut self, index: usize, item: &FormItem, form: &OrderForm) -> ItemDraft {
        let path = places::item(index);
        let origin = item.origin.as_ref().unwrap_or(&form.origin);
        // Always there without a catalogue, so that what is missing in it is missed at its own field.
        let has_address = is_blank(&form.catalog_id) || origin.has_address();
        let range = (*PRICE_MINOR.start(), *PRICE_MINOR.end());
        let sale_path = format!("{path}.sale_amount.value");
        ItemDraft {
            retailer_id: optional(&item.retailer_id),
            name: item.name.clone(),
            image_link: optional(item.image_link.trim()),
            amount_minor: self
                .amount(format!("{path}.amount.value"), &item.price, range)
                .number(),
            sale_amount_minor: match self.amount(sale_path, &item.sale_price, range) {
                Typed::Nothing => None,
                Typed::Number(minor) => Some(minor),
                Typed::Unreadable => Some(UNREADABLE),
            },
            quantity: self.quantity(format!("{path}.quantity"), &item.quantity),
            country_of_origin: optional(&origin.country_of_origin),
            importer_name: optional(&origin.importer_name),
            importer_address: has_address.then(|| importer_address(origin)),
        }
    }

    fn beneficiary(&mut self, form: &OrderForm) -> Option<Beneficiary> {
        let address = &form.address;
        if form.goods == Goods::Digital || address.is_blank() {
            return None;
        }
        self.bound("beneficiaries[0].city", &address.city);
        self.bound("beneficiaries[0].state", &address.state);
        Some(Beneficiary {
            name: address.name.clone(),
            address_line1: address.address_line1.clone(),
            address_line2: optional(&address.address_line2),
            city: address.city.clone(),
            state: address.state.clone(),
            country: BENEFICIARY_COUNTRIES[0].to_owned(),
            postal_code: without_spaces(&address.postal_code),
        })
    }

    /// An order has to say its tax even when there is none. In a form an empty field says just
    /// that, as it does for delivery and discount: making a person type 0.00 would teach nothing.
    fn tax(&mut self, tax: &FormCharge) -> Charge {
        let amount = self.charge_amount("order.tax", tax);
        Charge {
            amount_minor: match amount {
                Typed::Nothing => Some(0),
                Typed::Number(_) | Typed::Unreadable => amount.number(),
            },
            description: optional(&tax.description),
        }
    }

    /// A charge that may be left out altogether; one with words but no amount is missing it.
    fn charge(&mut self, path: &str, charge: &FormCharge) -> Option<Charge> {
        if is_blank(&charge.amount) && is_blank(&charge.description) {
            return None;
        }
        Some(Charge {
            amount_minor: self.charge_amount(path, charge).number(),
            description: optional(&charge.description),
        })
    }

    /// A discount with a program but no amount is missing it.
    fn discount(&mut self, form: &OrderForm) -> Option<Discount> {
        let program_name = optional(&form.discount_program);
        let charge = self.charge("order.discount", &form.discount);
        if charge.is_none() && program_name.is_none() {
            return None;
        }
        let charge = charge.unwrap_or_default();
        Some(Discount {
            amount_minor: charge.amount_minor,
            description: charge.description,
            program_name,
        })
    }

    fn charge_amount(&mut self, path: &str, charge: &FormCharge) -> Typed {
        let range = (*CHARGE_MINOR.start(), *CHARGE_MINOR.end());
        self.amount(format!("{path}.value"), &charge.amount, range)
    }

    fn amount(&mut self, path: String, text: &str, range: (i64, i64)) -> Typed {
        let finding = match Money::parse(text, CURRENCY) {
            Ok(money) => return Typed::Number(money.minor()),
            Err(MoneyError::Empty) => return Typed::Nothing,
            Err(MoneyError::TooManyDecimals) => {
                Finding::with_limit(path, FindingCode::TooManyDecimals, CURRENCY.minor_digits())
            }
            Err(MoneyError::TooLarge) => {
                Finding::with_limit(path, FindingCode::OutOfRange, range.0..=range.1)
            }
            Err(MoneyError::OtherCurrency(meant)) => {
                Finding::with_limit(path, FindingCode::OtherCurrency, meant.code())
            }
            Err(
                MoneyError::Signed
                | MoneyError::NotANumber
                | MoneyError::WrongGrouping
                | MoneyError::UnknownCurrency,
            ) => Finding::new(path, FindingCode::NotAnAmount),
        };
        self.findings.push(finding);
        Typed::Unreadable
    }

    fn quantity(&mut self, path: String, text: &str) -> Option<i64> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.findings
                .push(Finding::new(path, FindingCode::NotInteger));
            return None;
        }
        let number = text.parse().ok();
        if number.is_none() {
            self.say_limit(path, FindingCode::OutOfRange, QUANTITIES);
        }
        number
    }

    fn bound(&mut self, path: &str, text: &str) {
        if text.chars().count() > MAX_FREE_CHARS {
            self.say_limit(path, FindingCode::TooLong, MAX_FREE_CHARS);
        }
    }

    fn say_limit(
        &mut self,
        path: impl Into<String>,
        code: FindingCode,
        limit: impl Into<crate::finding::Limit>,
    ) {
        self.findings.push(Finding::with_limit(path, code, limit));
    }
}

fn header_image(form: &OrderForm) -> Option<HeaderImage> {
    let image = HeaderImage {
        id: optional(&form.header_media_id),
        link: optional(form.header_link.trim()),
    };
    (image != HeaderImage::default()).then_some(image)
}

fn importer_address(origin: &FormOrigin) -> ImporterAddress {
    ImporterAddress {
        address_line1: origin.address_line1.clone(),
        address_line2: optional(&origin.address_line2),
        city: origin.city.clone(),
        zone_code: optional(origin.zone_code.trim()),
        postal_code: without_spaces(&origin.postal_code),
        country_code: IMPORTER_COUNTRIES[0].to_owned(),
    }
}

/// People write `570 001`.
fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}
