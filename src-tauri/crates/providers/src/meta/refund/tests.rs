//! Tests of the bytes of a refund, and of what an answer to one may be taken to mean.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use counterfoil_domain::{
    money::Currency,
    operation::OperationState::{self, Accepted, Refused, Unknown},
};
use serde_json::Value;

const YES: &str = r#"{"id":"rfnd_A","status":"pending","speed_processed":"normal"}"#;
const NO: &str = r##"{"error":{"message":"(#131009) Parameter value is not valid","code":131009,
    "error_data":{"details":"amount.value: is more than what is left of the payment"}}}"##;

#[test]
fn the_body_is_the_documented_one() {
    let amount = Money::new(10_000, Currency::Inr).unwrap();

    let body = refund_body("KP-2291.a_1", "kaveri-live-rzp", amount, Speed::Normal);

    let expected = json!({
        "reference_id": "KP-2291.a_1",
        "speed": "normal",
        "payment_config_id": "kaveri-live-rzp",
        "amount": { "currency": "INR", "value": "10000", "offset": "100" },
    });
    assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), expected);
}

#[test]
fn a_success_of_the_expected_shape_is_accepted_whatever_becomes_of_it() {
    let accepted = Outcome::Accepted {
        provider_id: "rfnd_A".to_owned(),
    };
    assert_eq!(read_refund(200, YES.as_bytes()), accepted);
    for word in ["completed", "failed", "PENDING", "queued_by_bank"] {
        check(200, &format!(r#"{{"id":"r","status":"{word}"}}"#), Accepted);
    }
}

#[test]
fn anything_that_is_neither_a_documented_success_nor_a_documented_refusal_is_unknown() {
    for body in [
        "",
        "{}",
        "<html>ok</html>",
        r#"{"status":"pending"}"#,
        r#"{"id":"rfnd_A"}"#,
        r#"{"id":"","status":"pending"}"#,
        r#"{"id":7,"status":"pending"}"#,
        r#"{"id":"rfnd_A","status":"pending","error":{"code":131009,"message":"no"}}"#,
        NO,
    ] {
        check(200, body, Unknown);
    }
    for status in [302, 408, 409, 500, 502, 503] {
        check(status, NO, Unknown);
        check(status, YES, Unknown);
    }
    for code in ["1", "131000", "131016", "2046", "134010"] {
        check(400, &NO.replace("131009", code), Unknown);
    }
    check(400, r#"{"errors":[{"code":131009,"title":"no"}]}"#, Unknown);
    check(400, &NO.replacen('{', r#"{"id":"rfnd_A","#, 1), Unknown);
    check(400, YES, Unknown);
}

#[test]
fn a_documented_refusal_says_that_nothing_went_back() {
    check(400, NO, Refused);
    check(401, &NO.replace("131009", "190"), Refused);
    check(429, &NO.replace("131009", "130429"), Refused);
}

#[track_caller]
fn check(status: u16, body: &str, expected: OperationState) {
    let outcome = read_refund(status, body.as_bytes());
    assert_eq!(outcome.state(), expected, "{status} {body}: {outcome:?}");
}
