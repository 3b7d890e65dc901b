//! Owns counting what was found, and saying whether that is enough to prove anything.

use counterfoil_domain::operation::OperationState;
use std::{collections::BTreeMap, fmt};

/// A restart that finds fewer kinds of states than this was not tried hard enough.
const STATES_MIN: usize = 5;

/// How often what was found.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Processes that were alive when they were killed.
    pub kills: u32,
    /// Commands that came to their end before their moment.
    pub escaped: u32,
    /// The slowest start.
    pub slowest_ready_ms: u64,
    at_death: BTreeMap<Option<OperationState>, u32>,
    at_restart: BTreeMap<Option<OperationState>, u32>,
}

impl Tally {
    /// Counts where the send of an order stood when its program was killed and after the next
    /// start; `None` stands for an order the book does not know.
    pub fn count(&mut self, at_death: Option<OperationState>, at_restart: Option<OperationState>) {
        *self.at_death.entry(at_death).or_default() += 1;
        *self.at_restart.entry(at_restart).or_default() += 1;
    }

    /// Adds what another lane found.
    pub fn add(&mut self, other: &Self) {
        self.kills += other.kills;
        self.escaped += other.escaped;
        self.slowest_ready_ms = self.slowest_ready_ms.max(other.slowest_ready_ms);
        for (mine, theirs) in [
            (&mut self.at_death, &other.at_death),
            (&mut self.at_restart, &other.at_restart),
        ] {
            for (state, many) in theirs {
                *mine.entry(*state).or_default() += many;
            }
        }
    }

    /// How many different states of operations were found after a start.
    pub fn states_at_restart(&self) -> usize {
        self.at_restart.keys().flatten().count()
    }

    /// Whether enough different states were found.
    pub fn is_telling(&self) -> bool {
        self.states_at_restart() >= STATES_MIN
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kills,
            escaped,
            slowest_ready_ms,
            ..
        } = self;
        writeln!(f, "kills: {kills}; ended before their moment: {escaped}")?;
        writeln!(f, "slowest start: {slowest_ready_ms} ms")?;
        writeln!(f, "found at death:   {}", in_words(&self.at_death))?;
        write!(f, "found at restart: {}", in_words(&self.at_restart))
    }
}

fn in_words(counts: &BTreeMap<Option<OperationState>, u32>) -> String {
    let word = |state: &Option<OperationState>| state.map_or("none", OperationState::word);
    let words: Vec<_> = counts
        .iter()
        .map(|(state, many)| format!("{} {many}", word(state)))
        .collect();
    words.join(", ")
}

#[test]
fn four_states_are_not_enough() {
    let mut tally = Tally::default();
    for state in &OperationState::ALL[..4] {
        tally.count(None, Some(*state));
        tally.count(None, None);
    }
    assert!(
        !tally.is_telling(),
        "an order the book does not know has no state"
    );

    let mut other = Tally::default();
    other.count(
        Some(OperationState::InFlight),
        Some(OperationState::Unknown),
    );
    tally.add(&other);
    assert!(tally.is_telling());
}
