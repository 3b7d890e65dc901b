//! Owns the fold: every answer and report about an order, joined into one state.
//!
//! No clock is asked what is true. Attempts, captures and refunds only go on and become more, so
//! the join of all answers is what the newest of them would say, whatever order they came in, how
//! often, and by how wrong a clock; a stale answer adds nothing. What contradicts that is a doubt,
//! and a doubt stays until a capture settles it or a person does. Only the mark that the latest
//! answer shows less than an earlier one goes by the time it was seen, and it guards nothing.

use super::{
    Billed, Doubt, OrderState, PaymentState, Reported,
    attempts::{Attempt, AttemptSeen, Attempts},
    reading::{Amount, Reading, read},
    refunds::{RefundInAnswers, Refunds, SettledRefund},
};
use crate::{
    evidence::{Sighting, Trust},
    money::Money,
    transaction_status::TransactionStatus,
};
use std::collections::BTreeSet;

/// Readings joined one by one, for whoever wants to know the state after each.
#[derive(Clone, Debug)]
pub struct Fold {
    billed: Billed,
    is_known: bool,
    is_captured: bool,
    /// An answer called the payment captured and listed no attempt.
    is_captured_bare: bool,
    /// The amounts on record where the payment is captured, in minor units; `None` for another
    /// currency.
    captured_bills: BTreeSet<Option<i64>>,
    has_other_currency: bool,
    has_other_bill: bool,
    matches_bill: bool,
    unknown_words: BTreeSet<String>,
    attempts: Attempts,
    attempts_listed: usize,
    refunds: Refunds,
    reported: Option<Reported>,
    /// What the latest answer shows, and what the best one did, in minor units.
    latest_came: Option<(i64, Option<i64>)>,
    most_came: Option<i64>,
}

/// Folds evidence into the state of an order.
///
/// The order and the number of arrivals do not matter. Only our own lookups may say where the
/// payment stands; what others report is shown as reported (money-protocol, section 2). Answers
/// that say nothing about our order change nothing.
pub fn fold(billed: &Billed, sightings: &[Sighting]) -> OrderState {
    Fold::of(billed, sightings).state()
}

impl Fold {
    /// Everything that was seen, joined.
    pub fn of(billed: &Billed, sightings: &[Sighting]) -> Self {
        let mut fold = Self::new(billed.clone());
        for sighting in sightings {
            for reading in read(billed, &sighting.answer) {
                match sighting.source.trust() {
                    Trust::Proof => fold.add(sighting.last_at_ms, &reading),
                    Trust::SignedReport => fold.add_report(true, &reading),
                    Trust::UnsignedReport => fold.add_report(false, &reading),
                    Trust::Nothing => {}
                }
            }
        }
        fold
    }

    /// A fold of no evidence about what was billed.
    pub fn new(billed: Billed) -> Self {
        Self {
            billed,
            is_known: false,
            is_captured: false,
            is_captured_bare: false,
            captured_bills: BTreeSet::new(),
            has_other_currency: false,
            has_other_bill: false,
            matches_bill: false,
            unknown_words: BTreeSet::new(),
            attempts: Attempts::default(),
            attempts_listed: 0,
            refunds: Refunds::default(),
            reported: None,
            latest_came: None,
            most_came: None,
        }
    }

    /// Adds what an answer of our own lookup says, by the moment it was last seen, UTC.
    pub fn add(&mut self, last_at_ms: i64, reading: &Reading) {
        self.is_known = true;
        match reading.bill {
            Amount::Absent => {}
            Amount::OtherCurrency => self.has_other_currency = true,
            Amount::Stated(money) if money == self.billed.total => self.matches_bill = true,
            Amount::Stated(_) => self.has_other_bill = true,
        }
        if reading.is_captured {
            self.is_captured = true;
            self.is_captured_bare |= reading.attempts.is_empty();
            reading.bill.note(&mut self.captured_bills);
        }
        self.unknown_words.extend(reading.unknown_word.clone());
        self.attempts_listed = self.attempts_listed.max(reading.attempts.len());
        for sight in &reading.attempts {
            self.attempts.add(sight);
        }
        for refund in &reading.refunds {
            self.refunds.add(&self.billed, refund);
        }
        let came = reading.came_minor();
        self.latest_came = self.latest_came.max(Some((last_at_ms, came)));
        self.most_came = self.most_came.max(came);
    }

    /// Adds what somebody else reports. It never proves anything, and another currency is not even
    /// reported.
    pub fn add_report(&mut self, is_signed: bool, reading: &Reading) {
        if reading.says_paid() && reading.bill != Amount::OtherCurrency {
            let reported = Reported {
                is_signed,
                amount_minor: reading.came_minor(),
            };
            self.reported = self.reported.max(Some(reported));
        }
    }

    /// What everything added so far says together.
    pub fn state(&self) -> OrderState {
        let attempts = self.attempts.all();
        let judged = self.judge(&attempts);
        let failed = attempts
            .iter()
            .filter(|attempt| attempt.meaning() == TransactionStatus::Failed)
            .map(Attempt::failure)
            .max();
        let paid = attempts
            .iter()
            .filter(|attempt| attempt.meaning() == TransactionStatus::Succeeded)
            .filter_map(Attempt::payment_id)
            .min();
        let came = self.latest_came.and_then(|(_, came)| came);
        OrderState {
            payment: judged.payment,
            doubt: judged.doubt,
            captured: judged.captured,
            captured_at_ms: judged.captured.and_then(|_| {
                let times = attempts.iter().filter_map(Attempt::succeeded_at_ms);
                times.min()
            }),
            reported: self.reported,
            refunds: self.refunds.seen(&unpaid(&attempts)),
            attempts: u32::try_from(attempts.len().max(self.attempts_listed)).unwrap_or(u32::MAX),
            failure: failed.and_then(|(_, words)| words.map(str::to_owned)),
            unknown_word: match judged.payment {
                PaymentState::UnknownWord => self.unknown_word(&attempts),
                // An attempt beside the capture: it may have paid once more.
                payment if payment.is_captured() => word_of(&attempts).map(str::to_owned),
                _ => None,
            },
            gateway_payment_id: paid.map(str::to_owned),
            known_to_provider: self.matches_bill,
            contradicted_later: came < self.most_came,
        }
    }

    /// The attempts to pay, the first one in front.
    pub fn attempts(&self) -> Vec<AttemptSeen> {
        let mut seen: Vec<_> = (self.attempts.all().into_iter())
            .map(Attempt::seen)
            .collect();
        // Stable: what nothing tells apart stays in the order of its keys.
        seen.sort_by_key(|attempt| attempt.began_at_ms.or(attempt.changed_at_ms));
        seen
    }

    /// The refunds that went back, each by its id.
    pub fn settled_refunds(&self) -> Vec<SettledRefund> {
        self.refunds.settled(&unpaid(&self.attempts.all()))
    }

    /// Every refund that lowers what came, each by its id.
    pub fn refunds(&self) -> Vec<RefundInAnswers> {
        self.refunds.each(&unpaid(&self.attempts.all()))
    }

    fn judge(&self, attempts: &[Attempt]) -> Judged {
        if !self.is_known {
            return match self.reported {
                Some(_) => Judged::of(PaymentState::ReportedPaid),
                None => Judged::of(PaymentState::NotKnown),
            };
        }
        if self.is_captured {
            return self.judge_capture(attempts);
        }
        let is = |meaning| attempts.iter().any(|attempt| attempt.meaning() == meaning);
        if self.has_other_currency {
            Judged::doubt(Doubt::OtherCurrency)
        } else if self.has_other_bill {
            Judged::doubt(Doubt::OtherBill)
        } else if is(TransactionStatus::Succeeded) {
            Judged::doubt(Doubt::SuccessWithoutCapture)
        } else if self.reported.is_some() {
            Judged::of(PaymentState::ReportedPaid)
        } else if self.unknown_word(attempts).is_some() {
            Judged::of(PaymentState::UnknownWord)
        } else if is(TransactionStatus::Pending) {
            Judged::of(PaymentState::AttemptRunning)
        } else if is(TransactionStatus::Failed) {
            Judged::of(PaymentState::AttemptFailed)
        } else {
            Judged::of(PaymentState::NotAttempted)
        }
    }

    /// What came is the successful attempts' own amounts, each once; fees, offers and coupons make
    /// them differ from the bill, which is its own visible state (money-protocol, section 2). At
    /// most one attempt should succeed; when a customer paid twice all of it came, and that differs
    /// from the bill too.
    fn judge_capture(&self, attempts: &[Attempt]) -> Judged {
        let currency = self.billed.total.currency();
        let mut successes = attempts
            .iter()
            .filter(|attempt| attempt.meaning() == TransactionStatus::Succeeded)
            .peekable();
        let came = if successes.peek().is_some() {
            successes.try_fold(0_i64, |sum, attempt| {
                let own = attempt.came();
                let minor = only(if own.is_empty() {
                    &self.captured_bills
                } else {
                    own
                })?;
                sum.checked_add(minor).ok_or(Doubt::AmountsContradict)
            })
        } else if self.is_captured_bare {
            only(&self.captured_bills)
        } else {
            Err(Doubt::CaptureWithoutSuccess)
        };
        match came.map(|minor| Money::new(minor, currency)) {
            Ok(Some(money)) if money == self.billed.total => Judged {
                captured: Some(money),
                ..Judged::of(PaymentState::Captured)
            },
            Ok(Some(money)) if money.minor() > 0 => Judged {
                captured: Some(money),
                ..Judged::of(PaymentState::CapturedOtherAmount)
            },
            Ok(_) => Judged::doubt(Doubt::CaptureWithoutSuccess),
            Err(doubt) => Judged::doubt(doubt),
        }
    }

    /// The unknown word the payment stands at. Attempts say more than the payment's own word, which
    /// counts only where no attempt is listed.
    fn unknown_word(&self, attempts: &[Attempt]) -> Option<String> {
        let of_attempt = word_of(attempts);
        let of_payment = self.unknown_words.last().map(String::as_str);
        let word = of_attempt.or(of_payment.filter(|_| attempts.is_empty()));
        word.map(str::to_owned)
    }
}

/// Where a payment stands.
struct Judged {
    payment: PaymentState,
    doubt: Option<Doubt>,
    captured: Option<Money>,
}

impl Judged {
    const fn of(payment: PaymentState) -> Self {
        Self {
            payment,
            doubt: None,
            captured: None,
        }
    }

    const fn doubt(doubt: Doubt) -> Self {
        Self {
            doubt: Some(doubt),
            ..Self::of(PaymentState::CannotTell)
        }
    }
}

/// The unknown word an attempt stands at.
fn word_of(attempts: &[Attempt]) -> Option<&str> {
    attempts.iter().filter_map(Attempt::unknown_word).max()
}

/// The one amount that every answer gives which gives one.
fn only(amounts: &BTreeSet<Option<i64>>) -> Result<i64, Doubt> {
    let mut amounts = amounts.iter();
    match (amounts.next(), amounts.next()) {
        (Some(Some(minor)), None) => Ok(*minor),
        (Some(None), None) => Err(Doubt::OtherCurrency),
        (None, _) => Err(Doubt::CaptureWithoutSuccess),
        (Some(_), Some(_)) => Err(Doubt::AmountsContradict),
    }
}

/// The gateway payment ids of the attempts that did not succeed.
fn unpaid(attempts: &[Attempt]) -> BTreeSet<String> {
    attempts
        .iter()
        .filter(|attempt| attempt.meaning() != TransactionStatus::Succeeded)
        .filter_map(|attempt| Some(attempt.payment_id()?.to_owned()))
        .collect()
}
