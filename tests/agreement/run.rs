//! Owns a run: many mutated bodies, each shown to both judges, and what came of it.

use crate::dice::Dice;
use crate::drafts::{self, NOW_MS};
use crate::fields;
use crate::json::{Json, Spelling, show};
use crate::mutation::{self, Kind, Mutated};
use crate::stage::{Ours, Stage, Theirs, ours};
use crate::verdict::{Place, disagreement, place};
use counterfoil_providers::meta::order_body;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The most disagreements that are written out in full.
const MAX_SHOWN: usize = 5;

/// What becomes of the sums when an amount changes. Each is a run of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sums {
    /// They stay: exactly one field is mutated.
    Stay = 1,
    /// They are made to fit again, so that the amount alone decides.
    Follow,
}

/// What both judges said of one case.
pub struct Outcome {
    pub ours: Ours,
    pub theirs: Theirs,
}

/// What a run shows.
#[derive(Default)]
pub struct Run {
    pub outcomes: Vec<Outcome>,
    /// Accepted and refused cases of each kind.
    pub kinds: BTreeMap<Kind, [usize; 2]>,
    /// Accepted and refused cases of each documented field.
    pub fields: BTreeMap<&'static str, [usize; 2]>,
    /// Refusals whose places are the same, are sums, are ways to pay, are nowhere, are elsewhere.
    pub places: [usize; 5],
    pub faults: usize,
    /// The first faults, in full.
    pub shown: String,
}

/// Draws an order that the desk accepts, as the body it would send.
pub fn good_body(dice: &mut Dice) -> Json {
    let (draft, _) = drafts::draw(dice);
    let order = draft
        .check(NOW_MS, &[])
        .order
        .expect("every order drawn is good");
    Json::read(&order_body::write(&order))
}

/// Shows so many mutated bodies to both judges.
pub fn run(seed: u64, cases: u64, sums: Sums, kinds: &[Kind]) -> Run {
    let stage = Stage::new(seed);
    let mut run = Run::default();
    for case in 0..cases {
        let dice = &mut Dice::new(seed, sums as u64, case);
        let under = match sums {
            Sums::Stay => "",
            Sums::Follow => "interactive.action.parameters.order",
        };
        let good = good_body(dice);
        let mut mutated = mutation::mutate(dice, &good, kinds, under);
        if sums == Sums::Follow {
            // Where an amount cannot be read any more, there is nothing to follow.
            let _ = mutation::follow(&mut mutated.body);
        }
        let spelling = match dice.size(0..=19) {
            0 => Spelling::Escaped,
            1 => Spelling::Spaced,
            _ => Spelling::Plain,
        };
        let body = mutated.body.write(dice, spelling);
        let outcome = Outcome {
            ours: ours(body.as_bytes()),
            theirs: stage.theirs(body.as_bytes()),
        };
        run.add(&mutated, outcome, || {
            let body = readable(&mutated, &body);
            format!("seed {seed}, case {case}, sums {sums:?}\n{body}")
        });
    }
    run
}

/// Lays the body out for reading, unless that would hide what is wrong with it.
fn readable(mutated: &Mutated, body: &str) -> String {
    match serde_json::from_str::<Value>(body) {
        Ok(value) if mutated.kind != Kind::DuplicateField => format!("{value:#}"),
        Ok(_) | Err(_) => body.to_owned(),
    }
}

impl Run {
    fn add(&mut self, mutated: &Mutated, outcome: Outcome, whole: impl Fn() -> String) {
        let refused = usize::from(!outcome.ours.is_accepted);
        self.kinds.entry(mutated.kind).or_default()[refused] += 1;
        if let Some((pattern, _)) = fields::entry(&mutated.path) {
            self.fields.entry(pattern).or_default()[refused] += 1;
        }

        let mut fault = disagreement(outcome.ours.is_accepted, &outcome.theirs);
        if fault.is_none() && !outcome.ours.is_accepted {
            let place = place(&outcome.ours, &outcome.theirs.details);
            self.places[place as usize] += 1;
            if place == Place::Elsewhere {
                fault = Some("the two refuse for different reasons");
            }
        }
        if let Some(fault) = fault {
            self.faults += 1;
            if self.faults <= MAX_SHOWN {
                let path = show(&mutated.path);
                let Outcome { ours, theirs, .. } = &outcome;
                let kind = mutated.kind;
                writeln!(
                    self.shown,
                    "{fault}: {kind:?} at `{path}`\ndesk: {:?}\nsandbox: {} {}\n{}\n",
                    ours.errors,
                    theirs.status,
                    theirs.details,
                    whole(),
                )
                .expect("a String takes any text");
            }
        }
        self.outcomes.push(outcome);
    }

    /// Fails with everything that went wrong.
    pub fn assert_agreed(&self) {
        assert_eq!(
            self.faults, 0,
            "{} disagreements, the first:\n{}",
            self.faults, self.shown
        );
    }

    /// Says what the run was made of.
    pub fn report(&self) -> String {
        let mut report = String::new();
        let [same, sum, pay, none, elsewhere] = self.places;
        let accepted = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.ours.is_accepted)
            .count();
        let lines = [
            format!("{} cases, {accepted} accepted", self.outcomes.len()),
            format!(
                "places: {same} same, {sum} sums, {pay} ways to pay, {none} none, {elsewhere} elsewhere"
            ),
        ];
        report.push_str(&lines.join("\n"));
        for (kind, [accepted, refused]) in &self.kinds {
            let _ = write!(report, "\n{kind:?}: {accepted} accepted, {refused} refused");
        }
        for (field, [accepted, refused]) in &self.fields {
            let _ = write!(report, "\n{field}: {accepted} accepted, {refused} refused");
        }
        report
    }
}
