//! Owns the strict reading of a refund: `POST /{V}/{PNID}/payments_refund`.

use super::json::Json;
use super::node::Node;
use crate::Speed;
use crate::refusal::Refusal;

const REFERENCE_ID_MAX: usize = 35;
const CONFIGURATION_NAME_MAX: usize = 60;
/// The largest integer that every JSON reader keeps exact, 2^53 - 1.
const AMOUNT_MAX: i64 = (1 << 53) - 1;

/// A valid refund, as far as the sandbox keeps it.
pub(crate) struct SentRefund {
    pub(crate) reference_id: String,
    pub(crate) configuration_name: String,
    pub(crate) amount_minor: i64,
    pub(crate) currency: String,
    pub(crate) speed: Speed,
}

/// Reads the body of a refund. Its amounts are strings, unlike those of every other call.
pub(crate) fn read_refund(body: &[u8]) -> Result<SentRefund, Refusal> {
    let json = Json::read(body)?;
    let node = Node::root(&json);
    node.only(&["reference_id", "speed", "payment_config_id", "amount"])?;
    let speed = match node.optional("speed")? {
        Some(speed) if speed.one_of(&["normal", "instant"])? == "instant" => Speed::Instant,
        _ => Speed::Normal,
    };
    let amount = node.required("amount")?;
    amount.only(&["currency", "value", "offset"])?;
    amount.required("offset")?.one_of(&["100"])?;
    Ok(SentRefund {
        reference_id: node
            .required("reference_id")?
            .text(REFERENCE_ID_MAX)?
            .to_owned(),
        configuration_name: node
            .required("payment_config_id")?
            .text(CONFIGURATION_NAME_MAX)?
            .to_owned(),
        amount_minor: minor(&amount.required("value")?)?,
        currency: amount.required("currency")?.one_of(&["INR"])?.to_owned(),
        speed,
    })
}

fn minor(node: &Node) -> Result<i64, Refusal> {
    let text = node.any_text()?;
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let value = text.parse::<i64>().ok().filter(|_| is_digits);
    value
        .filter(|value| (1..=AMOUNT_MAX).contains(value))
        .ok_or_else(|| node.invalid("must be a whole number of more than zero, as a string"))
}
