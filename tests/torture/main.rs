//! Refunds, status messages and cancels under torture (money-protocol, section 9): random schedules of clicks, faults, crashes at
//! every commit and on either side of the wire, restarts, clocks that jump, and refunds made elsewhere,
//! against a simulator that caps nothing. A failing seed replays exactly.
//!
//! `make torture SEED=… RUNS=…` runs as many schedules as asked for and ends with one line of counts;
//! a violation, or something that was never hit, ends it with an error. `make test` runs a fixed set.

#![expect(clippy::unwrap_used, reason = "a schedule fails by panicking")]
#![expect(clippy::print_stdout, reason = "the counts are for people")]

mod crash;
mod oracle;
mod schedule;
mod stage;
mod tally;
mod telling;
mod wire;

use counterfoil_domain::mutant::{self, Mutant};
use stage::Violation;
use std::process::ExitCode;
use tally::Tally;

const SEED: u64 = 20_270_101;
const RUNS: u64 = 10_000;
/// Every mutant is caught by so many schedules.
const CAUGHT_WITHIN: u64 = 300;

fn main() -> ExitCode {
    let mut given = std::env::args().skip(1);
    let mut number = |first: u64| match given.next().as_deref() {
        None | Some("") => first,
        Some(text) => text.parse().unwrap(),
    };
    let (seed, runs) = (number(SEED), number(RUNS));
    for mutant in Mutant::ALL {
        match caught(mutant, seed, CAUGHT_WITHIN) {
            Some(violation) => println!("{mutant:?}: {}", violation.first_line()),
            None => {
                println!("{mutant:?} was not caught within {CAUGHT_WITHIN} schedules");
                return ExitCode::FAILURE;
            }
        }
    }
    match torture(seed, runs) {
        Ok(tally) => {
            let never = tally.never_hit();
            println!("{}", tally.told());
            println!("torture: seed {seed}, {runs} schedules: {}", tally.line());
            if never.is_empty() {
                ExitCode::SUCCESS
            } else {
                println!("never hit: {}", never.join(", "));
                ExitCode::FAILURE
            }
        }
        Err(violation) => {
            println!("{violation}");
            ExitCode::FAILURE
        }
    }
}

/// Runs so many schedules, each from a seed of its own that this one gives.
fn torture(seed: u64, runs: u64) -> Result<Tally, Violation> {
    let mut tally = Tally::default();
    for run in 0..runs {
        let seed = seed.wrapping_add(run);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(schedule::run(seed, &mut tally))?;
    }
    Ok(tally)
}

/// The first violation that the schedules of a seed see while a rule is broken.
fn caught(mutant: Mutant, seed: u64, runs: u64) -> Option<Violation> {
    mutant::choose(Some(mutant));
    let found = torture(seed, runs).err();
    mutant::choose(None);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Few enough for every run of the tests; `make torture` runs more.
    const FIXED: u64 = 300;

    /// One test, because what is broken is broken everywhere.
    #[test]
    fn the_fixed_set_moves_no_money_twice_and_catches_every_mutant() {
        let tally = torture(SEED, FIXED).unwrap_or_else(|violation| panic!("{violation}"));

        println!("{}", tally.told());
        assert_eq!(tally.never_hit(), [""; 0], "never hit");
        for mutant in Mutant::ALL {
            let violation = caught(mutant, SEED, CAUGHT_WITHIN);
            let violation = violation.unwrap_or_else(|| panic!("{mutant:?} was not caught"));
            println!("{mutant:?}: {}", violation.first_line());
        }
    }
}
