//! Owns what must hold after any crash, as pure comparisons. Each answers with what does not hold.

use crate::autopsy::Seen;
use counterfoil_domain::operation::{OperationKind, OperationState};
use counterfoil_sandbox::AcceptedMessage;
use std::collections::{BTreeMap, BTreeSet};

/// The states in which a send may have happened.
const MAY_HAVE_HAPPENED: [OperationState; 3] = [
    OperationState::Unknown,
    OperationState::Accepted,
    OperationState::Confirmed,
];

/// Whether an operation in this state stands in the way of another send of its order.
pub fn blocks(state: OperationState) -> bool {
    state.blocks_another(OperationKind::Send)
}

/// Compares a book after its recovery with what the provider received.
pub fn compare(book: &[Seen], ledger: &[AcceptedMessage]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut received: BTreeMap<&str, u32> = BTreeMap::new();
    for message in ledger {
        let times = received.entry(&message.reference_id).or_default();
        *times += 1;
        if *times == 2 {
            wrong.push(format!("{} was sent twice", message.reference_id));
        }
        wrong.extend(unaccounted(book, message));
    }
    for seen in book {
        wrong.extend(unfounded(seen, ledger));
    }
    wrong.extend(two_in_the_way(book));
    wrong
}

/// A message belongs to exactly one operation that may have happened, byte for byte.
fn unaccounted(book: &[Seen], message: &AcceptedMessage) -> Option<String> {
    let reference = &message.reference_id;
    let of_order: Vec<&Seen> = book
        .iter()
        .filter(|seen| seen.reference_id == *reference)
        .collect();
    let mut sent = of_order
        .iter()
        .filter(|seen| MAY_HAVE_HAPPENED.contains(&seen.state));
    match (sent.next(), sent.next()) {
        (Some(only), None) if only.body_sha256 == message.body_sha256 => None,
        (Some(only), None) => Some(format!("{} left with other bytes than it says", only.id)),
        (Some(_), Some(_)) => Some(format!("{reference} has two sends that may have happened")),
        (None, _) => {
            let states: Vec<_> = of_order.iter().map(|seen| seen.state.word()).collect();
            Some(format!(
                "{reference} was received, and the book only has {states:?}"
            ))
        }
    }
}

/// An operation says no more than what happened, and its life leads to where it stands.
fn unfounded(seen: &Seen, ledger: &[AcceptedMessage]) -> Vec<String> {
    let mut wrong = Vec::new();
    let received = ledger
        .iter()
        .find(|message| message.reference_id == seen.reference_id);
    match seen.state {
        OperationState::InFlight => wrong.push(format!("{} is in flight after a start", seen.id)),
        OperationState::Accepted | OperationState::Confirmed if received.is_none() => {
            wrong.push(format!(
                "{} is {}, and nothing was received",
                seen.id,
                seen.state.word()
            ));
        }
        _ => {}
    }
    if let (Some(name), Some(message)) = (&seen.provider_id, received)
        && *name != message.message_id
    {
        wrong.push(format!("{} calls its message {name}", seen.id));
    }
    let begins = seen.life.first() == Some(&OperationState::Prepared);
    let moves = seen.life.windows(2).all(|pair| pair[0].can_become(pair[1]));
    let ends = seen.life.last() == Some(&seen.state);
    if !(begins && moves && ends) {
        let (state, life) = (seen.state.word(), &seen.life);
        wrong.push(format!("{} is {state} after the life {life:?}", seen.id));
    }
    wrong
}

fn two_in_the_way(book: &[Seen]) -> Vec<String> {
    let mut seen_blocking = BTreeSet::new();
    book.iter()
        .filter(|seen| blocks(seen.state) && !seen_blocking.insert(&seen.reference_id))
        .map(|seen| format!("{} has two sends in each other's way", seen.reference_id))
        .collect()
}

/// Compares the files before and after a start: what was in flight is unknown and was announced,
/// everything else is as it was, and nothing came or went.
pub fn recovered(before: &[Seen], after: &[Seen], became_unknown: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut later: BTreeMap<&str, OperationState> = after
        .iter()
        .map(|seen| (seen.id.as_str(), seen.state))
        .collect();
    for seen in before {
        let was_in_flight = seen.state == OperationState::InFlight;
        let expected = if was_in_flight {
            OperationState::Unknown
        } else {
            seen.state
        };
        let (id, was) = (&seen.id, seen.state.word());
        match later.remove(id.as_str()) {
            None => wrong.push(format!("{id} was {was} and is lost")),
            Some(now) if now != expected => {
                wrong.push(format!(
                    "{id} was {was} and is {} after a start",
                    now.word()
                ));
            }
            Some(_) => {}
        }
        if was_in_flight != became_unknown.contains(id) {
            wrong.push(format!(
                "the start did not tell the truth about {id}, which was {was}"
            ));
        }
    }
    wrong.extend(later.keys().map(|id| format!("{id} came from nowhere")));
    wrong
}

/// Compares what was known before a command with what is there after it: nothing is lost, and only
/// what the command was about moved, by legal steps.
pub fn kept(
    known: &BTreeMap<String, OperationState>,
    now: &[Seen],
    about: &BTreeSet<String>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let now: BTreeMap<&str, &Seen> = now.iter().map(|seen| (seen.id.as_str(), seen)).collect();
    for (id, was) in known {
        match now.get(id.as_str()) {
            None => wrong.push(format!("{id} was {} and is lost", was.word())),
            Some(seen) if seen.state == *was => {}
            Some(seen) if about.contains(id) && is_on_the_way(&seen.life, *was) => {}
            Some(seen) => {
                wrong.push(format!(
                    "{id} went from {} to {}",
                    was.word(),
                    seen.state.word()
                ));
            }
        }
    }
    wrong
}

/// Whether a life passed through `was` before it came to its end.
fn is_on_the_way(life: &[OperationState], was: OperationState) -> bool {
    life.split_last()
        .is_some_and(|(_, earlier)| earlier.contains(&was))
}

/// The newest operation of an order.
pub fn newest<'a>(book: &'a [Seen], reference_id: &str) -> Option<&'a Seen> {
    book.iter().rfind(|seen| seen.reference_id == reference_id)
}

/// Fails with everything that does not hold.
#[track_caller]
pub fn assert_nothing(wrong: &[String], when: &str) {
    assert!(wrong.is_empty(), "{when}:\n  {}", wrong.join("\n  "));
}
