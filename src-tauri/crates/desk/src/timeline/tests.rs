//! Tests of what lookups are told as: each change once, and what did not change counted.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use counterfoil_domain::{
    evidence::EvidenceSource,
    money::{Currency, Money},
    order_state::PaymentState,
    payment::{LookupAnswer, PaymentRecord, StatedAmount, TransactionRecord},
    payment_status::PaymentStatus,
    transaction_status::TransactionStatus,
};
use serde_json::json;

const BILLED_MINOR: i64 = 49_900;

/// When an answer was first and last given, how often, and what it said.
type Given = (i64, i64, u32, Said);

#[test]
fn only_what_changed_gets_a_line_and_the_rest_is_counted() {
    let lines = lines_of(vec![
        (1, 3, 3, said("pending", &[])),
        (4, 9, 5, said("pending", &["failed"])),
        (10, 10, 1, said("captured", &["failed", "success"])),
        (11, 60, 20, said("captured", &["failed", "success"])),
    ]);

    check(&lines[0], 1, 3, 3, Some(PaymentState::NotAttempted));
    check(&lines[1], 4, 9, 5, Some(PaymentState::AttemptFailed));
    check(&lines[2], 10, 60, 21, Some(PaymentState::Captured));
    assert_eq!(lines.len(), 3);
    let News::State(captured) = &lines[2].news else {
        panic!("a state");
    };
    assert_eq!(captured.captured, Money::new(BILLED_MINOR, Currency::Inr));
    assert_eq!(captured.gateway_payment_id.as_deref(), Some("pay_2"));
}

#[test]
fn what_says_nothing_gets_a_line_of_its_own_and_hides_no_state() {
    let declined = || {
        Said::Nothing(
            Some(ErrorMeaning::InvalidParameter),
            Some("no (100)".to_owned()),
        )
    };

    let lines = lines_of(vec![
        (1, 1, 1, said("pending", &[])),
        (2, 4, 2, declined()),
        (5, 6, 2, declined()),
        (7, 7, 1, Said::Nothing(None, None)),
        (8, 9, 2, said("pending", &[])),
    ]);

    check(&lines[0], 1, 9, 3, Some(PaymentState::NotAttempted));
    check(&lines[1], 2, 6, 4, None);
    check(&lines[2], 7, 7, 1, None);
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_stale_answer_after_a_capture_is_told_as_a_contradiction() {
    let lines = lines_of(vec![
        (1, 1, 1, said("captured", &["success"])),
        (2, 2, 1, said("pending", &[])),
        (3, 3, 1, said("captured", &["success"])),
    ]);

    let told: Vec<_> = lines
        .iter()
        .map(|line| match &line.news {
            News::State(state) => (state.payment, state.contradicted_later),
            News::Nothing(..) => panic!("a state"),
        })
        .collect();
    let captured = PaymentState::Captured;
    assert_eq!(
        told,
        [(captured, false), (captured, true), (captured, false)]
    );
}

#[test]
fn another_try_that_failed_is_news() {
    let lines = lines_of(vec![
        (1, 1, 1, said("pending", &["failed"])),
        (2, 2, 1, said("pending", &["failed", "failed"])),
    ]);

    assert_eq!(lines.len(), 2);
}

#[test]
fn that_the_amount_is_there_now_is_no_news() {
    let mut without_amount = payment("pending", &[]);
    without_amount.amount = None;

    let lines = lines_of(vec![
        (1, 1, 1, say(without_amount)),
        (2, 2, 1, said("pending", &[])),
    ]);

    check(&lines[0], 1, 2, 2, Some(PaymentState::NotAttempted));
    assert_eq!(lines.len(), 1);
}

#[test]
fn what_older_runs_said_is_known_before_the_first_line() {
    let mut before = Fold::new(billed());
    say(payment("captured", &["success"])).add_to(&mut before, 1);
    let run = LookupRunRow {
        evidence_id: 2,
        first_at_ms: 2,
        last_at_ms: 2,
        times: 1,
    };

    let lines = lines(before, [(&run, &said("pending", &[]))].into_iter());

    check(&lines[0], 2, 2, 1, Some(PaymentState::Captured));
}

#[track_caller]
fn check(
    line: &Line,
    first_at_ms: i64,
    last_at_ms: i64,
    times: u32,
    payment: Option<PaymentState>,
) {
    let told = match &line.news {
        News::State(state) => Some(state.payment),
        News::Nothing(..) => None,
    };
    assert_eq!(
        (line.first_at_ms, line.last_at_ms, line.times, told),
        (first_at_ms, last_at_ms, times, payment)
    );
}

fn lines_of(given: Vec<Given>) -> Vec<Line> {
    let runs: Vec<(LookupRunRow, Said)> = (0..)
        .zip(given)
        .map(|(evidence_id, (first_at_ms, last_at_ms, times, said))| {
            let row = LookupRunRow {
                evidence_id,
                first_at_ms,
                last_at_ms,
                times,
            };
            (row, said)
        })
        .collect();
    lines(
        Fold::new(billed()),
        runs.iter().map(|(row, said)| (row, said)),
    )
}

#[test]
fn a_report_is_told_when_any_event_of_a_webhook_says_paid() {
    let status = |word: &str| {
        json!({
            "id": "wamid.1", "type": "payment", "status": word, "timestamp": "1798700020",
            "payment": {
                "reference_id": "KP-2291",
                "amount": { "value": BILLED_MINOR, "offset": 100 },
                "currency": "INR",
                "transaction": { "id": "pay_1", "status": word },
            },
        })
    };
    let webhook = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [
        { "field": "messages", "value": { "statuses": [status("pending"), status("captured")] } },
    ] }] });
    let row = EvidenceRow {
        id: 1,
        source: EvidenceSource::UnsignedWebhook,
        http_status: None,
        body: webhook.to_string().into_bytes(),
        provider_date_ms: None,
        first_at_ms: 5,
        last_at_ms: 5,
    };

    let Told::Report(entry) = told(&billed(), &row) else {
        panic!("it tells nothing");
    };
    assert!(matches!(
        entry.event,
        TimelineEvent::Reported {
            is_signed: false,
            ..
        }
    ));
}

fn said(word: &str, attempts: &[&str]) -> Said {
    say(payment(word, attempts))
}

fn say(record: PaymentRecord) -> Said {
    let answer = LookupAnswer::Payments(vec![record]);
    Said::Something(read(&billed(), &answer).collect())
}

fn billed() -> Billed {
    Billed {
        reference_id: "KP-2291".to_owned(),
        total: Money::new(BILLED_MINOR, Currency::Inr).unwrap(),
    }
}

fn payment(word: &str, attempts: &[&str]) -> PaymentRecord {
    PaymentRecord {
        reference_id: "KP-2291".to_owned(),
        status: PaymentStatus::read(word),
        amount: Some(amount()),
        transactions: (1..)
            .zip(attempts)
            .map(|(nth, word)| attempt(nth, word))
            .collect(),
        refunds: vec![],
    }
}

fn attempt(nth: u32, word: &str) -> TransactionRecord {
    TransactionRecord {
        gateway_order_id: None,
        gateway_payment_id: Some(format!("pay_{nth}")),
        status: TransactionStatus::read(word),
        amount: Some(amount()),
        method: None,
        failure: None,
        created_at_ms: None,
        updated_at_ms: None,
    }
}

fn amount() -> StatedAmount {
    StatedAmount {
        minor: BILLED_MINOR,
        currency: Some("INR".to_owned()),
    }
}
