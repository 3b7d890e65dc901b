//! Owns how a form says how an order is paid: the fields of every mode side by side, so that
//! looking at another mode loses nothing, and the way between them and the order.

use super::{OrderForm, is_blank, optional, text_of};
use crate::finding::{Finding, FindingCode, Findings};
use crate::order::payment::{
    Gateway, GatewayPayment, LinkPayment, PaymentSetting, UpiConfigurationPayment, UpiIntentPayment,
};
use crate::payment_mode::PaymentMode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const GATEWAY: &str = "payment_settings[0].payment_gateway";
/// Razorpay's notes; a row of them that has no name yet is `notes[N]` here.
pub(super) const NOTES: &str = "payment_settings[0].payment_gateway.razorpay.notes";

/// How an order is paid, as a person says it. Only the fields of the mode count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormPayment {
    /// The way it is paid.
    pub mode: PaymentMode,
    /// The name of the payment configuration whose gateway is paid through.
    pub configuration_name: String,
    /// The name of the payment configuration whose UPI id is paid.
    pub upi_configuration_name: String,
    /// The gateway behind the payment configuration.
    pub gateway: Gateway,
    /// Razorpay's receipt number; blank is none.
    pub receipt: String,
    /// What comes back in lookups. A row that is blank is not there; a gateway that names its notes
    /// leaves the other rows out.
    pub notes: Vec<FormNote>,
    /// The UPI app offered first; blank is none.
    pub preferred_app: String,
    /// The only way to pay that the gateway offers, `upi` or `web`; blank is every way.
    pub enabled_option: String,
    /// The UPI link.
    pub upi_link: String,
    /// The link to the gateway's page.
    pub payment_link: String,
    /// Where that page leads when it was paid; blank is not said.
    pub success_url: String,
    /// Where it leads when it was not; blank is not said.
    pub cancel_url: String,
}

/// A text that comes back in lookups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FormNote {
    /// Its name.
    pub name: String,
    /// What it says.
    pub text: String,
}

/// Reads how the order of a form is paid, and what of it cannot be read.
pub(super) fn read(form: &OrderForm, findings: &mut Vec<Finding>) -> PaymentSetting {
    let payment = &form.payment;
    let link = |text: &str| text.trim().to_owned();
    let preferred_payment_method = optional(&payment.preferred_app);
    match payment.mode {
        PaymentMode::PaymentGateway => PaymentSetting::PaymentGateway(GatewayPayment {
            configuration_name: payment.configuration_name.clone(),
            gateway: payment.gateway,
            receipt: optional(&payment.receipt).filter(|_| payment.gateway.has_receipt()),
            notes: notes(payment, findings),
            preferred_payment_method,
            enabled_payment_option: optional(&payment.enabled_option),
        }),
        PaymentMode::UpiIntentLink => PaymentSetting::UpiIntentLink(UpiIntentPayment {
            upi_link: link(&payment.upi_link),
        }),
        PaymentMode::UpiConfiguration => {
            PaymentSetting::UpiConfiguration(UpiConfigurationPayment {
                upi_configuration_name: payment.upi_configuration_name.clone(),
                preferred_payment_method,
            })
        }
        PaymentMode::PaymentLink => PaymentSetting::PaymentLink(LinkPayment {
            payment_link: link(&payment.payment_link),
            success_url: optional(&link(&payment.success_url)),
            cancel_url: optional(&link(&payment.cancel_url)),
        }),
    }
}

fn notes(payment: &FormPayment, findings: &mut Vec<Finding>) -> BTreeMap<String, String> {
    let mut notes = BTreeMap::new();
    for (row, note) in payment.notes.iter().enumerate() {
        let path = || format!("{NOTES}[{row}]");
        if let Some(names) = payment.gateway.note_names() {
            // Of several rows of one name the last counts, as in the window.
            if names.contains(&note.name.as_str()) {
                notes.insert(note.name.clone(), note.text.clone());
            }
        } else if is_blank(&note.name) {
            if !is_blank(&note.text) {
                findings.push(Finding::new(path(), FindingCode::Required));
            }
        } else if notes.contains_key(&note.name) {
            findings.push(Finding::new(path(), FindingCode::DuplicateKey));
        } else {
            notes.insert(note.name.clone(), note.text.clone());
        }
    }
    if payment.gateway.note_names().is_some() {
        notes.retain(|_, text| !is_blank(text));
    }
    notes
}

/// Puts how an order is paid into a form. What has no place there is found.
pub(super) fn held(findings: &mut Findings, setting: &PaymentSetting) -> FormPayment {
    let mode = setting.mode();
    let payment = match setting {
        PaymentSetting::PaymentGateway(payment) => FormPayment {
            configuration_name: payment.configuration_name.clone(),
            gateway: payment.gateway,
            receipt: text_of(payment.receipt.as_ref()),
            notes: held_notes(findings, payment),
            preferred_app: text_of(payment.preferred_payment_method.as_ref()),
            enabled_option: text_of(payment.enabled_payment_option.as_ref()),
            ..FormPayment::default()
        },
        PaymentSetting::UpiIntentLink(payment) => FormPayment {
            upi_link: payment.upi_link.clone(),
            ..FormPayment::default()
        },
        PaymentSetting::UpiConfiguration(payment) => FormPayment {
            upi_configuration_name: payment.upi_configuration_name.clone(),
            preferred_app: text_of(payment.preferred_payment_method.as_ref()),
            ..FormPayment::default()
        },
        PaymentSetting::PaymentLink(payment) => FormPayment {
            payment_link: payment.payment_link.clone(),
            success_url: text_of(payment.success_url.as_ref()),
            cancel_url: text_of(payment.cancel_url.as_ref()),
            ..FormPayment::default()
        },
    };
    FormPayment { mode, ..payment }
}

fn held_notes(findings: &mut Findings, payment: &GatewayPayment) -> Vec<FormNote> {
    let gateway = payment.gateway;
    if payment.receipt.is_some() && !gateway.has_receipt() {
        let path = format!("{GATEWAY}.{}.receipt", gateway.word());
        findings.say(path, FindingCode::UnknownField);
    }
    let mut rows = Vec::new();
    for (name, text) in &payment.notes {
        let has_place = match gateway.note_names() {
            None => !is_blank(name),
            Some(names) => names.contains(&name.as_str()) && !is_blank(text),
        };
        if has_place {
            rows.push(FormNote {
                name: name.clone(),
                text: text.clone(),
            });
        } else {
            let path = match gateway {
                Gateway::Razorpay => format!("{NOTES}.{name}"),
                _ => format!("{GATEWAY}.{}.{name}", gateway.word()),
            };
            findings.say(path, FindingCode::NotInForm);
        }
    }
    rows
}
