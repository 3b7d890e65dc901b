//! Owns the state of an order: a pure fold of its evidence, in whatever order it arrived.

use crate::{
    evidence::Sighting,
    money::{Currency, Money},
    payment::{LookupAnswer, PaymentRecord, StatedAmount, TransactionRecord},
    payment_status::PaymentStatus,
    transaction_status::TransactionStatus,
};
use serde::{Deserialize, Serialize};

/// What we billed. A lookup is compared with it before it is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billed {
    /// The reference id as sent.
    pub reference_id: String,
    /// The total as sent.
    pub total: Money,
}

/// What is known about the payment of an order. The three pendings are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// No lookup of ours has been answered with anything about this order.
    NotKnown,
    /// The provider knows the order; nobody has tried to pay.
    NotAttempted,
    /// The last attempt failed; the customer may try again.
    AttemptFailed,
    /// An attempt is running, or stands at a word we do not know.
    AttemptRunning,
    /// An answer under our reference id names another amount or currency, or contradicts itself.
    CannotTell,
    /// The money came, and it is the amount we billed.
    Captured,
    /// The money came, and it is not the amount we billed.
    CapturedOtherAmount,
}

impl PaymentState {
    /// Every state, from the one that says least to the one that says most.
    pub const ALL: [Self; 7] = [
        Self::NotKnown,
        Self::NotAttempted,
        Self::AttemptFailed,
        Self::AttemptRunning,
        Self::CannotTell,
        Self::Captured,
        Self::CapturedOtherAmount,
    ];

    /// The word kept in the book.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotKnown => "not_known",
            Self::NotAttempted => "not_attempted",
            Self::AttemptFailed => "attempt_failed",
            Self::AttemptRunning => "attempt_running",
            Self::CannotTell => "cannot_tell",
            Self::Captured => "captured",
            Self::CapturedOtherAmount => "captured_other_amount",
        }
    }

    /// Reads the word kept in the book.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether one of our lookups has shown the money.
    pub const fn is_captured(self) -> bool {
        matches!(self, Self::Captured | Self::CapturedOtherAmount)
    }
}

/// What all evidence about an order says together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrderState {
    /// Where the payment stands.
    pub payment: PaymentState,
    /// What came, by the successful transaction's own amount.
    pub captured: Option<Money>,
    /// How many attempts to pay the answer behind `payment` lists.
    pub attempts: u32,
    /// The gateway's reason for the last failed attempt, in its words.
    pub failure: Option<String>,
    /// The gateway payment id of the attempt that succeeded.
    pub gateway_payment_id: Option<String>,
    /// One of our lookups knew our reference id with our amount and currency. Proves the send.
    pub known_to_provider: bool,
    /// The latest answer lacks the capture an earlier one showed, which stays, or shows less.
    pub contradicted_later: bool,
}

impl OrderState {
    /// Before any evidence.
    pub const NOTHING_KNOWN: Self = Self {
        payment: PaymentState::NotKnown,
        captured: None,
        attempts: 0,
        failure: None,
        gateway_payment_id: None,
        known_to_provider: false,
        contradicted_later: false,
    };
}

/// What one answer says about what we billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    payment: PaymentState,
    captured: Option<Money>,
    attempts: u32,
    failure: Option<String>,
    gateway_payment_id: Option<String>,
    matches_bill: bool,
}

/// Readings folded one by one, for whoever wants to know the state after each.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    latest: Option<(i64, Reading)>,
    latest_capture: Option<(i64, Reading)>,
    most_minor: Option<i64>,
    matches_bill: bool,
}

/// Folds evidence into the state of an order.
///
/// The order and the number of arrivals do not matter: the latest answer (by the time it was last
/// seen) speaks, except that a capture shown once stays. Of answers last seen at the same moment
/// the one that says most speaks. Answers that say nothing about our order change nothing.
pub fn fold(billed: &Billed, sightings: &[Sighting]) -> OrderState {
    let mut fold = Fold::default();
    for sighting in sightings {
        if sighting.source.may_confirm()
            && let Some(reading) = read(billed, &sighting.answer)
        {
            fold.add(sighting.last_at_ms, &reading);
        }
    }
    fold.state()
}

impl Fold {
    /// Adds what an answer of our own lookup says, by the moment it was last seen.
    pub fn add(&mut self, last_at_ms: i64, reading: &Reading) {
        let keep_later = |kept: &mut Option<(i64, Reading)>| {
            let is_later = kept
                .as_ref()
                .is_none_or(|(at_ms, kept)| (last_at_ms, rank(reading)) >= (*at_ms, rank(kept)));
            if is_later {
                *kept = Some((last_at_ms, reading.clone()));
            }
        };
        keep_later(&mut self.latest);
        if reading.payment.is_captured() {
            keep_later(&mut self.latest_capture);
        }
        self.most_minor = self.most_minor.max(reading.captured.map(Money::minor));
        self.matches_bill |= reading.matches_bill;
    }

    /// What everything added so far says together.
    pub fn state(&self) -> OrderState {
        let latest = self.latest.as_ref().map(|(_, reading)| reading);
        let capture = self.latest_capture.as_ref().map(|(_, reading)| reading);
        let Some(speaking) = capture.or(latest) else {
            return OrderState::NOTHING_KNOWN;
        };
        let came = latest.and_then(|reading| reading.captured);
        OrderState {
            payment: speaking.payment,
            captured: speaking.captured,
            attempts: speaking.attempts,
            failure: speaking.failure.clone(),
            gateway_payment_id: speaking.gateway_payment_id.clone(),
            known_to_provider: self.matches_bill,
            contradicted_later: came.map(Money::minor) < self.most_minor,
        }
    }
}

/// Orders readings of one moment, so that equal times always fold the same way.
fn rank(reading: &Reading) -> (PaymentState, Option<i64>, u32, Option<&str>, Option<&str>) {
    (
        reading.payment,
        reading.captured.map(Money::minor),
        reading.attempts,
        reading.gateway_payment_id.as_deref(),
        reading.failure.as_deref(),
    )
}

/// Reads one answer; `None` when it says nothing about what we billed.
pub fn read(billed: &Billed, answer: &LookupAnswer) -> Option<Reading> {
    let LookupAnswer::Payments(payments) = answer else {
        return None;
    };
    let record = payments
        .iter()
        .find(|record| record.reference_id == billed.reference_id)?;
    let succeeded = successes(record);
    let (payment, captured) = judge(billed, record, &succeeded);
    let failed = record
        .transactions
        .iter()
        .filter(|attempt| attempt.status.meaning == TransactionStatus::Failed)
        .max_by_key(|attempt| attempt.updated_at_ms.or(attempt.created_at_ms));

    Some(Reading {
        payment,
        captured,
        attempts: u32::try_from(record.transactions.len()).unwrap_or(u32::MAX),
        failure: failed.and_then(|attempt| attempt.failure.clone()),
        gateway_payment_id: succeeded
            .first()
            .and_then(|attempt| attempt.gateway_payment_id.clone()),
        matches_bill: record
            .amount
            .as_ref()
            .is_some_and(|amount| in_billed_currency(billed, amount) == Some(billed.total)),
    })
}

/// The attempts that brought money, each gateway payment once.
fn successes(record: &PaymentRecord) -> Vec<&TransactionRecord> {
    let mut found: Vec<&TransactionRecord> = Vec::new();
    for attempt in &record.transactions {
        let is_listed = attempt.gateway_payment_id.is_some()
            && found
                .iter()
                .any(|known| known.gateway_payment_id == attempt.gateway_payment_id);
        if attempt.status.meaning == TransactionStatus::Succeeded && !is_listed {
            found.push(attempt);
        }
    }
    found
}

fn judge(
    billed: &Billed,
    record: &PaymentRecord,
    succeeded: &[&TransactionRecord],
) -> (PaymentState, Option<Money>) {
    let stated = record.amount.as_ref();
    if stated.is_some_and(|amount| in_billed_currency(billed, amount).is_none()) {
        return (PaymentState::CannotTell, None);
    }
    if record.status.meaning == PaymentStatus::Captured {
        return judge_capture(billed, record, succeeded);
    }
    let stated_differs =
        stated.is_some_and(|amount| in_billed_currency(billed, amount) != Some(billed.total));
    if !succeeded.is_empty() || stated_differs {
        // A successful attempt of a payment that is not captured contradicts itself.
        return (PaymentState::CannotTell, None);
    }
    let running = record
        .transactions
        .iter()
        .any(|attempt| attempt.status.meaning == TransactionStatus::Pending);
    let state = match (record.transactions.is_empty(), running) {
        (true, _) if record.status.known => PaymentState::NotAttempted,
        (true, _) | (false, true) => PaymentState::AttemptRunning,
        (false, false) => PaymentState::AttemptFailed,
    };
    (state, None)
}

/// What came is the successful transaction's own amount; fees, offers and coupons make it differ
/// from the bill, which is its own visible state (money-protocol, section 2). At most one attempt
/// should succeed; when a customer paid twice all of it came, and that differs from the bill too.
fn judge_capture(
    billed: &Billed,
    record: &PaymentRecord,
    succeeded: &[&TransactionRecord],
) -> (PaymentState, Option<Money>) {
    let stated = record.amount.as_ref();
    let came = if succeeded.is_empty() {
        // Captured although none of the attempts it lists succeeded contradicts itself.
        stated
            .filter(|_| record.transactions.is_empty())
            .and_then(|amount| in_billed_currency(billed, amount))
    } else {
        let nothing = Money::zero(billed.total.currency());
        succeeded.iter().try_fold(nothing, |sum, attempt| {
            let amount = attempt.amount.as_ref().or(stated)?;
            sum.checked_add(in_billed_currency(billed, amount)?)
        })
    };
    match came {
        Some(money) if money == billed.total => (PaymentState::Captured, Some(money)),
        Some(money) if money.minor() > 0 => (PaymentState::CapturedOtherAmount, Some(money)),
        Some(_) | None => (PaymentState::CannotTell, None),
    }
}

/// The stated amount as money, if its currency is the one we billed. A missing currency is not.
fn in_billed_currency(billed: &Billed, amount: &StatedAmount) -> Option<Money> {
    let currency = billed.total.currency();
    let word = amount.currency.as_deref()?;
    word.eq_ignore_ascii_case(Currency::code(currency))
        .then_some(())?;
    Money::new(amount.minor, currency)
}

#[cfg(test)]
mod tests;
