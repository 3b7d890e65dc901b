//! Owns what a form can hold of an order, and the refusal of everything else.

mod sums;

use super::reading::MAX_FORM_ITEMS;
use super::{
    CURRENCY, FormAddress, FormCharge, FormItem, FormOrigin, Goods, OrderForm, expiry, phone,
    places,
};
use crate::finding::{Finding, FindingCode, Findings};
use crate::money::Money;
use crate::order::draft::{Beneficiary, ItemDraft, OrderDraft};
use crate::order::limits::{
    BENEFICIARY_COUNTRIES, CURRENCIES, GOODS_TYPES, IMPORTER_COUNTRIES, MAX_TIMESTAMP_DIGITS,
};

/// Puts a draft into a form, or says what has no place in one.
pub(super) fn form_of(draft: &OrderDraft, made_at_ms: i64) -> Result<OrderForm, Vec<Finding>> {
    let mut holder = Holder::default();
    holder.refuse_what_has_no_place(draft);
    sums::compare(&mut holder.findings, draft);
    let goods = holder.goods(draft);
    let (expires_in_minutes, expiry_text) = holder.expiry(draft, made_at_ms);
    let form = OrderForm {
        customer_phone: phone::typed(&draft.customer_phone),
        reference_id: draft.reference_id.clone(),
        configuration_name: draft.payment.configuration_name.clone(),
        expires_in_minutes,
        expiry_text,
        body_text: draft.body_text.clone(),
        footer_text: text_of(draft.footer_text.as_ref()),
        goods,
        address: holder.address(draft, goods),
        items: holder.items(&draft.items),
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
        let payment = &draft.payment;
        let discount = draft.discount.as_ref();
        let outside_rows = [
            (
                "biz_opaque_callback_data",
                draft.opaque_callback_data.is_some(),
            ),
            ("header", draft.header_image.is_some()),
            ("beneficiaries[1]", draft.beneficiaries.len() > 1),
            (
                "payment_settings[0].payment_gateway.razorpay.receipt",
                payment.receipt.is_some(),
            ),
            (
                "payment_settings[0].payment_gateway.razorpay.notes",
                !payment.notes.is_empty(),
            ),
            (
                "payment_settings[0].payment_gateway.preferred_payment_methods",
                payment.preferred_payment_method.is_some(),
            ),
            (
                "payment_settings[0].payment_gateway.enabled_payment_options",
                payment.enabled_payment_option.is_some(),
            ),
            ("order.type", draft.quick_pay),
            ("order.catalog_id", draft.catalog_id.is_some()),
            (
                "order.discount.discount_program_name",
                discount.is_some_and(|discount| discount.program_name.is_some()),
            ),
        ];
        for (path, is_given) in outside_rows {
            self.no_place(path, is_given);
        }
        for (index, item) in draft.items.iter().enumerate() {
            let path = places::item(index);
            self.no_place(format!("{path}.retailer_id"), item.retailer_id.is_some());
            self.no_place(format!("{path}.image"), item.image_link.is_some());
        }
        self.findings.word("currency", &draft.currency, CURRENCIES);
    }

    fn no_place(&mut self, path: impl Into<String>, is_given: bool) {
        if is_given {
            self.findings.say(path, FindingCode::NotInForm);
        }
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

    fn items(&mut self, items: &[ItemDraft]) -> Vec<FormItem> {
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

    /// A form says once where everything comes from, so every item has to say the same.
    fn origin(&mut self, items: &[ItemDraft]) -> FormOrigin {
        let Some(first) = items.first() else {
            return FormOrigin::default();
        };
        for (index, item) in items.iter().enumerate() {
            let others = [
                (
                    "country_of_origin",
                    item.country_of_origin != first.country_of_origin,
                ),
                ("importer_name", item.importer_name != first.importer_name),
                (
                    "importer_address",
                    item.importer_address != first.importer_address,
                ),
            ];
            for (field, _) in others.into_iter().filter(|(_, is_other)| *is_other) {
                let path = format!("{}.{field}", places::item(index));
                let limit = "another one in the first item";
                self.findings.say_limit(path, FindingCode::Conflict, limit);
            }
        }
        let address = first.importer_address.clone();
        if let Some(address) = &address {
            let path = format!("{}.importer_address.country_code", places::item(0));
            self.findings
                .word(path, &address.country_code, IMPORTER_COUNTRIES);
        }
        let address = address.unwrap_or_default();
        FormOrigin {
            country_of_origin: text_of(first.country_of_origin.as_ref()),
            importer_name: text_of(first.importer_name.as_ref()),
            address_line1: address.address_line1,
            address_line2: address.address_line2.unwrap_or_default(),
            city: address.city,
            zone_code: address.zone_code.unwrap_or_default(),
            postal_code: address.postal_code,
        }
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

    /// Writes an amount as a person would, without the currency's symbol.
    fn amount(&mut self, path: String, amount_minor: Option<i64>) -> String {
        let Some(minor) = amount_minor else {
            return String::new();
        };
        let Some(money) = Money::new(minor, CURRENCY) else {
            self.findings.say(path, FindingCode::NotInForm);
            return String::new();
        };
        money.to_string().replacen('₹', "", 1)
    }
}

fn text_of(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}
