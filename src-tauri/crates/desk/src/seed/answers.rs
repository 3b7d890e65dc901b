//! Owns what a provider would have answered about made-up orders, as raw bodies.

use super::fate::Fate;
use counterfoil_domain::operation::Outcome;
use counterfoil_store::OrderRow;
use serde_json::{Value, json};

const MINUTE_MS: i64 = 60_000;

/// The outcome of a send, and the raw answer if one came.
pub(crate) struct SendAnswer {
    pub(crate) outcome: Outcome,
    pub(crate) reply: Option<(u16, Vec<u8>)>,
}

/// What came back when the order was sent.
pub(crate) fn to_send(fate: Fate, order: &OrderRow) -> SendAnswer {
    match fate {
        Fate::NotSent => SendAnswer {
            outcome: Outcome::NotSent {
                why: "no connection to the provider".to_owned(),
            },
            reply: None,
        },
        Fate::Unknown | Fate::UnknownThenPaid => SendAnswer {
            outcome: Outcome::Unknown {
                why: "no answer within 30 s".to_owned(),
            },
            reply: None,
        },
        Fate::Refused => {
            let words = "More than 24 hours have passed since the customer last replied.";
            let body = json!({ "error": {
                "message": "(#131047) Re-engagement message", "type": "OAuthException",
                "code": 131_047, "error_data": { "messaging_product": "whatsapp", "details": words },
                "fbtrace_id": "AbCdEfExample",
            }});
            SendAnswer {
                outcome: Outcome::Refused {
                    code: "131047".to_owned(),
                    words: words.to_owned(),
                },
                reply: Some((400, bytes(&body))),
            }
        }
        Fate::Paid
        | Fate::PaidAtSecondAttempt
        | Fate::PaidOtherAmount
        | Fate::NotAttempted
        | Fate::AttemptFailed
        | Fate::AttemptRunning
        | Fate::NotLookedUp => accepted(order),
    }
}

fn accepted(order: &OrderRow) -> SendAnswer {
    let provider_id = format!("wamid.{}", order.id);
    let to = order.customer.digits();
    let body = json!({
        "messaging_product": "whatsapp",
        "contacts": [{ "input": to, "wa_id": to }],
        "messages": [{ "id": provider_id }],
    });
    SendAnswer {
        outcome: Outcome::Accepted { provider_id },
        reply: Some((200, bytes(&body))),
    }
}

/// The answers to lookups, each with how long after the send it came.
pub(crate) fn to_lookups(fate: Fate, order: &OrderRow) -> Vec<(i64, Vec<u8>)> {
    let total = order.total.minor();
    let none = || payment(order, "pending", vec![]);
    let failed = || attempt(order, 1, "failed", total);
    let paid = |number, minor| attempt(order, number, "success", minor);
    let answers = match fate {
        Fate::Paid => vec![
            (MINUTE_MS, none()),
            (9 * MINUTE_MS, captured(order, vec![paid(1, total)])),
        ],
        Fate::UnknownThenPaid => vec![(9 * MINUTE_MS, captured(order, vec![paid(1, total)]))],
        Fate::PaidAtSecondAttempt => vec![
            (MINUTE_MS, payment(order, "pending", vec![failed()])),
            (
                6 * MINUTE_MS,
                captured(order, vec![failed(), paid(2, total)]),
            ),
        ],
        Fate::PaidOtherAmount => {
            vec![(
                5 * MINUTE_MS,
                captured(order, vec![paid(1, total - total / 20)]),
            )]
        }
        Fate::NotAttempted => vec![(MINUTE_MS, none()), (60 * MINUTE_MS, none())],
        Fate::AttemptFailed => vec![(4 * MINUTE_MS, payment(order, "pending", vec![failed()]))],
        Fate::AttemptRunning => {
            let running = attempt(order, 1, "pending", total);
            vec![(2 * MINUTE_MS, payment(order, "pending", vec![running]))]
        }
        Fate::NotLookedUp | Fate::Refused | Fate::NotSent | Fate::Unknown => vec![],
    };
    answers
        .into_iter()
        .map(|(after_ms, body)| (after_ms, bytes(&body)))
        .collect()
}

fn captured(order: &OrderRow, attempts: Vec<Value>) -> Value {
    payment(order, "captured", attempts)
}

fn payment(order: &OrderRow, status: &str, attempts: Vec<Value>) -> Value {
    let mut payment = json!({
        "reference_id": order.reference_id.as_str(),
        "status": status,
        "amount": { "offset": 100, "value": order.total.minor() },
        "currency": order.total.currency().code(),
        "receipt": order.reference_id.as_str(),
    });
    if !attempts.is_empty() {
        payment["transactions"] = Value::Array(attempts);
    }
    json!({ "payments": [payment] })
}

fn attempt(order: &OrderRow, number: i64, status: &str, minor: i64) -> Value {
    let at_s = order.created_at_ms / 1_000 + 60 * number;
    let mut attempt = json!({
        "id": format!("order_{}", order.reference_id.as_str()),
        "pg_transaction_id": format!("pay_{}_{number}", order.reference_id.as_str()),
        "type": "razorpay",
        "status": status,
        "created_timestamp": at_s,
        "updated_timestamp": at_s + 20,
        "amount": { "offset": 100, "value": minor },
        "order_amount": { "offset": 100, "value": order.total.minor() },
        "currency": order.total.currency().code(),
        "method": { "type": "upi" },
    });
    if status == "failed" {
        attempt["error"] = json!({ "code": "BAD_REQUEST_ERROR", "reason": "payment_timed_out" });
    }
    attempt
}

fn bytes(body: &Value) -> Vec<u8> {
    body.to_string().into_bytes()
}
