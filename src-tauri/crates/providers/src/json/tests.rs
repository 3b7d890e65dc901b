//! Tests of reading JSON strictly.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use serde_json::json;

#[test]
fn ordinary_json_is_read_as_it_is() {
    let text = r#"{"a":[1,-2,1.5,"x",null,true],"b":{"c":18446744073709551615}}"#;

    let value = parse(text.as_bytes()).unwrap();

    assert_eq!(
        value,
        json!({"a":[1,-2,1.5,"x",null,true],"b":{"c":u64::MAX}})
    );
}

#[test]
fn a_key_twice_is_refused_with_its_place() {
    check(r#"{"a":1,"a":1}"#, "a");
    check(r#"{"a":1,"\u0061":2}"#, "a");
    check(
        r#"{"payments":[{},{"amount":{"value":1,"offset":100,"value":2}}]}"#,
        "payments[1].amount.value",
    );

    #[track_caller]
    fn check(text: &str, path: &str) {
        assert_eq!(
            parse(text.as_bytes()),
            Err(JsonFault::new(path, "appears twice")),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_plain_json_is_refused() {
    let deep = "[".repeat(100_000);
    let deep_objects = r#"{"a":"#.repeat(100_000);
    let many = format!("[{}0]", "0,".repeat(MAX_VALUES));
    let cases: [&[u8]; 11] = [
        b"",
        b"<html>502 Bad Gateway</html>",
        b"{\"a\":1",
        b"{\"a\":1} {\"a\":1}",
        b"{\"a\":NaN}",
        b"{\"a\":1e999}",
        b"{\"a\":\"\xff\xfe\"}",
        b"\xef\xbb\xbf{}",
        deep.as_bytes(),
        deep_objects.as_bytes(),
        many.as_bytes(),
    ];
    for case in cases {
        let shown = String::from_utf8_lossy(&case[..case.len().min(40)]).into_owned();
        assert!(parse(case).is_err(), "{shown}");
    }
}

#[test]
fn a_fault_repeats_no_value_and_no_endless_key() {
    let key = "k".repeat(10_000);
    let text = format!(r#"{{"{key}":"secret","{key}":"secret"}}"#);

    let fault = parse(text.as_bytes()).unwrap_err().to_string();

    assert!(!fault.contains("secret") && fault.len() < 200, "{fault}");
}

#[test]
fn whole_numbers_come_as_numbers_or_decimal_text() {
    check(json!(97915), Some(97915));
    check(json!("97915"), Some(97915));
    check(json!("-5"), Some(-5));
    check(
        json!(9_007_199_254_740_992_i64),
        Some(9_007_199_254_740_992),
    );
    check(json!(9_007_199_254_740_993_i64), None);
    check(json!("9007199254740993"), None);
    check(json!(u64::MAX), None);
    check(json!("99999999999999999999"), None);
    check(json!(1.5), None);
    check(json!(100.0), None);
    check(json!("1.5"), None);
    check(json!("1e3"), None);
    check(json!("+1"), None);
    check(json!(" 1"), None);
    check(json!(""), None);
    check(json!("-"), None);
    check(json!(true), None);
    check(json!([1]), None);

    #[track_caller]
    fn check(value: Value, expected: Option<i64>) {
        assert_eq!(Node::root(&value).integer().ok(), expected, "{value}");
    }
}
