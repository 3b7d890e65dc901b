//! Tests of what an answer to a send may be taken to mean.

use super::*;
use counterfoil_domain::operation::OperationState::{self, Accepted, Refused, Unknown};

const YES: &str = r#"{"messaging_product":"whatsapp","contacts":[{"input":"919900000042",
    "wa_id":"919900000042"}],"messages":[{"id":"wamid.A"}]}"#;
const NO: &str = r##"{"error":{"message":"(#131009) Parameter value is not valid","code":131009,
    "error_data":{"details":"Order total does not match the items"}}}"##;

#[track_caller]
fn check(status: u16, body: &str, expected: OperationState) {
    let outcome = read_send(status, body.as_bytes());
    assert_eq!(outcome.state(), expected, "{status} {body}: {outcome:?}");
}

#[test]
fn a_success_of_the_expected_shape_is_accepted() {
    let accepted = Outcome::Accepted {
        provider_id: "wamid.A".to_owned(),
    };
    assert_eq!(read_send(200, YES.as_bytes()), accepted);
    check(200, r#"{"messages":[{"id":"wamid.A"}]}"#, Accepted);
    check(
        201,
        r#"{"messages":[{"id":"wamid.A","message_status":"accepted"}],"new":{}}"#,
        Accepted,
    );
    check(
        200,
        r#"{"messages":[{"id":"wamid.A"}],"error":null,"errors":[]}"#,
        Accepted,
    );
}

#[test]
fn a_success_of_another_shape_is_unknown() {
    check(200, "", Unknown);
    check(200, "<html>ok</html>", Unknown);
    check(200, "{}", Unknown);
    check(200, "[]", Unknown);
    check(200, "\"wamid.A\"", Unknown);
    check(200, r#"{"messages":[]}"#, Unknown);
    check(200, r#"{"messages":{}}"#, Unknown);
    check(200, r#"{"messages":["wamid.A"]}"#, Unknown);
    check(200, r#"{"messages":[{"id":""}]}"#, Unknown);
    check(200, r#"{"messages":[{"id":"  "}]}"#, Unknown);
    check(200, r#"{"messages":[{"id":7}]}"#, Unknown);
    check(200, r#"{"messages":[{"id":null}]}"#, Unknown);
    check(
        200,
        r#"{"messages":[{"id":"wamid.A"}],"messages":[{"id":"wamid.B"}]}"#,
        Unknown,
    );
    check(
        200,
        r#"{"messages":[{"id":"wamid.A","id":"wamid.B"}]}"#,
        Unknown,
    );
    check(200, r#"{"messages":[{"id":"wamid.A"}]} trailing"#, Unknown);
    check(
        200,
        r#"{"messaging_product":"sms","messages":[{"id":"wamid.A"}]}"#,
        Unknown,
    );
    check(
        200,
        r#"{"messaging_product":1,"messages":[{"id":"wamid.A"}]}"#,
        Unknown,
    );
    check(
        200,
        r#"{"messages":[{"id":"wamid.A"}],"error":{"code":190}}"#,
        Unknown,
    );
    check(
        200,
        r#"{"messages":[{"id":"wamid.A"}],"error":{}}"#,
        Unknown,
    );
    check(
        200,
        r#"{"messages":[{"id":"wamid.A"}],"errors":[{"code":500}]}"#,
        Unknown,
    );
    check(
        200,
        &format!(r#"{{"messages":[{{"id":"{}"}}]}}"#, "w".repeat(513)),
        Unknown,
    );
    check(200, NO, Unknown);
}

#[test]
fn a_listed_code_in_a_readable_envelope_is_refused() {
    let words = "Order total does not match the items".to_owned();
    let refused = Outcome::Refused {
        code: "131009".to_owned(),
        words,
    };
    assert_eq!(read_send(400, NO.as_bytes()), refused);
    check(
        401,
        r#"{"error":{"code":190,"message":"expired"}}"#,
        Refused,
    );
    check(429, r#"{"error":{"code":130429}}"#, Refused);
    check(404, r#"{"error":{"code":"33"}}"#, Refused);
    check(
        400,
        r#"{"error":{"code":134011,"error_data":"{\"details\":\"terms\"}"}}"#,
        Refused,
    );
}

#[test]
fn any_other_refusal_is_unknown() {
    check(400, r#"{"error":{"code":1}}"#, Unknown);
    check(400, r#"{"error":{"code":131026}}"#, Unknown);
    check(400, r#"{"error":{"code":134010}}"#, Unknown);
    check(400, r#"{"error":{"code":987654}}"#, Unknown);
    check(400, r#"{"error":{"code":190.5}}"#, Unknown);
    check(400, r#"{"error":{"code":190,"code":190}}"#, Unknown);
    check(400, r#"{"error":{"message":"no code"}}"#, Unknown);
    check(
        400,
        r#"{"error":{"code":190},"messages":[{"id":"wamid.A"}]}"#,
        Unknown,
    );
    check(400, r#"{"errors":[{"code":190,"title":"t"}]}"#, Unknown);
    check(400, "Bad Request", Unknown);
    check(429, "", Unknown);
    check(403, "{}", Unknown);
}

#[test]
fn the_status_wins_over_a_listed_code() {
    for status in [
        100, 301, 302, 304, 307, 308, 408, 409, 500, 502, 503, 504, 529, 599, 999, 0,
    ] {
        check(status, NO, Unknown);
        check(status, YES, Unknown);
    }
}
