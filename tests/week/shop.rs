//! Owns whom the shop asks for money, when, and what they do then.

use counterfoil_sandbox::{Attempt, CustomerPlan, Outcome};
use counterfoil_tests::bodies::OrderBody;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What every order asks for.
pub const BILLED_MINOR: i64 = 49_900;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Orders are sent over so many days; whatever a customer does is done a day before the week ends.
const SENDING_MS: i64 = 5 * DAY_MS;

/// The kinds of customers.
pub const KINDS: [&str; 9] = [
    "pays at once",
    "pays soon",
    "fails, then pays",
    "fails thrice",
    "pays after a day",
    "pays twice",
    "never pays",
    "never pays, expires",
    "stays running",
];

/// One order of the week.
#[derive(Clone, Debug)]
pub struct Errand {
    pub reference_id: String,
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// When it is sent, counted from the beginning of the week.
    pub at_ms: i64,
    pub plan: CustomerPlan,
    /// When it can no longer be paid, counted from its send.
    pub expires_after_ms: Option<i64>,
}

impl Errand {
    /// What is sent.
    pub fn body(&self, sent_at_ms: i64) -> OrderBody {
        let body = OrderBody::new(&self.reference_id).total_minor(BILLED_MINOR);
        match self.expires_after_ms {
            None => body,
            Some(after_ms) => body.expires_at_s((sent_at_ms + after_ms) / 1_000),
        }
    }
}

/// So many orders, in the order they are sent.
pub fn errands(orders: usize, seed: u64) -> Vec<Errand> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut errands: Vec<_> = (0..orders)
        .map(|number| errand(number, &mut dice))
        .collect();
    errands.sort_by_key(|errand| errand.at_ms);
    errands
}

fn errand(number: usize, dice: &mut ChaCha8Rng) -> Errand {
    let mut minutes = |most: i64| dice.random_range(0..most * MINUTE_MS).unsigned_abs();
    let (soon, after, later) = (minutes(20), minutes(20), minutes(20));
    let pays = |starts: u64, takes: u64| attempt(starts, Some(starts + takes), Outcome::Pays);
    let fails = |starts: u64, takes: u64| attempt(starts, Some(starts + takes), Outcome::Fails);
    let day = DAY_MS.unsigned_abs();
    let (kind, attempts) = match dice.random_range(0..100) {
        0..10 => ("pays at once", vec![pays(0, 0)]),
        10..45 => ("pays soon", vec![pays(soon, after)]),
        45..57 => (
            "fails, then pays",
            vec![fails(soon, after), pays(soon + after + later, 30_000)],
        ),
        57..62 => (
            "fails thrice",
            vec![
                fails(soon, 5_000),
                fails(soon + 60_000, after),
                fails(soon + after + later + 60_000, 1_000),
            ],
        ),
        62..65 => ("pays after a day", vec![pays(day + soon, after)]),
        65..67 => (
            "pays twice",
            vec![pays(soon, after), pays(soon + after + later, 10_000)],
        ),
        67..77 => ("never pays", vec![]),
        77..95 => ("never pays, expires", vec![]),
        _ => ("stays running", vec![attempt(soon, None, Outcome::Pays)]),
    };
    let expires_after_ms = match kind {
        "never pays, expires" => Some(dice.random_range(10 * MINUTE_MS..6 * HOUR_MS)),
        "pays soon" if dice.random() => Some(2 * HOUR_MS),
        _ => None,
    };
    Errand {
        reference_id: format!("W-{number}"),
        kind,
        at_ms: dice.random_range(0..SENDING_MS),
        plan: CustomerPlan::Attempts(attempts),
        expires_after_ms,
    }
}

fn attempt(starts_after_ms: u64, ends_after_ms: Option<u64>, outcome: Outcome) -> Attempt {
    Attempt {
        starts_after_ms,
        ends_after_ms,
        outcome,
    }
}
