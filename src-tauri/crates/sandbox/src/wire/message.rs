//! Owns the envelope of a message: its recipient, its texts, and the way to what it is about.

use super::json::Json;
use super::node::Node;
use super::parameters::{self, Parameters};
use super::settings::Settings;
use super::status::{self, SentStatus};
use crate::refusal::Refusal;

const BODY_MAX: usize = 1_024;
const FOOTER_MAX: usize = 60;
const OPAQUE_MAX: usize = 512;

/// A valid message.
pub(crate) enum SentMessage {
    Order(SentOrder),
    Status(SentStatus),
}

/// What every message has.
pub(crate) struct Envelope {
    pub(crate) to: String,
    pub(crate) biz_opaque_callback_data: Option<String>,
}

/// A valid `order_details` send, as far as the sandbox keeps it.
pub(crate) struct SentOrder {
    pub(crate) envelope: Envelope,
    /// The uploaded picture in its header.
    pub(crate) image_id: Option<String>,
    pub(crate) reference_id: String,
    pub(crate) amount_minor: i64,
    pub(crate) currency: String,
    pub(crate) settings: Settings,
}

/// Reads the body of `POST /{V}/{PNID}/messages`.
pub(crate) fn read_message(body: &[u8], now_ms: i64) -> Result<SentMessage, Refusal> {
    let json = Json::read(body)?;
    let node = Node::root(&json);
    node.required("messaging_product")?.one_of(&["whatsapp"])?;
    let kind = node.required("type")?;
    let content = match kind.any_text()? {
        "interactive" => "interactive",
        "template" => "template",
        _ => return Err(kind.unsupported("only interactive and template are simulated yet")),
    };
    if let Some(recipient) = node.optional("recipient")? {
        return Err(recipient.invalid("business-scoped user ids are not simulated yet"));
    }
    node.only(&[
        "messaging_product",
        "recipient_type",
        "to",
        "type",
        "biz_opaque_callback_data",
        content,
    ])?;
    let envelope = envelope(&node)?;
    let part = node.required(content)?;
    if content == "template" {
        return Ok(SentMessage::Status(status::read_template(&part, envelope)?));
    }
    let kind = part.required("type")?;
    match kind.any_text()? {
        "order_status" => Ok(SentMessage::Status(status::read_interactive(
            &part, envelope,
        )?)),
        "order_details" => {
            let (image_id, bill) = interactive(&part, now_ms)?;
            Ok(SentMessage::Order(SentOrder {
                envelope,
                image_id,
                reference_id: bill.reference_id,
                amount_minor: bill.amount_minor,
                currency: bill.currency,
                settings: bill.settings,
            }))
        }
        _ => Err(kind.unsupported("only order_details and order_status are simulated yet")),
    }
}

fn envelope(node: &Node) -> Result<Envelope, Refusal> {
    if let Some(kind) = node.optional("recipient_type")? {
        kind.one_of(&["individual"])?;
    }
    Ok(Envelope {
        to: recipient(&node.required("to")?)?,
        biz_opaque_callback_data: match node.optional("biz_opaque_callback_data")? {
            Some(opaque) => Some(opaque.text(OPAQUE_MAX)?.to_owned()),
            None => None,
        },
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

/// Returns the uploaded picture in the header beside the bill.
fn interactive(node: &Node, now_ms: i64) -> Result<(Option<String>, Parameters), Refusal> {
    node.only(&["type", "header", "body", "footer", "action"])?;
    let image_id = match node.optional("header")? {
        Some(header) => header_image(&header)?,
        None => None,
    };
    check_texts(node)?;
    let action = node.required("action")?;
    action.only(&["name", "parameters"])?;
    action.required("name")?.one_of(&["review_and_pay"])?;
    let bill = parameters::read(&action.required("parameters")?, now_ms)?;
    Ok((image_id, bill))
}

fn header_image(node: &Node) -> Result<Option<String>, Refusal> {
    node.only(&["type", "image"])?;
    node.required("type")?.one_of(&["image"])?;
    let image = node.required("image")?;
    image.only(&["id", "link"])?;
    match (image.optional("id")?, image.optional("link")?) {
        (Some(id), None) => Ok(Some(id.text(usize::MAX)?.to_owned())),
        (None, Some(link)) => link.https_link().map(|_| None),
        _ => Err(image.invalid("must have exactly one of id and link")),
    }
}

/// Checks the text of an interactive message, and the small one below it.
pub(super) fn check_texts(node: &Node) -> Result<(), Refusal> {
    check_text(&node.required("body")?, BODY_MAX)?;
    if let Some(footer) = node.optional("footer")? {
        check_text(&footer, FOOTER_MAX)?;
    }
    Ok(())
}

fn check_text(node: &Node, max: usize) -> Result<(), Refusal> {
    node.only(&["text"])?;
    node.required("text")?.text(max)?;
    Ok(())
}
