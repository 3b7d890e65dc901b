//! Owns writing down when an order is looked up next, in the commit of whatever changed it.

use super::provider_time::ProviderNow;
use counterfoil_domain::{
    cadence::{self, Cadence, Subject},
    ids::OrderId,
};
use counterfoil_store::{OrderRow, PollRow, StoreError, Tx};

/// What happened to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// A send of it left, or may have.
    Sent,
    /// An effect on it was settled.
    Settled,
    /// A lookup was made.
    Asked {
        /// It was answered with something about the order.
        is_told: bool,
        /// What is known of the order changed.
        is_changed: bool,
    },
    /// Others reported something.
    Reported,
}

/// Writes when an order is looked up next, or that it is not any more.
pub(crate) fn reschedule(
    tx: &Tx<'_>,
    order: &OrderRow,
    news: News,
    now: ProviderNow,
) -> Result<(), StoreError> {
    if !tx.has_lookup(order)? {
        return tx.end_poll(order.id);
    }
    let before = tx.poll(order.id)?;
    let effects = tx.effects_on_order(order.id)?;
    let state = tx.order_state(order)?;
    let since_ms = match (news, before) {
        (News::Sent, _) => now.ms,
        (_, Some(before)) => before.since_ms,
        (_, None) => effects.sent_at_ms.unwrap_or(order.created_at_ms),
    };
    let subject = Subject {
        send: effects.send,
        sent_at_ms: since_ms,
        payment: state.payment,
        is_refund_pending: effects.awaits_refund || state.refunds.pending_minor > 0,
        unknown_since_ms: effects.is_provable.then(|| {
            let known = before.and_then(|before| before.unknown_since_ms);
            known.unwrap_or(now.ms)
        }),
        expires_at_ms: order.expires_at_ms,
        cancel: effects.cancel,
        changed_at_ms: match news {
            News::Asked {
                is_changed: true, ..
            }
            | News::Reported => Some(now.ms),
            _ => before.and_then(|before| before.changed_at_ms),
        },
        asked_at_ms: match news {
            News::Asked { .. } => Some(now.ms),
            News::Sent => None,
            News::Settled | News::Reported => before.and_then(|before| before.asked_at_ms),
        },
        silent: match news {
            News::Asked { is_told: false, .. } => {
                before.map_or(0, |before| before.silent).saturating_add(1)
            }
            News::Asked { is_told: true, .. } | News::Sent | News::Reported => 0,
            News::Settled => before.map_or(0, |before| before.silent),
        },
    };
    match cadence::next(&subject, now.ms, spread(order.id)) {
        Cadence::Ended(_) => tx.end_poll(order.id),
        Cadence::Due {
            at_ms,
            every_ms,
            why,
        } => tx.keep_poll(&PollRow {
            order_id: order.id,
            account_id: order.account_id,
            lane: cadence::lane(why, every_ms),
            due_at_ms: at_ms,
            every_ms,
            why,
            since_ms,
            unknown_since_ms: subject.unknown_since_ms,
            changed_at_ms: subject.changed_at_ms,
            asked_at_ms: subject.asked_at_ms,
            silent: subject.silent,
            is_guess: !now.is_known,
        }),
    }
}

/// Writes anew what was guessed while the provider's time was not known: as if everything had
/// happened now, which asks too often rather than too late.
pub(crate) fn mend_guess(tx: &Tx<'_>, id: OrderId, now: ProviderNow) -> Result<(), StoreError> {
    let Some(guessed) = tx.poll(id)? else {
        return Ok(());
    };
    tx.keep_poll(&PollRow {
        since_ms: now.ms,
        unknown_since_ms: guessed.unknown_since_ms.map(|_| now.ms),
        changed_at_ms: guessed.changed_at_ms.map(|_| now.ms),
        asked_at_ms: guessed.asked_at_ms.map(|_| now.ms),
        ..guessed
    })?;
    let news = match guessed.asked_at_ms {
        None => News::Sent,
        Some(_) => News::Settled,
    };
    reschedule(tx, &tx.order(id)?, news, now)
}

/// Where in its tenth an order is looked up: by the end of its id, which is random.
fn spread(order: OrderId) -> u16 {
    let text = order.to_string();
    let end = text.get(text.len().saturating_sub(4)..).unwrap_or_default();
    u16::from_str_radix(end, 16).unwrap_or_default() % 1_001
}
