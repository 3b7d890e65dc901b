//! Tests of reading what a provider says is wrong.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
use super::*;
use serde_json::{Value, json};

fn complaint(error: &Value) -> Complaint {
    let body = json!({ "error": error }).to_string();
    Complaint::in_answer(body.as_bytes()).unwrap()
}

#[test]
fn the_documented_envelope_is_read_whole() {
    let read = complaint(&json!({
        "message": "(#131009) Parameter value is not valid",
        "type": "OAuthException",
        "code": 131009,
        "error_data": { "messaging_product": "whatsapp", "details": "Order total differs" },
        "error_subcode": 2494010,
        "fbtrace_id": "AbCdEfExample",
    }));

    let expected = Complaint {
        code: "131009".to_owned(),
        meaning: Some(ErrorMeaning::ParameterInvalid),
        words: Some("Order total differs".to_owned()),
        trace: Some("AbCdEfExample".to_owned()),
        terms_link: None,
    };
    assert_eq!(read, expected);
}

#[test]
fn a_code_nobody_documents_keeps_its_number_and_its_words() {
    let read = complaint(&json!({ "code": 987654, "message": "Sorry" }));

    assert_eq!((read.code.as_str(), read.meaning), ("987654", None));
    assert_eq!((read.words.as_deref(), read.trace), (Some("Sorry"), None));
    assert_eq!(complaint(&json!({ "code": 987654 })).words, None);
}

#[test]
fn a_documented_subcode_says_more_than_the_code_it_stands_under() {
    let template = complaint(&json!({ "code": 100, "error_subcode": 2388042 }));
    assert_eq!(template.meaning, Some(ErrorMeaning::TemplateNotCreated));
    assert_eq!(template.code, "100");

    let other = complaint(&json!({ "code": 100, "error_subcode": 33 }));
    assert_eq!(other.meaning, Some(ErrorMeaning::UnknownId));
    let unknown = complaint(&json!({ "code": 100, "error_subcode": "x" }));
    assert_eq!(unknown.meaning, Some(ErrorMeaning::InvalidParameter));
    for code in [0, 1, 190] {
        let no_code = complaint(&json!({ "code": 131047, "error_subcode": code }));
        assert_eq!(no_code.meaning, Some(ErrorMeaning::WindowClosed), "{code}");
    }
}

#[test]
fn a_code_of_the_on_premises_form_means_nothing_here() {
    let body = br#"{"errors":[{"code":131009,"title":"t","details":"d"}]}"#;

    let read = Complaint::in_answer(body).unwrap();

    assert_eq!((read.code.as_str(), read.meaning), ("131009", None));
    assert_eq!(read.words.as_deref(), Some("d"));
}

#[test]
fn access_denied_is_about_the_terms_only_where_it_says_so() {
    let say = |code: i64, details: &str| {
        complaint(&json!({ "code": code, "error_data": { "details": details } }))
    };
    let link = "https://fb.me/E";
    let about = format!("Terms of Service acceptance is pending: {link}");

    for (code, details, meaning, offered) in [
        (
            131_005,
            about.as_str(),
            ErrorMeaning::TermsNotAccepted,
            true,
        ),
        (131_005, link, ErrorMeaning::AccessDenied, false),
        (134_011, link, ErrorMeaning::TermsNotAccepted, true),
        (134_011, "", ErrorMeaning::TermsNotAccepted, false),
        (
            134_011,
            "https://evil.example/E",
            ErrorMeaning::TermsNotAccepted,
            false,
        ),
        (190, about.as_str(), ErrorMeaning::TokenRefused, false),
        (
            134_010,
            about.as_str(),
            ErrorMeaning::PaymentsNotReady,
            false,
        ),
    ] {
        let read = say(code, details);
        assert_eq!(read.meaning, Some(meaning), "{code} {details}");
        assert_eq!(read.terms_link.is_some(), offered, "{code} {details}");
        let kept = Complaint::kept(&code.to_string(), Some(details));
        assert_eq!(kept, read, "what the book keeps of it says the same");
    }
}

#[test]
fn a_trace_that_is_no_id_is_left_out() {
    for trace in [
        "",
        "a b",
        "a\u{202e}b",
        "<b>",
        &"x".repeat(MAX_TRACE_CHARS + 1),
    ] {
        let read = complaint(&json!({ "code": 1, "fbtrace_id": trace }));
        assert_eq!(read.trace, None, "{trace:?}");
    }
    let read = complaint(&json!({ "code": 1, "fbtrace_id": "A0-_z" }));
    assert_eq!(read.trace.as_deref(), Some("A0-_z"));
}

#[test]
fn words_are_bounded_and_what_is_no_error_is_no_complaint() {
    let long = "w".repeat(5_000);
    let read = complaint(&json!({ "code": 1, "message": long }));
    assert_eq!(read.words.unwrap().len(), envelope::MAX_WORDS_CHARS);

    for body in [
        "",
        "<html>",
        "{}",
        r#"{"error":{}}"#,
        r#"{"messages":[{"id":"w"}]}"#,
    ] {
        assert_eq!(Complaint::in_answer(body.as_bytes()), None, "{body}");
    }
}
