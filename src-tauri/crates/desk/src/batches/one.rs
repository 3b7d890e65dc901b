//! Owns telling one customer of a batch, and what its end means for the others.

use crate::{
    cancels::CancelAsked,
    desk::Desk,
    error::DeskError,
    statuses::{Grounds, StatusSent},
};
use counterfoil_domain::{
    batch::{BatchMessage, BatchOrderState},
    cancel::{CancelStanding, CancelStop},
    ids::{OperationId, OrderId},
    operation::OperationState,
    order_status::StatusMessage,
};
use counterfoil_providers::meta::refusals::{self, Call, RefusalClass};
use counterfoil_store::StoreError;

/// What came of one order.
pub(super) enum Done {
    /// Its end.
    Ended {
        state: BatchOrderState,
        why: Option<String>,
        operation: Option<OperationId>,
    },
    /// It would stop the next as well, so the batch waits for a person; this order's turn comes again.
    Stopped(String),
}

impl Done {
    fn ended(state: BatchOrderState, why: impl Into<String>) -> Self {
        Self::Ended {
            state,
            why: Some(why.into()),
            operation: None,
        }
    }
}

/// A message that was sent, and whether a lookup after it showed the money.
struct Told {
    sent: StatusSent,
    is_paid: bool,
}

impl Desk {
    /// Tells one customer; by template where the message itself comes too late.
    pub(super) async fn tell_one(&self, batch: &BatchMessage, order: OrderId) -> Done {
        let first = self.tell_by(order, batch.message.clone()).await;
        let told = match (first, batch.by_fallback()) {
            (Ok(told), Some(template)) if told.sent.is_window_closed() => {
                self.tell_by(order, template).await
            }
            (first, _) => first,
        };
        match told {
            Ok(told) => of_outcome(&told),
            Err(error) => self.of_error(batch, order, error).await,
        }
    }

    async fn tell_by(&self, order: OrderId, message: StatusMessage) -> Result<Told, DeskError> {
        if message.status().is_cancel() {
            let cancelled = self.cancel(CancelAsked {
                order,
                description: message.description().map(str::to_owned),
                route: message.route().clone(),
                gateway_says: None,
            });
            let cancelled = cancelled.await?;
            let after = cancelled.after.and_then(Result::ok);
            return Ok(Told {
                sent: cancelled.sent,
                is_paid: after.is_some_and(|after| after.state.payment.is_captured()),
            });
        }
        let sent = self.tell(order, message, Grounds::Nothing).await?;
        let is_paid = false;
        Ok(Told { sent, is_paid })
    }

    /// What kept an order from being told: something about the order, or about everything.
    async fn of_error(&self, batch: &BatchMessage, order: OrderId, error: DeskError) -> Done {
        use BatchOrderState::{LeftAlone, Paid};
        match error {
            DeskError::NotCancelled(CancelStop::Paid) => {
                Done::ended(Paid, CancelStop::Paid.words())
            }
            DeskError::NotCancelled(stop) => Done::ended(LeftAlone, stop.words()),
            DeskError::NotTold(_)
            | DeskError::Store(StoreError::StatusBlocked | StoreError::Blocked { .. }) => {
                let before = self.told_before(batch, order).await;
                before.unwrap_or_else(|| Done::ended(LeftAlone, error.to_string()))
            }
            DeskError::Store(StoreError::NotUnpaid) | DeskError::Input(_) => {
                Done::ended(LeftAlone, error.to_string())
            }
            other => Done::Stopped(other.to_string()),
        }
    }

    /// An earlier run of the batch has told it, or may have, and the program ended before that was
    /// noted here.
    async fn told_before(&self, batch: &BatchMessage, order: OrderId) -> Option<Done> {
        let read = self.inner.store.read(move |db| {
            let fulfilment = db.fulfilment(order)?;
            let is_paid = db.order_state(&db.order(order)?)?.payment.is_captured();
            Ok((fulfilment, is_paid))
        });
        let (fulfilment, is_paid) = read.await.ok()?;
        let status = batch.message.status();
        let may_be = fulfilment.may_be() == Some(status)
            || fulfilment.cancel() == Some(CancelStanding::Unknown);
        let state = if status.is_cancel() && is_paid {
            BatchOrderState::Paid
        } else if fulfilment.told() == status {
            BatchOrderState::Told
        } else if may_be {
            BatchOrderState::Unknown
        } else {
            return None;
        };
        Some(Done::Ended {
            state,
            why: None,
            operation: None,
        })
    }
}

fn of_outcome(told: &Told) -> Done {
    let operation = &told.sent.operation;
    let code = operation.outcome_code.as_deref().unwrap_or_default();
    let words = operation.outcome_words.clone();
    let refusal = refusals::refusal(Call::Send, code);
    let state = match operation.state {
        _ if told.is_paid => BatchOrderState::Paid,
        OperationState::Refused if told.sent.is_window_closed() => BatchOrderState::WindowClosed,
        OperationState::Refused if refusal.is_some_and(|refusal| stops_all(refusal.class)) => {
            return Done::Stopped(words.unwrap_or_default());
        }
        OperationState::Refused => BatchOrderState::Refused,
        OperationState::NotSent => return Done::Stopped(words.unwrap_or_default()),
        OperationState::Unknown => BatchOrderState::Unknown,
        _ => BatchOrderState::Told,
    };
    Done::Ended {
        state,
        why: words,
        operation: Some(operation.id),
    }
}

/// Whether a refusal of this class would meet every order of the account.
const fn stops_all(class: RefusalClass) -> bool {
    match class {
        RefusalClass::Authentication
        | RefusalClass::Permission
        | RefusalClass::Configuration
        | RefusalClass::RateLimit => true,
        RefusalClass::Validation => false,
    }
}
