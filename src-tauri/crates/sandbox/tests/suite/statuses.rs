//! Order status as documented: always answered with success, and what may not be changes nothing.

use crate::orders::simple;
use crate::stage::{Answer, Stage};
use counterfoil_sandbox::{Behaviour, CustomerPlan};
use serde_json::{Value, json};

const REFERENCE: &str = "KP-1";
const MINUTE_MS: u64 = 60_000;

#[tokio::test]
async fn every_step_is_answered_with_success_and_some_change_nothing() {
    let stage = unpaid().await;
    for (word, failure) in [
        ("pending", Some(2046)),
        ("processing", None),
        ("processing", Some(2046)),
        ("partially_shipped", None),
        ("shipped", None),
        ("processing", None),
        ("completed", None),
        ("shipped", Some(2046)),
        ("canceled", Some(2046)),
    ] {
        let answer = stage.send(&status(word)).await;

        assert_eq!(answer.status, 200, "{word}: {}", answer.json);
        let told = stage.sandbox.statuses();
        let last = told.last().unwrap();
        assert_eq!(last.failure, failure, "{word}");
        assert_eq!(last.message_id, answer.message_id(), "{word}");
    }
}

#[tokio::test]
async fn an_order_that_is_paid_or_being_paid_is_not_cancelled() {
    for plan in [CustomerPlan::PaysAtOnce, CustomerPlan::StaysRunning] {
        let stage = unpaid().await;
        stage
            .sandbox
            .set_customer(stage.number(), REFERENCE, plan.clone());

        stage.send(&status("canceled")).await;

        assert_eq!(stage.sandbox.statuses()[0].failure, Some(2047), "{plan:?}");
    }
}

#[tokio::test]
async fn nobody_begins_to_pay_what_is_cancelled_save_who_is_made_to() {
    for (plan, paid) in [
        (
            CustomerPlan::PaysAfter {
                after_ms: MINUTE_MS,
            },
            false,
        ),
        (CustomerPlan::PaysWhenCancelled, true),
    ] {
        let stage = unpaid().await;
        stage
            .sandbox
            .set_customer(stage.number(), REFERENCE, plan.clone());
        stage.send(&status("canceled")).await;
        assert_eq!(stage.sandbox.statuses()[0].failure, None, "{plan:?}");
        stage.sandbox.advance_ms(2 * MINUTE_MS).unwrap();

        let payment = stage.look_up(REFERENCE).await;

        let expected = if paid { "captured" } else { "pending" };
        assert_eq!(payment.payment()["status"], expected, "{plan:?}");
    }
}

#[tokio::test]
async fn outside_the_window_only_an_approved_template_of_the_kind_goes_through() {
    let stage = unpaid().await;
    stage
        .sandbox
        .set_behaviour(stage.number(), |habits: &mut Behaviour| {
            habits.window_closed = true;
        });

    assert_eq!(stage.send(&status("processing")).await.code(), 131_047);
    for (name, variables, code) in [
        ("order_update", 0, 0),
        ("order_update_named", 1, 0),
        ("order_update_named", 0, 132_000),
        ("order_update_old", 0, 132_015),
        ("welcome", 1, 132_001),
        ("no_such", 0, 132_001),
    ] {
        let word = if name == "order_update" {
            "processing"
        } else {
            "shipped"
        };
        let answer = stage.send(&template(name, variables, word)).await;
        assert_eq!(answer.code(), code, "{name} {variables}: {}", answer.json);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_status_message_is_refused() {
    let stage = unpaid().await;
    let mut unknown = status("processing");
    unknown["interactive"]["action"]["parameters"]["reference_id"] = json!("KP-2");
    let mut long = status("processing");
    long["interactive"]["action"]["parameters"]["order"]["description"] = json!("d".repeat(121));
    let mut spelled = status("processing");
    spelled["interactive"]["action"]["parameters"]["order"]["status"] = json!("cancelled");

    for body in [unknown, long, spelled] {
        assert_eq!(stage.send(&body).await.code(), 131_009, "{body}");
    }
    assert!(stage.sandbox.statuses().is_empty());
}

#[tokio::test]
async fn what_changed_nothing_is_told_in_each_of_the_three_places() {
    let stage = unpaid().await;
    stage.send(&status("completed")).await;
    for _ in 0..3 {
        stage.send(&status("shipped")).await;
    }

    let bodies = stage.sandbox.error_webhooks();

    let bodies: Vec<Value> = bodies
        .iter()
        .map(|body| serde_json::from_str(body).unwrap())
        .collect();
    let value = |nth: usize| bodies[nth]["entry"][0]["changes"][0]["value"].clone();
    assert_eq!(value(0)["statuses"][0]["errors"][0]["code"], 2046);
    assert_eq!(value(1)["messages"][0]["errors"][0]["code"], 2046);
    assert_eq!(value(2)["errors"][0]["code"], 2046);
}

#[tokio::test]
async fn templates_are_listed_with_what_they_are_for() {
    let stage = Stage::new();

    let listed = stage
        .get(&format!(
            "/v24.0/{}/message_templates",
            stage.account.waba_id
        ))
        .await;

    let kinds: Vec<(&str, &str)> = listed.json["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["name"].as_str().unwrap(),
                one["status"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(kinds[0], ("order_update", "APPROVED"));
    assert_eq!(kinds[2], ("order_update_old", "PAUSED"));
    assert_eq!(listed.json["data"][0]["sub_category"], "ORDER_STATUS");
    assert_eq!(listed.json["data"][3]["sub_category"], Value::Null);
}

/// A sandbox with an order that nobody pays.
async fn unpaid() -> Stage {
    let stage = Stage::new();
    let sent: Answer = stage.send(&simple(REFERENCE, "919900000004", 49_900)).await;
    assert_eq!(sent.status, 200, "{}", sent.json);
    stage
}

fn status(word: &str) -> Value {
    status_of(REFERENCE, word)
}

/// The message that tells the customer of an order its status.
pub fn status_of(reference_id: &str, word: &str) -> Value {
    json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "919900000004",
        "type": "interactive",
        "interactive": {
            "type": "order_status",
            "body": { "text": "About your order." },
            "action": {
                "name": "review_order",
                "parameters": { "reference_id": reference_id, "order": { "status": word } },
            },
        },
    })
}

fn template(name: &str, variables: usize, word: &str) -> Value {
    let told = json!({ "reference_id": REFERENCE, "order": { "status": word } });
    let mut components = vec![json!({
        "type": "order_status",
        "parameters": [{ "type": "order_status", "order_status": told }],
    })];
    if variables > 0 {
        let texts = vec![json!({ "type": "text", "text": "Meera" }); variables];
        components.insert(0, json!({ "type": "body", "parameters": texts }));
    }
    json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "919900000004",
        "type": "template",
        "template": {
            "name": name,
            "language": { "policy": "deterministic", "code": "en_US" },
            "components": components,
        },
    })
}
