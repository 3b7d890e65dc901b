//! Owns made-up rows of a book, drawn from a seed: names that would run as formulas, ids that look like
//! numbers, moments around the edges of days.

use counterfoil_domain::{operation::OperationState, order_state::PaymentState};
use counterfoil_tests::desk::BEGINNING_MS;
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

const HOUR_MS: i64 = 3_600_000;

/// Text that breaks what is not written with care.
pub const HOSTILE: [&str; 24] = [
    "=1+1",
    "=HYPERLINK(\"http://example.invalid\",\"pay\")",
    "+919876543210",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u{a0}=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
    "'",
    "'quoted",
    "a,b;c\"d\"",
    "two\r\nlines",
    "Ravi \u{202e}evil\u{202c} Kumar",
    "zero\u{200b}width",
    "ज्योति 🙏🏽",
    "0012345678901234567",
    "1E+11",
    "NULL",
];

/// A made-up order with what is known of it.
#[derive(Clone, Debug)]
pub struct MadeOrder {
    pub reference_id: String,
    pub is_live: bool,
    pub is_in_reais: bool,
    pub total_minor: i64,
    pub customer_name: Option<&'static str>,
    pub configuration: &'static str,
    pub created_at_ms: i64,
    pub expires_at_ms: Option<i64>,
    pub send: &'static str,
    pub payment: &'static str,
    pub failure: Option<&'static str>,
    /// What came and when.
    pub captured: Option<(i64, i64)>,
    /// What went back and when.
    pub refunds: Vec<(i64, i64)>,
}

/// Orders drawn from a seed, in the order of their creation.
pub fn orders(seed: u64, many: usize) -> Vec<MadeOrder> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut orders: Vec<_> = (0..many).map(|number| order(number, &mut dice)).collect();
    orders.sort_by_key(|order| order.created_at_ms);
    orders
}

fn order(number: usize, dice: &mut ChaCha8Rng) -> MadeOrder {
    let created_at_ms = moment(dice);
    let total_minor = dice.random_range(1..=10_000_000);
    let captured = dice.random_bool(0.6).then(|| {
        let minor = if dice.random_bool(0.9) {
            total_minor
        } else {
            total_minor + 1
        };
        (minor, moment(dice))
    });
    let mut refunds = Vec::new();
    if let Some((minor, _)) = captured {
        let mut left = minor;
        while left > 1 && dice.random_bool(0.3) {
            let back = dice.random_range(1..=left);
            refunds.push((back, moment(dice)));
            left -= back;
        }
    }
    let payment = match captured {
        Some((minor, _)) if minor == total_minor => PaymentState::Captured,
        Some(_) => PaymentState::CapturedOtherAmount,
        None => *PaymentState::ALL[..7].choose(dice).unwrap(),
    };
    MadeOrder {
        reference_id: format!("{number:019}"),
        is_live: dice.random_bool(0.3),
        is_in_reais: dice.random_bool(0.4),
        total_minor,
        customer_name: dice
            .random_bool(0.9)
            .then(|| *HOSTILE.choose(dice).unwrap()),
        configuration: HOSTILE.choose(dice).unwrap(),
        created_at_ms,
        expires_at_ms: dice.random_bool(0.5).then(|| created_at_ms + 24 * HOUR_MS),
        send: OperationState::ALL.choose(dice).unwrap().word(),
        payment: payment.word(),
        failure: dice
            .random_bool(0.3)
            .then(|| *HOSTILE.choose(dice).unwrap()),
        captured,
        refunds,
    }
}

/// Within two days of the beginning; every third one is just at the edge of a day in India, in
/// Brasília or at Greenwich.
fn moment(dice: &mut ChaCha8Rng) -> i64 {
    if dice.random_bool(0.33) {
        let day = dice.random_range(-1..=1) * 24 * HOUR_MS;
        let zone = [0, -5 * HOUR_MS - HOUR_MS / 2, 3 * HOUR_MS]
            .choose(dice)
            .unwrap()
            + day;
        return BEGINNING_MS + zone + dice.random_range(-1..=1);
    }
    BEGINNING_MS + dice.random_range(-48 * HOUR_MS..48 * HOUR_MS)
}
