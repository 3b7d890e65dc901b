//! Owns the fields of `payment_settings`: one payment gateway, and that one Razorpay.

use crate::meta::order_body::cursor::Cursor;
use crate::meta::order_body::tree::Node;
use counterfoil_domain::order::PaymentSetting;

const SETTING_TYPE: &str = "payment_gateway";
const GATEWAY_TYPE: &str = "razorpay";

/// Reads the one setting, and notes every other way to say how an order is paid.
pub(super) fn payment(fields: &mut Cursor<'_>) -> PaymentSetting {
    let older = [
        "payment_type",
        "payment_configuration",
        "preferred_payment_methods",
    ];
    fields.unsupported(&older, "payment_settings");

    fields.require("payment_settings");
    let settings = fields.objects("payment_settings", 1..=1, setting);
    settings.unwrap_or_default().pop().unwrap_or_default()
}

fn setting(fields: &mut Cursor<'_>) -> PaymentSetting {
    if is_other_word(fields, SETTING_TYPE) {
        fields.give_up(SETTING_TYPE);
        return PaymentSetting::default();
    }
    fields.word("type", SETTING_TYPE);
    fields
        .required_object("payment_gateway", gateway)
        .unwrap_or_default()
}

fn gateway(fields: &mut Cursor<'_>) -> PaymentSetting {
    if is_other_word(fields, GATEWAY_TYPE) {
        fields.give_up(GATEWAY_TYPE);
        return PaymentSetting::default();
    }
    fields.word("type", GATEWAY_TYPE);
    fields.unsupported(&["payu", "billdesk", "zaakpay"], GATEWAY_TYPE);

    let mut payment = PaymentSetting {
        configuration_name: fields.text("configuration_name"),
        preferred_payment_method: preferred_method(fields),
        enabled_payment_option: enabled_option(fields),
        ..PaymentSetting::default()
    };
    fields.object("razorpay", |fields| {
        payment.receipt = fields.optional_text("receipt");
        payment.notes = fields
            .object("notes", |fields| fields.all_texts())
            .unwrap_or_default();
        fields.unsupported(&["encrypted_payment_gateway_data"], "receipt and notes");
    });
    payment
}

/// Says whether `type` is a word of a kind that the desk does not know.
fn is_other_word(fields: &Cursor<'_>, known: &str) -> bool {
    matches!(fields.peek("type"), Some(Node::Text(word)) if word != known)
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
