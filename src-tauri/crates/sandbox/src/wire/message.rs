//! Owns the envelope of a send: its recipient, its texts, and the way to the parameters.

use super::json::Json;
use super::node::Node;
use super::parameters;
use crate::refusal::Refusal;
use std::collections::BTreeMap;

const BODY_MAX: usize = 1_024;
const FOOTER_MAX: usize = 60;
const OPAQUE_MAX: usize = 512;

/// A valid `order_details` send, as far as the sandbox keeps it.
pub(crate) struct SentOrder {
    pub(crate) to: String,
    pub(crate) reference_id: String,
    pub(crate) amount_minor: i64,
    pub(crate) currency: String,
    pub(crate) configuration_name: String,
    pub(crate) biz_opaque_callback_data: Option<String>,
    pub(crate) receipt: Option<String>,
    pub(crate) notes: Option<BTreeMap<String, String>>,
}

/// Reads the body of `POST /{V}/{PNID}/messages`.
pub(crate) fn read_send(body: &[u8], now_ms: i64) -> Result<SentOrder, Refusal> {
    let json = Json::read(body)?;
    let node = Node::root(&json);
    node.required("messaging_product")?.one_of(&["whatsapp"])?;
    let kind = node.required("type")?;
    if kind.any_text()? != "interactive" {
        return Err(kind.unsupported("only interactive is simulated yet"));
    }
    if let Some(recipient) = node.optional("recipient")? {
        return Err(recipient.invalid("business-scoped user ids are not simulated yet"));
    }
    node.only(&[
        "messaging_product",
        "recipient_type",
        "to",
        "type",
        "biz_opaque_callback_data",
        "interactive",
    ])?;
    if let Some(kind) = node.optional("recipient_type")? {
        kind.one_of(&["individual"])?;
    }
    let to = recipient(&node.required("to")?)?;
    let biz_opaque_callback_data = match node.optional("biz_opaque_callback_data")? {
        Some(opaque) => Some(opaque.text(OPAQUE_MAX)?.to_owned()),
        None => None,
    };
    let bill = interactive(&node.required("interactive")?, now_ms)?;
    Ok(SentOrder {
        to,
        reference_id: bill.reference_id,
        amount_minor: bill.amount_minor,
        currency: bill.currency,
        configuration_name: bill.settings.configuration_name,
        biz_opaque_callback_data,
        receipt: bill.settings.receipt,
        notes: bill.settings.notes,
    })
}

fn recipient(node: &Node) -> Result<String, Refusal> {
    let text = node.any_text()?;
    let digits = text.strip_prefix('+').unwrap_or(text);
    let number = (8..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    if number {
        return Ok(text.to_owned());
    }
    Err(node.invalid("must be an optional + and 8 to 15 digits that do not begin with 0"))
}

fn interactive(node: &Node, now_ms: i64) -> Result<parameters::Parameters, Refusal> {
    let kind = node.required("type")?;
    if kind.any_text()? != "order_details" {
        return Err(kind.unsupported("only order_details is simulated yet"));
    }
    node.only(&["type", "header", "body", "footer", "action"])?;
    if let Some(header) = node.optional("header")? {
        check_header(&header)?;
    }
    check_text(&node.required("body")?, BODY_MAX)?;
    if let Some(footer) = node.optional("footer")? {
        check_text(&footer, FOOTER_MAX)?;
    }
    let action = node.required("action")?;
    action.only(&["name", "parameters"])?;
    action.required("name")?.one_of(&["review_and_pay"])?;
    parameters::read(&action.required("parameters")?, now_ms)
}

fn check_header(node: &Node) -> Result<(), Refusal> {
    node.only(&["type", "image"])?;
    node.required("type")?.one_of(&["image"])?;
    let image = node.required("image")?;
    image.only(&["id", "link"])?;
    match (image.optional("id")?, image.optional("link")?) {
        (Some(id), None) => id.text(usize::MAX).map(|_| ()),
        (None, Some(link)) => link.https_link().map(|_| ()),
        _ => Err(image.invalid("must have exactly one of id and link")),
    }
}

fn check_text(node: &Node, max: usize) -> Result<(), Refusal> {
    node.only(&["text"])?;
    node.required("text")?.text(max)?;
    Ok(())
}
