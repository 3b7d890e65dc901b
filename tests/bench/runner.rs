//! Owns how two ways are measured: in turns, a first round discarded, medians compared.

use crate::Outcome;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Rounds that count. One more is done before them and discarded: it pays for what is done once.
const ROUNDS: usize = 7;

/// A comparison to be made.
pub struct Benchmark {
    /// What it is asked for by.
    pub name: &'static str,
    /// What is counted, in the singular.
    pub unit: &'static str,
    /// How many of it each way does in a round.
    pub units_a_round: u32,
    /// The most time the program may take, in thousandths of the baseline's.
    pub target_per_mille: u64,
    /// Sets both ways up in an empty folder.
    pub start: fn(&Path) -> Outcome<Box<dyn Pair>>,
}

/// Two ways of doing the same work.
pub trait Pair {
    /// Makes what the next round needs; not timed.
    fn prepare(&mut self) -> Outcome<()>;
    /// Does a round of work the program's way.
    fn subject(&mut self) -> Outcome<()>;
    /// Does a round of the same work the barest way.
    fn baseline(&mut self) -> Outcome<()>;
    /// The time of the round that was just done, where it is not the time it took: of some of its
    /// work, or of one of its units.
    fn own_time(&mut self) -> Option<Duration> {
        None
    }
    /// Checks, when all rounds are done, that both did the same work.
    fn check(&mut self) -> Outcome<()>;
}

/// What came out.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The benchmark's name.
    pub name: &'static str,
    /// What was counted, in the singular.
    pub unit: &'static str,
    /// How many of it each way did in a round.
    pub units_a_round: u32,
    /// The most time the program may take, in thousandths of the baseline's.
    pub target_per_mille: u64,
    /// The program's times.
    pub subject: Times,
    /// The baseline's times.
    pub baseline: Times,
}

/// The times of one way, in nanoseconds a unit.
#[derive(Clone, Debug)]
pub struct Times {
    /// Every round that counts, in order.
    pub rounds_ns: Vec<u64>,
    /// Their median.
    pub median_ns: u64,
    /// The median of their distances from it.
    pub mad_ns: u64,
}

impl Measured {
    /// The program's median time in thousandths of the baseline's, rounded.
    pub fn ratio_per_mille(&self) -> u64 {
        let baseline = self.baseline.median_ns.max(1);
        (self.subject.median_ns * 1_000 + baseline / 2) / baseline
    }

    /// Whether the program takes no more time than it may.
    pub fn is_within_target(&self) -> bool {
        self.ratio_per_mille() <= self.target_per_mille
    }
}

impl Times {
    fn of(rounds_ns: Vec<u64>) -> Self {
        let median_ns = median(&rounds_ns);
        let distances: Vec<u64> = rounds_ns
            .iter()
            .map(|round| round.abs_diff(median_ns))
            .collect();
        Self {
            median_ns,
            mad_ns: median(&distances),
            rounds_ns,
        }
    }
}

/// Measures both ways in turns, so that a machine that slows down slows both.
pub fn run(benchmark: &Benchmark, folder: &Path) -> Outcome<Measured> {
    let mut pair = (benchmark.start)(folder)?;
    let (mut subject, mut baseline) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        pair.prepare()?;
        let subject_took = timed(|| pair.subject())?;
        let subject_took = pair.own_time().unwrap_or(subject_took);
        let baseline_took = timed(|| pair.baseline())?;
        let baseline_took = pair.own_time().unwrap_or(baseline_took);
        if round > 0 {
            subject.push(nanos_a_unit(subject_took, benchmark.units_a_round));
            baseline.push(nanos_a_unit(baseline_took, benchmark.units_a_round));
        }
    }
    pair.check()?;
    Ok(Measured {
        name: benchmark.name,
        unit: benchmark.unit,
        units_a_round: benchmark.units_a_round,
        target_per_mille: benchmark.target_per_mille,
        subject: Times::of(subject),
        baseline: Times::of(baseline),
    })
}

fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Duration> {
    let begun = Instant::now();
    work()?;
    Ok(begun.elapsed())
}

fn nanos_a_unit(took: Duration, units: u32) -> u64 {
    u64::try_from((took / units).as_nanos()).unwrap_or(u64::MAX)
}

/// The middle value, or the lower of the two in the middle.
fn median(values: &[u64]) -> u64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len().saturating_sub(1) / 2;
    sorted.get(middle).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_round_moves_neither_median_nor_spread() {
        let times = Times::of(vec![10, 12, 11, 900, 13, 9, 11]);

        assert_eq!((times.median_ns, times.mad_ns), (11, 1));
    }

    #[test]
    fn the_target_is_the_last_ratio_that_passes() {
        check(1_300, 1_000, 1_300, true);
        check(1_301, 1_000, 1_301, false);
        check(2, 3, 667, true);

        #[track_caller]
        fn check(subject: u64, baseline: u64, ratio: u64, is_within: bool) {
            let measured = Measured {
                name: "example",
                unit: "send",
                units_a_round: 1,
                target_per_mille: 1_300,
                subject: Times::of(vec![subject]),
                baseline: Times::of(vec![baseline]),
            };
            assert_eq!(measured.ratio_per_mille(), ratio, "{subject}/{baseline}");
            assert_eq!(
                measured.is_within_target(),
                is_within,
                "{subject}/{baseline}"
            );
        }
    }
}
