//! Owns the rules of how an order is paid (docs/limits.md, "Payment settings").

use super::draft::OrderDraft;
use super::limits::{
    MAX_CONFIGURATION_NAME_CHARS, MAX_NOTES, MAX_RECEIPT_CHARS, PAYMENT_OPTIONS, PREFERRED_METHODS,
};
use super::payment::{
    Gateway, GatewayPayment, LinkPayment, PaymentSetting, UpiConfigurationPayment,
};
use crate::finding::{FindingCode, Findings};
use crate::money::Money;
use crate::upi::{UpiLink, Vpa};

const GATEWAY: &str = "payment_settings[0].payment_gateway";
const LINK: &str = "payment_settings[0].payment_link";
const UPI_LINK: &str = "payment_settings[0].upi_intent_link.link";

/// Judges the one payment setting of a draft that comes to this total, for an account that expects
/// these UPI ids to be paid.
pub(super) fn payment(
    findings: &mut Findings,
    draft: &OrderDraft,
    total: Option<Money>,
    payees: &[Vpa],
) {
    match &draft.payment {
        PaymentSetting::PaymentGateway(payment) => gateway(findings, payment),
        PaymentSetting::UpiIntentLink(payment) => {
            upi_link(findings, &payment.upi_link, draft, total, payees);
        }
        PaymentSetting::UpiConfiguration(payment) => upi_configuration(findings, payment),
        PaymentSetting::PaymentLink(payment) => link(findings, payment),
    }
}

fn gateway(findings: &mut Findings, payment: &GatewayPayment) {
    let at = |field: &str| format!("{GATEWAY}.{field}");
    let name = &payment.configuration_name;

    findings.text(at("configuration_name"), name, MAX_CONFIGURATION_NAME_CHARS);
    if payment.gateway.note_names().is_none() {
        razorpay(findings, payment);
    } else {
        named_notes(findings, payment);
    }
    if let Some(method) = &payment.preferred_payment_method {
        let path = at("preferred_payment_methods[0].method");
        findings.word(path, method, PREFERRED_METHODS);
    }
    if let Some(option) = &payment.enabled_payment_option {
        findings.word(at("enabled_payment_options[0]"), option, PAYMENT_OPTIONS);
    }
}

fn razorpay(findings: &mut Findings, payment: &GatewayPayment) {
    let at = |field: &str| format!("{GATEWAY}.razorpay.{field}");
    let receipt = payment.receipt.as_deref();

    findings.text_if_any(at("receipt"), receipt, MAX_RECEIPT_CHARS);
    if payment.notes.len() > MAX_NOTES {
        findings.say_limit(at("notes"), FindingCode::TooMany, MAX_NOTES);
    }
    for (key, note) in &payment.notes {
        let path = at(&format!("notes.{key}"));
        findings.at_most(path, note, Gateway::Razorpay.note_chars_max());
    }
}

/// The other gateways name the texts they give back, and have no receipt.
fn named_notes(findings: &mut Findings, payment: &GatewayPayment) {
    let at = |field: &str| format!("{GATEWAY}.{}.{field}", payment.gateway.word());
    let names = payment.gateway.note_names().unwrap_or_default();

    if payment.receipt.is_some() {
        findings.say(at("receipt"), FindingCode::UnknownField);
    }
    for (name, note) in &payment.notes {
        if names.contains(&name.as_str()) {
            findings.text(at(name), note, payment.gateway.note_chars_max());
        } else {
            findings.say(at(name), FindingCode::UnknownField);
        }
    }
}

/// The link is sent as it is; it is read only to find out whether a customer can pay by it.
fn upi_link(
    findings: &mut Findings,
    link: &str,
    draft: &OrderDraft,
    total: Option<Money>,
    payees: &[Vpa],
) {
    if !findings.filled(UPI_LINK, link) {
        return;
    }
    match UpiLink::parse(link) {
        Ok(link) => {
            for doubt in link.doubts(&draft.reference_id, total, payees) {
                let words = doubt.words(&link, payees);
                findings.say_limit(UPI_LINK, FindingCode::UpiLinkDoubt, words.as_ref());
            }
        }
        Err(faults) => {
            for fault in faults {
                let words = fault.to_string();
                findings.say_limit(UPI_LINK, FindingCode::UpiLinkFault, words.as_str());
            }
        }
    }
}

fn upi_configuration(findings: &mut Findings, payment: &UpiConfigurationPayment) {
    let name = &payment.upi_configuration_name;

    findings.text("payment_configuration", name, MAX_CONFIGURATION_NAME_CHARS);
    if let Some(method) = &payment.preferred_payment_method {
        let path = "preferred_payment_methods[0].method";
        findings.word(path, method, PREFERRED_METHODS);
    }
}

fn link(findings: &mut Findings, payment: &LinkPayment) {
    let at = |field: &str| format!("{LINK}.{field}");
    let returns = [
        ("success_url", &payment.success_url),
        ("cancel_url", &payment.cancel_url),
    ];

    findings.https(at("uri"), &payment.payment_link);
    for (field, url) in returns {
        if let Some(url) = url {
            findings.https(at(field), url);
        }
    }
}
