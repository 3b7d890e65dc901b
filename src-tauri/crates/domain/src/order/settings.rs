//! Owns the rules of how an order is paid (docs/limits.md, "Payment settings").

use super::draft::PaymentSetting;
use super::limits::{
    MAX_CONFIGURATION_NAME_CHARS, MAX_NOTE_CHARS, MAX_NOTES, MAX_RECEIPT_CHARS, PAYMENT_OPTIONS,
    PREFERRED_METHODS,
};
use crate::finding::{FindingCode, Findings};

/// Judges the one payment setting.
pub(super) fn payment(findings: &mut Findings, payment: &PaymentSetting) {
    let at = |field: &str| format!("payment_settings[0].payment_gateway.{field}");
    let receipt = payment.receipt.as_deref();

    let name = at("configuration_name");
    findings.text(
        name,
        &payment.configuration_name,
        MAX_CONFIGURATION_NAME_CHARS,
    );
    findings.text_if_any(at("razorpay.receipt"), receipt, MAX_RECEIPT_CHARS);
    if payment.notes.len() > MAX_NOTES {
        findings.say_limit(at("razorpay.notes"), FindingCode::TooMany, MAX_NOTES);
    }
    for (key, note) in &payment.notes {
        findings.at_most(at(&format!("razorpay.notes.{key}")), note, MAX_NOTE_CHARS);
    }
    if let Some(method) = &payment.preferred_payment_method {
        findings.word(
            at("preferred_payment_methods[0].method"),
            method,
            PREFERRED_METHODS,
        );
    }
    if let Some(option) = &payment.enabled_payment_option {
        findings.word(at("enabled_payment_options[0]"), option, PAYMENT_OPTIONS);
    }
}
