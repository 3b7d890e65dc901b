//! Owns how an order is to be paid, which four of the parameters say together.

use super::gateway::{self, Echoes};
use super::node::Node;
use super::upi_link;
use crate::Mode;
use crate::refusal::Refusal;

/// The longest name of a payment configuration.
pub(super) const CONFIGURATION_NAME_MAX: usize = 60;
const UPI_APPS: [&str; 7] = [
    "gpay",
    "phonepe",
    "paytm",
    "bhim",
    "amazonpay",
    "cred",
    "mobikwik",
];

/// How the order is to be paid.
pub(crate) struct Settings {
    pub(crate) mode: Mode,
    /// The payment configuration it names, if its mode has one.
    pub(crate) configuration_name: Option<String>,
    pub(crate) echoes: Echoes,
    pub(super) limit: Limit,
}

/// What the amount may not exceed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    /// What UPI carries.
    OfUpi,
    /// Nothing: there are other ways to pay.
    None,
}

/// Reads them from the parameters, of which legacy UPI has others than every other mode.
pub(super) fn read(parameters: &Node) -> Result<Settings, Refusal> {
    let payment_type = parameters.optional("payment_type")?;
    if let Some(payment_type) = &payment_type {
        payment_type.one_of(&["upi"])?;
    }
    match (payment_type, parameters.optional("payment_configuration")?) {
        (Some(_), Some(configuration)) => legacy_upi(parameters, &configuration),
        (None, Some(configuration)) => Err(configuration.invalid("is for payment_type upi alone")),
        (payment_type, None) => {
            if let Some(methods) = parameters.optional("preferred_payment_methods")? {
                return Err(methods.invalid("is for legacy UPI alone"));
            }
            payment_settings(parameters, payment_type)
        }
    }
}

fn legacy_upi(parameters: &Node, configuration: &Node) -> Result<Settings, Refusal> {
    if let Some(settings) = parameters.optional("payment_settings")? {
        return Err(settings.invalid("cannot be combined with payment_configuration"));
    }
    let configuration_name = configuration.text(CONFIGURATION_NAME_MAX)?;
    check_preferred_app(parameters)?;
    Ok(Settings {
        mode: Mode::LegacyUpi,
        configuration_name: Some(configuration_name.into()),
        echoes: Echoes::default(),
        limit: Limit::OfUpi,
    })
}

/// Checks the one element that India allows. A payment link alone is told apart by `payment_type`.
fn payment_settings(parameters: &Node, payment_type: Option<Node>) -> Result<Settings, Refusal> {
    let node = parameters.required("payment_settings")?;
    let elements = node.list(1..=1)?;
    let Some(element) = elements.first() else {
        return Err(node.invalid("must not be empty"));
    };
    let kind = element.required("type")?;
    let kind = kind.one_of(&["payment_gateway", "upi_intent_link", "payment_link"])?;
    element.only(&["type", kind])?;
    let content = element.required(kind)?;
    if kind == "payment_link" {
        parameters.required("payment_type")?;
        return payment_link(&content);
    }
    if let Some(payment_type) = payment_type {
        let rule = "is for legacy UPI and payment links alone";
        return Err(payment_type.invalid(rule));
    }
    if kind == "upi_intent_link" {
        return upi_intent_link(&content);
    }
    gateway::read(&content)
}

fn upi_intent_link(node: &Node) -> Result<Settings, Refusal> {
    node.only(&["link"])?;
    upi_link::check(&node.required("link")?)?;
    Ok(without_configuration(Mode::UpiIntentLink, Limit::OfUpi))
}

fn payment_link(node: &Node) -> Result<Settings, Refusal> {
    node.only(&["uri", "success_url", "cancel_url"])?;
    node.required("uri")?.https_link()?;
    for key in ["success_url", "cancel_url"] {
        if let Some(link) = node.optional(key)? {
            link.https_link()?;
        }
    }
    Ok(without_configuration(Mode::PaymentLink, Limit::None))
}

fn without_configuration(mode: Mode, limit: Limit) -> Settings {
    Settings {
        mode,
        configuration_name: None,
        echoes: Echoes::default(),
        limit,
    }
}

/// Checks the UPI app that is offered first, of which there may be one.
pub(super) fn check_preferred_app(node: &Node) -> Result<(), Refusal> {
    let Some(methods) = node.optional("preferred_payment_methods")? else {
        return Ok(());
    };
    for method in methods.list(0..=1)? {
        method.only(&["method"])?;
        method.required("method")?.one_of(&UPI_APPS)?;
    }
    Ok(())
}
