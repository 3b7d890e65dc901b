//! Owns the answer to a payment lookup.

use super::{Visit, refund::word, shape};
use crate::order::{OrderState, Transaction, TransactionStatus};
use crate::refusal::Refusal;
use crate::world::World;
use crate::{AcceptedMessage, FaultKind, Gateway, ListedRefunds, MadeRefund, UnknownReference};
use serde_json::{Map, Value, json};

/// Answers `GET /{V}/{PNID}/payments/{configuration_name}/{reference_id}`.
pub(super) fn look_up(
    world: &World,
    visit: &Visit,
    configuration: &str,
    reference: &str,
    now_ms: i64,
) -> Result<Value, Refusal> {
    if world
        .configuration(&visit.account.waba_id, configuration)
        .is_none()
    {
        return Err(Refusal::unknown_configuration());
    }
    let fault = visit.fault.as_ref().map(|fault| &fault.kind);
    let seen_ms = match fault {
        Some(FaultKind::Stale { by_ms }) => earlier(now_ms, *by_ms),
        _ => now_ms,
    };
    let order = world
        .order(&visit.account.phone_number_id, reference)
        .filter(|order| order.at_ms <= seen_ms)
        .and_then(|order| Some((order, order.gateway_at(configuration)?)));
    let Some((order, gateway)) = order else {
        return match visit.behaviour.unknown_reference {
            UnknownReference::EmptyPayments => Ok(json!({ "payments": [] })),
            UnknownReference::Error => Err(Refusal::parameter("reference_id: is unknown")),
        };
    };

    let attempts_ms = earlier(seen_ms, visit.behaviour.lookup_lag_ms);
    let state = world.payment(order, attempts_ms);
    let mut payment = payment(order, gateway, &state);
    list_refunds(world, visit, order, seen_ms, &mut payment);
    if let Some(fault) = fault {
        shape::falsify(fault, &mut payment);
    }
    shape::write_as(visit.behaviour.lookup_shape, &mut payment);
    Ok(json!({ "payments": [payment] }))
}

/// Lists the refunds that show by then where this account's lookups have them.
fn list_refunds(
    world: &World,
    visit: &Visit,
    order: &AcceptedMessage,
    seen_ms: i64,
    payment: &mut Value,
) {
    let habits = &visit.behaviour.refunds;
    let shown_ms = earlier(seen_ms, habits.lookup_lag_ms);
    let mut listed: Vec<Value> = world
        .refunds_of(&order.phone_number_id, &order.reference_id)
        .filter(|made| made.at_ms <= shown_ms)
        .map(|made| refund(made, shown_ms))
        .collect();
    if listed.is_empty() {
        return;
    }
    if habits.newest_first {
        listed.reverse();
    }
    let (in_transaction, in_payment) = match habits.listed {
        ListedRefunds::InTransaction => (true, false),
        ListedRefunds::InPayment => (false, true),
        ListedRefunds::Twice => (true, true),
        ListedRefunds::Nowhere => (false, false),
    };
    if in_payment {
        payment["refunds"] = json!(listed);
    }
    let transactions = payment["transactions"].as_array_mut();
    let paid = transactions
        .into_iter()
        .flatten()
        .find(|one| one["status"] == "success");
    if let (true, Some(paid)) = (in_transaction, paid) {
        paid["refunds"] = json!(listed);
    }
}

fn refund(made: &MadeRefund, shown_ms: i64) -> Value {
    let (status, since_ms) = made.at(shown_ms);
    json!({
        "id": made.refund_id,
        "amount": { "value": made.amount_minor, "offset": 100 },
        "speed_processed": word(made.speed),
        "status": status.word(),
        "created_timestamp": made.at_ms.div_euclid(1_000),
        "updated_timestamp": since_ms.div_euclid(1_000),
    })
}

fn earlier(now_ms: i64, by_ms: u64) -> i64 {
    now_ms.saturating_sub(i64::try_from(by_ms).unwrap_or(i64::MAX))
}

fn payment(order: &AcceptedMessage, gateway: Gateway, state: &OrderState) -> Value {
    let mut payment = Map::new();
    let mut put = |key: &str, value: Value| payment.insert(key.to_owned(), value);
    put("reference_id", json!(order.reference_id));
    put(
        "status",
        json!(if state.is_captured() {
            "captured"
        } else {
            "pending"
        }),
    );
    put("amount", money(order));
    put("currency", json!(order.currency));
    if !state.transactions.is_empty() {
        let id = &state.gateway_order_id;
        let listed = state
            .transactions
            .iter()
            .map(|one| transaction(order, gateway, id, one))
            .collect();
        put("transactions", Value::Array(listed));
    }
    if let Some(receipt) = &order.receipt {
        put("receipt", json!(receipt));
    }
    if let Some(notes) = &order.notes {
        put("notes", json!(notes));
    }
    for (key, text) in &order.echoes {
        put(key, json!(text));
    }
    Value::Object(payment)
}

fn transaction(
    order: &AcceptedMessage,
    gateway: Gateway,
    gateway_order_id: &str,
    one: &Transaction,
) -> Value {
    let mut value = json!({
        "id": gateway_order_id,
        "pg_transaction_id": one.payment_id,
        "type": gateway.word(),
        "status": match one.status {
            TransactionStatus::Pending => "pending",
            TransactionStatus::Success => "success",
            TransactionStatus::Failed { .. } => "failed",
        },
        "created_timestamp": one.created_s,
        "updated_timestamp": one.updated_s,
        "amount": money(order),
        "order_amount": money(order),
        "currency": order.currency,
        "method": { "type": "upi" },
    });
    if let TransactionStatus::Failed { code, reason } = one.status {
        value["error"] = json!({ "code": code, "reason": reason });
    }
    value
}

fn money(order: &AcceptedMessage) -> Value {
    json!({ "offset": 100, "value": order.amount_minor })
}
