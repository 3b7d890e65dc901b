//! Owns the cases in which nothing of an answer is believed.

use super::*;
use crate::meta::lookup::{
    payments::{MAX_PAYMENTS, MAX_TRANSACTIONS},
    refunds::MAX_REFUNDS,
};

#[track_caller]
fn check(status: u16, body: &str, why: &str) {
    match read_lookup(status, body.as_bytes()) {
        LookupAnswer::Unreadable { why: said } => assert!(said.contains(why), "{said}"),
        other => panic!("{body} was believed: {other:?}"),
    }
}

#[test]
fn what_is_missing_or_empty_is_named_with_its_place() {
    check(200, "{}", "`payments` is missing");
    check(200, r#"{"payments":null}"#, "`payments` is missing");
    check(
        200,
        r#"{"payments":[{}]}"#,
        "`payments[0].reference_id` is missing",
    );
    check(
        200,
        r#"{"payments":[{"reference_id":"R"}]}"#,
        "`payments[0].status` is missing",
    );
    let empty = r#"{"payments":[{"reference_id":"R","status":""}]}"#;
    check(200, empty, "`payments[0].status` is empty");
    let empty = r#"{"payments":[{"reference_id":" ","status":"captured"}]}"#;
    check(200, empty, "`payments[0].reference_id` is empty");
    let second = r#"{"payments":[{"reference_id":"R","status":"pending"},{"reference_id":"S"}]}"#;
    check(200, second, "`payments[1].status` is missing");
    let attempt = payment_with(r#""transactions":[{"id":"o"}]"#);
    check(
        200,
        &attempt,
        "`payments[0].transactions[0].status` is missing",
    );
    let refund = payment_with(r#""transactions":[{"status":"success","refunds":[{"id":"r"}]}]"#);
    check(
        200,
        &refund,
        "`payments[0].transactions[0].refunds[0].status` is missing",
    );
    let nameless = payment_with(r#""refunds":[{"status":"success"}]"#);
    check(200, &nameless, "`payments[0].refunds[0].id` is missing");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn wrong_types_are_named_with_their_place() {
    check(200, r#"{"payments":{}}"#, "`payments` is not a list");
    check(200, r#"{"payments":[7]}"#, "`payments[0]` is not an object");
    let number = r#"{"payments":[{"reference_id":7,"status":"captured"}]}"#;
    check(200, number, "`payments[0].reference_id` is not text");
    let truth = r#"{"payments":[{"reference_id":"R","status":true}]}"#;
    check(200, truth, "`payments[0].status` is not text");
    let fields = [
        (r#""amount":97915"#, "amount` is not an object"),
        (r#""amount":{"offset":100}"#, "amount.value` is missing"),
        (r#""amount":{"value":5}"#, "amount.offset` is missing"),
        (
            r#""amount":{"value":1.5,"offset":100}"#,
            "amount.value` is not a whole number",
        ),
        (
            r#""amount":{"value":979.0,"offset":100}"#,
            "amount.value` is not a whole number",
        ),
        (
            r#""amount":{"value":"1.5","offset":100}"#,
            "amount.value` is not a whole number",
        ),
        (
            r#""amount":{"value":-5,"offset":100}"#,
            "amount.value` is below zero",
        ),
        (
            r#""amount":{"value":9007199254740993,"offset":100}"#,
            "amount.value` is not a whole",
        ),
        (
            r#""amount":{"value":"99999999999999999999","offset":100}"#,
            "amount.value` is not a",
        ),
        (
            r#""amount":{"value":1e300,"offset":100}"#,
            "amount.value` is not a whole number",
        ),
        (
            r#""amount":{"value":5,"offset":1e2}"#,
            "amount.offset` is not a whole number",
        ),
        (r#""currency":356"#, "currency` is not text"),
        (r#""transactions":{}"#, "transactions` is not a list"),
        (
            r#""transactions":["x"]"#,
            "transactions[0]` is not an object",
        ),
        (
            r#""transactions":[{"status":1}]"#,
            "transactions[0].status` is not text",
        ),
        (
            r#""transactions":[{"status":"success","id":1.5}]"#,
            "transactions[0].id` is not text",
        ),
        (
            r#""transactions":[{"status":"success","created_timestamp":"today"}]"#,
            "created_timestamp` is not a whole number",
        ),
        (
            r#""transactions":[{"status":"success","created_timestamp":1798700001000}]"#,
            "created_timestamp` is no moment",
        ),
        (
            r#""transactions":[{"status":"success","created_timestamp":-1}]"#,
            "created_timestamp` is no moment",
        ),
        (r#""refunds":[[]]"#, "refunds[0]` is not an object"),
    ];
    for (fields, why) in fields {
        check(200, &payment_with(fields), why);
    }
}

#[test]
fn what_contradicts_itself_is_not_believed() {
    check(
        200,
        r#"{"payments":[],"payments":[]}"#,
        "`payments` appears twice",
    );
    let unknown_place = payment_with(r#""notes":{"a":[{"b":1,"b":1}]}"#);
    check(
        200,
        &unknown_place,
        "`payments[0].notes.a[0].b` appears twice",
    );
    let same = r#"{"payments":[{"reference_id":"R","status":"pending"},
        {"reference_id":"R","status":"captured"}]}"#;
    check(200, same, "`payments[1]` repeats the reference id");
    let amounts = payment_with(
        r#""refunds":[{"id":"r","status":"success","amount":{"value":5,"offset":100}},
            {"id":"r","status":"success","amount":{"value":6,"offset":100}}]"#,
    );
    check(
        200,
        &amounts,
        "`payments[0].refunds[1]` states another amount",
    );
    check(
        200,
        r#"{"payments":[],"error":{"code":190}}"#,
        "it carries an error",
    );
    check(
        200,
        r#"{"payments":[],"error":"x"}"#,
        "`error` is not an object",
    );
    check(
        200,
        r#"{"payments":[],"errors":[{"code":500}]}"#,
        "it carries an error",
    );
}

#[test]
fn what_is_no_answer_is_unreadable() {
    check(200, "", "it is not readable JSON");
    check(
        200,
        "<html>Sign in to the network</html>",
        "it is not readable JSON",
    );
    check(
        200,
        &CAPTURED[..CAPTURED.len() - 1],
        "it is not readable JSON",
    );
    check(200, &format!("{CAPTURED}x"), "it is not readable JSON");
    check(200, "[]", "is not an object");
    check(200, "null", "is not an object");
    check(204, "", "it is not readable JSON");
    check(302, CAPTURED, "redirect");
    check(404, CAPTURED, "it carries no error");
    check(404, "Not Found", "it is not readable JSON");
    check(500, CAPTURED, "the provider failed");
    check(503, r#"{"error":{"code":2}}"#, "the provider failed");
    check(100, CAPTURED, "the provider failed");

    let deep = payment_with(&format!(
        r#""notes":{}{}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    ));
    check(200, &deep, "too deep");
    let invalid = [CAPTURED.as_bytes(), b"\xff"].concat();
    assert!(matches!(
        read_lookup(200, &invalid),
        LookupAnswer::Unreadable { .. }
    ));
    let mut inside = CAPTURED.as_bytes().to_vec();
    let at = CAPTURED.find("mysuru").unwrap();
    inside[at] = 0xff;
    assert!(matches!(
        read_lookup(200, &inside),
        LookupAnswer::Unreadable { .. }
    ));
}

#[test]
fn too_much_of_anything_is_unreadable() {
    let many = |one: &str, count: usize| vec![one; count].join(",");
    let payments: Vec<_> = (0..=MAX_PAYMENTS)
        .map(|index| format!(r#"{{"reference_id":"R{index}","status":"pending"}}"#))
        .collect();
    check(
        200,
        &format!(r#"{{"payments":[{}]}}"#, payments.join(",")),
        "has more than 100",
    );

    let attempts = many(r#"{"status":"failed"}"#, MAX_TRANSACTIONS + 1);
    check(
        200,
        &payment_with(&format!(r#""transactions":[{attempts}]"#)),
        "has more than 1000",
    );

    let half = many(r#"{"id":"r","status":"failed"}"#, MAX_REFUNDS / 2 + 1);
    let spread =
        format!(r#""transactions":[{{"status":"failed","refunds":[{half}]}}],"refunds":[{half}]"#);
    check(200, &payment_with(&spread), "is one too many");

    let attempts = many(r#"{"status":"failed"}"#, MAX_TRANSACTIONS);
    let (payment, _) = read_one(&payment_with(&format!(r#""transactions":[{attempts}]"#)));
    assert_eq!(payment.transactions.len(), MAX_TRANSACTIONS);
}
