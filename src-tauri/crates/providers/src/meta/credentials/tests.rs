//! Tests of the credential check.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use crate::{meta::ErrorMeaning, transport::TransportError};
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
        assert!(!fault.what.is_empty(), "{fault:?}");
        assert!(
            fault.advice.is_some() || fault.complaint.is_some(),
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
fn open_terms_are_named_with_their_link() {
    let body = r#"{"error":{"code":131005,"error_data":{"details":
        "Terms of service acceptance pending https://fb.me/EXAMPLE"}}}"#;

    let fault = answered(Ok(reply(403, body)), CheckSubject::BusinessAccountId).unwrap_err();

    let complaint = fault.complaint.unwrap();
    let link = complaint.terms_link.unwrap();
    assert_eq!(link.as_str(), "https://fb.me/EXAMPLE");
    assert_eq!(complaint.meaning, Some(ErrorMeaning::TermsNotAccepted));
    assert_eq!(
        fault.what,
        "The provider declined: the WhatsApp payments terms are not accepted."
    );
    assert_eq!(fault.advice, None, "the meaning says what to do");
}
