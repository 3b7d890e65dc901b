//! Owns counting what was really hit: a fault or a state that no schedule meets proves nothing.

use crate::{crash::POINTS, schedule::FAULTS};
use counterfoil_domain::operation::OperationState;
use std::collections::BTreeMap;

/// States that no refund reaches by itself or by a person here.
const NOT_REACHED: [OperationState; 2] = [OperationState::Prepared, OperationState::InFlight];

/// How often each thing was hit.
#[derive(Default)]
pub struct Tally(BTreeMap<String, u64>);

impl Tally {
    /// Counts one.
    pub fn hit(&mut self, group: &str, name: &str) {
        *self.0.entry(format!("{group} {name}")).or_default() += 1;
    }

    /// Everything that should have been hit and was not.
    pub fn never_hit(&self) -> Vec<String> {
        let points = POINTS.map(|point| format!("crash {point}"));
        let faults = FAULTS.iter().map(|(name, _)| format!("fault {name}"));
        let states = OperationState::ALL.into_iter();
        let states = states
            .filter(|state| !NOT_REACHED.contains(state))
            .map(|state| format!("state {}", state.word()));
        let deeds = [
            "click once",
            "no way",
            "import",
            "send again",
            "click twice",
            "elsewhere",
            "jump",
            "restart",
            "older copy",
            "decide happened",
            "decide did_not_happen",
            "fate settles",
            "fate fails",
            "fate fails_then_settles",
            "fate stays_pending",
            "alarm happened_after_all",
            "alarm over_refunded",
            "cancel",
            "cancel by template",
            "cancel stopped",
            "tell",
            "tell refused",
            "pays in between",
            "errors signed",
            "errors unsigned",
            "customer never",
            "customer when_cancelled",
            "customer later",
            "customer running",
            "told paid_late",
            "told cancelled",
            "told cancel_sent",
            "lookup stale",
            "lookup faulty",
        ];
        let deeds = deeds.map(|deed| format!("deed {deed}"));
        let wanted = points.into_iter().chain(faults).chain(states).chain(deeds);
        wanted.filter(|name| !self.0.contains_key(name)).collect()
    }

    /// Every count, line by line.
    pub fn told(&self) -> String {
        let lines = self
            .0
            .iter()
            .map(|(name, many)| format!("{many:>8}  {name}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The sums, in one line.
    pub fn line(&self) -> String {
        let sum = |group: &str| -> u64 {
            let counts = self.0.iter();
            counts
                .filter(|(name, _)| name.starts_with(group))
                .map(|(_, many)| many)
                .sum()
        };
        format!(
            "{} crashes, {} faults, {} refunds ended, 0 violations",
            sum("crash "),
            sum("fault "),
            sum("state ")
        )
    }
}
