//! Tests of what a webhook says.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use counterfoil_domain::{payment_status::PaymentStatus, transaction_status::TransactionStatus};
use serde_json::{Value, json};

#[test]
fn a_payment_event_is_read_like_a_lookup() {
    let (reports, remarks) = read(&json!([captured()])).unwrap();

    assert_eq!(remarks, Vec::<String>::new());
    let [report] = &reports[..] else {
        panic!("{reports:?}")
    };
    assert_eq!(report.phone_number_id.as_deref(), Some("480012345678901"));
    let record = &report.record;
    assert_eq!(record.reference_id, "KP-2291.a_1");
    assert_eq!(record.status.meaning, PaymentStatus::Captured);
    assert_eq!(record.amount.as_ref().unwrap().minor, 97_915);
    assert_eq!(
        record.amount.as_ref().unwrap().currency.as_deref(),
        Some("INR")
    );
    assert_eq!(record.transactions.len(), 1);
    assert_eq!(
        record.transactions[0].status.meaning,
        TransactionStatus::Succeeded
    );
    assert_eq!(
        record.transactions[0].gateway_payment_id.as_deref(),
        Some("pay_1")
    );
    assert_eq!(record.refunds.len(), 1);
}

#[test]
fn everything_but_the_reference_id_may_be_missing() {
    let bare =
        json!({"type": "payment", "status": "captured", "payment": {"reference_id": "KP-1"}});

    let (reports, _) = read(&json!([bare])).unwrap();

    assert_eq!(reports[0].record.status.meaning, PaymentStatus::Captured);
    assert_eq!(reports[0].record.amount, None);
    assert_eq!(reports[0].record.transactions, []);
}

#[test]
fn an_event_that_cannot_be_read_does_not_hide_the_others() {
    let nameless = json!({"type": "payment", "status": "captured", "payment": {}});
    let message = json!({"id": "wamid.1", "status": "delivered", "timestamp": "1798700100"});

    let (reports, remarks) = read(&json!([nameless, message, captured()])).unwrap();

    assert_eq!(reports.len(), 1);
    assert_eq!(
        remarks,
        ["`entry[0].changes[0].value.statuses[0].payment.reference_id` is missing"]
    );
}

#[test]
fn what_is_no_webhook_is_refused() {
    for body in ["", "[]", "{}", "{\"entry\": 1}", "{\"entry\": [{}]}"] {
        assert!(read_webhook(body.as_bytes()).is_err(), "{body}");
    }
    let other = json!({"entry": [{"changes": [{"field": "x", "value": {"errors": []}}, {}]}]});
    let (reports, remarks) = read_webhook(other.to_string().as_bytes()).unwrap();
    assert!(reports.is_empty() && remarks.is_empty());
}

fn read(statuses: &Value) -> Result<(Vec<PaymentReport>, Vec<String>), JsonFault> {
    let body = json!({
        "object": "whatsapp_business_account",
        "entry": [{
            "id": "330098765432109",
            "changes": [{
                "field": "messages",
                "value": {
                    "metadata": {"phone_number_id": "480012345678901"},
                    "statuses": statuses,
                },
            }],
        }],
    });
    read_webhook(body.to_string().as_bytes())
}

/// Meta, payment status webhooks.
fn captured() -> Value {
    json!({
        "id": "wamid.1",
        "type": "payment",
        "status": "captured",
        "timestamp": "1798700020",
        "payment": {
            "reference_id": "KP-2291.a_1",
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

#[test]
fn only_the_app_s_own_signature_over_the_very_bytes_counts() {
    // echo -n '{"a":1}' | openssl dgst -sha256 -hmac app-secret
    let of_body = "sha256=a2ac6607a24977f9757e6d78319ae1660ad42ffeee0ee3f0dff30a92bcf85448";
    let secret = |text: &str| Secret::new(text.as_bytes().to_vec());

    assert!(is_signed(b"{\"a\":1}", of_body, &secret("app-secret")));
    assert!(is_signed(
        b"{\"a\":1}",
        &format!(" {of_body}\n"),
        &secret("app-secret")
    ));
    assert!(!is_signed(b"{\"a\": 1}", of_body, &secret("app-secret")));
    assert!(!is_signed(b"{\"a\":1}", of_body, &secret("another")));
    assert!(!is_signed(
        b"{\"a\":1}",
        &of_body[..60],
        &secret("app-secret")
    ));
    assert!(!is_signed(b"{\"a\":1}", "sha256=", &secret("app-secret")));
    assert!(!is_signed(b"{\"a\":1}", "", &secret("app-secret")));
}
