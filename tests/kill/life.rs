//! Owns the life of one book through many kills: each command, its kill, and what must hold after
//! the next start.

mod draws;
mod settling;

use crate::{
    autopsy::Seen,
    errand::{Errand, Kind, Order},
    oracle,
    stage::{Restart, Stage, told_state, word},
    tally::Tally,
};
use counterfoil_domain::operation::OperationState;
use counterfoil_tests::program::Ended;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    thread,
    time::{Duration, Instant},
};

/// How long the provider thinks while processes are killed.
const LATENCY_MS_MAX: u64 = 15;

/// One book.
pub struct Life<'a> {
    stage: Stage,
    dice: &'a mut ChaCha8Rng,
    tally: &'a mut Tally,
    name: String,
    orders: Vec<Order>,
    /// Everything the book held after the last command.
    book: Vec<Seen>,
    /// How long a command of a kind takes when nobody ends it.
    usual: BTreeMap<Kind, Duration>,
    step: u32,
}

impl<'a> Life<'a> {
    /// Begins one; `name` tells it apart in what is printed.
    pub fn begin(name: &str, dice: &'a mut ChaCha8Rng, tally: &'a mut Tally) -> Self {
        let stage = Stage::new(dice.random_range(0..u64::from(u32::MAX)));
        let name = name.to_owned();
        let (orders, book, usual, step) = (vec![], vec![], BTreeMap::new(), 0);
        Self {
            stage,
            dice,
            tally,
            name,
            orders,
            book,
            usual,
            step,
        }
    }

    /// Goes on until this many processes have been killed, then ends the life in peace.
    pub fn until_killed(mut self, kills: u32) {
        let until = self.tally.kills + kills;
        while self.tally.kills < until {
            self.step += 1;
            let errand = self.draw_errand();
            self.live(&errand);
            self.settle_some();
        }
        self.end();
    }

    /// One command, its kill, and the start after it.
    fn live(&mut self, errand: &Errand) {
        let when = format!(
            "book {}, step {}, {:?}",
            self.name,
            self.step,
            errand.arguments()
        );
        let ended = self.run_and_kill(errand);
        let told = self.read_told(errand, &ended);
        let restart = self.stage.restart(&when);
        self.check_kept(errand, &told, &restart.after, &when);
        if ended.was_killed() {
            self.count(errand, &restart);
        }
        self.book = restart.after;
    }

    /// Kills the command at a moment between its start and its usual end. The first of a kind lives,
    /// to learn how long that is.
    fn run_and_kill(&mut self, errand: &Errand) -> Ended {
        self.stage.answer_within(0..=LATENCY_MS_MAX);
        self.set_faults(errand);
        let begun = Instant::now();
        let running = self.stage.program.start(&errand.arguments());
        let Some(usual) = self.usual.get_mut(&errand.kind()) else {
            let ended = running.wait();
            self.usual.insert(errand.kind(), begun.elapsed());
            return ended;
        };
        let moment = Duration::from_micros(self.dice.random_range(0..micros(*usual)));
        thread::sleep(moment.saturating_sub(begun.elapsed()));
        let ended = running.kill();
        // The end is not seen when it is cut off, so the usual time follows both ways of missing it.
        let late = moment > *usual * 9 / 10;
        if ended.was_killed() {
            self.tally.kills += 1;
            *usual = if late { *usual * 51 / 50 } else { *usual };
        } else {
            self.tally.escaped += 1;
            *usual = *usual * 49 / 50;
        }
        ended
    }

    /// What the command told before it was killed: nobody may find it otherwise afterwards.
    fn read_told(&self, errand: &Errand, ended: &Ended) -> BTreeMap<String, OperationState> {
        let mut told = BTreeMap::new();
        match errand {
            Errand::Send { orders, .. } => {
                for (order, document) in orders.iter().zip(&ended.documents) {
                    let sent = read_sent(order, document, self.is_blocked(order));
                    told.extend(sent);
                }
            }
            Errand::LookUp(_) => {
                for document in &ended.documents {
                    let confirmed = document["confirmed"].as_array().unwrap();
                    let ids = confirmed.iter().map(|id| id.as_str().unwrap().to_owned());
                    told.extend(ids.map(|id| (id, OperationState::Confirmed)));
                }
            }
            Errand::GoOn { order, .. } => {
                told.extend(
                    ended
                        .documents
                        .iter()
                        .filter_map(|one| read_sent(order, one, false)),
                );
            }
        }
        told
    }

    fn check_kept(
        &self,
        errand: &Errand,
        told: &BTreeMap<String, OperationState>,
        now: &[Seen],
        when: &str,
    ) {
        let references: BTreeSet<&str> = errand
            .orders()
            .iter()
            .map(|order| order.reference_id.as_str())
            .collect();
        let is_about = |seen: &&Seen| match errand {
            Errand::Send { .. } => false,
            Errand::LookUp(_) => references.contains(seen.reference_id.as_str()),
            Errand::GoOn { operation, .. } => seen.id == *operation,
        };
        let about = self
            .book
            .iter()
            .filter(is_about)
            .map(|seen| seen.id.clone())
            .collect();
        let mut wrong = oracle::kept(&self.known(), now, &about);
        wrong.extend(oracle::kept(told, now, &BTreeSet::new()));

        let known = self.known();
        let mut may_appear: BTreeSet<&str> = errand
            .orders()
            .iter()
            .filter(|order| matches!(errand, Errand::Send { .. }) && !self.is_blocked(order))
            .map(|order| order.reference_id.as_str())
            .collect();
        for new in now.iter().filter(|seen| !known.contains_key(&seen.id)) {
            if !may_appear.remove(new.reference_id.as_str()) {
                wrong.push(format!(
                    "{} of {} should not be there",
                    new.id, new.reference_id
                ));
            }
        }
        oracle::assert_nothing(&wrong, when);
    }

    /// Counts the orders that the command could change.
    fn count(&mut self, errand: &Errand, restart: &Restart) {
        self.tally.slowest_ready_ms = self.tally.slowest_ready_ms.max(restart.ready_ms);
        for order in errand.orders() {
            let could_change = !matches!(errand, Errand::Send { .. }) || !self.is_blocked(order);
            if could_change {
                let state = |book: &[Seen]| {
                    oracle::newest(book, &order.reference_id).map(|seen| seen.state)
                };
                self.tally
                    .count(state(&restart.before), state(&restart.after));
            }
        }
    }

    fn prepared(&self) -> Vec<Seen> {
        let prepared = |seen: &&Seen| seen.state == OperationState::Prepared;
        self.book.iter().filter(prepared).cloned().collect()
    }

    fn known(&self) -> BTreeMap<String, OperationState> {
        self.book
            .iter()
            .map(|seen| (seen.id.clone(), seen.state))
            .collect()
    }

    fn is_blocked(&self, order: &Order) -> bool {
        let same = |seen: &&Seen| seen.reference_id == order.reference_id;
        self.book
            .iter()
            .filter(same)
            .any(|seen| oracle::blocks(seen.state))
    }

    fn order(&self, reference_id: &str) -> Order {
        self.orders
            .iter()
            .find(|order| order.reference_id == reference_id)
            .unwrap()
            .clone()
    }
}

/// What a command told about one order: its operation, or that an earlier one stands in the way.
fn read_sent(order: &Order, document: &Value, blocked: bool) -> Option<(String, OperationState)> {
    if blocked {
        assert_eq!(
            word(&document["error"], "code"),
            "nothing_happened",
            "{order:?}: {document}"
        );
        return None;
    }
    assert_eq!(
        word(document, "referenceId"),
        order.reference_id,
        "{document}"
    );
    let operation = &document["operation"];
    Some((word(operation, "id").to_owned(), told_state(operation)))
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap().max(1)
}
