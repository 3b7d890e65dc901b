//! Owns the strict reading of what tells a customer about the status of an order.

use super::message::{Envelope, check_texts};
use super::node::Node;
use crate::refusal::Refusal;
use crate::status::Fulfilment;

const REFERENCE_ID_MAX: usize = 35;
const DESCRIPTION_MAX: usize = 120;
const NAME_MAX: usize = 512;
const VARIABLES_MAX: usize = 100;
const VARIABLE_MAX: usize = 1_024;

/// A valid status message, as far as the sandbox keeps it.
pub(crate) struct SentStatus {
    pub(crate) envelope: Envelope,
    pub(crate) reference_id: String,
    pub(crate) status: Fulfilment,
    pub(crate) template: Option<SentTemplate>,
}

/// The template it goes through.
pub(crate) struct SentTemplate {
    pub(crate) name: String,
    pub(crate) language: String,
    /// How many variables it fills.
    pub(crate) variables: usize,
}

/// Reads an `interactive` of the type `order_status`.
pub(super) fn read_interactive(node: &Node, envelope: Envelope) -> Result<SentStatus, Refusal> {
    node.only(&["type", "body", "footer", "action"])?;
    check_texts(node)?;
    let action = node.required("action")?;
    action.only(&["name", "parameters"])?;
    action.required("name")?.one_of(&["review_order"])?;
    let (reference_id, status) = parameters(&action.required("parameters")?)?;
    Ok(SentStatus {
        envelope,
        reference_id,
        status,
        template: None,
    })
}

/// Reads a `template` with a component of the type `order_status`.
pub(super) fn read_template(node: &Node, envelope: Envelope) -> Result<SentStatus, Refusal> {
    node.only(&["name", "language", "components"])?;
    let name = node.required("name")?.text(NAME_MAX)?.to_owned();
    let language = node.required("language")?;
    language.only(&["policy", "code"])?;
    if let Some(policy) = language.optional("policy")? {
        policy.one_of(&["deterministic"])?;
    }
    let code = language.required("code")?.text(NAME_MAX)?.to_owned();
    let (mut told, mut variables) = (None, 0);
    for component in node.required("components")?.list(1..=2)? {
        component.only(&["type", "parameters"])?;
        match component
            .required("type")?
            .one_of(&["body", "order_status"])?
        {
            "body" => {
                let texts = component.required("parameters")?.list(1..=VARIABLES_MAX)?;
                variables = texts.len();
                for text in texts {
                    text.only(&["type", "text"])?;
                    text.required("type")?.one_of(&["text"])?;
                    text.required("text")?.text(VARIABLE_MAX)?;
                }
            }
            _ => {
                let listed = component.required("parameters")?.list(1..=1)?;
                for one in listed {
                    one.only(&["type", "order_status"])?;
                    one.required("type")?.one_of(&["order_status"])?;
                    told = Some(parameters(&one.required("order_status")?)?);
                }
            }
        }
    }
    let Some((reference_id, status)) = told else {
        return Err(node.unsupported("only order-status templates are simulated yet"));
    };
    Ok(SentStatus {
        envelope,
        reference_id,
        status,
        template: Some(SentTemplate {
            name,
            language: code,
            variables,
        }),
    })
}

fn parameters(node: &Node) -> Result<(String, Fulfilment), Refusal> {
    node.only(&["reference_id", "order"])?;
    let reference_id = node.required("reference_id")?.text(REFERENCE_ID_MAX)?;
    let order = node.required("order")?;
    order.only(&["status", "description"])?;
    if let Some(description) = order.optional("description")? {
        description.text(DESCRIPTION_MAX)?;
    }
    let status = order.required("status")?.meaning(&Fulfilment::WORDS)?;
    Ok((reference_id.to_owned(), status))
}
