//! Owns what a form can hold of an order, and the refusal of everything else.

mod sums;

use super::reading::MAX_FORM_ITEMS;
use super::{
    CURRENCY, FormAddress, FormCharge, FormItem, FormOrigin, Goods, OrderForm, expiry, payment,
    phone, places, text_of,
};
use crate::finding::{Finding, FindingCode, Findings};
use crate::money::Money;
use crate::order::draft::{Beneficiary, HeaderImage, ItemDraft, OrderDraft};
use crate::order::limits::{
    BENEFICIARY_COUNTRIES, CURRENCIES, GOODS_TYPES, IMPORTER_COUNTRIES, MAX_TIMESTAMP_DIGITS,
};

/// Puts a draft into a form, or says what has no place in one.
pub(super) fn form_of(draft: &OrderDraft, made_at_ms: i64) -> Result<OrderForm, Vec<Finding>> {
    let mut holder = Holder::default();
    holder.refuse_what_has_no_place(draft);
    sums::compare(&mut holder.findings, draft);
    let goods = holder.goods(draft);
    let payment = payment::held(&mut holder.findings, &draft.payment);
    let image = holder.header_image(draft);
    let (expires_in_minutes, expiry_text) = holder.expiry(draft, made_at_ms);
    let form = OrderForm {
        customer_phone: phone::typed(&draft.customer_phone),
        reference_id: draft.reference_id.clone(),
        payment,
        expires_in_minutes,
        expiry_text,
        body_text: draft.body_text.clone(),
        footer_text: text_of(draft.footer_text.as_ref()),
        header_link: image.link.unwrap_or_default(),
        header_media_id: image.id.unwrap_or_default(),
        quick_pay: draft.quick_pay,
        callback_data: text_of(draft.opaque_callback_data.as_ref()),
        goods,
        address: holder.address(draft, goods),
        items: holder.items(draft),
        catalog_id: text_of(draft.catalog_id.as_ref()),
        origin: holder.origin(&draft.items),
        tax: match &draft.tax {
            Some(tax) => holder.charge("order.tax", tax.amount_minor, tax.description.as_ref()),
            None => FormCharge::default(),
        },
        shipping: match &draft.shipping {
            Some(shipping) => {
                let description = shipping.description.as_ref();
                holder.charge("order.shipping", shipping.amount_minor, description)
            }
            None => FormCharge::default(),
        },
        discount: match &draft.discount {
            Some(discount) => {
                let description = discount.description.as_ref();
                holder.charge("order.discount", discount.amount_minor, description)
            }
            None => FormCharge::default(),
        },
        discount_program: draft
            .discount
            .as_ref()
            .and_then(|discount| discount.program_name.clone())
            .unwrap_or_default(),
    };
    match holder.findings.has_error() {
        true => Err(holder.findings.into_vec()),
        false => Ok(form),
    }
}

#[derive(Default)]
struct Holder {
    findings: Findings,
}

impl Holder {
    fn refuse_what_has_no_place(&mut self, draft: &OrderDraft) {
        self.no_place("beneficiaries[1]", draft.beneficiaries.len() > 1);
        self.findings.word("currency", &draft.currency, CURRENCIES);
    }

    fn no_place(&mut self, path: impl Into<String>, is_given: bool) {
        if is_given {
            self.findings.say(path, FindingCode::NotInForm);
        }
    }

    /// A picture that is neither a link nor an upload is missing one of them.
    fn header_image(&mut self, draft: &OrderDraft) -> HeaderImage {
        let image = draft.header_image.clone();
        if image == Some(HeaderImage::default()) {
            self.findings.say("header.image", FindingCode::Required);
        }
        image.unwrap_or_default()
    }

    fn goods(&mut self, draft: &OrderDraft) -> Goods {
        let known = Goods::ALL
            .into_iter()
            .find(|goods| goods.word() == draft.goods_type);
        known.unwrap_or_else(|| {
            self.findings
                .say_limit("type", FindingCode::NotAllowed, GOODS_TYPES);
            Goods::default()
        })
    }

    fn expiry(&mut self, draft: &OrderDraft, made_at_ms: i64) -> (Option<u32>, String) {
        let Some(expiration) = &draft.expiration else {
            return (None, String::new());
        };
        let Some(minutes) = expiry::minutes(expiration, made_at_ms) else {
            let words = format!("epoch seconds, in 1 to {MAX_TIMESTAMP_DIGITS} digits");
            let path = "order.expiration.timestamp";
            self.findings
                .say_limit(path, FindingCode::NotAllowed, words.as_str());
            return (None, String::new());
        };
        let text = match &expiration.description {
            ours if *ours == expiry::words(minutes) => String::new(),
            theirs => theirs.clone(),
        };
        (Some(minutes), text)
    }

    fn address(&mut self, draft: &OrderDraft, goods: Goods) -> FormAddress {
        let Some(person) = draft.beneficiaries.first() else {
            return FormAddress::default();
        };
        self.no_place("beneficiaries", goods == Goods::Digital);
        let country = "beneficiaries[0].country";
        self.findings
            .word(country, &person.country, BENEFICIARY_COUNTRIES);
        let Beneficiary {
            name,
            address_line1,
            address_line2,
            city,
            state,
            country: _,
            postal_code,
        } = person.clone();
        FormAddress {
            name,
            address_line1,
            address_line2: address_line2.unwrap_or_default(),
            city,
            state,
            postal_code,
        }
    }

    fn items(&mut self, draft: &OrderDraft) -> Vec<FormItem> {
        let items = &draft.items;
        // What the first item says of its origin is said for all; the others say what differs.
        let common = items.first().map(origin_of);
        if items.len() > MAX_FORM_ITEMS {
            let path = "order.items";
            self.findings
                .say_limit(path, FindingCode::TooMany, MAX_FORM_ITEMS);
        }
        let mut rows = Vec::new();
        for (index, item) in items.iter().take(MAX_FORM_ITEMS).enumerate() {
            let path = places::item(index);
            let row = FormItem {
                name: item.name.clone(),
                quantity: item
                    .quantity
                    .map(|count| count.to_string())
                    .unwrap_or_default(),
                price: self.amount(format!("{path}.amount.value"), item.amount_minor),
                sale_price: self
                    .amount(format!("{path}.sale_amount.value"), item.sale_amount_minor),
                retailer_id: text_of(item.retailer_id.as_ref()),
                image_link: text_of(item.image_link.as_ref()),
                origin: self.own_origin(&path, item, common.as_ref()),
            };
            // The form takes a blank row for none.
            if row.is_blank() {
                self.findings
                    .say(format!("{path}.name"), FindingCode::Required);
            }
            rows.push(row);
        }
        rows
    }

    /// A form says once where everything comes from, and of an item only where it differs.
    fn origin(&mut self, items: &[ItemDraft]) -> FormOrigin {
        items.first().map(origin_of).unwrap_or_default()
    }

    fn own_origin(
        &mut self,
        path: &str,
        item: &ItemDraft,
        common: Option<&FormOrigin>,
    ) -> Option<FormOrigin> {
        if let Some(address) = &item.importer_address {
            let path = format!("{path}.importer_address.country_code");
            self.findings
                .word(path, &address.country_code, IMPORTER_COUNTRIES);
        }
        let own = origin_of(item);
        (Some(&own) != common).then_some(own)
    }

    fn charge(
        &mut self,
        path: &str,
        amount_minor: Option<i64>,
        description: Option<&String>,
    ) -> FormCharge {
        FormCharge {
            amount: self.amount(format!("{path}.value"), amount_minor),
            description: text_of(description),
        }
    }

    fn amount(&mut self, path: String, amount_minor: Option<i64>) -> String {
        let Some(minor) = amount_minor else {
            return String::new();
        };
        let Some(money) = Money::new(minor, CURRENCY) else {
            self.findings.say(path, FindingCode::NotInForm);
            return String::new();
        };
        amount_text(money)
    }
}

/// Writes an amount as a person would, without the currency's symbol.
pub(super) fn amount_text(money: Money) -> String {
    money.to_string().replacen('₹', "", 1)
}

/// Where an item comes from, as the form says it.
pub(super) fn origin_of(item: &ItemDraft) -> FormOrigin {
    let address = item.importer_address.clone().unwrap_or_default();
    FormOrigin {
        country_of_origin: text_of(item.country_of_origin.as_ref()),
        importer_name: text_of(item.importer_name.as_ref()),
        address_line1: address.address_line1,
        address_line2: text_of(address.address_line2.as_ref()),
        city: address.city,
        zone_code: text_of(address.zone_code.as_ref()),
        postal_code: address.postal_code,
    }
}
