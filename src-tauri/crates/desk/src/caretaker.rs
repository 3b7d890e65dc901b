//! Owns what the desk does for customers by itself, if a person wants it: the sweep, which cancels what
//! expired long enough ago, and the rule, which prepares what those who paid are told. Both are off
//! until somebody turns them on.

use crate::{
    batches::BatchAsked,
    cancels::{CancelVerdict, PlannedCancel},
    desk::Desk,
    error::DeskError,
    events::DeskEvent,
    statuses::{Grounds, NewTold, prepare_status},
};
use counterfoil_domain::{
    account::Environment,
    batch::BatchMessage,
    ids::{BatchId, MessageId, OperationId, OrderId},
    order_list::OrderList,
    order_status::{OrderStatus, StatusMessage, StatusRoute},
};
use counterfoil_store::{ListSpan, StoreError};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How often it looks.
const EVERY: Duration = Duration::from_secs(60);
/// How many orders one sweep cancels; the next goes on.
const SWEPT_MAX: usize = 100;
/// How many expired orders one sweep looks at.
const EXPIRED_MAX: usize = 1_000;
/// How many messages are prepared at a time.
const PREPARED_MAX: usize = 100;
/// The sweep is paused while this computer's clock and the provider's are further apart than this.
const APART_MS_MAX: u64 = 120_000;
const HOUR_MS: i64 = 3_600_000;

/// The hours that an expired order may be given before it is swept.
pub const GRACE_HOURS_RANGE: std::ops::RangeInclusive<u32> = 1..=720;

/// What the desk does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Care {
    /// Orders are cancelled that expired so long ago.
    pub sweeps: bool,
    /// How long after its expiry an order is cancelled, in hours.
    pub grace_hours: u32,
    /// What those who paid are told is prepared.
    pub prepares: bool,
}

/// What became of a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swept {
    /// Nobody wants it.
    Off,
    /// This computer's clock and the provider's are so far apart, in milliseconds: what has expired
    /// cannot be told.
    ClocksApart(u64),
    /// No answer has told the provider's time yet.
    TimeNotKnown,
    /// Nothing has expired long enough ago.
    Nothing,
    /// It began a batch.
    Begun(BatchId),
}

impl Default for Care {
    fn default() -> Self {
        Self {
            sweeps: false,
            grace_hours: 24,
            prepares: false,
        }
    }
}

const CARE: &str = "care";

impl Desk {
    /// What the desk does by itself.
    ///
    /// # Errors
    /// The book cannot be read.
    pub async fn care(&self) -> Result<Care, DeskError> {
        let kept = self.inner.store.read(|db| db.preference(CARE)).await?;
        let kept: Option<Care> = kept.and_then(|json| serde_json::from_str(&json).ok());
        let care = kept.filter(|care| GRACE_HOURS_RANGE.contains(&care.grace_hours));
        Ok(care.unwrap_or_default())
    }

    /// Lets the desk do this by itself from now on.
    ///
    /// # Errors
    /// The grace is too short or too long, or the book cannot be written.
    pub async fn take_care(&self, care: Care) -> Result<(), DeskError> {
        if !GRACE_HOURS_RANGE.contains(&care.grace_hours) {
            let (least, most) = GRACE_HOURS_RANGE.into_inner();
            let words = format!("an expired order is given {least} to {most} hours");
            return Err(DeskError::Input(words));
        }
        let value = serde_json::to_string(&care)
            .map_err(|error| DeskError::Input(format!("it cannot be kept: {error}")))?;
        let words = format!(
            "sweep {} after {} h, preparing {}",
            on_or_off(care.sweeps),
            care.grace_hours,
            on_or_off(care.prepares)
        );
        self.keep_setting(CARE, value, words).await
    }

    /// Looks every minute whether there is something to do, until the desk is left.
    pub fn start_caring(&self) {
        let desk = self.clone();
        self.inner.batches.spawn(async move {
            loop {
                tokio::select! {
                    () = tokio::time::sleep(EVERY) => {}
                    () = desk.inner.caring.cancelled() => return,
                }
                for environment in [Environment::Live, Environment::Sandbox] {
                    let done = desk.sweep(environment).await;
                    if let Err(error) = done {
                        tracing::debug!(%error, "Could not sweep");
                    }
                    if let Err(error) = desk.prepare_told(environment).await {
                        tracing::warn!(%error, "Could not prepare what customers are told");
                    }
                }
            }
        });
    }

    /// Cancels what expired long enough ago, if that is wanted.
    ///
    /// # Errors
    /// A batch is running, or the book cannot be used.
    pub async fn sweep(&self, environment: Environment) -> Result<Swept, DeskError> {
        let care = self.care().await?;
        if !care.sweeps {
            return Ok(Swept::Off);
        }
        let now_ms = match self.clocks_agree(environment).await? {
            Ok(now_ms) => now_ms,
            Err(swept) => return Ok(swept),
        };
        let span = ListSpan {
            environment,
            list: OrderList::Unpaid,
            from_ms: i64::MIN,
            to_ms: now_ms.saturating_sub(i64::from(care.grace_hours) * HOUR_MS),
        };
        let expired = self.listed_ids(span, EXPIRED_MAX).await?;
        // What cannot be cancelled by what is known already is not asked about again and again.
        let plan = self.plan_cancels(expired, i64::MIN).await?.orders;
        let is_meant = |one: &PlannedCancel| one.verdict == CancelVerdict::Cancelled;
        let meant = plan.iter().filter(|one| is_meant(one));
        let orders: Vec<_> = meant.take(SWEPT_MAX).map(|one| one.order).collect();
        if orders.is_empty() {
            return Ok(Swept::Nothing);
        }
        let phrase = self.phrase(OrderStatus::Canceled).await?;
        let fallback = phrase
            .template
            .map(|(name, language)| StatusRoute::Template {
                name,
                language,
                variables: Vec::new(),
            });
        let route = StatusRoute::Interactive { body: phrase.text };
        let note = Some(phrase.note.as_str());
        let message = BatchMessage::new(OrderStatus::Canceled, note, route, fallback)?;
        let batch = self.start_batch(BatchAsked {
            message,
            orders,
            by_person: false,
        });
        Ok(Swept::Begun(batch.await?))
    }

    /// The provider's moment, where every account knows it and this computer's clock agrees.
    async fn clocks_agree(
        &self,
        environment: Environment,
    ) -> Result<Result<i64, Swept>, DeskError> {
        let accounts = self.inner.store.read(|db| db.accounts()).await?;
        let mut earliest = None;
        for account in accounts.iter().filter(|one| one.environment == environment) {
            let now = self.provider_now(account.id);
            if !now.is_known {
                return Ok(Err(Swept::TimeNotKnown));
            }
            let apart_ms = now.ms.abs_diff(self.now_ms());
            if apart_ms > APART_MS_MAX {
                return Ok(Err(Swept::ClocksApart(apart_ms)));
            }
            // The earliest: nothing is taken for expired too soon.
            earliest = Some(earliest.map_or(now.ms, |known: i64| known.min(now.ms)));
        }
        Ok(earliest.ok_or(Swept::TimeNotKnown))
    }

    /// Prepares what those who paid are told, if that is wanted; a person sends it. How many.
    ///
    /// # Errors
    /// The book cannot be used.
    pub async fn prepare_told(&self, environment: Environment) -> Result<u32, DeskError> {
        if !self.care().await?.prepares {
            return Ok(0);
        }
        let span = ListSpan {
            environment,
            list: OrderList::NotTold,
            from_ms: i64::MIN,
            to_ms: i64::MAX,
        };
        let phrase = self.phrase(OrderStatus::Processing).await?;
        let route = StatusRoute::Interactive { body: phrase.text };
        let note = Some(phrase.note.as_str());
        let message = StatusMessage::new(OrderStatus::Processing, note, route)?;
        let mut prepared = 0;
        for order in self.listed_ids(span, PREPARED_MAX).await? {
            prepared += u32::from(self.prepare_one(order, message.clone()).await?);
        }
        if prepared > 0 {
            self.announce(DeskEvent::EverythingChanged);
        }
        Ok(prepared)
    }

    /// Prepares a message, unless its customer is being told something, or may not be told this.
    async fn prepare_one(&self, id: OrderId, message: StatusMessage) -> Result<bool, DeskError> {
        let now_ms = self.now_ms();
        let new = NewTold {
            operation: OperationId::new(now_ms, self.id_bytes()),
            message_id: MessageId::new(now_ms, self.id_bytes()),
            message,
            grounds: Grounds::Nothing,
            now_ms,
        };
        let write = self.inner.store.write(move |tx| {
            let order = tx.order(id)?;
            match prepare_status(tx, &order, new) {
                Err(StoreError::StatusBlocked) => Ok(false),
                done => done.map(|()| true),
            }
        });
        Ok(write.await?)
    }
}

const fn on_or_off(is_on: bool) -> &'static str {
    if is_on { "on" } else { "off" }
}
