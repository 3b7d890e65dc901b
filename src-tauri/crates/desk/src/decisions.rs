//! Owns what a person settles by hand where evidence cannot, and that they have seen an alarm
//! (money-protocol, sections 1 to 3).

use crate::{
    activity::tell_alarm,
    desk::Desk,
    error::DeskError,
    lists::relist,
    polling::{News, reschedule},
};
use counterfoil_domain::{
    decision::{Checked, Judgement, REASON_CHARS_MAX, reason},
    ids::{OperationId, OrderId},
};
use counterfoil_store::{DecisionRow, OperationRow};

/// What a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionAsked {
    /// The operation.
    pub operation: OperationId,
    /// What became of it.
    pub judgement: Judgement,
    /// What they looked at.
    pub checked: Checked,
    /// Why, in their words.
    pub reason: String,
}

impl Desk {
    /// Settles an operation by a person's word. The evidence stays what it is: nothing counts as
    /// captured or as gone back by it, and lookups go on.
    ///
    /// # Errors
    /// There is no reason, or nothing is left to decide about the operation.
    pub async fn decide(&self, asked: DecisionAsked) -> Result<OperationRow, DeskError> {
        let Some(reason) = reason(&asked.reason) else {
            return Err(DeskError::Input(format!(
                "say in a few words what you saw, in at most {REASON_CHARS_MAX} characters"
            )));
        };
        let (now_ms, id) = (self.now_ms(), asked.operation);
        let decision = DecisionRow {
            judgement: asked.judgement,
            checked: asked.checked,
            reason,
            decided_at_ms: now_ms,
        };
        let desk = self.clone();
        let write = self.inner.store.write(move |tx| {
            tx.decide(id, &decision)?;
            let operation = tx.operation(id)?;
            let order = tx.order(operation.order_id)?;
            relist(tx, &order, None, now_ms)?;
            let provider_now = desk.provider_now(order.account_id);
            reschedule(tx, &order, News::Settled, provider_now)?;
            Ok((order, operation))
        });
        let (order, operation) = write.await?;
        self.announce_order(&order);
        tracing::info!(
            order.reference_id = order.reference_id.as_str(),
            operation.kind = operation.kind.word(),
            judgement = asked.judgement.word(),
            "A person settled an operation"
        );
        Ok(operation)
    }

    /// Notes that a person has seen the alarms about an order.
    ///
    /// # Errors
    /// There is no such order, or the book cannot be written.
    pub async fn acknowledge_alarms(&self, order: OrderId) -> Result<(), DeskError> {
        let now_ms = self.now_ms();
        let write = self.inner.store.write(move |tx| {
            tx.acknowledge_alarms(order, now_ms)?;
            let order = tx.order(order)?;
            tell_alarm(tx, &order, true, "seen", now_ms)?;
            relist(tx, &order, None, now_ms)?;
            Ok(order)
        });
        let order = write.await?;
        self.announce_order(&order);
        Ok(())
    }
}
