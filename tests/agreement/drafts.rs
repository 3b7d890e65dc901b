//! Owns random orders that keep every rule of docs/limits.md, many of them at its very edge.

mod items;
mod sums;

use crate::dice::Dice;
use crate::texts::{self, text};
use counterfoil_domain::order::{
    Beneficiary, Charge, Discount, Expiration, Gateway, GatewayPayment, HeaderImage, LinkPayment,
    OrderDraft, PaymentSetting, UpiConfigurationPayment, UpiIntentPayment,
};
use std::collections::BTreeMap;

/// The moment every test calls now: 2027-01-01T00:00:00Z.
pub const NOW_MS: i64 = 1_798_761_600_000;

pub const NOW_S: i64 = NOW_MS / 1_000;

/// Draws an order, and says what reading its written body must give back.
pub fn draw(dice: &mut Dice) -> (OrderDraft, OrderDraft) {
    let catalog_id = dice.maybe(25, |dice| text(dice, 40));
    let mut draft = OrderDraft {
        customer_phone: texts::phone(dice),
        opaque_callback_data: dice.maybe(50, |dice| text(dice, 512)),
        header_image: dice.maybe(50, header),
        body_text: text(dice, 1024),
        footer_text: dice.maybe(50, |dice| text(dice, 60)),
        reference_id: texts::reference_id(dice),
        goods_type: dice.word(&["digital-goods", "physical-goods"]).to_owned(),
        beneficiaries: dice.list(0..=2, beneficiary),
        payment: payment(dice),
        currency: "INR".to_owned(),
        quick_pay: dice.chance(50),
        expiration: dice.maybe(50, expiration),
        items: items::draw(dice, catalog_id.is_some()),
        tax: Some(charge(dice)),
        shipping: dice.maybe(50, charge),
        discount: dice.maybe(50, discount),
        catalog_id,
        ..OrderDraft::default()
    };
    let (subtotal, total) = sums::settle(dice, &mut draft);

    let read_back = OrderDraft {
        customer_phone: draft.customer_phone.trim_start_matches('+').to_owned(),
        declared_subtotal_minor: Some(subtotal),
        declared_total_minor: Some(total),
        ..draft.clone()
    };
    if dice.chance(30) {
        draft.declared_subtotal_minor = Some(subtotal);
        draft.declared_total_minor = Some(total);
    }
    (draft, read_back)
}

fn header(dice: &mut Dice) -> HeaderImage {
    let is_link = dice.chance(50);
    HeaderImage {
        id: (!is_link).then(|| text(dice, 30)),
        link: is_link.then(|| texts::link(dice)),
    }
}

fn beneficiary(dice: &mut Dice) -> Beneficiary {
    Beneficiary {
        name: text(dice, 200),
        address_line1: text(dice, 100),
        address_line2: dice.maybe(50, |dice| text(dice, 100)),
        city: text(dice, 150),
        state: text(dice, 150),
        country: "India".to_owned(),
        postal_code: texts::digits(dice, 6),
    }
}

const METHODS: &[&str] = &[
    "gpay",
    "phonepe",
    "paytm",
    "bhim",
    "amazonpay",
    "cred",
    "mobikwik",
];

fn payment(dice: &mut Dice) -> PaymentSetting {
    let method = |dice: &mut Dice| dice.maybe(50, |dice| dice.word(METHODS).to_owned());
    match dice.size(0..=9) {
        0..=3 => PaymentSetting::PaymentGateway(GatewayPayment {
            configuration_name: text(dice, 60),
            gateway: Gateway::Razorpay,
            receipt: dice.maybe(50, |dice| text(dice, 40)),
            notes: dice.maybe(60, notes).unwrap_or_default(),
            preferred_payment_method: method(dice),
            enabled_payment_option: dice.maybe(60, |dice| dice.word(&["upi", "web"]).to_owned()),
        }),
        4..=6 => {
            let gateway = *dice.pick(&[Gateway::Payu, Gateway::Billdesk, Gateway::Zaakpay]);
            PaymentSetting::PaymentGateway(GatewayPayment {
                configuration_name: text(dice, 60),
                gateway,
                notes: named_notes(dice, gateway),
                preferred_payment_method: method(dice),
                ..GatewayPayment::default()
            })
        }
        7 => PaymentSetting::UpiIntentLink(UpiIntentPayment {
            upi_link: texts::upi_link(dice),
        }),
        8 => PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
            upi_configuration_name: text(dice, 60),
            preferred_payment_method: method(dice),
        }),
        _ => PaymentSetting::PaymentLink(LinkPayment {
            payment_link: texts::link(dice),
            success_url: dice.maybe(50, texts::link),
            cancel_url: dice.maybe(50, texts::link),
        }),
    }
}

fn named_notes(dice: &mut Dice, gateway: Gateway) -> BTreeMap<String, String> {
    let mut notes = BTreeMap::new();
    for name in gateway.note_names().unwrap_or_default() {
        if dice.chance(60) {
            let note = text(dice, gateway.note_chars_max());
            notes.insert((*name).to_owned(), note);
        }
    }
    notes
}

fn notes(dice: &mut Dice) -> BTreeMap<String, String> {
    let count = *dice.pick(&[1, 2, 3, 14, 15]);
    let mut notes = BTreeMap::new();
    while notes.len() < count {
        let key = match dice.size(0..=9) {
            0 => String::new(),
            1 => dice
                .word(&["a.b", "a[0]", "value", "k: v", "receipt"])
                .to_owned(),
            _ => text(dice, 60),
        };
        let note = match dice.size(0..=4) {
            0 => String::new(),
            1 => texts::blank(dice),
            _ => text(dice, 256),
        };
        notes.insert(key, note);
    }
    notes
}

/// Draws an expiry: the soonest, one long past what is usual, and others.
pub fn expiration(dice: &mut Dice) -> Expiration {
    let month_s = 31 * 86_400;
    let timestamp = match dice.size(0..=5) {
        0 => (NOW_S + 300).to_string(),
        1 => format!("00{}", NOW_S + 301),
        2 => (NOW_S + month_s).to_string(),
        3 => "999999999999".to_owned(),
        _ => dice.number(NOW_S + 300..=NOW_S + month_s).to_string(),
    };
    Expiration {
        timestamp,
        description: text(dice, 120),
    }
}

fn charge(dice: &mut Dice) -> Charge {
    Charge {
        amount_minor: Some(sums::charge_minor(dice)),
        description: dice.maybe(50, |dice| text(dice, 60)),
    }
}

fn discount(dice: &mut Dice) -> Discount {
    Discount {
        amount_minor: Some(sums::charge_minor(dice)),
        description: dice.maybe(50, |dice| text(dice, 60)),
        program_name: dice.maybe(50, |dice| text(dice, 60)),
    }
}
