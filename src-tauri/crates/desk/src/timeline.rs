//! Owns the timeline of an order: what happened, line by line, from the lives of its sends and from
//! what each lookup changed.

mod event;
mod told;

use crate::{
    complaints::kept_with,
    lookups::{says_nothing, sighting},
};
use counterfoil_domain::{
    evidence::Trust,
    money::Money,
    operation::{OperationKind, OperationState},
    order_state::{Billed, Fold, OrderState, Reading, read},
    payment::LookupAnswer,
};
use counterfoil_providers::meta::{Complaint, ErrorMeaning};
use counterfoil_store::{
    Db, EvidenceRow, LookupRunRow, MessageReportRow, OperationEventRow, OperationRow, OrderRow,
    StoreError,
};
use std::collections::{BTreeMap, BTreeSet};
use told::StatusMessages;

pub use event::{TimelineEntry, TimelineEvent};

/// The newest lines that are shown.
pub const TIMELINE_MAX: usize = 500;
/// The newest runs of equal answers that are read; what older ones said is folded all the same.
const RUNS_MAX: u32 = 1_000;

/// What an answer to a lookup says about an order.
enum Said {
    Something(Vec<Reading>),
    Nothing(Option<ErrorMeaning>, Option<String>),
}

/// What a piece of evidence tells.
enum Told {
    /// An answer to a lookup: its number, when it was last seen, and what it says.
    Answer(i64, i64, Said),
    Report(TimelineEntry),
    Nothing,
}

/// Lookups in a row that brought the same news.
struct Line {
    first_at_ms: i64,
    last_at_ms: i64,
    times: u32,
    news: News,
}

/// What a lookup brought.
#[derive(PartialEq)]
enum News {
    State(OrderState),
    Nothing(Option<ErrorMeaning>, Option<String>),
}

/// The timeline of an order, oldest line first.
pub(crate) fn timeline(
    db: &Db<'_>,
    order: &OrderRow,
    operations: &[(OperationRow, Vec<OperationEventRow>)],
    reports: &[MessageReportRow],
) -> Result<Vec<TimelineEntry>, StoreError> {
    let told = StatusMessages::of(db, order)?;
    let refunds = db.refunds_of_order(order.id)?;
    let currency = order.total.currency();
    let amount = |id| {
        let refund = refunds.iter().find(|refund| refund.operation == id)?;
        Money::new(refund.minor, currency)
    };
    let mut entries: Vec<TimelineEntry> = operations
        .iter()
        .flat_map(|(operation, events)| {
            let amount = amount(operation.id);
            let told = &told;
            let step = move |event| of_operation(operation, amount, told, event);
            events.iter().filter_map(step)
        })
        .collect();
    entries.extend(reports.iter().filter_map(|report| {
        let mut sent = operations.iter().map(|(operation, _)| operation);
        told.reported(sent.find(|one| one.id == report.operation)?, report)
    }));
    entries.extend(elsewhere(db, order)?);
    entries.extend(lookups(db, order)?);
    entries.sort_by_key(|entry| (entry.at_ms, entry.event.follows_a_lookup()));
    entries.drain(..entries.len().saturating_sub(TIMELINE_MAX));
    Ok(entries)
}

/// What a step of an operation is told as; `amount` is what a refund moves.
fn of_operation(
    operation: &OperationRow,
    amount: Option<Money>,
    told: &StatusMessages,
    event: &OperationEventRow,
) -> Option<TimelineEntry> {
    // Its outcome, or that there is none, follows within seconds.
    if event.state == OperationState::InFlight {
        return None;
    }
    let event_told = match operation.kind {
        OperationKind::Send => of_send(operation, event)?,
        OperationKind::Refund => of_refund(operation, amount?, event),
        OperationKind::OrderStatus | OperationKind::Cancel => told.step(operation, event)?,
    };
    Some(TimelineEntry {
        at_ms: event.at_ms,
        event: event_told,
    })
}

/// The refunds that somebody else made, where the provider says when.
fn elsewhere(db: &Db<'_>, order: &OrderRow) -> Result<Vec<TimelineEntry>, StoreError> {
    let currency = order.total.currency();
    let records = db.refund_records(order.id)?.into_iter();
    let others = records.filter(|record| record.operation.is_none());
    Ok(others
        .filter_map(|record| {
            Some(TimelineEntry {
                at_ms: record.created_at_ms?,
                event: TimelineEvent::RefundedElsewhere {
                    amount: record.minor.and_then(|minor| Money::new(minor, currency)),
                    refund_id: record.refund_id,
                },
            })
        })
        .collect())
}

fn of_refund(operation: &OperationRow, amount: Money, event: &OperationEventRow) -> TimelineEvent {
    let words = match event.state {
        OperationState::Refused | OperationState::Unknown | OperationState::NotSent => {
            operation.outcome_words.clone()
        }
        OperationState::Decided | OperationState::Withdrawn | OperationState::Disproved => {
            Some(event.why.clone())
        }
        OperationState::Accepted | OperationState::Confirmed => operation.provider_id.clone(),
        OperationState::Prepared | OperationState::InFlight => None,
    };
    TimelineEvent::Refund {
        amount,
        state: event.state,
        meaning: meaning_at(operation, event),
        words,
    }
}

fn of_send(operation: &OperationRow, event: &OperationEventRow) -> Option<TimelineEvent> {
    let words = || operation.outcome_words.clone().unwrap_or_default();
    let why = || event.why.clone();
    Some(match event.state {
        OperationState::Prepared => TimelineEvent::Prepared,
        OperationState::InFlight => return None,
        OperationState::Accepted => TimelineEvent::Sent {
            message_id: operation.provider_id.clone(),
        },
        OperationState::Refused => TimelineEvent::SendRefused {
            code: operation.outcome_code.clone().unwrap_or_default(),
            meaning: meaning_at(operation, event),
            words: words(),
        },
        OperationState::Unknown => TimelineEvent::SendUnknown { words: words() },
        OperationState::NotSent => TimelineEvent::NotSent { words: words() },
        OperationState::Withdrawn => TimelineEvent::Withdrawn { words: why() },
        OperationState::Confirmed => TimelineEvent::SendConfirmed,
        OperationState::Disproved => TimelineEvent::SendDisproved { words: why() },
        OperationState::Decided => TimelineEvent::SendDecided { words: why() },
    })
}

/// What the code means that an operation was refused with at this step.
fn meaning_at(operation: &OperationRow, event: &OperationEventRow) -> Option<ErrorMeaning> {
    let complaint = kept_with(operation).filter(|_| event.state == OperationState::Refused);
    complaint?.meaning
}

fn lookups(db: &Db<'_>, order: &OrderRow) -> Result<Vec<TimelineEntry>, StoreError> {
    let billed = order.billed();
    let (mut answers, mut reports) = (BTreeMap::new(), Vec::new());
    for told in db.each_evidence_of_order(order.id, |row| told(&billed, &row))? {
        match told {
            Told::Answer(id, last_at_ms, said) => {
                answers.insert(id, (last_at_ms, said));
            }
            Told::Report(entry) => reports.push(entry),
            Told::Nothing => {}
        }
    }
    let rows = db.lookup_runs(order.id, RUNS_MAX)?;

    let in_a_run: BTreeSet<i64> = rows.iter().map(|run| run.evidence_id).collect();
    let mut before = Fold::new(billed.clone());
    for (id, (last_at_ms, said)) in &answers {
        if !in_a_run.contains(id) {
            said.add_to(&mut before, *last_at_ms);
        }
    }
    let runs = rows
        .iter()
        .filter_map(|run| Some((run, &answers.get(&run.evidence_id)?.1)));
    let lookups = lines(before, runs).into_iter().map(entry);
    Ok(lookups.chain(reports).collect())
}

/// What a piece of evidence tells of an order's payment.
fn told(billed: &Billed, row: &EvidenceRow) -> Told {
    let answer = sighting(row).answer;
    let mut readings = read(billed, &answer);
    match row.source.trust() {
        Trust::Nothing => Told::Nothing,
        Trust::Proof => {
            let readings: Vec<_> = readings.collect();
            let said = if readings.is_empty() {
                Said::Nothing(meaning_of(&answer), says_nothing(&answer))
            } else {
                Said::Something(readings)
            };
            Told::Answer(row.id, row.last_at_ms, said)
        }
        trust @ (Trust::SignedReport | Trust::UnsignedReport) => {
            match readings.find(Reading::says_paid) {
                None => Told::Nothing,
                Some(reading) => Told::Report(TimelineEntry {
                    at_ms: row.first_at_ms,
                    event: TimelineEvent::Reported {
                        is_signed: trust == Trust::SignedReport,
                        amount: reading
                            .came_minor()
                            .and_then(|minor| Money::new(minor, billed.total.currency())),
                    },
                }),
            }
        }
    }
}

/// What the code means that a lookup was declined with.
fn meaning_of(answer: &LookupAnswer) -> Option<ErrorMeaning> {
    match answer {
        LookupAnswer::Declined { code, words } => Complaint::kept(code, Some(words)).meaning,
        LookupAnswer::Payments(_) | LookupAnswer::Unreadable { .. } => None,
    }
}

/// What each run of equal answers brought, folding them one by one in the order they were given.
fn lines<'a>(
    mut fold: Fold,
    runs: impl Iterator<Item = (&'a LookupRunRow, &'a Said)>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last_state = None;
    for (run, said) in runs {
        let (news, earlier) = match said {
            Said::Something(_) => {
                said.add_to(&mut fold, run.last_at_ms);
                (News::State(fold.state()), last_state)
            }
            Said::Nothing(meaning, words) => {
                let news = News::Nothing(*meaning, words.clone());
                (news, lines.len().checked_sub(1))
            }
        };
        let earlier = earlier.and_then(|at: usize| lines.get_mut(at));
        match earlier.filter(|line| line.news.is_the_same_as(&news)) {
            Some(line) => {
                line.last_at_ms = line.last_at_ms.max(run.last_at_ms);
                line.times = line.times.saturating_add(run.times);
            }
            None => {
                if let News::State(_) = news {
                    last_state = Some(lines.len());
                }
                lines.push(Line {
                    first_at_ms: run.first_at_ms,
                    last_at_ms: run.last_at_ms,
                    times: run.times,
                    news,
                });
            }
        }
    }
    lines
}

impl Said {
    fn add_to(&self, fold: &mut Fold, at_ms: i64) {
        if let Self::Something(readings) = self {
            for reading in readings {
                fold.add(at_ms, reading);
            }
        }
    }
}

impl News {
    /// Whether it tells a person nothing new; that a send is proven has a line of its own.
    fn is_the_same_as(&self, other: &Self) -> bool {
        let as_told = |news: &Self| match news {
            Self::State(state) => Self::State(OrderState {
                known_to_provider: false,
                ..state.clone()
            }),
            Self::Nothing(meaning, words) => Self::Nothing(*meaning, words.clone()),
        };
        as_told(self) == as_told(other)
    }
}

fn entry(line: Line) -> TimelineEntry {
    let (last_seen_at_ms, times) = (line.last_at_ms, line.times);
    let event = match line.news {
        News::State(state) => TimelineEvent::Lookup {
            state,
            last_seen_at_ms,
            times,
        },
        News::Nothing(meaning, words) => TimelineEvent::LookupSilent {
            meaning,
            words,
            last_seen_at_ms,
            times,
        },
    };
    TimelineEntry {
        at_ms: line.first_at_ms,
        event,
    }
}

#[cfg(test)]
mod tests;
