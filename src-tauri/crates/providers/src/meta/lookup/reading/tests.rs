//! Tests of reading answers to lookups.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use counterfoil_domain::{
    payment::{PaymentRecord, StatedAmount},
    payment_status::PaymentStatus,
    refund_status::RefundStatus,
    transaction_status::TransactionStatus,
};

mod refusing;

const CAPTURED: &str = r#"{"payments":[{
    "reference_id":"KP-2291.a_1","status":"captured",
    "amount":{"offset":100,"value":97915},"currency":"INR",
    "transactions":[{
        "id":"order_Qx71","pg_transaction_id":"pay_Qx72","type":"razorpay","status":"success",
        "created_timestamp":1798700001,"updated_timestamp":"1798700019",
        "amount":{"offset":"100","value":"97915"},"order_amount":{"offset":100,"value":97915},
        "currency":"INR","method":{"type":"upi"},
        "refunds":[{"id":"rfnd_1","amount":{"value":10000,"offset":100},"speed_processed":"normal",
            "status":"success","created_timestamp":1798786000,"updated_timestamp":1798872400}]
    }],
    "receipt":"INV-2291","notes":{"store":"mysuru-02"}}]}"#;

/// One payment with `fields` beside its reference id and status.
fn payment_with(fields: &str) -> String {
    format!(r#"{{"payments":[{{"reference_id":"R","status":"captured",{fields}}}]}}"#)
}

#[track_caller]
fn read_one(body: &str) -> (PaymentRecord, Vec<String>) {
    match read_with_remarks(200, body.as_bytes()) {
        (LookupAnswer::Payments(mut payments), remarks) if payments.len() == 1 => {
            (payments.remove(0), remarks)
        }
        other => panic!("{body}: {other:?}"),
    }
}

fn inr(minor: i64) -> Option<StatedAmount> {
    Some(StatedAmount {
        minor,
        currency: Some("INR".to_owned()),
    })
}

#[test]
fn a_documented_answer_is_read_in_full() {
    let (payment, remarks) = read_one(CAPTURED);

    assert_eq!(remarks, [""; 0]);
    assert_eq!(payment.reference_id, "KP-2291.a_1");
    assert_eq!(payment.status.meaning, PaymentStatus::Captured);
    assert_eq!(payment.amount, inr(97_915));
    let attempt = &payment.transactions[0];
    assert_eq!(attempt.gateway_order_id.as_deref(), Some("order_Qx71"));
    assert_eq!(attempt.gateway_payment_id.as_deref(), Some("pay_Qx72"));
    assert_eq!(attempt.status.meaning, TransactionStatus::Succeeded);
    assert_eq!(attempt.amount, inr(97_915));
    assert_eq!(attempt.method.as_deref(), Some("upi"));
    assert_eq!(attempt.failure, None);
    assert_eq!(attempt.created_at_ms, Some(1_798_700_001_000));
    assert_eq!(attempt.updated_at_ms, Some(1_798_700_019_000));
    let refund = &payment.refunds[0];
    assert_eq!(
        (refund.id.as_str(), &refund.amount),
        ("rfnd_1", &inr(10_000))
    );
    assert_eq!(refund.status.meaning, RefundStatus::Succeeded);
    assert_eq!(refund.speed.as_deref(), Some("normal"));
    assert_eq!(refund.gateway_payment_id.as_deref(), Some("pay_Qx72"));
    assert_eq!(refund.created_at_ms, Some(1_798_786_000_000));
}

#[test]
fn what_is_optional_may_be_missing_or_null() {
    let (payment, _) = read_one(r#"{"payments":[{"reference_id":"R","status":"pending"}]}"#);
    assert_eq!((payment.amount, payment.transactions.len()), (None, 0));

    let (payment, _) = read_one(&payment_with(
        r#""amount":null,"transactions":null,"refunds":null,"currency":null,"total_amount":null"#,
    ));
    assert_eq!((payment.amount, payment.refunds.len()), (None, 0));

    let (payment, _) = read_one(&payment_with(r#""transactions":[{"status":"pending"}]"#));
    let attempt = &payment.transactions[0];
    assert_eq!(
        (&attempt.amount, &attempt.method, attempt.created_at_ms),
        (&None, &None, None)
    );
}

#[test]
fn an_empty_answer_says_nothing_was_found() {
    assert_eq!(
        read_lookup(200, br#"{"payments":[]}"#),
        LookupAnswer::Payments(vec![])
    );
}

#[test]
fn a_failed_attempt_keeps_the_reason_of_the_gateway() {
    check(
        r#"{"code":"BAD_REQUEST_ERROR","reason":"payment_timed_out"}"#,
        Some("payment_timed_out"),
    );
    check(r#"{"code":"BAD_REQUEST_ERROR"}"#, Some("BAD_REQUEST_ERROR"));
    check(r#"{"code":7}"#, None);
    check("null", None);

    #[track_caller]
    fn check(error: &str, expected: Option<&str>) {
        let attempt = format!(r#""transactions":[{{"status":"failed","error":{error}}}]"#);
        let (payment, _) = read_one(&payment_with(&attempt));
        assert_eq!(
            payment.transactions[0].failure.as_deref(),
            expected,
            "{error}"
        );
    }
}

#[test]
fn unknown_words_are_pending_and_stay_visible() {
    let body = payment_with(
        r#""transactions":[{"status":"Queued By Bank"}],"refunds":[{"id":"r","status":"parked"}]"#,
    );
    let (payment, _) = read_one(&body.replace("captured", "CAPTURED"));

    assert_eq!(
        (payment.status.meaning, payment.status.known),
        (PaymentStatus::Captured, true)
    );
    let attempt = &payment.transactions[0].status;
    assert_eq!(
        (attempt.meaning, attempt.known),
        (TransactionStatus::Pending, false)
    );
    assert_eq!(attempt.word, "Queued By Bank");
    assert_eq!(payment.refunds[0].status.meaning, RefundStatus::Pending);
}

#[test]
fn an_amount_is_read_under_either_name() {
    check(r#""amount":{"value":5,"offset":100}"#, Some(5), 0);
    check(r#""total_amount":{"value":5,"offset":100}"#, Some(5), 0);
    check(
        r#""amount":{"value":5,"offset":100},"total_amount":{"value":5,"offset":100}"#,
        Some(5),
        0,
    );
    check(
        r#""amount":{"value":5,"offset":100},"total_amount":{"value":6,"offset":100}"#,
        Some(5),
        1,
    );
    check(r#""amount":{"value":"5","offset":"100"}"#, Some(5), 0);
    check(r#""amount":{"value":0,"offset":100}"#, Some(0), 0);

    #[track_caller]
    fn check(fields: &str, expected: Option<i64>, remarks: usize) {
        let (payment, said) = read_one(&payment_with(fields));
        assert_eq!(
            payment.amount.map(|amount| amount.minor),
            expected,
            "{fields}"
        );
        assert_eq!(said.len(), remarks, "{fields}: {said:?}");
    }
}

#[test]
fn an_amount_with_another_offset_is_left_out_and_said_so() {
    let (payment, remarks) = read_one(&payment_with(r#""amount":{"value":97915,"offset":1}"#));

    assert_eq!(payment.amount, None);
    let said = "`payments[0].amount.offset` is not 100; the amount was left out";
    assert_eq!(remarks, [said]);
}

#[test]
fn the_nearest_currency_counts() {
    check(
        r#""currency":"INR""#,
        r#""currency":"USD""#,
        "",
        "USD",
        "USD",
    );
    check(r#""currency":"INR""#, "", "", "INR", "INR");
    check("", r#""currency":"INR""#, "", "INR", "INR");
    check(
        r#""currency":"INR""#,
        "",
        r#","currency":"USD""#,
        "INR",
        "USD",
    );

    #[track_caller]
    fn check(payment: &str, attempt: &str, refund: &str, expected: &str, of_refund: &str) {
        let comma = |fields: &str| if fields.is_empty() { "" } else { "," };
        let body = payment_with(&format!(
            r#"{payment}{}"transactions":[{{{attempt}{}"status":"success",
                "amount":{{"value":5,"offset":100}},"refunds":[{{"id":"r","status":"success",
                "amount":{{"value":5,"offset":100}}{refund}}}]}}]"#,
            comma(payment),
            comma(attempt),
        ));
        let (payment, _) = read_one(&body);
        let attempt = payment.transactions[0].amount.as_ref().unwrap();
        assert_eq!(attempt.currency.as_deref(), Some(expected), "{body}");
        let refund = payment.refunds[0].amount.as_ref().unwrap();
        assert_eq!(refund.currency.as_deref(), Some(of_refund), "{body}");
    }
}

#[test]
fn a_refund_in_two_places_is_one_refund() {
    let (payment, remarks) = read_one(&payment_with(
        r#""transactions":[{"status":"success","pg_transaction_id":"pay_1","refunds":[
            {"id":"a","status":"pending","amount":{"value":5,"offset":100}},
            {"id":"b","status":"failed"},{"id":7,"status":"success"}]}],
        "refunds":[
            {"id":"a","status":"success","created_timestamp":1798786000,"speed_processed":"instant"},
            {"id":"b","status":"pending"},{"id":"7","status":"success"},{"id":"c","status":"failed"}]"#,
    ));

    let refunds: Vec<_> = payment
        .refunds
        .iter()
        .map(|one| (one.id.as_str(), one.status.meaning))
        .collect();
    use RefundStatus::*;
    assert_eq!(
        refunds,
        [
            ("a", Succeeded),
            ("b", Pending),
            ("7", Succeeded),
            ("c", Failed)
        ]
    );
    let merged = &payment.refunds[0];
    assert_eq!(merged.amount.as_ref().map(|amount| amount.minor), Some(5));
    assert_eq!(merged.created_at_ms, Some(1_798_786_000_000));
    assert_eq!(merged.speed.as_deref(), Some("instant"));
    assert_eq!(merged.gateway_payment_id.as_deref(), Some("pay_1"));
    assert_eq!(payment.refunds[3].gateway_payment_id, None);
    assert_eq!(remarks.len(), 2, "{remarks:?}");
}

#[test]
fn a_refusal_is_told_with_its_code_and_words() {
    check(
        404,
        r##"{"error":{"message":"(#134009) Payment configuration id is invalid","code":134009,
            "error_data":{"details":"payment_configuration_id is invalid"}}}"##,
        "134009",
        "payment_configuration_id is invalid",
    );
    let old = r#"{"errors":[{"code":500,"title":"Generic error","details":"System error."}]}"#;
    check(400, old, "500", "System error.");

    #[track_caller]
    fn check(status: u16, body: &str, code: &str, words: &str) {
        let (code, words) = (code.to_owned(), words.to_owned());
        let expected = LookupAnswer::Declined { code, words };
        assert_eq!(read_lookup(status, body.as_bytes()), expected, "{body}");
    }
}
