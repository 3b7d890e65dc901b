//! Owns the lines about what a customer was told: status messages, and what webhooks say became of
//! every message.

use super::{TimelineEntry, TimelineEvent, meaning_at};
use counterfoil_domain::{
    ids::OperationId,
    operation::{OperationKind, OperationState},
    order_status::StatusRoute,
};
use counterfoil_providers::meta::Complaint;
use counterfoil_store::{
    Db, MessageReportRow, OperationEventRow, OperationRow, OrderRow, StatusMessageRow, StoreError,
};

/// The status messages of an order.
pub(super) struct StatusMessages(Vec<StatusMessageRow>);

impl StatusMessages {
    pub(super) fn of(db: &Db<'_>, order: &OrderRow) -> Result<Self, StoreError> {
        Ok(Self(db.status_messages(order.id)?))
    }

    fn message(&self, id: OperationId) -> Option<&StatusMessageRow> {
        self.0.iter().find(|row| row.operation == id)
    }

    /// What a step of a status message is told as.
    pub(super) fn step(
        &self,
        operation: &OperationRow,
        event: &OperationEventRow,
    ) -> Option<TimelineEvent> {
        let told = self.message(operation.id)?;
        let words = match event.state {
            OperationState::Refused | OperationState::Unknown | OperationState::NotSent => {
                operation.outcome_words.clone()
            }
            OperationState::Decided | OperationState::Withdrawn | OperationState::Disproved => {
                Some(event.why.clone())
            }
            OperationState::Accepted => operation.provider_id.clone(),
            OperationState::Prepared => told.message.description().map(str::to_owned),
            OperationState::InFlight | OperationState::Confirmed => None,
        };
        Some(TimelineEvent::Status {
            status: told.message.status(),
            state: event.state,
            template: match told.message.route() {
                StatusRoute::Template { name, .. } => Some(name.clone()),
                StatusRoute::Interactive { .. } => None,
            },
            meaning: meaning_at(operation, event),
            words,
            gateway_says: told
                .gateway_says
                .clone()
                .filter(|_| event.state == OperationState::Prepared),
        })
    }

    /// What a webhook says became of a message.
    pub(super) fn reported(
        &self,
        operation: &OperationRow,
        report: &MessageReportRow,
    ) -> Option<TimelineEntry> {
        if operation.kind == OperationKind::Refund {
            return None;
        }
        Some(TimelineEntry {
            at_ms: report.at_ms,
            event: TimelineEvent::MessageReported {
                status: self.message(operation.id).map(|row| row.message.status()),
                word: report.word,
                is_signed: report.is_signed,
                meaning: report.error.as_ref().and_then(|(code, words)| {
                    Complaint::kept(&code.to_string(), Some(words)).meaning
                }),
                words: report
                    .error
                    .as_ref()
                    .map(|(code, words)| format!("{words} ({code})")),
            },
        })
    }
}
