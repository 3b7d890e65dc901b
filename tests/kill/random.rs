//! Owns killing at random moments, in two lanes so that both cores have work.

use crate::{life::Life, tally::Tally};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use std::{
    io::Write,
    thread,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

/// Overrides the seed. It decides what is tried; when a process really dies is up to the machine.
const SEED: &str = "COUNTERFOIL_KILL_SEED";
const LANES: u64 = 2;
const BOOKS_A_LANE: u32 = 8;
const KILLS_A_BOOK: u32 = 25;
/// The requirement.
const KILLS_MIN: u32 = 300;

#[test]
fn a_kill_at_any_moment_loses_nothing_and_sends_nothing_twice() {
    let seed = seed();
    say(&format!("kill: seed {seed}"));
    let begun = Instant::now();

    let mut tally = Tally::default();
    thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES)
            .map(|lane| scope.spawn(move || run(seed, lane)))
            .collect();
        for lane in lanes {
            tally.add(&lane.join().unwrap());
        }
    });

    say(&format!("{tally}\ntook {} s", begun.elapsed().as_secs()));
    assert!(tally.kills >= KILLS_MIN, "only {} kills", tally.kills);
    assert!(
        tally.is_telling(),
        "only {} states were found",
        tally.states_at_restart()
    );
}

fn run(seed: u64, lane: u64) -> Tally {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    dice.set_stream(lane);
    let mut tally = Tally::default();
    for book in 0..BOOKS_A_LANE {
        let name = format!("K{lane}{book}");
        Life::begin(&name, &mut dice, &mut tally).until_killed(KILLS_A_BOOK);
    }
    tally
}

fn seed() -> u64 {
    match std::env::var(SEED) {
        Ok(given) => given.parse().unwrap(),
        Err(_) => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_secs(),
    }
}

/// Says something even when the test passes, which `println!` does not.
fn say(words: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{words}").unwrap();
}
