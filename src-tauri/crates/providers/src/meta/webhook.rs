//! Owns what a webhook says: about payments, about messages of ours, and about the account (Meta,
//! webhooks). Nothing here is proof: Meta itself says that a payment is known only once it has been
//! looked up.

mod event;
mod signature;

pub use event::{MessageReport, Notice, Told, WebhookEvent};
pub use signature::is_signed;

use crate::json::{self, JsonFault, Node};
use event::Envelope;

/// The most entries, and the most changes in an entry; Meta sends up to 1,000 changes in all.
const MAX_CHANGES: usize = 1_000;
/// The most events in one change.
const MAX_EVENTS: usize = 1_000;
/// The most values a webhook may hold: a thousand payments with all their fields.
const MAX_VALUES: usize = 1_000_000;

/// Everything a webhook says, and what of it could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookRead {
    /// What is said, in the order in which the webhook says it.
    pub events: Vec<WebhookEvent>,
    /// What was left out and why.
    pub remarks: Vec<String>,
}

/// Reads every event of a webhook, in the order it has them. Events about anything else are passed
/// by; what cannot be read is left out and said. A body without the envelope, as some business
/// solution providers relay it, is read like the value of one change.
///
/// # Errors
/// The body is no webhook at all.
pub fn read_webhook(body: &[u8]) -> Result<WebhookRead, JsonFault> {
    let value = json::parse_up_to(MAX_VALUES, body)?;
    let root = Node::root(&value).object()?;
    let mut read = WebhookRead::default();
    if root.get("entry").is_none()
        && (root.get("statuses").is_some() || root.get("errors").is_some())
    {
        let envelope = Envelope::bare(&root);
        read_value(&envelope, &root, &mut read)?;
        return Ok(read);
    }
    for entry in root.need("entry")?.list(MAX_CHANGES)? {
        for change in entry.need("changes")?.list(MAX_CHANGES)? {
            let Some(value) = change.get("value") else {
                continue;
            };
            let envelope = Envelope::of(&root, &entry, &change, &value);
            if change.get("field").and_then(|field| field.words())
                == Some("payment_configuration_update")
            {
                read.keep(envelope.configuration(&value));
            } else {
                read_value(&envelope, &value, &mut read)?;
            }
        }
    }
    Ok(read)
}

/// The three places in which the value of a change may tell of something.
fn read_value(
    envelope: &Envelope<'_>,
    value: &Node<'_>,
    read: &mut WebhookRead,
) -> Result<(), JsonFault> {
    if let Some(statuses) = value.get("statuses") {
        for status in statuses.list(MAX_EVENTS)? {
            let mut remarks = Vec::new();
            read.keep(envelope.status(&status, &mut remarks));
            read.remarks.append(&mut remarks);
        }
    }
    if let Some(messages) = value.get("messages") {
        for message in messages.list(MAX_EVENTS)? {
            // A message of a customer says nothing here; one with errors is about ours.
            if message.get("errors").is_some() {
                read.keep(envelope.failed_message(&message));
            }
        }
    }
    if let Some(errors) = value.get("errors").filter(|errors| !errors.is_empty_list()) {
        read.keep(envelope.notice(&errors));
    }
    Ok(())
}

impl WebhookRead {
    fn keep(&mut self, event: Result<Option<WebhookEvent>, JsonFault>) {
        match event {
            Ok(event) => self.events.extend(event),
            Err(fault) => self.remarks.push(fault.to_string()),
        }
    }
}

#[cfg(test)]
mod tests;
