//! Owns `order_validation`: requests of every way to pay are read and judged by every rule, against
//! only deserialising the same bytes.

use crate::{Outcome, runner::Pair};
use counterfoil_domain::order::{
    Charge, Discount, Expiration, Gateway, GatewayPayment, ImporterAddress, ItemDraft, LinkPayment,
    OrderDraft, PaymentSetting, UpiConfigurationPayment, UpiIntentPayment,
};
use counterfoil_providers::meta::order_body;
use serde_json::Value;
use std::path::Path;

/// How many orders are judged in a round.
pub const ORDERS_A_ROUND: u32 = 100_000;

/// 2027-01-01T00:00:00Z.
const NOW_MS: i64 = 1_798_761_600_000;
const MODES: u32 = 7;
const ITEMS_MAX: u32 = 8;

struct Validating {
    bodies: Vec<Vec<u8>>,
    accepted: usize,
    read: usize,
}

/// Writes the requests.
pub fn start(_folder: &Path) -> Outcome<Box<dyn Pair>> {
    let bodies = (0..ORDERS_A_ROUND)
        .map(|number| {
            let checked = draft(number).check(NOW_MS, &[]);
            let order = checked
                .order
                .ok_or_else(|| format!("order {number}: {:?}", checked.findings))?;
            Ok(order_body::write(&order))
        })
        .collect::<Outcome<Vec<_>>>()?;
    let bytes: usize = bodies.iter().map(Vec::len).sum();
    println!(
        "order_validation: {} bytes a request on average",
        bytes / bodies.len()
    );
    Ok(Box::new(Validating {
        bodies,
        accepted: 0,
        read: 0,
    }))
}

impl Pair for Validating {
    fn prepare(&mut self) -> Outcome<()> {
        (self.accepted, self.read) = (0, 0);
        Ok(())
    }

    fn subject(&mut self) -> Outcome<()> {
        for body in &self.bodies {
            let checked = order_body::check_body(body, NOW_MS, &[]);
            self.accepted += usize::from(checked.order.is_some());
        }
        Ok(())
    }

    fn baseline(&mut self) -> Outcome<()> {
        for body in &self.bodies {
            let value: Value = serde_json::from_slice(body)?;
            self.read += usize::from(value.is_object());
        }
        Ok(())
    }

    fn check(&mut self) -> Outcome<()> {
        let all = self.bodies.len();
        match (self.accepted, self.read) == (all, all) {
            true => Ok(()),
            false => Err(format!("of {all}, {} and {}", self.accepted, self.read).into()),
        }
    }
}

/// An order of one to eight items, each by another way to pay.
fn draft(number: u32) -> OrderDraft {
    let reference_id = format!("KP-{number:06}");
    let charge = |minor: i64, words: &str| Charge {
        amount_minor: Some(minor),
        description: Some(words.to_owned()),
    };
    OrderDraft {
        customer_phone: format!("91{}", 9_900_000_000_u64 + u64::from(number)),
        body_text: "Your Kaveri order is ready. Please check and pay.".to_owned(),
        footer_text: Some("Kaveri Provisions, Mysuru".to_owned()),
        goods_type: "digital-goods".to_owned(),
        payment: payment(number, &reference_id),
        reference_id,
        currency: "INR".to_owned(),
        expiration: Some(Expiration {
            timestamp: "1798765200".to_owned(),
            description: "Prices are held for an hour".to_owned(),
        }),
        items: (0..=number % ITEMS_MAX).map(item).collect(),
        tax: Some(charge(4_615, "GST 5%")),
        shipping: Some(charge(6_000, "Courier")),
        discount: Some(Discount {
            amount_minor: Some(5_000),
            description: Some("Festival offer".to_owned()),
            program_name: None,
        }),
        ..OrderDraft::default()
    }
}

fn payment(number: u32, reference_id: &str) -> PaymentSetting {
    let through = |gateway: Gateway| {
        let names = gateway.note_names().unwrap_or(&["store", "channel"]);
        PaymentSetting::PaymentGateway(GatewayPayment {
            configuration_name: "kaveri-live".to_owned(),
            gateway,
            notes: names
                .iter()
                .map(|name| ((*name).to_owned(), "mysuru-02".to_owned()))
                .collect(),
            ..GatewayPayment::default()
        })
    };
    match number % MODES {
        0 => through(Gateway::Razorpay),
        1 => through(Gateway::Payu),
        2 => through(Gateway::Billdesk),
        3 => through(Gateway::Zaakpay),
        4 => PaymentSetting::UpiIntentLink(UpiIntentPayment {
            upi_link: format!(
                "upi://pay?pa=kaveri.psp@exbank&pn=Kaveri%20Provisions&mc=5411&purpose=00&tr={reference_id}"
            ),
        }),
        5 => PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
            upi_configuration_name: "kaveri-vpa-1".to_owned(),
            preferred_payment_method: Some("gpay".to_owned()),
        }),
        _ => PaymentSetting::PaymentLink(LinkPayment {
            payment_link: format!("https://rzp.io/i/{number}"),
            ..LinkPayment::default()
        }),
    }
}

fn item(number: u32) -> ItemDraft {
    ItemDraft {
        name: format!("Filter coffee {number}00 g"),
        amount_minor: Some(45_000),
        sale_amount_minor: Some(39_900),
        quantity: Some(2),
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
