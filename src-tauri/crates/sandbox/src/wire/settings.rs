//! Owns `payment_settings`: the gateway an order is paid through.

use super::node::Node;
use crate::refusal::Refusal;
use std::collections::BTreeMap;

const CONFIGURATION_NAME_MAX: usize = 60;
const RECEIPT_MAX: usize = 40;
const NOTES_MAX: usize = 15;
const NOTE_MAX: usize = 256;
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
pub(super) struct Settings {
    pub(super) configuration_name: String,
    pub(super) receipt: Option<String>,
    pub(super) notes: Option<BTreeMap<String, String>>,
    /// Whether only the gateway's page is offered, which has no limit of UPI's.
    pub(super) web_only: bool,
}

/// Checks the one element that India allows.
pub(super) fn read(node: &Node) -> Result<Settings, Refusal> {
    let elements = node.list(1..=1)?;
    let Some(element) = elements.first() else {
        return Err(node.invalid("must not be empty"));
    };
    let kind = element.required("type")?;
    if kind.any_text()? != "payment_gateway" {
        return Err(kind.invalid("only payment_gateway is simulated yet"));
    }
    element.only(&["type", "payment_gateway"])?;
    gateway(&element.required("payment_gateway")?)
}

fn gateway(node: &Node) -> Result<Settings, Refusal> {
    let kind = node.required("type")?;
    if kind.any_text()? != "razorpay" {
        return Err(kind.invalid("only razorpay is simulated yet"));
    }
    node.only(&[
        "type",
        "configuration_name",
        "razorpay",
        "preferred_payment_methods",
        "enabled_payment_options",
    ])?;
    let configuration_name = node
        .required("configuration_name")?
        .text(CONFIGURATION_NAME_MAX)?;
    let (receipt, notes) = match node.optional("razorpay")? {
        Some(razorpay) => echoes(&razorpay)?,
        None => (None, None),
    };
    if let Some(methods) = node.optional("preferred_payment_methods")? {
        for method in methods.list(0..=1)? {
            method.only(&["method"])?;
            method.required("method")?.one_of(&UPI_APPS)?;
        }
    }
    let web_only = web_only(node)?;
    Ok(Settings {
        configuration_name: configuration_name.into(),
        receipt,
        notes,
        web_only,
    })
}

type Echoes = (Option<String>, Option<BTreeMap<String, String>>);

/// Reads what comes back in lookups.
fn echoes(node: &Node) -> Result<Echoes, Refusal> {
    if let Some(encrypted) = node.optional("encrypted_payment_gateway_data")? {
        return Err(encrypted.invalid("paying from a given bank account is not simulated yet"));
    }
    node.only(&["receipt", "notes"])?;
    let receipt = match node.optional("receipt")? {
        Some(receipt) => Some(receipt.text(RECEIPT_MAX)?.to_owned()),
        None => None,
    };
    let notes = match node.optional("notes")? {
        Some(notes) => Some(read_notes(&notes)?),
        None => None,
    };
    Ok((receipt, notes))
}

fn read_notes(node: &Node) -> Result<BTreeMap<String, String>, Refusal> {
    let members = node.members()?;
    if members.len() > NOTES_MAX {
        return Err(node.invalid(&format!("must have at most {NOTES_MAX} keys")));
    }
    let mut notes = BTreeMap::new();
    for (key, _) in members {
        let note = node.required(key)?;
        let text = note.any_text()?;
        if text.chars().count() > NOTE_MAX {
            return Err(note.invalid(&format!("must be at most {NOTE_MAX} characters")));
        }
        notes.insert(key.clone(), text.to_owned());
    }
    Ok(notes)
}

fn web_only(node: &Node) -> Result<bool, Refusal> {
    let Some(options) = node.optional("enabled_payment_options")? else {
        return Ok(false);
    };
    match options.list(1..=1)?.first() {
        Some(option) => Ok(option.one_of(&["upi", "web"])? == "web"),
        None => Ok(false),
    }
}
