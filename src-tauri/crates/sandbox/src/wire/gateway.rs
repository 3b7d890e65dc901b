//! Owns `payment_gateway`: the gateway an order is paid through, and what it echoes.

use super::node::Node;
use super::settings::{self, CONFIGURATION_NAME_MAX, Limit, Settings};
use crate::refusal::Refusal;
use crate::{Gateway, Mode};
use std::collections::BTreeMap;

const RECEIPT_MAX: usize = 40;
const NOTES_MAX: usize = 15;
const NOTE_MAX: usize = 256;
const UDF_MAX: usize = 255;
const ADDITIONAL_INFO_MAX: usize = 120;
const EXTRA_MAX: usize = 180;

/// What comes back in lookups. Of the three, only one gateway's is ever filled.
#[derive(Default)]
pub(crate) struct Echoes {
    pub(crate) receipt: Option<String>,
    pub(crate) notes: Option<BTreeMap<String, String>>,
    /// The numbered fields of the gateways that have no others.
    pub(crate) numbered: BTreeMap<String, String>,
}

/// Checks the gateway and everything in it.
pub(super) fn read(node: &Node) -> Result<Settings, Refusal> {
    let gateway = node.required("type")?.meaning(&Gateway::WORDS)?;
    node.only(&[
        "type",
        "configuration_name",
        gateway.word(),
        "preferred_payment_methods",
        "enabled_payment_options",
    ])?;
    let configuration_name = node
        .required("configuration_name")?
        .text(CONFIGURATION_NAME_MAX)?;
    let echoes = match node.optional(gateway.word())? {
        Some(sent) => echoes(&sent, gateway)?,
        None => Echoes::default(),
    };
    settings::check_preferred_app(node)?;
    Ok(Settings {
        mode: Mode::Gateway(gateway),
        configuration_name: Some(configuration_name.into()),
        echoes,
        limit: limit(node)?,
    })
}

fn echoes(node: &Node, gateway: Gateway) -> Result<Echoes, Refusal> {
    if let Some(encrypted) = node.optional("encrypted_payment_gateway_data")? {
        return Err(encrypted.invalid("paying from a given bank account is not simulated yet"));
    }
    match gateway {
        Gateway::Razorpay => of_razorpay(node),
        Gateway::Payu => numbered(node, "udf", 4, UDF_MAX),
        Gateway::Billdesk => numbered(node, "additional_info", 7, ADDITIONAL_INFO_MAX),
        Gateway::Zaakpay => numbered(node, "extra", 2, EXTRA_MAX),
    }
}

fn of_razorpay(node: &Node) -> Result<Echoes, Refusal> {
    node.only(&["receipt", "notes"])?;
    let receipt = match node.optional("receipt")? {
        Some(receipt) => Some(receipt.text(RECEIPT_MAX)?.to_owned()),
        None => None,
    };
    let notes = match node.optional("notes")? {
        Some(notes) => Some(read_notes(&notes)?),
        None => None,
    };
    Ok(Echoes {
        receipt,
        notes,
        ..Echoes::default()
    })
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

/// Reads fields whose names differ by their number alone, from 1 up to a count.
fn numbered(node: &Node, stem: &str, count: usize, max: usize) -> Result<Echoes, Refusal> {
    let known: Vec<String> = (1..=count).map(|nth| format!("{stem}{nth}")).collect();
    let keys: Vec<&str> = known.iter().map(String::as_str).collect();
    node.only(&keys)?;
    let mut numbered = BTreeMap::new();
    for key in known {
        if let Some(sent) = node.optional(&key)? {
            let text = sent.text(max)?.to_owned();
            numbered.insert(key, text);
        }
    }
    Ok(Echoes {
        numbered,
        ..Echoes::default()
    })
}

/// On the gateway's page there are other ways to pay than UPI.
fn limit(node: &Node) -> Result<Limit, Refusal> {
    let Some(options) = node.optional("enabled_payment_options")? else {
        return Ok(Limit::OfUpi);
    };
    match options.list(1..=1)?.first() {
        Some(option) => option.meaning(&[("upi", Limit::OfUpi), ("web", Limit::None)]),
        None => Ok(Limit::OfUpi),
    }
}
