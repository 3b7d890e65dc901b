//! Owns the fields of how an order is paid: `payment_settings`, and what older orders say instead
//! (gateway guide; UPI intent; legacy UPI; payment links).

use crate::meta::order_body::cursor::Cursor;
use crate::meta::order_body::tree::Node;
use counterfoil_domain::order::{
    Gateway, GatewayPayment, LinkPayment, PaymentSetting, UpiConfigurationPayment, UpiIntentPayment,
};
use std::collections::BTreeMap;

const TYPES: &str = "payment_gateway, upi_intent_link, payment_link";
const GATEWAYS: &str = "razorpay, payu, billdesk, zaakpay";
const UPI: &str = "upi";

/// Reads the one way to pay.
pub(super) fn payment(fields: &mut Cursor<'_>) -> PaymentSetting {
    let has = |name| fields.peek(name).is_some();
    if !has("payment_settings") && (has("payment_configuration") || has("payment_type")) {
        return upi_configuration(fields);
    }
    fields.require("payment_settings");
    let settings = fields.objects("payment_settings", 1..=1, setting);
    let setting = settings.unwrap_or_default().pop().unwrap_or_default();

    let with = "payment_settings";
    fields.conflicts("payment_configuration", with);
    fields.conflicts("preferred_payment_methods", with);
    if matches!(setting, PaymentSetting::PaymentLink(_)) {
        fields.word("payment_type", UPI);
    } else {
        fields.conflicts("payment_type", with);
    }
    setting
}

/// The older way to collect by UPI, which stands in the parameters themselves.
fn upi_configuration(fields: &mut Cursor<'_>) -> PaymentSetting {
    fields.word("payment_type", UPI);
    PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
        upi_configuration_name: fields.text("payment_configuration"),
        preferred_payment_method: preferred_method(fields),
    })
}

fn setting(fields: &mut Cursor<'_>) -> PaymentSetting {
    let word = match fields.peek("type") {
        Some(Node::Text(word)) => word.as_str(),
        // What is missing or no text is found below, as it would be in the usual kind.
        _ => "payment_gateway",
    };
    match word {
        "payment_gateway" => {
            fields.word("type", "payment_gateway");
            let read = fields.required_object("payment_gateway", gateway);
            PaymentSetting::PaymentGateway(read.unwrap_or_default())
        }
        "upi_intent_link" => {
            fields.word("type", "upi_intent_link");
            let read = fields.required_object("upi_intent_link", |fields| UpiIntentPayment {
                upi_link: fields.text("link"),
            });
            PaymentSetting::UpiIntentLink(read.unwrap_or_default())
        }
        "payment_link" => {
            fields.word("type", "payment_link");
            let read = fields.required_object("payment_link", |fields| LinkPayment {
                payment_link: fields.text("uri"),
                success_url: fields.optional_text("success_url"),
                cancel_url: fields.optional_text("cancel_url"),
            });
            PaymentSetting::PaymentLink(read.unwrap_or_default())
        }
        _ => {
            fields.give_up(TYPES);
            PaymentSetting::default()
        }
    }
}

fn gateway(fields: &mut Cursor<'_>) -> GatewayPayment {
    let gateway = match fields.peek("type") {
        Some(Node::Text(word)) => Gateway::ALL.into_iter().find(|one| one.word() == word),
        _ => Some(Gateway::default()),
    };
    let Some(gateway) = gateway else {
        fields.give_up(GATEWAYS);
        return GatewayPayment::default();
    };
    fields.word("type", gateway.word());
    for other in Gateway::ALL.into_iter().filter(|other| *other != gateway) {
        fields.conflicts(other.word(), gateway.word());
    }

    let mut payment = GatewayPayment {
        configuration_name: fields.text("configuration_name"),
        gateway,
        preferred_payment_method: preferred_method(fields),
        enabled_payment_option: enabled_option(fields),
        ..GatewayPayment::default()
    };
    fields.object(gateway.word(), |fields| {
        match gateway.note_names() {
            None => {
                payment.receipt = fields.optional_text("receipt");
                let notes = fields.object("notes", |fields| fields.all_texts());
                payment.notes = notes.unwrap_or_default();
            }
            Some(names) => payment.notes = named_notes(fields, names),
        }
        fields.unsupported(&["encrypted_payment_gateway_data"], "receipt and notes");
    });
    payment
}

fn named_notes(fields: &mut Cursor<'_>, names: &[&'static str]) -> BTreeMap<String, String> {
    let read = |name: &&'static str| Some(((*name).to_owned(), fields.optional_text(name)?));
    names.iter().filter_map(read).collect()
}

fn preferred_method(fields: &mut Cursor<'_>) -> Option<String> {
    fields
        .objects("preferred_payment_methods", 0..=1, |fields| {
            fields.text("method")
        })?
        .pop()
}

fn enabled_option(fields: &mut Cursor<'_>) -> Option<String> {
    fields.texts("enabled_payment_options", 1..=1)?.pop()
}
