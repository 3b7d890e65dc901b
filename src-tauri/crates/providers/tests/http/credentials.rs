//! The check of an account's credentials, from the questions to the report.

use crate::{
    meta,
    server::{Act, Server, http},
    target, token,
};
use counterfoil_providers::meta::{
    CredentialCheck, ErrorMeaning, TermsLink, configurations::ConfigurationStatus,
    credentials::CheckSubject,
};

const NUMBER: &str = r#"{"id":"110055550001","display_phone_number":"+91 99000 00001",
    "verified_name":"Kaveri Stores"}"#;
const LIST: &str = r#"{"data":[{"payment_configurations":[
    {"configuration_name":"kaveri-live-rzp","provider_name":"RazorPay","status":"Active"}]}]}"#;

async fn check(acts: Vec<Act>) -> (CredentialCheck, Vec<String>) {
    let server = Server::acting(acts).await;
    let check = meta()
        .check_credentials(&target(server.address), &token())
        .await;
    (check, server.requests())
}

fn answer(status: &str, body: &str) -> Act {
    Act::Write(http(status, "", body))
}

#[tokio::test]
async fn a_good_account_is_shown_with_its_number_and_configurations() {
    let (check, requests) = check(vec![answer("200 OK", NUMBER), answer("200 OK", LIST)]).await;

    assert!(check.is_good(), "{check:?}");
    let number = check.phone_number.unwrap();
    assert_eq!(number.verified_name.as_deref(), Some("Kaveri Stores"));
    assert_eq!(
        number.display_phone_number.as_deref(),
        Some("+91 99000 00001")
    );
    let configuration = &check.configurations[0];
    assert_eq!(configuration.name, "kaveri-live-rzp");
    assert_eq!(configuration.status.meaning, ConfigurationStatus::Active);
    let first = "GET /v24.0/110055550001?fields=id,display_phone_number,verified_name HTTP/1.1";
    let second = "GET /v24.0/330098765432109/payment_configurations HTTP/1.1";
    assert!(
        requests[0].starts_with(first) && requests[1].starts_with(second),
        "{requests:?}"
    );
}

#[tokio::test]
async fn a_refused_token_is_asked_about_once() {
    let refused = r#"{"error":{"message":"Error validating access token","code":190}}"#;

    let (check, requests) = check(vec![answer("401 Unauthorized", refused)]).await;

    assert_eq!(check.faults.len(), 1);
    assert_eq!(check.faults[0].subject, CheckSubject::Token);
    let meaning = check.faults[0].complaint.as_ref().unwrap().meaning;
    assert_eq!(meaning, Some(ErrorMeaning::TokenRefused));
    assert_eq!(requests.len(), 1);
}

#[tokio::test]
async fn every_wrong_id_is_told_apart() {
    let unknown = r#"{"error":{"message":"Unsupported get request","code":100}}"#;

    let (both, _) = check(vec![answer("400 Bad Request", unknown)]).await;
    let (other, _) = check(vec![
        answer("200 OK", r#"{"id":"7"}"#),
        answer("200 OK", LIST),
    ])
    .await;

    let subjects: Vec<_> = both.faults.iter().map(|fault| fault.subject).collect();
    assert_eq!(
        subjects,
        [CheckSubject::PhoneNumberId, CheckSubject::BusinessAccountId]
    );
    assert_eq!(other.faults[0].subject, CheckSubject::PhoneNumberId);
    assert_eq!(other.phone_number, None);
    assert_eq!(other.configurations.len(), 1);
}

#[tokio::test]
async fn open_terms_come_with_their_link() {
    let terms =
        r#"{"error":{"code":134011,"error_data":{"details":"open https://fb.me/EXAMPLE"}}}"#;

    let (check, _) = check(vec![
        answer("200 OK", NUMBER),
        answer("400 Bad Request", terms),
    ])
    .await;

    assert_eq!(check.faults[0].subject, CheckSubject::Permission);
    let complaint = check.faults[0].complaint.as_ref().unwrap();
    let link = complaint.terms_link.as_ref().map(TermsLink::as_str);
    assert_eq!(link, Some("https://fb.me/EXAMPLE"));
    assert!(check.phone_number.is_some());
}

#[tokio::test]
async fn a_page_that_is_no_answer_is_not_a_good_account() {
    for body in [
        "<html>Sign in</html>",
        "{}",
        "[]",
        r#"{"id":"110055550001","id":"7"}"#,
    ] {
        let (check, _) = check(vec![answer("200 OK", body)]).await;
        assert_eq!(check.faults[0].subject, CheckSubject::Provider, "{body}");
        assert_eq!(check.phone_number, None, "{body}");
    }
}
