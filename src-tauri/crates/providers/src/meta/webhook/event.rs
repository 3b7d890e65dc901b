//! Owns one event of a webhook: what it says, and the part of the body that says it.

use crate::{
    json::{JsonFault, Node},
    meta::{
        envelope,
        lookup::{optional_moment, read_report},
    },
};
use counterfoil_domain::{message::MessageWord, payment::PaymentRecord};
use serde_json::{Map, Value, json};

/// The longest id and label that are believed.
const MAX_ID_CHARS: usize = 512;

/// One thing that a webhook says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookEvent {
    /// The number it belongs to, if it is named.
    pub phone_number_id: Option<String>,
    /// What is said.
    pub told: Told,
    /// The part of the webhook that says this and nothing else, in the same shape: the whole may be
    /// about a thousand orders.
    pub part: Vec<u8>,
}

/// What is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// About a payment; everything but the reference id may be missing.
    Payment(PaymentRecord),
    /// About a message of ours.
    Message(MessageReport),
    /// About the account, without a word on what it is about.
    Notice(Notice),
    /// A payment configuration changed its status.
    Configuration {
        /// Its name.
        name: String,
        /// The status, in the provider's word.
        status: String,
    },
}

/// What became of a message of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageReport {
    /// The provider's id of the message.
    pub message_id: String,
    /// The label that we gave the call (`biz_opaque_callback_data`).
    pub label: Option<String>,
    /// What became of it.
    pub word: MessageWord,
    /// When, by the provider, UTC.
    pub at_ms: Option<i64>,
    /// Why it failed.
    pub error: Option<Notice>,
}

/// An error that a webhook carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its code.
    pub code: i64,
    /// The provider's words.
    pub words: String,
}

/// What stands around an event.
pub(super) struct Envelope<'a> {
    object: Option<&'a Value>,
    entry_id: Option<&'a Value>,
    field: Option<&'a Value>,
    product: Option<&'a Value>,
    metadata: Option<&'a Value>,
    phone_number_id: Option<String>,
}

impl<'a> Envelope<'a> {
    pub(super) fn of(
        root: &Node<'a>,
        entry: &Node<'a>,
        change: &Node<'a>,
        value: &Node<'a>,
    ) -> Self {
        let raw = |node: &Node<'a>, key: &str| node.get(key).map(|node| node.value());
        let metadata = value.get("metadata");
        let number = metadata
            .as_ref()
            .and_then(|data| data.get("phone_number_id"));
        Self {
            object: raw(root, "object"),
            entry_id: raw(entry, "id"),
            field: raw(change, "field"),
            product: raw(value, "messaging_product"),
            metadata: metadata.map(|metadata| metadata.value()),
            phone_number_id: number.and_then(|number| number.id().ok()),
        }
    }

    /// Around a value that came without one.
    pub(super) fn bare(value: &Node<'a>) -> Self {
        Self::of(value, value, value, value)
    }

    /// A status: of a payment where it says so, otherwise of a message of ours.
    pub(super) fn status(
        &self,
        status: &Node<'_>,
        remarks: &mut Vec<String>,
    ) -> Result<Option<WebhookEvent>, JsonFault> {
        if let Some(payment) = status.get("payment") {
            let record = read_report(status, &payment, remarks)?;
            return Ok(Some(self.event("statuses", status, Told::Payment(record))));
        }
        // A word that no document lists is passed by.
        let Some(word) = MessageWord::read(status.need("status")?.text()?) else {
            return Ok(None);
        };
        let report = MessageReport {
            message_id: short_id(&status.need("id")?)?,
            label: status
                .get("biz_opaque_callback_data")
                .map(|label| short_id(&label))
                .transpose()?,
            word,
            at_ms: optional_moment(status, "timestamp")?,
            error: status
                .get("errors")
                .filter(|errors| !errors.is_empty_list())
                .map(|errors| notice(&errors))
                .transpose()?,
        };
        Ok(Some(self.event("statuses", status, Told::Message(report))))
    }

    /// A message that carries errors instead of something to read.
    pub(super) fn failed_message(
        &self,
        message: &Node<'_>,
    ) -> Result<Option<WebhookEvent>, JsonFault> {
        let error = notice(&message.need("errors")?)?;
        let Some(id) = message.get("id") else {
            return Ok(Some(self.event("messages", message, Told::Notice(error))));
        };
        let report = MessageReport {
            message_id: short_id(&id)?,
            label: None,
            word: MessageWord::Failed,
            at_ms: optional_moment(message, "timestamp")?,
            error: Some(error),
        };
        Ok(Some(self.event("messages", message, Told::Message(report))))
    }

    /// Errors that name nothing they are about.
    pub(super) fn notice(&self, errors: &Node<'_>) -> Result<Option<WebhookEvent>, JsonFault> {
        let told = Told::Notice(notice(errors)?);
        let part = self.part([("errors".to_owned(), errors.value().clone())]);
        Ok(Some(self.told(told, part)))
    }

    /// A payment configuration.
    pub(super) fn configuration(
        &self,
        value: &Node<'_>,
    ) -> Result<Option<WebhookEvent>, JsonFault> {
        let told = Told::Configuration {
            name: value.need("configuration_name")?.text()?.to_owned(),
            status: value.need("status")?.text()?.to_owned(),
        };
        let fields = value.value().as_object().cloned().unwrap_or_default();
        Ok(Some(self.told(told, self.part(fields))))
    }

    fn event(&self, place: &str, event: &Node<'_>, told: Told) -> WebhookEvent {
        let events = Value::Array(vec![event.value().clone()]);
        self.told(told, self.part([(place.to_owned(), events)]))
    }

    fn told(&self, told: Told, part: Value) -> WebhookEvent {
        WebhookEvent {
            phone_number_id: self.phone_number_id.clone(),
            told,
            part: part.to_string().into_bytes(),
        }
    }

    /// A webhook of one change with these fields.
    fn part(&self, fields: impl IntoIterator<Item = (String, Value)>) -> Value {
        let mut value: Map<String, Value> = fields.into_iter().collect();
        for (key, around) in [
            ("messaging_product", self.product),
            ("metadata", self.metadata),
        ] {
            value.extend(around.map(|around| (key.to_owned(), around.clone())));
        }
        json!({
            "object": self.object,
            "entry": [{
                "id": self.entry_id,
                "changes": [{ "field": self.field, "value": value }],
            }],
        })
    }
}

fn notice(errors: &Node<'_>) -> Result<Notice, JsonFault> {
    let error = envelope::first_of(errors)?;
    Ok(Notice {
        code: error.code,
        words: error.said().to_owned(),
    })
}

fn short_id(node: &Node<'_>) -> Result<String, JsonFault> {
    let id = node.id()?;
    if id.chars().count() > MAX_ID_CHARS {
        return Err(node.fault("is too long"));
    }
    Ok(id)
}
