//! Tests of what a webhook says, in each shape that is documented or was seen.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use counterfoil_domain::{
    message::MessageWord, payment_status::PaymentStatus, transaction_status::TransactionStatus,
};
use serde_json::{Value, json};

const NUMBER: &str = "480012345678901";

#[test]
fn a_payment_event_is_read_like_a_lookup() {
    let read = read(&json!({ "statuses": [captured("KP-2291.a_1")] }));

    assert_eq!(read.remarks, Vec::<String>::new());
    let [event] = &read.events[..] else {
        panic!("{read:?}")
    };
    assert_eq!(event.phone_number_id.as_deref(), Some(NUMBER));
    let Told::Payment(record) = &event.told else {
        panic!("{event:?}")
    };
    assert_eq!(record.reference_id, "KP-2291.a_1");
    assert_eq!(record.status.meaning, PaymentStatus::Captured);
    assert_eq!(record.amount.as_ref().unwrap().minor, 97_915);
    let currency = record.amount.as_ref().unwrap().currency.as_deref();
    assert_eq!(currency, Some("INR"));
    assert_eq!(record.transactions.len(), 1);
    let transaction = &record.transactions[0];
    assert_eq!(transaction.status.meaning, TransactionStatus::Succeeded);
    assert_eq!(transaction.gateway_payment_id.as_deref(), Some("pay_1"));
    assert_eq!(record.refunds.len(), 1);
}

#[test]
fn everything_but_the_reference_id_may_be_missing() {
    let bare =
        json!({"type": "payment", "status": "captured", "payment": {"reference_id": "KP-1"}});

    let read = read(&json!({ "statuses": [bare] }));

    let Told::Payment(record) = &read.events[0].told else {
        panic!("{read:?}")
    };
    assert_eq!(record.status.meaning, PaymentStatus::Captured);
    assert_eq!(record.amount, None);
    assert_eq!(record.transactions, []);
}

#[test]
fn what_became_of_a_message_is_read_with_its_label_and_its_error() {
    let failed = json!({
        "id": "wamid.1", "status": "failed", "timestamp": "1798700100",
        "recipient_id": "919900000042", "biz_opaque_callback_data": "req-7f3c1a",
        "errors": [{
            "code": 131047, "title": "Re-engagement message", "message": "Re-engagement message",
            "error_data": { "details": "More than 24 hours have passed" },
        }],
    });
    let delivered = json!({ "id": "wamid.2", "status": "delivered", "timestamp": 1_798_700_101 });
    let teleported = json!({ "id": "wamid.3", "status": "teleported" });

    let read = read(&json!({ "statuses": [failed, delivered, teleported] }));

    let reports: Vec<_> = read.events.iter().map(report).collect();
    assert_eq!(
        reports,
        [
            &MessageReport {
                message_id: "wamid.1".to_owned(),
                label: Some("req-7f3c1a".to_owned()),
                word: MessageWord::Failed,
                at_ms: Some(1_798_700_100_000),
                error: Some(Notice {
                    code: 131_047,
                    words: "More than 24 hours have passed".to_owned(),
                }),
            },
            &MessageReport {
                message_id: "wamid.2".to_owned(),
                label: None,
                word: MessageWord::Delivered,
                at_ms: Some(1_798_700_101_000),
                error: None,
            },
        ]
    );
}

#[test]
fn an_error_is_found_in_each_of_the_three_places() {
    let errors = json!([{
        "code": 2047, "title": "Order cancellation failure",
        "message": "Could not change order status to 'canceled'",
    }]);
    let notice = Notice {
        code: 2047,
        words: "Could not change order status to 'canceled'".to_owned(),
    };

    let in_status = read(&json!({
        "statuses": [{ "id": "wamid.1", "status": "failed", "errors": errors }],
    }));
    let in_message = read(&json!({ "messages": [{ "id": "wamid.1", "errors": errors }] }));
    for read in [in_status, in_message] {
        let report = report(&read.events[0]);
        assert_eq!(report.message_id, "wamid.1");
        assert_eq!(report.word, MessageWord::Failed);
        assert_eq!(report.error.as_ref(), Some(&notice));
    }
    let alone = read(&json!({ "errors": errors }));
    assert_eq!(alone.events[0].told, Told::Notice(notice.clone()));
    let nameless = read(&json!({ "messages": [{ "errors": errors }] }));
    assert_eq!(nameless.events[0].told, Told::Notice(notice));
}

#[test]
fn a_configuration_that_changed_is_read() {
    let body = json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": "0", "time": 1_790_400_010, "changes": [{
            "field": "payment_configuration_update",
            "value": {
                "configuration_name": "kaveri-live-rzp", "provider_name": "razorpay",
                "provider_mid": "acc_Example01", "status": "Needs Testing",
            },
        }] }],
    });
    let read = read_webhook(body.to_string().as_bytes()).unwrap();
    let told = Told::Configuration {
        name: "kaveri-live-rzp".to_owned(),
        status: "Needs Testing".to_owned(),
    };
    assert_eq!(read.events[0].told, told);
}

#[test]
fn a_body_without_the_envelope_is_read_too() {
    let bare = json!({ "statuses": [captured("KP-1")] });
    let read = read_webhook(bare.to_string().as_bytes()).unwrap();
    assert!(matches!(read.events[0].told, Told::Payment(_)));
    assert_eq!(read.events[0].phone_number_id, None);
}

#[test]
fn a_part_says_what_the_whole_says_about_it_and_nothing_else() {
    let statuses = json!([captured("KP-1"), captured("KP-2"),
        { "id": "wamid.9", "status": "read", "timestamp": "1798700100" }]);
    let whole = read(&json!({ "statuses": statuses, "errors": [{ "code": 2040 }] }));

    assert_eq!(whole.events.len(), 4);
    for event in &whole.events {
        let part = read_webhook(&event.part).unwrap();
        assert_eq!(part.events, std::slice::from_ref(event), "and its own part");
    }
}

#[test]
fn an_event_that_cannot_be_read_does_not_hide_the_others() {
    let nameless = json!({"type": "payment", "status": "captured", "payment": {}});

    let read = read(&json!({ "statuses": [nameless, captured("KP-1")] }));

    assert_eq!(read.events.len(), 1);
    assert_eq!(
        read.remarks,
        ["`entry[0].changes[0].value.statuses[0].payment.reference_id` is missing"]
    );
}

#[test]
fn a_thousand_payments_fit_into_one_webhook() {
    let changes: Vec<Value> = (0..1_000)
        .map(|number| change(&json!({ "statuses": [captured(&format!("KP-{number}"))] })))
        .collect();
    let body = json!({ "object": "whatsapp_business_account",
        "entry": [{ "id": "330098765432109", "changes": changes }] });
    let read = read_webhook(body.to_string().as_bytes()).unwrap();
    assert_eq!((read.events.len(), read.remarks.len()), (1_000, 0));
}

#[test]
fn what_is_no_webhook_is_refused_and_what_says_nothing_is_empty() {
    for body in ["", "[]", "{}", "{\"entry\": 1}", "{\"entry\": [{}]}"] {
        assert!(read_webhook(body.as_bytes()).is_err(), "{body}");
    }
    let other = json!({"entry": [{"changes": [{"field": "x", "value": {"errors": []}}, {}]}]});
    let read = read_webhook(other.to_string().as_bytes()).unwrap();
    assert_eq!(read, WebhookRead::default());
    let hello = json!({ "messages": [{ "id": "wamid.in", "type": "text" }] });
    let read = super::read_webhook(webhook(&hello).to_string().as_bytes()).unwrap();
    assert_eq!(
        read,
        WebhookRead::default(),
        "a customer's words are not ours to keep"
    );
}

fn report(event: &WebhookEvent) -> &MessageReport {
    match &event.told {
        Told::Message(report) => report,
        other => panic!("{other:?}"),
    }
}

fn read(value: &Value) -> WebhookRead {
    read_webhook(webhook(value).to_string().as_bytes()).unwrap()
}

fn webhook(value: &Value) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": "330098765432109", "changes": [change(value)] }],
    })
}

fn change(value: &Value) -> Value {
    let mut value = value.clone();
    value["messaging_product"] = json!("whatsapp");
    value["metadata"] =
        json!({ "display_phone_number": "918000000001", "phone_number_id": NUMBER });
    json!({ "field": "messages", "value": value })
}

/// Meta, payment status webhooks.
fn captured(reference_id: &str) -> Value {
    json!({
        "id": "wamid.1",
        "type": "payment",
        "status": "captured",
        "timestamp": "1798700020",
        "payment": {
            "reference_id": reference_id,
            "amount": {"value": 97915, "offset": 100},
            "currency": "INR",
            "transaction": {
                "id": "order_1",
                "pg_transaction_id": "pay_1",
                "type": "razorpay",
                "status": "success",
                "created_timestamp": 1_798_700_001,
                "updated_timestamp": 1_798_700_019,
                "amount": {"value": 97915, "offset": 100},
                "currency": "INR",
                "method": {"type": "upi"},
            },
            "refunds": [{
                "id": "rfnd_1",
                "amount": {"value": 10000, "offset": 100},
                "status": "success",
            }],
        },
    })
}
