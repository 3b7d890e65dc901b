//! The fold against the simulator's truth: random histories of payments, looked up at random moments,
//! then shuffled, doubled, cut, dated by wrong clocks, stale and contradicted. The fold ends in the
//! true state or in one that says it cannot tell, never in a false one, in whatever order the
//! evidence comes.
//!
//! `EVIDENCE_SEED` and `EVIDENCE_HISTORIES` choose another run; a failure names the history.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::print_stdout, reason = "what a run came to is for people")]

mod history;
mod stage;
mod truth;

use counterfoil_domain::{
    evidence::Sighting,
    order_state::{Fold, OrderState, PaymentState, fold, read},
};
use history::{History, Item};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use stage::Stage;
use std::collections::BTreeMap;
use truth::{allowed, is_honest};

const SEED: u64 = 20_270_101;
const HISTORIES: u64 = 10_000;
/// Up to here every order of arrival is tried; above it, this many.
const PERMUTED_MAX: usize = 6;
const SHUFFLES: usize = 30;

#[test]
fn the_fold_is_true_or_says_that_it_cannot_tell() {
    let seed = number("EVIDENCE_SEED", SEED);
    let histories = number("EVIDENCE_HISTORIES", HISTORIES);
    let mut stage = Stage::new(seed);
    let mut ended: BTreeMap<(&str, bool), u64> = BTreeMap::new();
    let mut damaged: BTreeMap<&str, u64> = BTreeMap::new();
    for case in 0..histories {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(case);
        let history = History::play(&mut stage, &mut rng, case);
        for item in &history.items {
            *damaged.entry(item.damage).or_default() += 1;
        }
        let state = fold(&history.billed, &sightings(&history.items));
        let allowed = allowed(&history);
        assert!(
            is_honest(&history, &state),
            "seed {seed}, history {case}: {:?}, and not one of {allowed:?}\n{history:#?}",
            state.payment
        );
        check_orders(&history, &state, &mut rng, case);
        let is_true = state.payment == allowed[0];
        *ended.entry((state.payment.word(), is_true)).or_default() += 1;
    }

    println!("{histories} histories from seed {seed}");
    for ((state, is_true), times) in &ended {
        let verdict = if *is_true { "true" } else { "cannot tell" };
        println!("  {state:<22} {verdict:<12} {times:>6}");
    }
    println!("items by damage: {damaged:?}");
    for state in PaymentState::ALL {
        assert!(
            ended.keys().any(|(word, _)| *word == state.word()),
            "no history ended in {state:?}"
        );
    }
    for damage in history::DAMAGES {
        assert!(damaged.contains_key(damage), "no item was {damage}");
    }
}

/// Folds the same evidence in other orders of arrival.
fn check_orders(history: &History, state: &OrderState, rng: &mut ChaCha8Rng, case: u64) {
    let mut order: Vec<usize> = (0..history.items.len()).collect();
    if order.len() <= PERMUTED_MAX {
        permuted(&mut order, 0, &mut |order| {
            check(history, state, order, case)
        });
    } else {
        for _ in 0..SHUFFLES {
            order.shuffle(rng);
            check(history, state, &order, case);
        }
    }
}

fn check(history: &History, expected: &OrderState, order: &[usize], case: u64) {
    let mut folded = Fold::new(history.billed.clone());
    for at in order {
        let item = &history.items[*at];
        for reading in read(&history.billed, &item.sighting.answer) {
            if item.sighting.source.may_confirm() {
                folded.add(item.sighting.last_at_ms, &reading);
            } else {
                folded.add_report(item.is_signed(), &reading);
            }
        }
    }
    assert_eq!(
        &folded.state(),
        expected,
        "history {case} in the order {order:?}"
    );
}

fn permuted(order: &mut Vec<usize>, from: usize, each: &mut impl FnMut(&[usize])) {
    if from >= order.len() {
        each(order);
        return;
    }
    for at in from..order.len() {
        order.swap(from, at);
        permuted(order, from + 1, each);
        order.swap(from, at);
    }
}

fn sightings(items: &[Item]) -> Vec<Sighting> {
    items.iter().map(|item| item.sighting.clone()).collect()
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}
