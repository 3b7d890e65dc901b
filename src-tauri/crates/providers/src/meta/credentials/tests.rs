//! Tests of the credential check.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::transport::TransportError;
use bytes::Bytes;

fn reply(status: u16, body: &str) -> Reply {
    Reply {
        status,
        date_ms: None,
        retry_after_ms: None,
        usage: None,
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

#[test]
fn every_refusal_says_what_it_is_about() {
    use CheckSubject::*;
    check(401, r#"{"error":{"code":190}}"#, PhoneNumberId, Token);
    check(401, r#"{"error":{"code":0}}"#, BusinessAccountId, Token);
    check(403, r#"{"error":{"code":10}}"#, PhoneNumberId, Permission);
    check(
        403,
        r#"{"error":{"code":200}}"#,
        BusinessAccountId,
        Permission,
    );
    check(403, r#"{"error":{"code":368}}"#, PhoneNumberId, Permission);
    check(
        400,
        r#"{"error":{"code":100}}"#,
        PhoneNumberId,
        PhoneNumberId,
    );
    check(
        400,
        r#"{"error":{"code":33}}"#,
        BusinessAccountId,
        BusinessAccountId,
    );
    check(
        400,
        r#"{"error":{"code":134011}}"#,
        BusinessAccountId,
        Permission,
    );
    check(
        400,
        r#"{"error":{"code":80007}}"#,
        BusinessAccountId,
        Provider,
    );
    check(400, r#"{"error":{"code":987654}}"#, PhoneNumberId, Provider);
    check(
        200,
        r#"{"id":"1","error":{"code":190}}"#,
        PhoneNumberId,
        Token,
    );
    check(400, "<html>", PhoneNumberId, Provider);
    check(503, r#"{"error":{"code":190}}"#, PhoneNumberId, Provider);
    check(302, "", PhoneNumberId, Provider);
    check(200, "<html>", PhoneNumberId, Provider);

    #[track_caller]
    fn check(status: u16, body: &str, asked: CheckSubject, expected: CheckSubject) {
        let fault = answered(Ok(reply(status, body)), asked).unwrap_err();
        assert_eq!(fault.subject, expected, "{status} {body}: {fault:?}");
        assert!(
            !fault.what.is_empty() && !fault.advice.is_empty(),
            "{fault:?}"
        );
    }
}

#[test]
fn silence_is_not_a_fault_of_the_credentials() {
    let lost = Err(TransportError::Lost("nothing within 10 s".to_owned()));

    let fault = answered(lost, CheckSubject::PhoneNumberId).unwrap_err();

    assert_eq!(fault.subject, CheckSubject::Provider);
    assert_eq!(fault.what, "no answer: nothing within 10 s");
}

#[test]
fn only_the_terms_link_of_the_right_host_is_offered() {
    let pending = "acceptance of the Terms of Service is pending: ";
    check(
        "134011",
        "see https://fb.me/EXAMPLE",
        Some("https://fb.me/EXAMPLE"),
    );
    check(
        "134011",
        "see (https://fb.me/EX-1_a?x=1).",
        Some("https://fb.me/EX-1_a?x=1"),
    );
    check(
        "134011",
        "https://fb.me/A https://fb.me/B",
        Some("https://fb.me/A"),
    );
    check(
        "131005",
        &format!("{pending}https://fb.me/E"),
        Some("https://fb.me/E"),
    );
    check("131005", "Access denied, see https://fb.me/E", None);
    check("190", &format!("{pending}https://fb.me/E"), None);
    check("134011", "https://fb.me.example.com/E", None);
    check("134011", "https://fb.me@example.com/E", None);
    check("134011", "http://fb.me/E", None);
    check("134011", "https://example.com/E", None);
    check(
        "134011",
        "https://fb.me/@example.com",
        Some("https://fb.me"),
    );
    check("134011", "", None);

    #[track_caller]
    fn check(code: &str, words: &str, expected: Option<&str>) {
        assert_eq!(
            terms_link(code, words).as_deref(),
            expected,
            "{code} {words}"
        );
    }
}

#[test]
fn open_terms_are_named_with_their_link() {
    let body = r#"{"error":{"code":131005,"error_data":{"details":
        "Terms of service acceptance pending https://fb.me/EXAMPLE"}}}"#;

    let fault = answered(Ok(reply(403, body)), CheckSubject::BusinessAccountId).unwrap_err();

    assert_eq!(fault.terms_link.as_deref(), Some("https://fb.me/EXAMPLE"));
    assert_eq!(
        (fault.what.as_str(), fault.advice),
        (TERMS_OPEN, TERMS_ADVICE)
    );
}
