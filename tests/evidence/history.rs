//! Owns one history: what the customer does, when it is looked up, and what becomes of the evidence.

use crate::stage::{Stage, said};
use counterfoil_domain::{
    evidence::{EvidenceSource, Sighting},
    money::{Currency, Money},
    order_state::Billed,
    payment::LookupAnswer,
};
use counterfoil_sandbox::{Attempt, FaultKind, LookupShape, Outcome};
use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

/// What every order asks for.
pub const BILLED_MINOR: i64 = 49_900;

/// What may happen to a piece of evidence; each must be seen in a run.
pub const DAMAGES: [&str; 9] = [
    "nothing",
    "stale",
    "doubled",
    "cut",
    "silent",
    "another amount",
    "another currency",
    "another reference",
    "a report",
];

const SHAPES: [LookupShape; 5] = [
    LookupShape::Standard,
    LookupShape::TotalAmount,
    LookupShape::StringNumbers,
    LookupShape::Capitals,
    LookupShape::UnknownWords,
];

const LOOKUPS_MAX: usize = 8;
const STEP_MS_MAX: u64 = 400_000;
const DAY_MS: i64 = 86_400_000;

/// A piece of evidence, and what was done to it.
#[derive(Debug)]
pub struct Item {
    pub sighting: Sighting,
    pub damage: &'static str,
}

/// One payment, from its send to the last evidence about it.
#[derive(Debug)]
pub struct History {
    pub billed: Billed,
    pub attempts: Vec<Attempt>,
    pub items: Vec<Item>,
    /// Up to when, counted from the send, a readable answer of our own told the truth.
    pub last_true_ms: Option<u64>,
    pub has_unknown_words: bool,
    pub is_contradicted: bool,
    pub is_reported: bool,
}

impl Item {
    /// Whether somebody vouches for a report.
    pub fn is_signed(&self) -> bool {
        self.sighting.source == EvidenceSource::SignedWebhook
    }
}

impl History {
    /// Lets a customer act and looks on now and then.
    pub fn play(stage: &mut Stage, rng: &mut ChaCha8Rng, case: u64) -> Self {
        let reference = format!("H-{case}");
        let attempts = attempts(rng);
        stage.send(&reference, BILLED_MINOR, &attempts);
        let mut history = Self {
            billed: Billed {
                reference_id: reference,
                total: Money::new(BILLED_MINOR, Currency::Inr).unwrap(),
            },
            attempts,
            items: Vec::new(),
            last_true_ms: None,
            has_unknown_words: false,
            is_contradicted: false,
            is_reported: false,
        };
        let mut at_ms = 0;
        for _ in 0..rng.random_range(1..=LOOKUPS_MAX) {
            let step_ms = rng.random_range(0..=STEP_MS_MAX);
            stage.wait(step_ms);
            at_ms += step_ms;
            history.look(stage, rng, at_ms);
        }
        if rng.random_ratio(1, 4) {
            let at = rng.random_range(0..history.items.len());
            let again = Item {
                sighting: history.items[at].sighting.clone(),
                damage: "doubled",
            };
            history.items.push(again);
        }
        history
    }

    fn look(&mut self, stage: &Stage, rng: &mut ChaCha8Rng, at_ms: u64) {
        let shape = *SHAPES.choose(rng).unwrap();
        let (damage, fault, told_ms) = match rng.random_range(0..100) {
            0..15 => {
                let by_ms = rng.random_range(0..=at_ms);
                (
                    "stale",
                    Some(FaultKind::Stale { by_ms }),
                    Some(at_ms - by_ms),
                )
            }
            15..18 => ("silent", Some(FaultKind::BadGateway), None),
            18..20 => ("another amount", Some(FaultKind::OtherAmount), None),
            20..22 => ("another currency", Some(FaultKind::OtherCurrency), None),
            22..25 => ("another reference", Some(FaultKind::OtherReference), None),
            25..30 => ("cut", None, None),
            30..36 => ("a report", None, None),
            _ => ("nothing", None, Some(at_ms)),
        };
        let Some(mut answer) = stage.look_up(&self.billed.reference_id, shape, fault) else {
            return;
        };
        let mut source = EvidenceSource::OwnLookup;
        match damage {
            "cut" => answer.1.truncate(rng.random_range(0..answer.1.len())),
            "a report" if rng.random() => source = EvidenceSource::SignedWebhook,
            "a report" => source = EvidenceSource::UnsignedWebhook,
            "another amount" | "another currency" => self.is_contradicted = true,
            _ => {}
        }
        let said = said(&answer);
        let is_answer = matches!(&said, LookupAnswer::Payments(list) if !list.is_empty());
        if damage == "a report" {
            self.is_reported |= says_captured(&said);
        } else if is_answer {
            self.last_true_ms = self.last_true_ms.max(told_ms);
            self.has_unknown_words |= shape == LookupShape::UnknownWords;
        }
        // Clocks stand, jump by days and run backwards.
        let seen_ms = match rng.random_range(0..10) {
            0 => 0,
            1 => i64::try_from(at_ms).unwrap() + DAY_MS,
            2 => i64::try_from(at_ms).unwrap() - DAY_MS,
            _ => i64::try_from(at_ms).unwrap(),
        };
        self.items.push(Item {
            sighting: Sighting {
                source,
                first_at_ms: seen_ms,
                last_at_ms: seen_ms,
                answer: said,
            },
            damage,
        });
    }
}

fn says_captured(answer: &LookupAnswer) -> bool {
    use counterfoil_domain::{
        payment_status::PaymentStatus, transaction_status::TransactionStatus,
    };
    let LookupAnswer::Payments(payments) = answer else {
        return false;
    };
    payments.iter().any(|payment| {
        payment.status.meaning == PaymentStatus::Captured
            || payment
                .transactions
                .iter()
                .any(|attempt| attempt.status.meaning == TransactionStatus::Succeeded)
    })
}

/// Up to three attempts, one after the other, as gateways allow; now and then two that both pay.
fn attempts(rng: &mut ChaCha8Rng) -> Vec<Attempt> {
    let mut attempts = Vec::new();
    let mut at_ms = 0;
    for _ in 0..rng.random_range(0..=3) {
        let starts_after_ms = at_ms + rng.random_range(0..=STEP_MS_MAX);
        let ends_after_ms = starts_after_ms + rng.random_range(1_000..=STEP_MS_MAX);
        let pays = rng.random_ratio(1, 3);
        let stays_running = rng.random_ratio(1, 8);
        attempts.push(Attempt {
            starts_after_ms,
            ends_after_ms: (!stays_running).then_some(ends_after_ms),
            outcome: if pays { Outcome::Pays } else { Outcome::Fails },
        });
        if stays_running || (pays && !rng.random_ratio(1, 10)) {
            break;
        }
        at_ms = ends_after_ms;
    }
    attempts
}
