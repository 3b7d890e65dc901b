//! Owns the customers: when they try to pay and how each attempt ends.
//!
//! The last two digits of a customer's number choose the plan, so that an operator can choose by
//! hand; [`Sandbox::set_customer`](crate::Sandbox::set_customer) overrides it for one order.
//!
//! | number ends in | plan |
//! |---|---|
//! | `01` | pays at once |
//! | `02` | pays after [`Behaviour::pay_after_ms`](crate::Behaviour::pay_after_ms) |
//! | `03` | fails after that time, pays after twice that time |
//! | `04` | never pays |
//! | `05` | attempts nothing until the order is cancelled |
//! | `06` | attempts at once, and the attempt never ends |
//! | other | drawn from the seed: mostly one attempt of a minute or less within ten minutes |

use crate::draw::Draw;
use serde::{Deserialize, Serialize};

/// The latest moment at which a drawn customer begins to pay.
const DRAWN_START_MS_MAX: u64 = 600_000;

/// What the customer of one order does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CustomerPlan {
    /// Has paid by the time the send is answered.
    PaysAtOnce,
    /// Pays later, in one instant.
    PaysAfter {
        /// Counted from the acceptance of the order.
        after_ms: u64,
    },
    /// Fails after the given time and pays after twice that time.
    FailsThenPays {
        /// Counted from the acceptance of the order.
        after_ms: u64,
    },
    /// Attempts nothing.
    NeverPays,
    /// Attempts nothing until the order is cancelled, and pays then.
    PaysWhenCancelled,
    /// Attempts at once, and the attempt never ends.
    StaysRunning,
    /// Does exactly this, even what no gateway should let happen, as paying twice.
    Attempts(Vec<Attempt>),
}

/// One attempt to pay, with times counted from the acceptance of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// When lookups begin to show it, as pending.
    pub starts_after_ms: u64,
    /// When it ends; never when absent.
    pub ends_after_ms: Option<u64>,
    /// How it ends.
    pub outcome: Outcome,
}

/// How an attempt ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// With the money.
    Pays,
    /// With an error of the gateway.
    Fails,
}

impl CustomerPlan {
    /// Returns the plan that the last two digits of a number stand for, if they stand for one.
    pub fn of_phone_number(phone_number: &str, pay_after_ms: u64) -> Option<CustomerPlan> {
        let plan = match phone_number.get(phone_number.len().checked_sub(2)?..)? {
            "01" => Self::PaysAtOnce,
            "02" => Self::PaysAfter {
                after_ms: pay_after_ms,
            },
            "03" => Self::FailsThenPays {
                after_ms: pay_after_ms,
            },
            "04" => Self::NeverPays,
            "05" => Self::PaysWhenCancelled,
            "06" => Self::StaysRunning,
            _ => return None,
        };
        Some(plan)
    }

    /// Draws a plan: of 100 customers 5 have paid at once, 62 pay, 13 pay at the second attempt,
    /// 14 never try and 6 leave an attempt running.
    pub(crate) fn drawn(mut draw: Draw) -> CustomerPlan {
        let starts = draw.between(&(2_000..=DRAWN_START_MS_MAX));
        let first_ends = starts + draw.between(&(1_000..=60_000));
        let again = first_ends + draw.between(&(5_000..=120_000));
        let again_ends = again + draw.between(&(1_000..=60_000));
        match draw.below(100) {
            0..5 => Self::PaysAtOnce,
            5..67 => Self::Attempts(vec![Attempt::new(starts, Some(first_ends), Outcome::Pays)]),
            67..80 => Self::Attempts(vec![
                Attempt::new(starts, Some(first_ends), Outcome::Fails),
                Attempt::new(again, Some(again_ends), Outcome::Pays),
            ]),
            80..94 => Self::NeverPays,
            _ => Self::Attempts(vec![Attempt::new(starts, None, Outcome::Pays)]),
        }
    }

    /// Lists the attempts of an order that is cancelled so long after it was accepted, if it is:
    /// whoever has not begun by then cannot, save those who are made to.
    pub(crate) fn attempts_until(&self, cancelled_after_ms: Option<u64>) -> Vec<Attempt> {
        match (self, cancelled_after_ms) {
            (Self::PaysWhenCancelled, Some(after_ms)) => {
                vec![Attempt::new(after_ms, Some(after_ms), Outcome::Pays)]
            }
            (Self::Attempts(_), _) | (_, None) => self.attempts(),
            (_, Some(after_ms)) => {
                let mut attempts = self.attempts();
                attempts.retain(|attempt| attempt.starts_after_ms < after_ms);
                attempts
            }
        }
    }

    /// Lists the attempts of an order that is not cancelled.
    pub fn attempts(&self) -> Vec<Attempt> {
        let at = |ms, outcome| Attempt::new(ms, Some(ms), outcome);
        match self {
            Self::PaysAtOnce => vec![at(0, Outcome::Pays)],
            Self::PaysAfter { after_ms } => vec![at(*after_ms, Outcome::Pays)],
            Self::FailsThenPays { after_ms } => vec![
                at(*after_ms, Outcome::Fails),
                at(after_ms.saturating_mul(2), Outcome::Pays),
            ],
            Self::NeverPays | Self::PaysWhenCancelled => vec![],
            Self::StaysRunning => vec![Attempt::new(0, None, Outcome::Pays)],
            Self::Attempts(attempts) => attempts.clone(),
        }
    }
}

impl Attempt {
    fn new(starts_after_ms: u64, ends_after_ms: Option<u64>, outcome: Outcome) -> Self {
        Self {
            starts_after_ms,
            ends_after_ms,
            outcome,
        }
    }
}
