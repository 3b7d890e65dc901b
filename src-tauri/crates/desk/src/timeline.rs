//! Owns the timeline of an order: what happened, line by line, from the lives of its sends and from
//! what each lookup changed. It holds no sentence of its own; words are the provider's or the book's.

mod told;

use crate::lookups::{says_nothing, sighting};
use counterfoil_domain::{
    evidence::Trust,
    message::MessageWord,
    money::Money,
    operation::{OperationKind, OperationState},
    order_state::{Billed, Fold, OrderState, Reading, read},
    order_status::OrderStatus,
};
use counterfoil_store::{
    Db, EvidenceRow, LookupRunRow, MessageReportRow, OperationEventRow, OperationRow, OrderRow,
    StoreError,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use told::StatusMessages;

/// The newest lines that are shown.
pub const TIMELINE_MAX: usize = 500;
/// The newest runs of equal answers that are read; what older ones said is folded all the same.
const RUNS_MAX: u32 = 1_000;

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// When it happened, UTC.
    pub at_ms: i64,
    /// What happened.
    pub event: TimelineEvent,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineEvent {
    /// A send was written to the book.
    Prepared,
    /// The provider accepted it.
    Sent {
        /// The provider's id of the message.
        message_id: Option<String>,
    },
    /// The provider declined it.
    SendRefused {
        /// Its code.
        code: String,
        /// Its words.
        words: String,
    },
    /// It may have happened.
    SendUnknown {
        /// What was seen instead of an answer.
        words: String,
    },
    /// Nothing left this machine.
    NotSent {
        /// What failed.
        words: String,
    },
    /// It was called off before anything left.
    Withdrawn {
        /// Why.
        words: String,
    },
    /// A lookup proved it.
    SendConfirmed,
    /// It was proven not to have happened.
    SendDisproved {
        /// How.
        words: String,
    },
    /// A person settled what evidence could not.
    SendDecided {
        /// Why.
        words: String,
    },
    /// A refund of ours went a step on.
    Refund {
        /// What goes back.
        amount: Money,
        /// Where its operation stands since.
        state: OperationState,
        /// The gateway's id of it, its words, what was seen instead of an answer, or a person's
        /// reason.
        words: Option<String>,
    },
    /// A refund that somebody else made, as our lookups have shown it.
    RefundedElsewhere {
        /// What goes back; `None` where the answers contradict each other.
        amount: Option<Money>,
        /// The gateway's id of it.
        refund_id: String,
    },
    /// A message about the order's status went a step on, a cancel among them.
    Status {
        /// What it tells.
        status: OrderStatus,
        /// Where its operation stands since.
        state: OperationState,
        /// The template it goes through.
        template: Option<String>,
        /// The note beside the status, the provider's id or words, what was seen instead of an
        /// answer, or a person's reason.
        words: Option<String>,
        /// What a person saw at the gateway before they cancelled, where no lookup could tell;
        /// with its first step only.
        gateway_says: Option<String>,
    },
    /// A webhook says what became of a message of ours. It proves nothing.
    MessageReported {
        /// The status it told; `None` for the request to pay.
        status: Option<OrderStatus>,
        /// What became of it.
        word: MessageWord,
        /// The signature is the provider's.
        is_signed: bool,
        /// Why it failed.
        words: Option<String>,
    },
    /// A lookup changed what is known; later ones that changed nothing are counted here.
    Lookup {
        /// What all evidence said together from then on.
        state: OrderState,
        /// When it was last seen so, UTC.
        last_seen_at_ms: i64,
        /// How many lookups saw it so.
        times: u32,
    },
    /// Somebody else reported that the money came; it proves nothing.
    Reported {
        /// The signature is the provider's.
        is_signed: bool,
        /// What is said to have come.
        amount: Option<Money>,
    },
    /// Lookups were answered without a word about this order.
    LookupSilent {
        /// The provider's words; `None` when it listed payments and this order was not among them.
        words: Option<String>,
        /// When it was last answered so, UTC.
        last_seen_at_ms: i64,
        /// How many lookups in a row.
        times: u32,
    },
}

/// What an answer to a lookup says about an order.
enum Said {
    Something(Vec<Reading>),
    Nothing(Option<String>),
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
    Nothing(Option<String>),
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
    entries.sort_by_key(|entry| (entry.at_ms, follows_a_lookup(&entry.event)));
    entries.drain(..entries.len().saturating_sub(TIMELINE_MAX));
    Ok(entries)
}

/// A proof is written in the same moment as the lookup it came from, and reads after it.
fn follows_a_lookup(event: &TimelineEvent) -> u8 {
    match event {
        TimelineEvent::SendConfirmed
        | TimelineEvent::SendDisproved { .. }
        | TimelineEvent::Refund {
            state: OperationState::Confirmed | OperationState::Disproved,
            ..
        }
        | TimelineEvent::Status {
            state: OperationState::Confirmed | OperationState::Disproved,
            ..
        } => 2,
        TimelineEvent::Lookup { .. } | TimelineEvent::LookupSilent { .. } => 1,
        TimelineEvent::Prepared
        | TimelineEvent::Sent { .. }
        | TimelineEvent::SendRefused { .. }
        | TimelineEvent::SendUnknown { .. }
        | TimelineEvent::NotSent { .. }
        | TimelineEvent::Withdrawn { .. }
        | TimelineEvent::Reported { .. }
        | TimelineEvent::Refund { .. }
        | TimelineEvent::RefundedElsewhere { .. }
        | TimelineEvent::Status { .. }
        | TimelineEvent::MessageReported { .. }
        | TimelineEvent::SendDecided { .. } => 0,
    }
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
                Said::Nothing(says_nothing(&answer))
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
            Said::Nothing(words) => (News::Nothing(words.clone()), lines.len().checked_sub(1)),
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
            Self::Nothing(words) => Self::Nothing(words.clone()),
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
        News::Nothing(words) => TimelineEvent::LookupSilent {
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
