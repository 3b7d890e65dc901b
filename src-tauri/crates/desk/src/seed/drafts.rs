//! Owns what made-up orders ask for.

use counterfoil_domain::order::{
    Beneficiary, Charge, Discount, Expiration, GatewayPayment, ImporterAddress, ItemDraft,
    OrderDraft, PaymentSetting,
};
use rand::RngExt;
use std::collections::BTreeMap;

const GOODS: [(&str, i64); 8] = [
    ("Filter coffee 500 g", 45_000),
    ("Jaggery 1 kg", 12_500),
    ("Brass lamp", 189_900),
    ("Cotton saree", 249_900),
    ("Cold-pressed coconut oil", 38_000),
    ("Ragi flour 2 kg", 16_000),
    ("Steel tiffin", 74_900),
    ("Annual membership", 129_900),
];
const PEOPLE: [&str; 8] = [
    "Meera Iyer",
    "Arjun Rao",
    "Fatima Sheikh",
    "Ravi Kulkarni",
    "Anjali Nair",
    "Joseph Thomas",
    "Harpreet Kaur",
    "Deepak Verma",
];
const TAX_PERCENT: i64 = 5;
const OPEN_FOR_S: i64 = 2 * 24 * 3_600;

/// Draws an order made at `at_ms`.
pub(crate) fn draw(reference_id: String, at_ms: i64, dice: &mut impl RngExt) -> OrderDraft {
    let items: Vec<ItemDraft> = (0..dice.random_range(1..=3)).map(|_| item(dice)).collect();
    let subtotal: i64 = items
        .iter()
        .map(|item| item.amount_minor.unwrap_or(0) * item.quantity.unwrap_or(0))
        .sum();
    let person = PEOPLE[dice.random_range(0..PEOPLE.len())];
    let discounted = dice.random_range(0..4) == 0;
    OrderDraft {
        customer_phone: format!("919{:09}", dice.random_range(0..1_000_000_000_u32)),
        body_text: "Your order is ready. Please check and pay.".to_owned(),
        reference_id: reference_id.clone(),
        goods_type: "physical-goods".to_owned(),
        beneficiaries: vec![beneficiary(person)],
        payment: PaymentSetting::PaymentGateway(GatewayPayment {
            configuration_name: "seeded-razorpay".to_owned(),
            receipt: Some(reference_id),
            notes: BTreeMap::from([("channel".to_owned(), "desk".to_owned())]),
            ..GatewayPayment::default()
        }),
        currency: "INR".to_owned(),
        expiration: Some(Expiration {
            timestamp: (at_ms / 1_000 + OPEN_FOR_S).to_string(),
            description: "Prices are held for two days".to_owned(),
        }),
        items,
        tax: Some(Charge {
            amount_minor: Some(subtotal * TAX_PERCENT / 100),
            description: Some("GST 5%".to_owned()),
        }),
        shipping: Some(Charge {
            amount_minor: Some(6_000),
            description: None,
        }),
        discount: discounted.then(|| Discount {
            amount_minor: Some(subtotal / 10),
            ..Discount::default()
        }),
        ..OrderDraft::default()
    }
}

fn item(dice: &mut impl RngExt) -> ItemDraft {
    let (name, amount_minor) = GOODS[dice.random_range(0..GOODS.len())];
    ItemDraft {
        name: name.to_owned(),
        amount_minor: Some(amount_minor),
        quantity: Some(dice.random_range(1..=3)),
        country_of_origin: Some("India".to_owned()),
        importer_name: Some("Kaveri Provisions LLP".to_owned()),
        importer_address: Some(ImporterAddress {
            address_line1: "7 Mill Road".to_owned(),
            city: "Mysuru".to_owned(),
            zone_code: Some("KA".to_owned()),
            postal_code: "570002".to_owned(),
            country_code: "IN".to_owned(),
            ..ImporterAddress::default()
        }),
        ..ItemDraft::default()
    }
}

fn beneficiary(name: &str) -> Beneficiary {
    Beneficiary {
        name: name.to_owned(),
        address_line1: "14, Third Cross".to_owned(),
        city: "Mysuru".to_owned(),
        state: "Karnataka".to_owned(),
        country: "India".to_owned(),
        postal_code: "570001".to_owned(),
        ..Beneficiary::default()
    }
}
